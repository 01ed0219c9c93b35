"""A secret is found where it is kept, quickly or not at all, and shown nowhere."""

import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.compat.properties import classproperty
from keyring.errors import InitError, KeyringLocked

from agentconsole.model.errors import Invalid, Misconfigured
from agentconsole.settings import keyrings, secretfile, secrets
from agentconsole.settings.secrets import NoSecret, Secret

HIDDEN = "hunter2 & söhne"


class Kept(KeyringBackend):
    """A keyring in memory, which nobody gets who did not ask for it."""

    @classproperty
    def priority(cls) -> float:  # noqa: N805
        raise RuntimeError("only for tests that set it")

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[tuple[str, str], str] = {}
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        return self.words.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.words[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.words[service, username]


class Locked(Kept):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("Failed to unlock the collection!")


class Broken(Kept):
    def get_password(self, service: str, username: str) -> str | None:
        raise InitError(HIDDEN)


class Hanging(Kept):
    """Waits until the test is over for somebody to type a password."""

    def __init__(self) -> None:
        super().__init__()
        self.over = Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.over.wait(60)
        return None


class Forgetful(Kept):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


@pytest.fixture
def ring() -> Iterator[Kept]:
    yield from _used(Kept())


def _used(ring: Kept) -> Iterator[Kept]:
    before = keyring.get_keyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def three_ways(error: NoSecret) -> bool:
    ways = ("password_command", "AGENTCONSOLE_SECRET_SUPPORT", "--in-file")
    return all(way in error.hint for way in ways)


def test_it_comes_from_the_environment_first_and_of_one_direction_before_both(
    ring: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets.keep("our-desk", "kept")
    monkeypatch.setenv("AGENTCONSOLE_SECRET_OUR_DESK", "both")
    monkeypatch.setenv("AGENTCONSOLE_SECRET_OUR_DESK_SMTP", "one")
    assert secrets.look_up("our-desk", "imap", command="echo printed") == "both"
    assert secrets.look_up("our-desk", "smtp", command="echo printed") == "one"
    monkeypatch.delenv("AGENTCONSOLE_SECRET_OUR_DESK")
    assert secrets.look_up("our-desk", "imap", command="echo printed") == "printed"
    assert secrets.look_up("our-desk", "imap") == "kept"


def test_of_what_a_command_prints_the_first_line_counts_and_no_shell_is_asked(tmp_path: Path) -> None:
    printing = tmp_path / "it's a file"
    printing.write_text(f"{HIDDEN}\r\nsecond line\n")
    assert secrets.look_up("support", "imap", command=f'cat "{printing}"') == HIDDEN
    assert secrets.look_up("support", "imap", command="echo a; echo b > c") == "a; echo b > c"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (f"sh -c 'echo {HIDDEN.split()[0]}; echo {HIDDEN.split()[0]} >&2; exit 3'", "ended with 3"),
        ("true", "prints nothing"),
        ("echo", "prints nothing"),
        ("/no/such/program", "cannot be run"),
        ("echo 'never closed", "cannot be run"),
        ("  ", "cannot be run"),
    ],
)
def test_a_command_that_fails_says_why_and_not_what_it_printed(
    command: str, why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NoSecret) as caught:
        secrets.look_up("support", "imap", command=command)
    assert why in caught.value.message
    said = "".join(traceback.format_exception(caught.value, chain=True)) + caught.value.hint
    assert "hunter2" not in said.replace(command, "")
    assert capfd.readouterr() == ("", "")
    with pytest.raises(NoSecret) as caught:  # also without what is left of the line that was in the test
        secrets.look_up("support", "imap", command=command)
    assert caught.value.__context__ is None


def test_a_command_that_does_not_end_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "COMMAND_SECONDS", 2.0)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    script = f"exec 3>{pipe}; echo begun >&3; (sleep 30; echo alive >&3) & sleep 60"
    with os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb") as told:
        with pytest.raises(NoSecret, match="did not end"):
            secrets.look_up("support", "imap", command=f"sh -c '{script}'")
        os.set_blocking(told.fileno(), True)
        assert told.read() == b"begun\n", "read until nobody is left who could write more"


