"""What customers write reaches every pane, and does nothing there."""

import re

import pytest
from rich.cells import cell_len

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.keeping import Mark
from agentconsole.model.people import Contact
from agentconsole.tui.themes import load
from tests.tui.hostile import EVIL as HOSTILE
from tests.tui.hostile import HARMLESS, MAILS
from tests.tui.mailed import mailed
from tests.tui.play import Play, play, received

pytestmark = pytest.mark.attack

BUTTON = re.compile(r"\[@click=app\.quit\]x")
EVIL = {
    "textual markup": "[@click=app.quit]x[/] [/b] [bold",
    "rich markup": "[link=file:///etc/passwd]x[/link] [red]",
    "escape": "\x1b[2J\x1b[31mred",
    "title": "\x1b]0;gone\x07after",
    "hyperlink": "\x1b]8;;http://evil.example\x1b\\bank\x1b]8;;\x1b\\",
    "c1": "\x9b31mred\x9d0;gone\x9c",
    "bidi": "abc\u202edef\u2066",
    "zero width": "pay\u200bpal\ufeff",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "wide": "𝕬" * 40 + "🏳️‍🌈" * 20,
    "newlines": "a\r\nb\vc\x0cd\u2028e\x85f",
    "nul": "a\x00b\x7f",
    "name of ours": "Ana Costa",
}


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(("textual markup", "escape", "bidi", "newlines"), id="of each kind"),
        pytest.param(tuple(EVIL), id="all", marks=pytest.mark.slow),
    ],
)
def test_hostile_text_is_shown_in_every_pane_and_does_nothing(
    desk: LocalDesk, chosen: tuple[str, ...]
) -> None:
    numbers = [hostile(desk, what, EVIL[what]) for what in chosen]
    before = desk.latest()

    async def scene(ana: Play) -> None:
        for number in numbers:
            await everywhere(ana, number)
        await ana.press("g", "c")
        await ana.sees("evil@")
        harmless(ana.text())
        await ana.press("q", "g", "s", *"kind:message", "enter")
        await ana.sees("newest first")
        harmless(ana.text())
        for row in range(2, 20):
            await ana.pilot.click(offset=(12, row))
        assert ana.app.is_running and not ana.app._exit

    play(desk, scene, size=(120, 40))
    assert {change.kind for change in desk.changes(before)} <= {"draft", "read", "presence"}


def hostile(desk: LocalDesk, what: str, evil: str) -> int:
    """A conversation in which everything a customer or a colleague can name or write is hostile."""
    who = Contact(name=evil, email=f"evil@{what.replace(' ', '')}.example", organization=evil)
    number = received(desk, evil, key=what, subject=evil, customer=who, begins=True)
    desk.do(c.Claim(conversation=number), by="ana")
    desk.do(c.Note(conversation=number, text=evil), by="ana")
    desk.do(c.Brief(conversation=number, text=evil.replace("\n", " ")), by="ana")
    return number


def test_hostile_mail_is_shown_whole_answered_and_does_nothing(desk: LocalDesk) -> None:
    numbers = {what: mailed(desk, raw) for what, raw in MAILS.items()}
    now = desk.clock().isoformat()
    standing = {"connected": False, "at": now, "since": now, "error": HOSTILE, "hint": HOSTILE}
    desk.receive([], marks=[Mark(channel="email", name="standing:INBOX", value=standing)])

    async def scene(ana: Play) -> None:
        for what, number in numbers.items():
            await ana.open(number)
            harmless(ana.text())
            assert "! not delivered: 550" in ana.text(), what
            await ana.press("r")
            await ana.until(lambda: ana.screen.addressing.here, "who gets it")
            harmless(ana.text())
            await ana.press("f6")
            await ana.until(
                lambda: ana.app.screen is not ana.screen or ana.screen.addressing.recipients is None
            )
            harmless(ana.text())
            await ana.press("escape", "escape", "v", "enter")
            await ana.until(lambda: ana.screen.panes.entry.entry)
            harmless(ana.text())
        assert ana.app.is_running and not ana.app._exit

    play(desk, scene, size=(120, 40))


def test_a_link_that_lies_shows_where_it_leads(desk: LocalDesk) -> None:
    number = mailed(desk, MAILS["links"])

    async def scene(ana: Play) -> None:
        await ana.open(number)
        await ana.sees("evil.test")
        await ana.sees("not loaded: tracker.test")
        assert "bank.test" in ana.text()

    play(desk, scene)


async def everywhere(ana: Play, number: int) -> None:
    """Look at a conversation in all panes, quote from it, and see its customer."""
    await ana.open(number)
    harmless(ana.text())
    ana.app.screen.set_focus(ana.screen.panes.history)
    await ana.press("enter")
    await ana.until(lambda: ana.screen.panes.entry.entry)
    harmless(ana.text())
    await ana.press(">")
    await ana.until(lambda: len(ana.writing) > 2)
    harmless(ana.writing.replace("\n", ""))
    await ana.press("escape", "u")
    await ana.until(lambda: ana.app.screen is not ana.screen)
    harmless(ana.text())
    await ana.press("q", "ctrl+p", *"evil")
    await ana.until(lambda: ana.app.screen is not ana.screen)
    harmless(ana.text())
    await ana.press("escape")
    await ana.until(lambda: ana.app.screen is ana.screen)


def harmless(shown: str) -> None:
    """Nothing on the screen can act on a terminal or hide in it."""
    for line in shown.split("\n"):
        bad = [
            hex(ord(letter)) for letter in line if not letter.isprintable() and letter not in "\u200d\ufe0f"
        ]
        assert not bad, line


async def clicked(ana: Play) -> int:
    """Click on each letter that a parser of markup would have made a button. How many there were."""
    rows = enumerate(ana.text().split("\n"))
    places = [(cell_len(row[: found.end() - 1]), at) for at, row in rows for found in BUTTON.finditer(row)]
    for place in places:
        await ana.pilot.click(offset=place)
    assert ana.app.screen is ana.screen and ana.app.is_running and not ana.app._exit
    return len(places)


def test_markup_in_a_mail_stands_there_to_the_letter_and_a_click_on_it_does_nothing(desk: LocalDesk) -> None:
    number = mailed(desk, MAILS["body"])
    before = desk.latest()

    async def scene(ana: Play) -> None:
        await ana.open(number)
        assert [word for word in HARMLESS if word not in ana.text()] == []
        assert await clicked(ana) >= 2, "in the subject or a name, and in the text"
        await ana.open(number)
        await ana.press("G", "r", "f6")
        await ana.until(lambda: ana.app.screen is not ana.screen, "who gets it")
        harmless(ana.text())

    play(desk, scene, size=(200, 50))
    assert {change.kind for change in desk.changes(before)} <= {"draft", "read", "presence"}


@pytest.mark.parametrize("theme", sorted(load().themes))
def test_markup_is_shown_as_it_was_typed_in_every_theme(desk: LocalDesk, theme: str) -> None:
    from agentconsole.settings.config import Config

    number = received(desk, "[b]x[/b]", key="evil", subject="[@click=app.quit]y[/]", begins=True)

    async def scene(ana: Play) -> None:
        await ana.open(number)
        await ana.sees("[b]x[/b]")
        await ana.sees("[@click=app.quit]y[/]")
        assert ana.app.theme == theme

    play(desk, scene, config=Config(theme=theme, timezone="UTC"))
