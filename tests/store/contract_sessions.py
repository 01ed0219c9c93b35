"""What every store promises of its sessions."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from agentconsole.model.errors import Unavailable
from agentconsole.model.queries import Query
from tests.store.keep import Keeper, at, email, keeping, texts

ROOT = Path(__file__).parents[2]


class Boom(Exception):
    pass


def mei(keep):
    return keep.customer("Mei Tan", "mei@tan.example")


def only_history(read, customer=1):
    return texts(read.history([customer], before=None, after=None, limit=10))


def in_thread(work):
    """Do the work in another thread, and give back or raise what it does."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result(timeout=20)


class SessionContract:
    def test_what_a_writing_session_kept_is_there_for_the_next_session(self, store):
        customer = keeping(store, mei)
        keeping(store, lambda keep: keep.say(keep.begin(customer), "I was charged twice"))
        with store.reading() as read:
            assert only_history(read, customer) == ["I was charged twice"]

    def test_a_writing_session_reads_what_it_has_written(self, store):
        with store.writing() as write:
            keep = Keeper(write)
            number = keep.begin(keep.customer())
            entry = keep.say(number, "Hello")
            assert write.entry(entry.id) == entry
            assert write.conversation(number).version == 1
            assert texts(
                write.search(Query(words=("hello",)), authors=(), customers=(), before=None, limit=5)
            )

    def test_a_writing_session_that_raises_keeps_nothing_at_all(self, store):
        with store.reading() as read:
            before = read.latest()
        with pytest.raises(Boom), store.writing() as write:
            keep = Keeper(write)
            number = keep.begin(keep.customer("Mei Tan", "mei@tan.example"))
            entry = keep.say(number, "Hello", due_at=at(1), original=b"raw", external_id="1")
            write.add_keys(number, "email", ["key"])
            raise Boom
        with store.reading() as read:
            assert read.latest() == before
            assert read.customer(1) is None
            assert read.customer_by_identity(email("mei@tan.example")) is None
            assert read.conversation(number) is None
            assert read.entry(entry.id) is None
            assert read.original(entry.id) == b""
            assert read.outgoing(entry.id) is None
            assert read.conversations_by_keys("email", ["key"]) == ()
            assert read.entry_by_external_id("email", "1") is None
            assert not only_history(read)
            found = read.search(Query(words=("hello",)), authors=(), customers=(), before=None, limit=5)
            assert found.items == ()

    def test_numbers_of_a_session_that_came_to_nothing_are_given_again(self, store):
        def first(keep):
            return keep.customer(), keep.write.new_conversation(), keep.write.new_ask()

        with pytest.raises(Boom), store.writing() as write:
            lost = first(Keeper(write))
            raise Boom
        assert keeping(store, first) == lost

    def test_a_reading_session_goes_on_seeing_one_moment(self, store):
        customer = keeping(store, mei)
        with store.reading() as read:
            in_thread(lambda: keeping(store, lambda keep: keep.event(customer, "later")))
            assert only_history(read, customer) == []
            with store.reading() as again:
                assert only_history(again, customer) == []
        with store.reading() as read:
            assert only_history(read, customer) == ["later"]

    def test_a_reader_does_not_wait_for_the_writer_and_sees_nothing_half_done(self, store):
        customer = keeping(store, mei)

        def look():
            with store.reading() as read:
                return only_history(read, customer)

        with store.writing() as write:
            Keeper(write).event(customer, "half done")
            assert in_thread(look) == []
        assert look() == ["half done"]

    def test_a_part_of_a_writing_session_can_fail_by_itself(self, store):
        with store.writing() as write:
            keep = Keeper(write)
            customer = keep.customer()
            keep.event(customer, "before", minute=1)
            with pytest.raises(Boom), store.writing() as part:
                Keeper(part).event(customer, "failed", minute=1)
                raise Boom
            with store.writing() as part:
                Keeper(part).event(customer, "good", minute=1)
            keep.event(customer, "after", minute=1)
        with store.reading() as read:
            assert only_history(read, customer) == ["after", "good", "before"]
            changes = read.changes(0, limit=10)
            assert [change.position for change in changes] == [1, 2, 3]

    def test_a_writing_session_cannot_begin_in_the_past_of_a_reading_one(self, store):
        with store.reading(), pytest.raises(RuntimeError), store.writing():
            pass
        keeping(store, mei)

    def test_writers_of_many_threads_wait_their_turn_and_nothing_is_lost(self, store):
        customer = keeping(store, mei)
        number = keeping(store, lambda keep: self._begun(keep, customer))

        def write(thread):
            for n in range(15):
                keeping(store, lambda keep, n=n: keep.say(number, f"{thread}-{n}"))

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(write, range(6)))
        self._is_complete(store, number, {f"{thread}-{n}" for thread in range(6) for n in range(15)})

    def test_several_programs_write_and_nothing_is_lost(self, store, address):
        customer = keeping(store, mei)
        number = keeping(store, lambda keep: self._begun(keep, customer))
        command = [sys.executable, "-m", "tests.store.writer", address, str(number)]
        programs = [subprocess.Popen([*command, str(n), "20"], cwd=ROOT) for n in range(4)]
        assert [program.wait(timeout=60) for program in programs] == [0, 0, 0, 0]
        self._is_complete(store, number, {f"{program}-{n}" for program in range(4) for n in range(20)})

    @staticmethod
    def _begun(keep, customer):
        number = keep.begin(customer)
        keep.say(number, "begun")
        return number

    @staticmethod
    def _is_complete(store, number, expected):
        """Every entry once, versions and positions without gaps, and the state of the last."""
        with store.reading() as read:
            entries = list(read.entries_of(number))
            assert sorted(entry.text for entry in entries) == sorted({"begun", *expected})
            assert [entry.version for entry in entries] == list(range(1, len(entries) + 1))
            assert read.conversation(number).version == len(entries)
            positions = [change.position for change in read.changes(0, limit=1000)]
            assert positions == list(range(1, read.latest() + 1))

    def test_a_reader_beside_writers_never_sees_an_entry_without_its_state(self, store):
        customer = keeping(store, mei)
        number = keeping(store, lambda keep: self._begun(keep, customer))
        done = threading.Event()

        def look():
            while not done.is_set():
                with store.reading() as read:
                    newest = read.thread(number, before=None, after=None, limit=1).items[0]
                    assert read.conversation(number).version == newest.version
                    assert read.latest() == newest.version

        with ThreadPoolExecutor(2) as pool:
            lookers = [pool.submit(look) for _ in range(2)]
            for n in range(40):
                keeping(store, lambda keep, n=n: keep.say(number, str(n), minute=n))
            done.set()
            for looker in lookers:
                looker.result(timeout=20)

    def test_waiting_ends_with_a_change_of_this_program(self, store):
        with store.reading() as read:
            before = read.latest()
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(store.wait, before, seconds=20)
            keeping(store, lambda keep: keep.event(keep.customer()))
            assert waiting.result(timeout=20) is True
        assert store.wait(before, seconds=0) is True

    def test_waiting_ends_with_a_change_of_another_program(self, store, address):
        customer = keeping(store, mei)
        number = keeping(store, lambda keep: self._begun(keep, customer))
        with store.reading() as read:
            before = read.latest()
        command = [sys.executable, "-m", "tests.store.writer", address, str(number), "0", "1"]
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(store.wait, before, seconds=30)
            subprocess.run(command, cwd=ROOT, check=True)
            assert waiting.result(timeout=30) is True

    def test_waiting_in_vain_ends_when_the_time_is_up(self, store):
        with store.reading() as read:
            assert store.wait(read.latest(), seconds=0.05) is False

    def test_a_closed_store_says_so_and_wakes_who_waits(self, store):
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(store.wait, 0, seconds=20)
            store.close()
            assert waiting.result(timeout=20) is False
        with pytest.raises(Unavailable), store.reading():
            pass
        with pytest.raises(Unavailable), store.writing():
            pass
        store.close()

    def test_closing_lets_an_open_session_end(self, store):
        with store.writing() as write:
            in_thread(store.close)
            assert Keeper(write).customer() == 1