def test_what_was_kept_is_found_and_forgotten(ring: Kept) -> None:
    secrets.keep("support", HIDDEN)
    assert secrets.look_up("support", "imap") == secrets.look_up("support", "smtp") == HIDDEN
    secrets.forget("support")
    with pytest.raises(NoSecret) as caught:
        secrets.look_up("support", "imap")
    assert three_ways(caught.value)


@pytest.mark.parametrize("ring_of", [Locked, Broken, Hanging, Forgetful])
def test_a_keyring_that_is_none_ends_soon_with_three_ways_out(
    ring_of: type[Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyrings, "SECONDS", 0.2)
    for ring in _used(ring_of()):
        for _ in range(2):
            with pytest.raises(NoSecret) as caught:
                secrets.keep("support", HIDDEN)
            assert three_ways(caught.value)
            assert HIDDEN not in "".join(traceback.format_exception(caught.value))
        if isinstance(ring, Hanging):
            ring.over.set()
            while not keyrings._asking.acquire(timeout=30):
                pytest.fail("the thread that hung is still there")
            keyrings._asking.release()


def test_without_a_session_the_program_says_so_in_less_than_five_seconds() -> None:
    """Another process, whose keyring is the one a bare machine has."""
    script = (
        "import os, time; os.environ['PYTHON_KEYRING_BACKEND'] = 'keyring.backends.fail.Keyring'\n"
        "from agentconsole.settings.secrets import NoSecret, look_up\n"
        "begun = time.monotonic()\n"
        "try:\n    look_up('support', 'imap')\n"
        "except NoSecret as error:\n    print(error.message, error.hint)\n"
        "assert time.monotonic() - begun < 5"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "no keyring" in ran.stdout
    assert "password_command" in ran.stdout and "--in-file" in ran.stdout


def test_a_file_is_private_and_there_only_for_whoever_asked(ring: Kept) -> None:
    secrets.keep("support", "first")
    assert not secretfile.folder().exists()
    where = Path(secrets.keep("support", HIDDEN, in_file=True))
    assert where.stat().st_mode & 0o777 == 0o600
    assert where.parent.stat().st_mode & 0o777 == 0o700
    assert secrets.look_up("support", "imap") == HIDDEN
    secrets.keep("support", "third")
    assert not where.exists()
    assert secrets.look_up("support", "imap") == "third"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_can_read_or_change_is_refused(mode: int) -> None:
    where = Path(secrets.keep("support", HIDDEN, in_file=True))
    where.chmod(mode)
    with pytest.raises(Misconfigured) as caught:
        secrets.look_up("support", "imap")
    assert caught.value.hint == f"chmod 600 {where}"
    where.chmod(0o600)
    where.parent.chmod(0o750)
    with pytest.raises(Misconfigured) as caught:
        secrets.look_up("support", "imap")
    assert caught.value.hint == f"chmod 700 {where.parent}"


def test_a_link_in_place_of_the_file_or_its_folder_is_refused(tmp_path: Path) -> None:
    where = Path(secrets.keep("support", HIDDEN, in_file=True))
    other = tmp_path / "other"
    where.rename(other)
    where.symlink_to(other)
    with pytest.raises(Misconfigured):
        secrets.look_up("support", "imap")
    secrets.keep("support", "new", in_file=True)
    assert other.read_text() == HIDDEN
    assert secrets.look_up("support", "imap") == "new"
    where.parent.rename(tmp_path / "elsewhere")
    where.parent.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Misconfigured):
        secrets.look_up("support", "imap")
    with pytest.raises(Misconfigured):
        secrets.keep("support", "newer", in_file=True)


@pytest.mark.parametrize("said", ["", "two\nlines", "nul\0", "x" * 10_001])
def test_what_is_no_password_is_not_kept(ring: Kept, said: str) -> None:
    with pytest.raises(Invalid):
        secrets.keep("support", said)
    assert ring.words == {}


def test_a_secret_is_not_asked_for_at_every_login_and_does_not_show_itself(ring: Kept) -> None:
    secrets.keep("support", HIDDEN)
    ring.asked = 0
    secret = Secret("support", "imap")
    assert [secret(), secret()] == [HIDDEN, HIDDEN]
    assert ring.asked == 1
    assert HIDDEN not in f"{secret!r} {secret}"
