"""A hostile mail is opened at a desk, in a real terminal under tmux: it moves nothing there."""

import json

import pytest

from tests.stories.terminal import AGENTCONSOLE, Terminal, has_tmux, run
from tests.tui.hostile import HARMLESS, MAILS

pytestmark = [
    pytest.mark.attack,
    pytest.mark.slow,
    pytest.mark.skipif(not has_tmux(), reason="tmux is not installed"),
]

COPIED = "what Ana copied herself"
DRAFT = "Dear Bob,"
WIDTH, HEIGHT = 120, 40


class Pane(Terminal):
    """A terminal whose title and clipboard programs may set, as they may set those of a person's own."""

    def allow(self) -> None:
        self._tmux("set-option", "-s", "set-clipboard", "on")
        self._tmux("set-option", "-g", "allow-rename", "on")
        self._tmux("set-option", "-g", "allow-passthrough", "on")
        self._tmux("select-pane", "-T", "the desk of Ana")
        self._tmux("set-buffer", COPIED)

    def standing(self) -> dict[str, str]:
        """All that a program can change behind the back of whoever sits before it."""
        names = ("pane_title", "window_name", "alternate_on", "pane_width", "pane_height", "cursor_flag")
        said = {name: self._tmux("display-message", "-p", f"#{{{name}}}").strip() for name in names}
        return said | {"buffers": self._tmux("list-buffers"), "copied": self._tmux("show-buffer")}


@pytest.fixture
def numbers(tmp_path):
    """A desk with each hostile mail in a conversation of Ana's; their numbers."""
    desk = tmp_path / "desk.db"
    run(desk, "init", "--me", "ana", "--full-name", "Ana Costa")
    for name, raw in MAILS.items():
        (tmp_path / f"{name}.eml").write_bytes(raw)
    run(desk, "import", "eml", *(str(tmp_path / f"{name}.eml") for name in MAILS))
    numbers = [each["id"] for each in json.loads(run(desk, "inbox", "all", "--json"))]
    for number in numbers:
        run(desk, "claim", str(number))
    return numbers


@pytest.fixture
def pane(numbers, tmp_path):
    command = f"{AGENTCONSOLE} --desk {tmp_path / 'desk.db'} --as ana"
    pane = Pane(command, tmp_path, width=WIDTH, height=HEIGHT)
    try:
        pane.allow()
        pane.until("mine")
        yield pane
    finally:
        pane.close()


def test_a_hostile_mail_sets_no_title_copies_nothing_and_types_nothing(pane, numbers, tmp_path):
    desk = tmp_path / "desk.db"
    first = numbers[0]
    pane.type(f":{first}")
    pane.press("Enter")
    pane.until(f"#{first} ·")
    pane.type("r")
    pane.until("reply to")
    pane.type(DRAFT)
    pane.until(DRAFT)
    pane.press("Escape")
    before, told = pane.standing(), run(desk, "inbox", "all", "--json")
    assert before["copied"] == COPIED and before["pane_title"] == "the desk of Ana"
    for number in numbers:
        pane.type(f":{number}")
        pane.press("Enter")
        pane.until(f"#{number} ·")
        pane.type("gg")
        pane.press("Enter")
        pane.until(HARMLESS[0])
        pane.press("Escape")
    pane.type(f":{first}")
    pane.press("Enter")
    screen = pane.until(DRAFT)
    assert "Leave the console?" not in screen
    assert pane.standing() == before
    after = json.loads(run(desk, "inbox", "all", "--json"))
    unread = {"unread": False}
    assert [each | unread for each in after] == [each | unread for each in json.loads(told)]
    assert [each["text"] for each in json.loads(run(desk, "drafts", "--json"))] == [DRAFT]
    assert run(desk, "outbox") == ""
