"""A PostgreSQL of one's own, reached by a socket in a temporary folder, started for a test and gone after it.

    with postgres.fresh() as url:          # an empty desk, on the one server of this run of tests
        store = open_store(url)

    with postgres.running() as server:     # a server of one's own, to be killed and started again
        with server.database() as url: ...

A small program of ours stands between the tests and the server: when the tests end, however they end, it
stops the server and clears the folder away. Nothing is synced to the disk, unless a test asks for it.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.servers import starting

PATIENCE = 30.0
"""Seconds for it to answer."""
NAMES = ("postgres", "nobody")
"""Whom root runs it as: it refuses to be root."""
ROLE = "desk"
KEEPER = Path(__file__).with_name("kept.py")
EMPTY = "empty_desk"
"""The database that each new one is a copy of."""
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "150",
    "shared_buffers": "64MB",
    "unix_socket_permissions": "0777",
    "log_checkpoints": "off",
    "autovacuum_naptime": "1h",
}
IN_MEMORY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_EMPTY = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET session_replication_role = replica;
    DO $$ DECLARE name TEXT; BEGIN
        FOR name IN SELECT relname FROM pg_class WHERE relkind = 'r'
            AND relnamespace = 'public'::regnamespace AND relname <> 'agentconsole'
        LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
    END $$
"""


@cache
def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest where there are several."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: float(each.parent.name))
    on_path = shutil.which("initdb")
    folders = [*([Path(on_path).resolve().parent] if on_path else []), *reversed(versions)]
    return next(
        (each for each in folders if (each / "initdb").exists() and (each / "postgres").exists()), None
    )


def needed() -> Path:
    """Skip the test, and say why, where there is no PostgreSQL or nobody who may run one."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'agentconsole[server]'")
    folder = binaries()
    if folder is None:
        pytest.skip("no PostgreSQL on this machine: apt-get install postgresql")
    if os.getuid() == 0 and _user() is None:
        pytest.skip("root may not run PostgreSQL, and there is no other user to do so")
    return folder


def _user() -> str | None:
    """Who runs it, when it is root who asks."""
    if os.getuid() != 0:
        return None
    return next((name for name in NAMES if _is_known(name)), None)


def _is_known(name: str) -> bool:
    with suppress(KeyError):
        return pwd.getpwnam(name) is not None
    return False


@contextmanager
def running(**settings: str) -> Iterator["Postgres"]:
    """A server of one's own."""
    server = Postgres(needed(), settings)
    try:
        server.start()
        yield server
    finally:
        server.close()


@cache
def shared() -> "Postgres":
    """The one server of this run of tests, started when the first test needs it."""
    server = Postgres(needed(), IN_MEMORY)
    atexit.register(server.close)
    server.start()
    return server


@contextmanager
def fresh() -> Iterator[str]:
    """The URL of an empty desk on the shared server. One that a test has done with is emptied and used again:
    making a database takes thirty times as long."""
    needed()
    server = shared()
    name = server.emptied.pop() if server.emptied else server.make()
    yield server.url(name)
    server.empty(name)
    server.emptied.append(name)


@contextmanager
def replica(primary: "Postgres") -> Iterator["Postgres"]:
    """A server that follows another and takes no writes."""
    server = Postgres(needed(), {}, of=primary)
    try:
        server.start()
        yield server
    finally:
        server.close()


class Postgres:
    """One server: in the same folder after each restart."""

    def __init__(self, folder: Path, settings: dict[str, str], *, of: "Postgres | None" = None) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._has_template = False
        self.emptied: list[str] = []
        self._lock = threading.Lock()
        # Not pytest's own folder: the user that runs it could not get into it, and a socket's path is short.
        self.home = Path(tempfile.mkdtemp(prefix="pg-"))
        self._settings = SETTINGS | {"unix_socket_directories": str(self.home)} | settings
        self._keeper: subprocess.Popen[bytes] | None = None
        if user := _user():
            shutil.chown(self.home, user)
        if of is None:
            made = ("-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
            self._run("initdb", "-D", "data", *made)
        else:
            self._run(
                "pg_basebackup", "-D", "data", "-d", of.url("postgres"), "-R", "-c", "fast", "--no-sync"
            )

    def start(self) -> None:
        """Until it answers."""
        given = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(self._folder / "postgres"), "-D", str(self.home / "data"), *given]
        with (self.home / "log").open("ab") as log:
            self._keeper = subprocess.Popen(
                [sys.executable, "-I", str(KEEPER), str(self.home), _user() or "", *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        starting.until(self._answers, self._keeper, "PostgreSQL", self.log, seconds=PATIENCE)

    def stop(self) -> None:
        """At once, with no word to those connected, as by `kill -9`."""
        if self._keeper is not None:
            assert self._keeper.stdin is not None
            with suppress(BrokenPipeError), self._keeper.stdin as line:
                line.write(b"stop\n")
            self._keeper.wait(PATIENCE)
            self._keeper = None

    def close(self) -> None:
        """Stopped, and nothing of it left."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def url(self, database: str) -> str:
        """How a client names a database of it."""
        return f"postgresql://{ROLE}@/{database}?host={quote(str(self.home), safe='')}"

    @contextmanager
    def database(self, *, empty: bool = False) -> Iterator[str]:
        """A new database with an empty desk in it; with `empty`, with nothing in it."""
        name = self.make(empty=empty)
        try:
            yield self.url(name)
        finally:
            self.tell(f"DROP DATABASE {name} WITH (FORCE)")

    def make(self, *, empty: bool = False) -> str:
        """A new database; its name."""
        name = f"desk_{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {'template0' if empty else self._empty_desk()}")
        return name

    def empty(self, name: str) -> None:
        """Leave a desk as it was made."""
        self.tell(_EMPTY, name)

    def tell(self, sql: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Say something to it, as whoever runs it may; the rows it answers with."""
        import psycopg

        with closing(psycopg.connect(self.url(database), autocommit=True)) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    def log(self) -> str:
        """The last it wrote, for when something is wrong."""
        return (self.home / "log").read_text("utf-8", "replace")[-2_000:]

    def _empty_desk(self) -> str:
        from agentconsole.store.postgres import make_store

        with self._lock:
            if not self._has_template:
                self.tell(f"CREATE DATABASE {EMPTY} TEMPLATE template0")
                make_store(self.url(EMPTY)).close()
                self._has_template = True
        return EMPTY

    def _answers(self) -> bool:
        import psycopg

        with suppress(psycopg.OperationalError):
            self.tell("SELECT 1")
            return True
        return False

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._folder / program), *arguments],
            cwd=self.home,
            user=_user(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
