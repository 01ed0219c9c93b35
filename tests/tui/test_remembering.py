"""A line that was cut: the next console is where the last one was."""

import os
import stat

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model.keeping import DraftKind
from agentconsole.model.queries import Filter
from agentconsole.settings import whereabouts as kept
from agentconsole.tui import whereabouts
from agentconsole.tui.screens.board import BoardScreen
from agentconsole.tui.whereabouts import Keeper, Whereabouts
from tests.tui.play import Play, play

WHICH = "postgresql://desk"


@pytest.fixture(autouse=True)
def _another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each console of a test is a process of its own, and those before it have ended."""
    numbers = iter(range(2**22 + 1, 2**22 + 99))
    monkeypatch.setattr(whereabouts, "os", _Os(numbers))
    monkeypatch.setattr(kept, "is_running", lambda pid: False)


class _Os:
    environ = os.environ

    def __init__(self, numbers) -> None:
        self.numbers = numbers
        self.number = next(numbers)

    def getpid(self) -> int:
        return self.number

    def next(self) -> None:
        self.number = next(self.numbers)


def cut(person: Play) -> None:
    """What happens when the terminal is gone."""
    person.app.session.cut = True
    person.screen.composing.flush()
    person.screen.remembering.note()


def begin_again() -> None:
    whereabouts.os.next()  # type: ignore[attr-defined]


async def ready(person: Play) -> None:
    await person.until(lambda: person.screen.remembering.begun, "whereabouts")


def test_the_draft_the_place_and_the_panes_are_as_they_were(desk: LocalDesk) -> None:
    was: list[Whereabouts] = []

    async def before(ana: Play) -> None:
        await ready(ana)
        await ana.open()
        ana.screen.set_focus(ana.screen.panes.history)
        await ana.press("G", "enter")
        await ana.until(lambda: ana.screen.has_class("-entry"))
        ana.screen.tick()
        await ana.pilot.pause()
        was.append(ana.screen.remembering.here())
        cut(ana)

    async def after(ana: Play) -> None:
        await ready(ana)
        await ana.until(lambda: ana.screen.panes.is_open(2))
        await ana.until(lambda: ana.screen.has_class("-entry"))
        await ana.pilot.pause()
        assert ana.screen.remembering.here() == was[0]
        assert was[0].pane == "history" and was[0].history == was[0].entry != was[0].thread
        assert "You are where you were" in ana.text()

    play(desk, before, which=WHICH)
    begin_again()
    play(desk, after, which=WHICH)


def test_who_was_writing_goes_on_writing(desk: LocalDesk) -> None:
    async def before(ana: Play) -> None:
        await ready(ana)
        await ana.open()
        await ana.press("r", *"Dear Mei, ")
        await ana.press("escape", "c", *"She had this in March.")
        ana.screen.tick()
        cut(ana)

    async def after(ana: Play) -> None:
        await ana.until(lambda: ana.screen.panes.is_open(2))
        await ana.pilot.pause()
        assert ana.writing == "She had this in March."
        await ana.press(*" Twice.")
        assert ana.writing == "She had this in March. Twice."
        assert desk.draft(2, DraftKind.REPLY, by="ana").text == "Dear Mei, "  # type: ignore[union-attr]

    play(desk, before, which=WHICH)
    begin_again()
    play(desk, after, which=WHICH)


def test_a_narrowed_history_is_narrowed_again(desk: LocalDesk) -> None:
    only = Filter(channel="email")

    async def before(ana: Play) -> None:
        await ready(ana)
        await ana.open()
        ana.screen.looking.narrow(only)
        await ana.pilot.pause()
        ana.screen.tick()
        cut(ana)

    async def after(ana: Play) -> None:
        await ana.until(lambda: ana.screen.panes.is_open(2))
        await ana.pilot.pause()
        assert ana.screen.panes.only == only
        assert {entry.channel for entry in ana.screen.panes.history.window.items} == {"email"}

    play(desk, before, which=WHICH)
    begin_again()
    play(desk, after, which=WHICH)


def test_who_leaves_by_key_begins_anew(desk: LocalDesk) -> None:
    async def before(ana: Play) -> None:
        await ready(ana)
        await ana.open()
        ana.screen.tick()
        await ana.until(lambda: kept.read(kept.file_for(WHICH, "ana")))

    async def after(ana: Play) -> None:
        await ready(ana)
        await ana.pilot.pause()
        assert ana.screen.panes.opened is None

    play(desk, before, which=WHICH)
    assert kept.read(kept.file_for(WHICH, "ana")) == b""
    begin_again()
    play(desk, after, which=WHICH)


def test_the_board_is_gone_back_to(desk: LocalDesk) -> None:
    async def before(ana: Play) -> None:
        await ready(ana)
        await ana.press("g", "l")
        await ana.until(lambda: isinstance(ana.app.screen, BoardScreen))
        ana.screen.tick()
        cut(ana)

    async def after(ana: Play) -> None:
        await ana.until(lambda: isinstance(ana.app.screen, BoardScreen))

    play(desk, before, which=WHICH)
    begin_again()
    play(desk, after, which=WHICH)


def test_a_console_beside_another_keeps_out_of_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Keeper(WHICH, "ana")
    first.keep(Whereabouts(conversation=2))
    monkeypatch.setattr(kept, "is_running", lambda pid: True)
    begin_again()
    second = Keeper(WHICH, "ana")
    assert second.found() is None
    second.keep(Whereabouts(conversation=1))
    second.forget()
    assert Keeper(WHICH, "ben").found() is None
    assert b'"conversation":2' in kept.read(kept.file_for(WHICH, "ana"))


def test_one_that_was_cut_off_without_knowing_it_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5 192.0.2.2 22")
    monkeypatch.setattr(kept, "is_running", lambda pid: True)
    first = Keeper(WHICH, "ana")
    first.keep(Whereabouts(conversation=2))
    begin_again()
    second = Keeper(WHICH, "ana")
    found = second.found()
    assert found is not None and found.conversation == 2
    second.keep(Whereabouts(conversation=1))
    whereabouts.os.number -= 1  # type: ignore[attr-defined]
    first.keep(Whereabouts(conversation=2))
    first.forget()
    assert b'"conversation":1' in kept.read(kept.file_for(WHICH, "ana"))


def test_the_file_is_for_its_owner_alone_and_what_is_no_place_is_none() -> None:
    Keeper(WHICH, "ana").keep(Whereabouts(conversation=2))
    file = kept.file_for(WHICH, "ana")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_bytes(b"\x00{")
    assert Keeper(WHICH, "ana").found() is None


def test_a_place_that_cannot_be_kept_stops_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "no folder").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no folder"))
    Keeper(WHICH, "ana").keep(Whereabouts(conversation=2))
    assert Keeper(WHICH, "ana").found() is None
