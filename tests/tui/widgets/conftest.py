"""A console with one pane in it, fed from a list of entries instead of a desk."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from types import SimpleNamespace
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from agentconsole.model.entry import Author, AuthorType, Entry
from agentconsole.model.people import Agent
from agentconsole.model.queries import Page
from agentconsole.tui.runs import Run
from agentconsole.tui.themes import load
from agentconsole.tui.widgets.lines import LinePane
from agentconsole.tui.widgets.list_pane import ListPane
from agentconsole.tui.window import Direction
from tests.tui.patience import Patient

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
MEI = Author(type=AuthorType.CUSTOMER, id=1, name="Mei Tan")
ANA = Author(type=AuthorType.AGENT, id="ana", name="Ana Lima")
THEMES = load().themes


@dataclass
class Onlooker:
    """Ana, in UTC, at noon."""

    me: str = "ana"
    zone: tzinfo | None = UTC
    agents: dict[str, Agent] = field(
        default_factory=lambda: {"ana": Agent(handle="ana", full_name="Ana Lima")}
    )

    def now(self) -> datetime:
        return NOON


class Console(App[None]):
    """Shows panes, answers what they ask for from `entries` (oldest first), and keeps what they say."""

    def __init__(self, *panes: LinePane, entries: Sequence[Entry] = (), theme: str = "dark") -> None:
        super().__init__()
        self.panes = panes
        self.entries = list(entries)
        self.said: list[Any] = []
        self.answering = True
        for each in THEMES.values():
            self.register_theme(each)
        self.theme = theme

    def compose(self) -> ComposeResult:
        yield from self.panes

    def on_list_pane_need_page(self, message: ListPane.NeedPage) -> None:
        self.said.append(message)
        if self.answering:
            message.pane.show_page(message, self.page(message))

    def page(self, request: ListPane.NeedPage) -> Page[Entry]:
        """The page of a hundred that was asked for."""
        older = (request.direction is Direction.UP) != request.pane.descending
        if older:
            found = [entry for entry in self.entries if entry.id < request.key]
            items, complete = found[-100:], len(found) <= 100
        else:
            found = [entry for entry in self.entries if entry.id > request.key]
            items, complete = found[:100], len(found) <= 100
        return Page(items=tuple(reversed(items) if request.pane.descending else items), complete=complete)

    def on_list_pane_highlighted(self, message: ListPane.Highlighted) -> None:
        self.said.append(message)

    def on_list_pane_selected(self, message: ListPane.Selected) -> None:
        self.said.append(message)

    def on_list_pane_jump(self, message: ListPane.Jump) -> None:
        self.said.append(message)

    def heard(self, kind: type[Any]) -> list[Any]:
        """What was said of one kind."""
        return [message for message in self.said if isinstance(message, kind)]


def text_of(pane: LinePane) -> list[str]:
    """What is on the rows of a pane."""
    return [pane.render_line(row).text.rstrip() for row in range(pane.size.height)]


def painted(pane: LinePane) -> set[int]:
    """The rows that are painted from now on are added to the set that is returned."""
    rows: set[int] = set()
    paint = pane.painted

    def painted(row: int, width: int) -> Any:
        rows.add(row)
        return paint(row, width)

    pane.painted = painted  # type: ignore[method-assign]
    return rows


def entry(number: int, **more: Any) -> Entry:
    """The entry of that number: an hour after the one before it."""
    known = {
        "at": NOON + timedelta(hours=number - 1000),
        "kind": "message",
        "author": MEI,
        "channel": "email",
    }
    return Entry(
        **{"id": number, "conversation": 1, "customer": 1, "text": f"entry {number}", **known, **more}
    )


def entries(count: int, **more: Any) -> list[Entry]:
    """So many entries, one line each, oldest first."""
    return [entry(number, **more) for number in range(1, count + 1)]


def last(items: Sequence[Entry], count: int = 100) -> Run:
    """The end of a thread of these."""
    return Run(tuple(items[-count:]), len(items) <= count, True)


def newest(items: Sequence[Entry], count: int = 100) -> Run:
    """The newest part of a history of these."""
    return Run(tuple(reversed(items[-count:])), True, len(items) <= count)


def show(
    *panes: LinePane,
    scene: Callable[[Console, Pilot[None]], Awaitable[None]],
    size: tuple[int, int] = (60, 12),
    **console: Any,
) -> None:
    """Play a scene with panes on a screen."""

    async def play() -> None:
        app = Console(*panes, **console)
        pilot = Patient(app)
        async with app.run_test(size=size):
            panes[0].focus()
            await pilot.pause()
            await scene(app, pilot)

    asyncio.run(play())


@pytest.fixture
def stage() -> SimpleNamespace:
    """What scenes are made of."""
    return SimpleNamespace(
        ana=ANA,
        entries=entries,
        entry=entry,
        last=last,
        mei=MEI,
        newest=newest,
        noon=NOON,
        onlooker=Onlooker,
        painted=painted,
        show=show,
        text_of=text_of,
    )
