"""The path of a file or a folder, completed as it is typed."""

from collections.abc import Callable, Sequence
from typing import Protocol

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from agentconsole.settings.attaching import completions
from agentconsole.show.spans import Role, spans
from agentconsole.tui.widgets.choices import Choice, Choices
from agentconsole.tui.widgets.editing import OneLine
from agentconsole.tui.widgets.fields import Field


class Ask(Protocol):
    """Asks in a thread: a folder may be far away (`Background.ask`)."""

    def __call__(
        self, group: str, question: Callable[[], tuple[str, ...]], then: Callable[[tuple[str, ...]], None]
    ) -> None: ...


class PathField(Field):
    """One line, and what it could go on with: up and down take one of these, and going on from a folder shows
    what is in it."""

    def __init__(self, name: str, label: str, value: str = "", *, ask: Ask, folders: bool = False) -> None:
        super().__init__(name, label, value)
        self.ask = ask
        self.folders = folders
        self.input = OneLine(value)
        self.list = Choices()
        self.taken = ""
        """What was taken from the list: the list stays as it is until something else is typed."""

    def editor(self) -> Widget:
        return self.input

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self.list

    @property
    def value(self) -> str:
        return self.input.value.strip()

    def on_mount(self) -> None:
        """The cursor stands behind what was kept; the list is there while there is something in it."""
        self.list.display = False
        self.input.cursor_position = len(self.input.value)
        self.look()

    @on(OneLine.Changed)
    def look(self) -> None:
        """What could it be?"""
        typed = self.input.value
        if typed != self.taken or not typed:
            self.taken = ""
            self.ask(f"paths {self.name}", lambda: completions(typed, folders=self.folders), self.show)

    def show(self, found: Sequence[str]) -> None:
        """What it could go on with."""
        if self.is_attached and not self.taken:
            self.list.show([Choice(path, spans(path, Role.TEXT)) for path in found])
            self.list.display = bool(found)

    def settle(self) -> None:
        if self.taken.endswith("/"):
            self.taken = ""
            self.look()

    def choose(self, count: int) -> None:
        """Take the first of the list, then the next one or the one before."""
        if self.taken:
            self.list.move(count)
        self._take()

    @on(Choices.Chosen)
    def _clicked(self, event: Choices.Chosen) -> None:
        event.stop()
        self._take()

    def _take(self) -> None:
        current = self.list.current
        if current is not None:
            self.taken = current.key
            self.input.value = current.key
            self.input.cursor_position = len(current.key)
