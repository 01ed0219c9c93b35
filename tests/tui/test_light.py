"""The console stays light: what nobody has asked for yet is not loaded."""

import pkgutil
import subprocess
import sys

import pytest

from agentconsole.tui import screens
from agentconsole.tui.screens import questions

HEAVY = {"ssl", "_ssl", "hashlib", "_hashlib", "secrets", "zipfile", "httpx", "keyring", "tomlkit", "psycopg"}
HEAVY |= {"phonenumbers", "selectolax", "markdown_it", "pygments", "email", "imaplib", "smtplib"}
AT_ONCE = {"arranged", "desk", "panes", "place", "questions", "reading", "wiring"}
"""What of the screens the first one is made of."""
CONSOLE = """
import sys
from agentconsole.main import _console
from agentconsole.settings.config import Config
_console(Config())
"""
USED = """
import agentconsole.desk.writer, agentconsole.store.sqlite.writing
from agentconsole.rules.quoting_words import words
from agentconsole.settings.whereabouts import file_for
words(), file_for("work", "ana")
"""

THREADS = """
from ctypes import CDLL
from threading import Barrier, Thread
together = Barrier(8)
threads = [Thread(target=lambda: (together.wait(), bytes(50_000), together.wait())) for _ in range(8)]
for each in threads: each.start()
for each in threads: each.join()
getattr(CDLL(None), "malloc_stats", int)()
"""


def loaded(script: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", f"{script}\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(ran.stdout.split())


def test_the_console_loads_no_cryptography_no_mail_and_no_screen_that_nobody_went_to() -> None:
    found = loaded(CONSOLE)
    assert HEAVY & found == set()
    ours = {name.split(".")[3] for name in found if name.startswith("agentconsole.tui.screens.")}
    assert ours == AT_ONCE
    assert not any(name.startswith("agentconsole.tui.screens.questions.") for name in found)


def test_neither_writing_nor_folding_nor_keeping_the_place_loads_what_it_does_not_need() -> None:
    found = loaded(CONSOLE + USED)
    assert HEAVY & found == set()
    assert "agentconsole.rules.facts.finding" not in found


def test_all_threads_of_a_console_share_one_heap() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", CONSOLE + THREADS], capture_output=True, text=True, check=True
    )
    if not ran.stderr:
        pytest.skip("this C library does not tell of its heaps")
    assert "Arena 0:" in ran.stderr
    assert "Arena 1:" not in ran.stderr


def test_whoever_wants_tls_later_has_it() -> None:
    assert "_ssl" in loaded(CONSOLE + "import ssl; ssl.create_default_context()")


@pytest.mark.parametrize("room", [screens, questions])
def test_every_screen_and_question_is_loaded_by_its_name(room: object) -> None:
    names = [found.name for found in pkgutil.iter_modules(room.__path__)]  # type: ignore[attr-defined]
    assert all(getattr(room, name).__name__ == f"{room.__name__}.{name}" for name in names)  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        room.__wrapped__  # type: ignore[attr-defined]  # noqa: B018
