"""Opening a desk's file, and refusing what is none."""

import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from agentconsole.model.errors import Misconfigured, NotFound
from agentconsole.store.sql.steps import LATEST, steps
from agentconsole.store.sqlite import open_store
from agentconsole.store.sqlite.migrate import APPLICATION_ID
from tests.store.keep import keeping


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a desk #1 ä?%.desk"


def run_sql(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_missing_desk_is_not_made_by_looking_for_it(path):
    with pytest.raises(NotFound) as caught:
        open_store(path)
    assert str(path) in caught.value.message
    assert caught.value.hint == f"agentconsole --desk '{path}' init --me YOU"
    assert not path.exists()


def test_an_empty_file_is_no_desk_yet(path):
    path.touch()
    with pytest.raises(NotFound):
        open_store(path)
    open_store(path, create=True).close()
    open_store(path).close()


def test_a_desk_is_made_with_its_directories_and_is_its_owner_s_alone(tmp_path):
    path = tmp_path / "a" / "b" / "c.desk"
    with closing(open_store(path, create=True)) as store:
        keeping(store, lambda keep: keep.customer())
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_a_desk_is_marked_as_one(path):
    open_store(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (LATEST,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_opening_again_finds_what_was_kept(path):
    with closing(open_store(path, create=True)) as store:
        number = keeping(store, lambda keep: keep.customer("Mei Tan"))
    with closing(open_store(path, create=True)) as store, store.reading() as read:
        assert read.customer(number).name == "Mei Tan"


def test_what_is_committed_is_on_the_disk_before_the_session_ends(path):
    with closing(open_store(path, create=True)) as store, store.reading() as read:
        assert read.value("PRAGMA synchronous") == 2
        assert read.value("PRAGMA foreign_keys") == 1


@pytest.mark.parametrize("content", [b"Dear Mei,\n" * 500, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path, content):
    path.write_bytes(content)
    for create in (False, True):
        with pytest.raises(Misconfigured) as caught:
            open_store(path, create=create)
        assert str(path) in caught.value.message
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(path):
    for mark in ("CREATE TABLE song (title TEXT)", "PRAGMA application_id = 77"):
        run_sql(path, mark)
        before = path.read_bytes()
        with pytest.raises(Misconfigured, match="not a desk"):
            open_store(path, create=True)
        assert path.read_bytes() == before


def test_a_desk_of_a_newer_program_is_refused_and_left_alone(path):
    open_store(path, create=True).close()
    run_sql(path, f"PRAGMA user_version = {LATEST + 1}")
    before = path.read_bytes()
    with pytest.raises(Misconfigured, match="newer"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_desk_that_a_newer_program_takes_over_is_left_alone_from_then_on(path):
    with closing(open_store(path, create=True)) as store:
        keeping(store, lambda keep: keep.customer())
        run_sql(path, f"PRAGMA user_version = {LATEST + 1}")
        for session in (store.reading, store.writing):
            with pytest.raises(Misconfigured), session():
                pass


def test_a_directory_is_no_desk(tmp_path):
    for create in (False, True):
        with pytest.raises(Misconfigured):
            open_store(tmp_path, create=create)


def test_a_desk_that_may_not_be_read_says_so(path, monkeypatch):
    open_store(path, create=True).close()
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(Misconfigured, match="may not be read"):
        open_store(path)


def test_a_path_through_a_file_is_refused_in_words(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NotFound):
        open_store(tmp_path / "file" / "x.desk")
    with pytest.raises(Misconfigured):
        open_store(tmp_path / "file" / "x.desk", create=True)


def test_programs_that_start_at_once_make_one_desk(path):
    code = (
        "import sys; from pathlib import Path; from agentconsole.store.sqlite import open_store;"
        "store = open_store(Path(sys.argv[1]), create=True)\n"
        "with store.writing() as write: write.add_customer('Mei')\n"
        "store.close()"
    )
    programs = [subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT) for _ in range(4)]
    assert [program.wait(timeout=60) for program in programs] == [0] * 4
    with closing(open_store(path)) as store, store.reading() as read:
        assert [customer.id for customer in read.customers("", after=None, limit=9).items] == [4, 3, 2, 1]


def test_threads_that_open_at_once_make_one_desk(path):
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: open_store(path, create=True), range(6)))
    assert [keeping(store, lambda keep: keep.customer()) for store in stores] == [1, 2, 3, 4, 5, 6]
    for store in stores:
        store.close()


def test_the_newest_step_is_known_without_reading_the_files():
    assert [step.number for step in steps("sqlite")] == list(range(1, LATEST + 1))


def test_a_desk_that_is_up_to_date_opens_without_what_migrations_need(path):
    open_store(path, create=True).close()
    code = (
        "import sys; from pathlib import Path; from agentconsole.store.sqlite import open_store;"
        "open_store(Path(sys.argv[1])).close(); print(*sys.modules)"
    )
    command = [
        sys.executable,
        "-I",
        "-c",
        f"sys = __import__('sys'); sys.path.insert(0, {str(ROOT)!r}); {code}",
    ]
    loaded = set(
        subprocess.run([*command, str(path)], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {
        "importlib.resources",
        "asyncio",
        "email",
        "http",
        "rich",
        "textual",
        "httpx",
        "keyring",
    }


ROOT = Path(__file__).parents[2]
