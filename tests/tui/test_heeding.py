"""A note that must be read is read before anybody writes to the customer, and its writer sees it."""

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.entry import Kind
from agentconsole.show.spans import plain, width
from agentconsole.tui.controllers.heeding import notice
from agentconsole.tui.session import Session
from tests.make import BEN, agent, entry
from tests.tui.play import Play, play

NOTE = "She is a lawyer: nothing about liability."


def messages(desk: LocalDesk) -> list[str]:
    return [each.text for each in desk.thread(2).items if each.outgoing]


def test_a_note_is_written_as_one_that_must_be_read(desk: LocalDesk) -> None:
    async def scene(ben: Play) -> None:
        await ben.open()
        await ben.press("c", *NOTE, "f5")
        await ben.sees("must be read before a reply")
        await ben.press("f5", "f5", "escape")
        await ben.open(1)
        await ben.open(2)
        await ben.sees("must be read before a reply")
        await ben.press("c", "ctrl+s", "enter")
        await ben.until(lambda: desk.conversation(2).must_read)
        assert desk.thread(2).items[-1].must_read
        await ben.press("c")
        assert "must be read before a reply" not in ben.text()

    play(desk, scene, me="ben")


def test_it_stands_above_the_thread_and_above_the_reply_until_it_is_acknowledged(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        desk.do(c.Note(conversation=2, text=NOTE, must_read=True), by="ben")
        await ana.sees("A I have read it")
        await ana.press("r", *"Dear Mei")
        await ana.sees("f2 I have read it")
        assert "A I have read it" not in ana.text()
        await ana.press("f2")
        await ana.until(lambda: desk.conversation(2).must_read[0].acknowledged == ("ana",))
        await ana.until(lambda: "I have read it" not in ana.text())
        assert ana.writing == "Dear Mei"
        await ana.press("escape", "A")
        await ana.sees("No note here waits for you to read it")

    play(desk, scene)


def test_sending_before_it_is_read_asks_once(desk: LocalDesk) -> None:
    desk.do(c.Note(conversation=2, text=NOTE, must_read=True), by="ben")

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear Mei", "ctrl+s", "enter")
        await ana.sees("Ben wrote a note to be read first.")
        assert messages(desk) == []
        await ana.press("escape", "ctrl+s", "l")
        await ana.sees("Ben wrote a note to be read first.")
        await ana.press("escape", "ctrl+s", "enter")
        await ana.sees("enter all the same")
        await ana.press("enter")
        await ana.until(lambda: messages(desk) == ["Dear Mei"])

    play(desk, scene, size=(80, 24))


def test_its_writer_sees_that_it_was_read(desk: LocalDesk) -> None:
    note = desk.do(c.Note(conversation=2, text=NOTE, must_read=True), by="ben").entries[0]

    async def scene(ben: Play) -> None:
        await ben.open()
        await ben.press("j")
        assert "I have read it" not in ben.text()
        desk.do(c.Acknowledge(entry=note.id), by="ana")
        await ben.sees("Ana has read the note.")
        await ben.sees("read by ana")

    play(desk, scene, me="ben")


@pytest.mark.parametrize("rows", [0, 2, 6])
@pytest.mark.parametrize("cells", [20, 40, 100])
def test_a_note_is_shown_in_the_room_there_is(desk: LocalDesk, rows: int, cells: int) -> None:
    session = Session(desk=desk, me="ana", background=None, agents={"ben": BEN})  # type: ignore[arg-type]
    hostile = entry(Kind.NOTE, agent("ben"), text="\x1b[2J" + "read this " * 60, must_read=True)
    lines = notice([hostile, hostile], session, cells, rows, "A")
    assert len(lines) == rows + 1 and all(width(line) <= cells for line in lines)
    assert all(plain(line).isprintable() for line in lines)
    assert notice([], session, cells, rows, "A") == []
