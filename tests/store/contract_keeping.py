"""What every store promises of what is kept beside the entries."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import USUAL, Draft, DraftKind, Wishes
from agentconsole.store.base import LEASE_SECONDS
from tests.store.keep import at, keeping

LONG = timedelta(seconds=LEASE_SECONDS)


def draft(conversation, text, *, agent="ana", kind=DraftKind.REPLY, minute=0, seen=1):
    return Draft(conversation=conversation, agent=agent, kind=kind, text=text, seen=seen, saved_at=at(minute))


def save(store, *drafts):
    keeping(store, lambda keep: [keep.write.save_draft(each) for each in drafts])


def begun(store):
    """A conversation."""

    def make(keep):
        number = keep.begin(keep.customer())
        keep.say(number)
        return number

    return keeping(store, make)


def written(store, number, text="Dear Mei", *, due=10, **fields):
    """A message of ours that waits to go out."""
    return keeping(store, lambda keep: keep.say(number, text, by="ana", due_at=at(due), **fields))


def leased(store, minute, *, channels=("email",), limit=20):
    return keeping(store, lambda keep: keep.write.lease(at(minute), channels=channels, limit=limit))


def settle(store, entry, state, error="", minute=20):
    keeping(store, lambda keep: keep.write.settle(entry, state=state, error=error, now=at(minute)))


def outbox(store, **which):
    with store.reading() as read:
        return [(each.entry.text, each.state) for each in read.outbox(**which)]


class KeepingContract:
    def test_a_draft_is_one_of_its_kind_for_an_agent_and_a_conversation(self, store):
        number = begun(store)
        save(store, draft(number, "Dear"), draft(number, "Dear Mei", seen=2, minute=1))
        save(store, draft(number, "ben's", agent="ben"), draft(number, "note", kind=DraftKind.NOTE))
        with store.reading() as read:
            kept = read.draft(number, DraftKind.REPLY, by="ana")
            assert kept == draft(number, "Dear Mei", seen=2, minute=1)
            assert read.draft(number, DraftKind.NOTE, by="ana").text == "note"
            assert read.draft(number, DraftKind.NOTE, by="ben") is None
            assert read.draft(number + 1, DraftKind.REPLY, by="ana") is None

    def test_what_is_wanted_of_a_mail_is_kept_with_its_draft(self, store):
        number = begun(store)
        for wishes in (Wishes(to=("Li <li@x.test>",), cc=(), quote=True), Wishes(cc=("bo@x.test",)), USUAL):
            save(store, replace(draft(number, "Dear"), wishes=wishes))
            with store.reading() as read:
                assert read.draft(number, DraftKind.REPLY, by="ana").wishes == wishes

    def test_drafts_come_newest_first_and_an_empty_one_is_gone(self, store):
        number, other = begun(store), begun(store)
        save(
            store,
            draft(number, "old", minute=1),
            draft(other, "new", minute=2),
            draft(number, "b", agent="ben"),
        )
        with store.reading() as read:
            assert [each.text for each in read.drafts(by="ana")] == ["new", "old"]
        save(store, draft(other, "", minute=3))
        with store.reading() as read:
            assert [each.text for each in read.drafts(by="ana")] == ["old"]
            assert read.drafts(by="nobody") == ()

    def test_what_failed_is_counted_until_we_have_written_again(self, store):
        number = begun(store)
        first, other = written(store, number), written(store, begun(store), "Hello")
        for entry in (first, other):
            leased(store, 10)
            settle(store, entry.id, "failed", "550 no")
        assert [text for text, _ in outbox(store)] == ["Dear Mei", "Hello"]
        keeping(store, lambda keep: keep.write.answer_failed(number))
        assert [text for text, _ in outbox(store)] == ["Hello"]
        assert outbox(store, conversation=number) == [("Dear Mei", "failed")]
        settle(store, first.id, "failed", "550 no")
        assert [text for text, _ in outbox(store)] == ["Dear Mei", "Hello"]

    def test_a_message_of_ours_waits_in_the_outbox_and_says_so(self, store):
        number = begun(store)
        message = written(store, number, due=10)
        assert (message.delivery, message.undo_until) == ("waiting", at(10))
        with store.reading() as read:
            waiting = read.outgoing(message.id)
            assert waiting.entry == read.entry(message.id) == message
            assert (waiting.state, waiting.due_at, waiting.attempts, waiting.error) == (
                "waiting",
                at(10),
                0,
                "",
            )
            assert len(waiting.key) >= 32
            assert read.outgoing(1) is None
            assert read.thread(number, before=None, after=None, limit=5).items[1] == message
        assert outbox(store) == [("Dear Mei", "waiting")]

    def test_the_outbox_is_of_one_conversation_or_all_oldest_first(self, store):
        one, other = begun(store), begun(store)
        for number, text, minute in ((one, "b", 2), (other, "c", 3), (one, "a", 1)):
            written(store, number, text, minute=minute)
        assert outbox(store) == [("a", "waiting"), ("b", "waiting"), ("c", "waiting")]
        assert outbox(store, conversation=one) == [("a", "waiting"), ("b", "waiting")]

    def test_what_is_due_on_a_channel_is_leased_to_one_caller_only(self, store):
        number = begun(store)
        due = written(store, number, "due", due=10)
        written(store, number, "later", due=30)
        written(store, number, "elsewhere", due=10, channel="chat")
        assert leased(store, 9) == ()
        (message,) = leased(store, 10)
        assert (message.entry.id, message.state, message.entry.delivery) == (due.id, "sending", "sending")
        assert message.entry.undo_until is None
        assert leased(store, 10) == ()
        assert [each.entry.text for each in leased(store, 10, channels=("chat", "sms"))] == ["elsewhere"]
        assert leased(store, 99, channels=()) == ()

    def test_a_lease_takes_no_more_than_asked_for_due_first(self, store):
        number = begun(store)
        for text, due in (("third", 12), ("first", 10), ("second", 11)):
            written(store, number, text, due=due)
        assert [each.entry.text for each in leased(store, 99, limit=2)] == ["first", "second"]
        assert [each.entry.text for each in leased(store, 99, limit=2)] == ["third"]

    def test_what_became_of_a_message_is_kept(self, store):
        number = begun(store)
        numbers = {
            state: written(store, number, state, due=1).id for state in ("sent", "failed", "uncertain")
        }
        leased(store, 5)
        for state, entry in numbers.items():
            settle(store, entry, state, error="why" if state == "failed" else "")
        assert outbox(store) == [("failed", "failed"), ("uncertain", "uncertain")]
        with store.reading() as read:
            assert {state: read.entry(entry).delivery for state, entry in numbers.items()} == {
                state: state for state in numbers
            }
            assert read.outgoing(numbers["failed"]).error == "why"
            assert read.outgoing(numbers["sent"]).attempts == 1
        assert leased(store, 99) == ()
        with pytest.raises(NotFound):
            settle(store, 1, "sent")

    def test_a_message_to_try_again_keeps_its_key_and_counts(self, store):
        message = written(store, begun(store), due=1)
        (first,) = leased(store, 5)
        settle(store, message.id, "waiting", error="no line")
        (second,) = leased(store, 6)
        assert (second.key, second.attempts, second.error) == (first.key, 1, "no line")

    def test_who_was_tried_often_does_not_keep_others_waiting(self, store):
        number = begun(store)
        stuck = written(store, number, "stuck", due=1)
        leased(store, 5)
        settle(store, stuck.id, "waiting")
        written(store, number, "fresh", due=2)
        assert [each.entry.text for each in leased(store, 9, limit=1)] == ["fresh"]

    def test_what_a_dead_program_was_sending_becomes_uncertain(self, store):
        number = begun(store)
        message = written(store, number, due=1)
        leased(store, 5)
        before = keeping(store, lambda keep: keep.write.latest())
        lease = lambda now: keeping(store, lambda keep: keep.write.lease(now, channels=("email",), limit=5))  # noqa: E731
        assert lease(at(5) + LONG) == ()
        assert outbox(store) == [("Dear Mei", "sending")]
        assert lease(at(5) + LONG + timedelta(seconds=1)) == ()
        with store.reading() as read:
            uncertain = read.outgoing(message.id)
            assert (uncertain.state, uncertain.attempts) == ("uncertain", 1)
            assert uncertain.error
            assert [change.kind for change in read.changes(before, limit=9)] == ["delivery"]

    def test_taking_a_message_back_takes_it_out_of_the_outbox(self, store):
        number = begun(store)
        message, sent = written(store, number, due=9), written(store, number, "gone", due=1)
        leased(store, 2)
        settle(store, sent.id, "sent")
        keeping(store, lambda keep: keep.say(number, kind="unsend", by="ana", about=(message.id, sent.id)))
        assert outbox(store) == []
        assert leased(store, 99) == ()
        with store.reading() as read:
            assert read.entry(message.id).delivery == "unsent"
            assert read.entry(message.id).undo_until is None
            assert read.entry(sent.id).delivery == "sent"

    def test_an_entry_is_news_with_all_it_concerns(self, store):
        def make(keep):
            mei = keep.customer()
            number = keep.begin(mei)
            asked = keep.say(number, kind="ask", by="ana", agent="ben", ask=7, acting="ana")
            return mei, number, asked, keep.event(mei)

        mei, number, asked, order = keeping(store, make)
        with store.reading() as read:
            first, second = read.changes(0, limit=9)
        assert (first.position, first.kind, first.entry_kind, first.entry) == (1, "entry", "ask", asked.id)
        assert (first.conversation, first.customer, first.ask) == (number, mei, 7)
        assert (first.by, first.agent) == ("ana", "ben")
        assert (second.position, second.entry_kind, second.customer) == (2, "order", mei)
        assert (second.conversation, second.entry, second.by) == (None, order.id, None)
        assert first.at.tzinfo is not None

    def test_drafts_and_deliveries_and_what_is_told_are_news(self, store):
        number = begun(store)
        message = written(store, number, due=1)
        before = keeping(store, lambda keep: keep.write.latest())
        save(store, draft(number, "Dear"))
        leased(store, 5)
        settle(store, message.id, "sent")
        keeping(store, lambda keep: keep.write.note_change("agent", by="ana", agent="ben"))
        with store.reading() as read:
            news = read.changes(before, limit=9)
            assert [change.kind for change in news] == ["draft", "delivery", "delivery", "agent"]
            assert [change.conversation for change in news] == [number, number, number, None]
            assert (news[0].by, news[2].entry, news[3].agent) == ("ana", message.id, "ben")

    def test_changes_are_read_from_any_position_in_order(self, store):
        number = begun(store)
        for n in range(4):
            keeping(store, lambda keep, n=n: keep.say(number, minute=-n))
        with store.reading() as read:
            assert read.latest() == 5
            assert [change.position for change in read.changes(2, limit=2)] == [3, 4]
            assert read.changes(5, limit=2) == ()

    def test_the_newest_position_can_be_asked_for_outside_a_session_and_within_one(self, store):
        assert store.latest() == 0
        with store.writing() as write:
            write.note_change("agent", agent="ana")
            assert (store.latest(), write.latest()) == (1, 1)
            with store.reading() as read:
                assert read.latest() == 1
        assert store.latest() == 1
        with store.reading() as read:
            assert (store.latest(), read.latest()) == (1, 1)

    def test_a_new_desk_has_no_news(self, store):
        with store.reading() as read:
            assert read.latest() == 0
            assert read.changes(0, limit=5) == ()
