"""How it looks, as text, at three sizes. `UPDATE_LOOKS=1 pytest tests/tui/test_looks.py` writes them anew:
look at the difference before you keep it."""

import os
from pathlib import Path

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.keeping import DraftKind
from tests.make import Clock
from tests.tui.play import Play, play, received

LOOKS = Path(__file__).parent / "looks"
SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x50": (200, 50)}


def looks_like(name: str, shown: str) -> None:
    """The screen is as it was kept."""
    path = LOOKS / f"{name}.txt"
    if os.environ.get("UPDATE_LOOKS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{shown}\n", "utf-8")
    assert shown == path.read_text("utf-8").removesuffix("\n")


@pytest.fixture
def busy(desk: LocalDesk, clock: Clock) -> LocalDesk:
    """Ana's desk in the middle of Mei's matter."""
    desk.do(
        c.Brief(conversation=2, text="Charged twice for LH 401, as in March.\nDo not ask for the receipt."),
        by="ana",
    )
    desk.do(c.Note(conversation=2, text="She had this in March."), by="ana")
    clock.go(minutes=1)
    about = desk.thread(2).items[0].id
    ask = desk.do(
        c.Ask(conversation=2, specialist="priya", question="Was the fee charged twice?", about=(about,)),
        by="ana",
    ).ask
    assert ask is not None
    clock.go(minutes=8)
    desk.do(
        c.Answer(ask=ask.id, text="Yes, twice. It is refunded.", suggested_reply="You were charged twice."),
        by="priya",
    )
    received(desk, "Any news?", days=0)
    received(desk, "Which seat is mine?", key="seat", subject="Seat 11C", begins=True, days=2)
    return desk


@pytest.mark.parametrize("size", SIZES)
def test_the_inbox(busy: LocalDesk, size: str) -> None:
    async def scene(ana: Play) -> None:
        looks_like(f"inbox-{size}", ana.text())

    play(busy, scene, size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
def test_a_conversation(busy: LocalDesk, size: str) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await settled(ana)
        looks_like(f"conversation-{size}", ana.text())

    play(busy, scene, size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
def test_a_reply(busy: LocalDesk, size: str) -> None:
    busy.do(c.SaveDraft(conversation=2, kind=DraftKind.REPLY, text="Dear Mei,\nyou were right."), by="ana")

    async def scene(ana: Play) -> None:
        await ana.open()
        await settled(ana)
        await ana.press("r", "ctrl+s")
        await ana.until(lambda: ana.screen.panes.composer.strip.is_there)
        await ana.pilot.pause()
        looks_like(f"reply-{size}", ana.text())

    play(busy, scene, size=SIZES[size])


@pytest.mark.parametrize("size", ["80x24"])
def test_a_note(busy: LocalDesk, size: str) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await settled(ana)
        await ana.press("c")
        await ana.pilot.pause()
        looks_like(f"note-{size}", ana.text())

    play(busy, scene, size=SIZES[size])


@pytest.mark.parametrize("size", ["80x24"])
def test_a_question_to_a_specialist(busy: LocalDesk, size: str) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await settled(ana)
        await ana.press("space", "@", *"bill", "tab", *"Is it on its way?", "tab", *"fri")
        await ana.sees("= Fri 20 Nov 09:00")
        looks_like(f"ask-{size}", ana.text())

    play(busy, scene, size=SIZES[size])


@pytest.mark.parametrize("size", ["80x24", "120x40"])
def test_asks_of_me(busy: LocalDesk, size: str) -> None:
    busy.do(
        c.Ask(
            conversation=2,
            specialist="ben",
            question="Who rebooked her?",
            about=(busy.thread(2).items[0].id,),
        ),
        by="ana",
    )

    async def scene(ben: Play) -> None:
        await ben.press("g", "a")
        await ben.sees("I was charged again")
        await ben.pilot.pause()
        looks_like(f"asks-{size}", ben.text())

    play(busy, scene, me="ben", size=SIZES[size])


async def settled(ana: Play) -> None:
    """Everything that was asked of the desk on opening has been answered."""
    history = ana.screen.panes.history
    await ana.until(lambda: history.place is not None, "the place in the history")
    await ana.until(lambda: not ana.desk.conversation(2, by="ana").unread)
    await ana.until(lambda: ana.screen.knowing.known, "what is known")
    await ana.until(lambda: ana.screen.panes.thread.readers, "who has read what")
    await ana.until(
        lambda: not any(each.id == 2 and each.unread for each in ana.screen.panes.list.window.items)
    )
    await ana.pilot.pause()
