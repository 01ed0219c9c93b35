"""Who else is in a conversation: seen live, and noticed before two people send."""

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model.errors import Unavailable
from agentconsole.model.presence import Doing
from agentconsole.store.base import PRESENCE_SECONDS
from agentconsole.tui.controllers import accompanying
from tests.make import Clock
from tests.tui.play import Play, play

SIZES = [(80, 24), (120, 40), (200, 50)]


def doing(desk: LocalDesk, agent: str = "ana") -> Doing | None:
    """What the desk knows an agent to do in the conversation."""
    return next((each.doing for each in desk.present(2) if each.agent == agent), None)


def test_it_is_said_again_well_before_the_desk_forgets_it() -> None:
    assert accompanying.AGAIN.total_seconds() * 2 < PRESENCE_SECONDS


def test_the_desk_knows_who_looks_who_writes_and_who_has_left(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        assert doing(desk) is None
        await ana.open()
        await ana.until(lambda: doing(desk) is Doing.LOOKING)
        await ana.press("r", *"Dear Mei")
        await ana.until(lambda: doing(desk) is Doing.WRITING)
        await ana.open(1)
        await ana.until(lambda: doing(desk) is None and desk.present(1))

    play(desk, scene)
    assert desk.present() == ()


def test_a_note_is_no_reply_that_somebody_writes(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("c", *"She had this in March.")
        await ana.until(lambda: ana.screen.composing.saved)
        assert doing(desk) is Doing.LOOKING

    play(desk, scene)


def test_it_is_said_again_while_somebody_is_there_and_no_longer(desk: LocalDesk, clock: Clock) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", "D")
        for _ in range(4):
            clock.go(seconds=20)
            ana.screen.tick()
            await ana.pilot.pause()
        assert doing(desk) is Doing.LOOKING, "who has not typed for a minute does not write"
        clock.go(minutes=11)
        ana.screen.tick()
        await ana.pilot.pause()
        assert doing(desk) is None, "who has not touched a key for ten minutes does not look"
        await ana.press("escape")
        ana.screen.tick()
        await ana.until(lambda: doing(desk) is Doing.LOOKING)

    play(desk, scene)


@pytest.mark.parametrize("size", SIZES)
def test_colleagues_who_look_and_write_are_named_in_the_title(
    desk: LocalDesk, clock: Clock, size: tuple[int, int]
) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        desk.here(2, Doing.LOOKING, by="ben")
        looks, writes = (
            ("Ben looks", "Priya writes") if size[0] < 110 else ("Ben is looking", "Priya is writing a reply")
        )
        await ana.sees(looks)
        desk.here(2, Doing.WRITING, by="priya")
        await ana.sees(f"{writes} · {looks}")
        title = ana.text().splitlines()[0]
        assert "Baggage fee" in title and "#2 · open" in title
        desk.here(2, None, by="ben")
        await ana.until(lambda: looks not in ana.text())
        clock.go(seconds=PRESENCE_SECONDS + 1)
        ana.screen.tick()
        await ana.until(lambda: writes not in ana.text(), "whose console is gone is gone")

    play(desk, scene, size=size)


def test_two_who_write_at_once_notice_it_before_either_sends(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear Mei")
        assert "too" not in ana.text()
        desk.here(2, Doing.WRITING, by="priya")
        await ana.sees("Priya is writing a reply too")
        await ana.press("ctrl+s")
        await ana.until(lambda: ana.screen.laid_out)
        strip = ana.screen.panes.composer.strip
        assert "Priya is writing a reply too" in "".join(span.text for span in strip.rows(60)[0])
        desk.here(2, Doing.LOOKING, by="priya")
        await ana.until(lambda: "reply too" not in ana.text())

    play(desk, scene)


def test_who_begins_a_reply_is_told_of_one_that_is_being_written(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        desk.here(2, Doing.WRITING, by="priya")
        await ana.open()
        await ana.sees("Priya is writing a reply")
        await ana.press("c")
        assert "reply too" not in ana.text()
        await ana.press("escape", "r")
        await ana.sees("Priya is writing a reply too")

    play(desk, scene)


def test_a_desk_out_of_reach_is_said_and_stops_nobody(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = [True]
    here = desk.here

    def unreachable(number: int, doing: Doing | None, *, by: str) -> None:
        if gone[0]:
            raise Unavailable("The server does not answer")
        here(number, doing, by=by)

    monkeypatch.setattr(desk, "here", unreachable)

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.sees("who else is here is not known")
        assert not ana.screen.panes.status.message
        await ana.press("r", *"Dear Mei")
        assert ana.writing == "Dear Mei"
        gone[0] = False
        ana.screen.accompanying.back()
        await ana.until(lambda: "not known" not in ana.text())
        assert doing(desk) is Doing.WRITING

    play(desk, scene)
