"""Questions to the desk that a test hears of, and answers that land when it says so: late, or in disorder."""

from collections.abc import Callable
from typing import Any

import pytest

from agentconsole.model.commands import Command
from tests.tui.play import Play

Land = Callable[[], None]


def hold_back(monkeypatch: pytest.MonkeyPatch, ana: Play, group: str) -> list[Land]:
    """Answers to what is asked in groups that begin so from now on; each lands when it is called, unless
    nobody wants it any more."""
    background, held = ana.app.session.background, []
    ask, newest = background.ask, background._newest

    def asked(name: str, question: Any, then: Any, failed: Any = None) -> None:
        if not name.startswith(group):
            ask(name, question, then, failed)
            return
        answer, turn = question(), object()
        newest[name] = turn
        held.append(lambda: then(answer) if newest.get(name) is turn else None)

    monkeypatch.setattr(background, "ask", asked)
    monkeypatch.setattr(ana.screen.opening, "prepared", lambda _: None)  # it is asked for when it is opened
    return held


def hold_back_deeds(monkeypatch: pytest.MonkeyPatch, ana: Play, kind: type[Command]) -> list[Land]:
    """The desk does such commands at once; that it has, the console hears when it is called."""
    session, held = ana.app.session, []
    do = session.do

    def done(command: Command, then: Any = None, failed: Any = None) -> None:
        if not isinstance(command, kind):
            do(command, then, failed)
            return
        outcome = session.desk.do(command, by=session.me)
        held.append(lambda: then(outcome))

    monkeypatch.setattr(session, "do", done)
    return held


def asked(monkeypatch: pytest.MonkeyPatch, ana: Play) -> list[str]:
    """What is asked of the desk from now on."""
    background, groups = ana.app.session.background, list[str]()
    ask = background.ask

    def note(group: str, *more: object) -> None:
        groups.append(group)
        ask(group, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(background, "ask", note)
    return groups
