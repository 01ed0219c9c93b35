"""What goes wrong with a file is said in words, and leaves it as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from agentconsole.model.errors import DeskError, Invalid, Misconfigured, Unavailable
from agentconsole.store.sqlite import connection as connections
from agentconsole.store.sqlite import open_store
from agentconsole.store.sqlite.connection import connect, take_turn
from agentconsole.store.sqlite.faults import explained
from tests.store.keep import Keeper, keeping


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "x.desk"
    open_store(path, create=True).close()
    return path


def complaint(work):
    with pytest.raises(sqlite3.Error) as caught:
        work()
    return caught.value


@pytest.fixture
def small_disk(path, monkeypatch):
    """A desk on a disk with room for little more."""
    pages = (path.stat().st_size // 4096) + 10
    monkeypatch.setattr(connections, "_PRAGMAS", (*connections._PRAGMAS, f"PRAGMA max_page_count = {pages}"))
    with closing(open_store(path)) as store:
        yield store


def test_a_full_disk_is_said_and_nothing_is_kept(small_disk):
    with pytest.raises(DeskError, match="full"), small_disk.writing() as write:
        keep = Keeper(write)
        for _ in range(500):
            keep.customer("x" * 1000)
    with small_disk.reading() as read:
        assert read.customers("", after=None, limit=5).items == ()
    assert keeping(small_disk, lambda keep: keep.customer()) == 1


def test_after_a_full_disk_the_rest_of_a_session_keeps_nothing(small_disk):
    """SQLite ends the transaction by itself: what came after would be kept statement by statement."""
    with pytest.raises(DeskError, match="over"), small_disk.writing() as write:
        with pytest.raises(DeskError, match="full"), small_disk.writing() as part:
            for _ in range(500):
                Keeper(part).customer("x" * 1000)
        write.add_customer("Mei Tan")
    with small_disk.reading() as read:
        assert read.customers("", after=None, limit=5).items == ()


def test_a_session_that_is_over_can_be_asked_nothing(path):
    with closing(open_store(path)) as store:
        with store.writing() as write:
            pass
        with pytest.raises(DeskError, match="over"):
            write.add_customer("Mei")
        with pytest.raises(DeskError, match="over"):
            write.agents()


def test_a_damaged_file_is_said_to_be_damaged(path):
    with closing(open_store(path)) as store:
        keeping(store, lambda keep: [keep.customer(str(n)) for n in range(200)])
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096 * 30)
    with (
        pytest.raises(Misconfigured, match="damaged"),
        closing(open_store(path)) as store,
        store.reading() as read,
    ):
        read.customers("", after=None, limit=500)


def test_waiting_for_a_turn_ends_in_words(path):
    with closing(connect(path)) as holder, closing(connect(path)) as other:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable) as caught:
            take_turn(path, lambda: other.execute("BEGIN IMMEDIATE"), seconds=0.05)
        assert "locked" not in caught.value.message
        assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("work", "kind", "words"),
    [
        (lambda path: connect(path.parent / "gone.desk"), Unavailable, "cannot be opened"),
        (
            lambda path: sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True).execute("DELETE FROM agent"),
            Misconfigured,
            "may not be written to",
        ),
        (lambda path: connect(path).execute("SELECT nonsense"), DeskError, "nonsense"),
        (lambda path: connect(path).execute("SELECT zeroblob(2000000000)").fetchone(), Invalid, "larger"),
        (
            lambda path: connect(path).execute("PRAGMA writable_schema").connection.execute("x"),
            DeskError,
            "",
        ),
    ],
)
def test_what_sqlite_complains_of_is_explained(path, work, kind, words):
    error = explained(complaint(lambda: work(path)), path)
    assert type(error) is kind
    assert words in error.message
    assert error.hint


def test_every_complaint_names_the_desk_and_a_next_step():
    names = (
        "BUSY",
        "LOCKED",
        "PROTOCOL",
        "FULL",
        "IOERR",
        "CANTOPEN",
        "READONLY",
        "CORRUPT",
        "NOTADB",
        "PERM",
        "AUTH",
    )
    for name in names:
        error = sqlite3.OperationalError("as SQLite says it")
        error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{name}")
        found = explained(error, Path("/d/x.desk"))
        assert "/d/x.desk" in found.message, name
        assert found.hint, name
