"""The way to a desk that is elsewhere: said as it is, and what was given meanwhile is not lost from sight."""

from datetime import timedelta

import pytest

from agentconsole.desk.api import Outcome
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.commands import Command
from agentconsole.model.errors import NotFound, Unavailable
from agentconsole.model.keeping import DraftKind
from agentconsole.model.link import Kept, Link, LinkState
from agentconsole.tui.screens.kept import KeptScreen
from tests.make import NOW
from tests.tui.play import Play, play


class Away:
    """A desk that is elsewhere, whose link comes and goes."""

    def __init__(self, desk: LocalDesk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.really = desk.do
        self.state = LinkState.LIVE
        self.waiting: list[Kept] = []
        for name in ("link", "kept", "drop_kept", "do"):
            monkeypatch.setattr(desk, name, getattr(self, name))

    def link(self) -> Link:
        stopped = sum(bool(each.stopped) for each in self.waiting)
        return Link(
            state=self.state,
            since=NOW - timedelta(minutes=3),
            waiting=len(self.waiting) - stopped,
            stopped=stopped,
        )

    def kept(self) -> tuple[Kept, ...]:
        return tuple(self.waiting)

    def drop_kept(self, kept: int) -> None:
        if kept not in {each.id for each in self.waiting}:
            raise NotFound(f"No command {kept} waits")
        self.waiting = [each for each in self.waiting if each.id != kept]

    def do(self, command: Command, *, by: str | None = None, key: str = "") -> Outcome:
        if self.state is LinkState.LIVE or isinstance(command, c.SaveDraft):
            return self.really(command, by=by)
        self.waiting.append(Kept(id=len(self.waiting) + 1, command=command, at=NOW))
        return Outcome(waits=True)


@pytest.fixture
def away(desk: LocalDesk, monkeypatch: pytest.MonkeyPatch) -> Away:
    return Away(desk, monkeypatch)


async def tick(person: Play) -> None:
    """A second later."""
    person.screen.tick()
    await person.pilot.pause()


def last_line(person: Play) -> str:
    return person.text().splitlines()[-1]


def test_an_embedded_desk_has_no_link_to_speak_of(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        assert last_line(ana).split()[-1] == "saved" and "live" not in last_line(ana)

    play(desk, scene)


def test_the_last_line_says_how_it_stands_with_the_link(desk: LocalDesk, away: Away) -> None:
    async def scene(ana: Play) -> None:
        await tick(ana)
        assert last_line(ana).endswith("live · saved")
        away.state = LinkState.OFFLINE
        await tick(ana)
        assert last_line(ana).endswith("offline since 09:12 · saved")
        away.state = LinkState.CATCHING_UP
        await tick(ana)
        assert last_line(ana).endswith("catching up · saved")

    play(desk, scene)


def test_a_reply_that_cannot_go_out_is_said_shown_in_its_thread_and_listed(
    desk: LocalDesk, away: Away
) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        away.state = LinkState.OFFLINE
        await ana.press("r", *"Dear Mei", "ctrl+s")
        await ana.until(lambda: ana.screen.laid_out)
        await ana.press("enter")
        await ana.sees("Kept here: it goes out when the link is back")
        await ana.sees("waits   reply 09:15  Dear Mei")
        await ana.press("j")
        await tick(ana)
        assert "offline since 09:12 · 1 waits" in last_line(ana)
        assert ana.writing == "" and not ana.screen.panes.composer.is_open
        await ana.open(1)
        assert "waits   reply" not in ana.text()
        await ana.press("g", "k")
        await ana.sees("goes out when the link is back")
        assert "Dear Mei" in ana.text()

    play(desk, scene)


def test_what_stopped_is_told_once_with_its_reason_and_can_be_gone_to_or_given_up(
    desk: LocalDesk, away: Away
) -> None:
    reply = c.Reply(conversation=2, text="You were charged twice.", seen=1)

    async def scene(ana: Play) -> None:
        away.waiting = [
            Kept(id=7, command=reply, at=NOW, stopped="Mei Tan wrote since", hint="Look, and send it again")
        ]
        await tick(ana)
        await ana.sees("Mei Tan wrote since")
        await ana.press("g", "k")
        await ana.until(lambda: isinstance(ana.app.screen, KeptScreen))
        await ana.sees("stopped reply 09:15  You were charged twice.")
        await ana.sees("Mei Tan wrote since · Look, and send it again")
        await ana.press("enter")
        await ana.until(lambda: ana.screen.panes.is_open(2))
        await tick(ana)
        assert not ana.screen.panes.status.message, "it is told once"
        await ana.press("g", "k")
        await ana.sees("stopped reply")
        await ana.press("x")
        await ana.sees("Given up: the reply. What you typed is still the draft.")
        await ana.until(lambda: not away.waiting and not ana.app.screen.list.window.items)

    play(desk, scene)


def test_with_nothing_kept_the_screen_says_so(desk: LocalDesk, away: Away) -> None:
    async def scene(ana: Play) -> None:
        await ana.press("g", "k")
        await ana.sees("Nothing waits: all you did is with the desk.")
        await ana.press("x")
        await ana.sees("Nothing is selected")

    play(desk, scene, size=(80, 24))


def test_what_waits_by_itself_is_not_counted(desk: LocalDesk, away: Away) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        away.state = LinkState.OFFLINE
        away.waiting = [
            Kept(id=1, command=c.SaveDraft(conversation=2, kind=DraftKind.REPLY, text="Dear"), at=NOW),
            Kept(id=2, command=c.MarkRead(conversation=2), at=NOW),
        ]
        await tick(ana)
        await ana.pilot.pause()
        assert last_line(ana).endswith("offline since 09:12 · saved")
        assert "waits" not in ana.text()

    play(desk, scene)


def test_the_link_is_said_beside_a_message_of_several_rows_too(desk: LocalDesk, away: Away) -> None:
    async def scene(ana: Play) -> None:
        await tick(ana)
        ana.screen.status.say("What could not be done, " * 5, "and what to do instead, " * 5)
        await ana.pilot.pause()
        assert last_line(ana).endswith("live · saved")

    play(desk, scene, size=(80, 24))


def test_what_the_console_looks_up_by_itself_is_no_news_while_the_desk_is_away(
    desk: LocalDesk, away: Away, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise Unavailable("The server cannot be reached, and this was not looked at from here before")

    async def scene(ana: Play) -> None:
        await ana.open()
        away.state = LinkState.OFFLINE
        for name in ("readers", "present", "facts", "conversation", "history", "thread"):
            monkeypatch.setattr(desk, name, unreachable)
        ana.screen.knowing.look()
        ana.screen.opening.reread()
        await ana.pilot.pause()
        assert not ana.screen.panes.status.message
        assert "I was charged again" in ana.text(), "what was seen stays"
        ana.screen.opening.open(1)
        await ana.sees("this was not looked at from here before")
        assert ana.screen.panes.is_open(2)

    play(desk, scene)
