"""The fields of a question to the person: a line, a text, a moment, a choice.

Each has a name, a label, a `value` as text, and a line below it for what is to be said about it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from agentconsole.model.errors import DeskError
from agentconsole.rules.times import parse_future
from agentconsole.show.ages import moment
from agentconsole.show.spans import Role, Span, spans
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.choices import Choice, Choices, narrowed
from agentconsole.tui.widgets.editing import ManyLines, OneLine


class Field(Vertical):
    """A label, something to type into, and a line about it."""

    DEFAULT_CSS = """
    Field { height: auto; }
    Field > Horizontal { height: auto; }
    Field .label { width: 11; }
    Field .about { padding-left: 11; }
    """

    def __init__(self, name: str, label: str, value: str = "") -> None:
        super().__init__(name=name)
        self.label = label
        self.first = value
        self.about = Bar(classes="about")

    def editor(self) -> Widget:
        """What is typed into."""
        raise NotImplementedError

    @property
    def value(self) -> str:
        """What is in it."""
        raise NotImplementedError

    def settle(self) -> None:
        """The keyboard goes on to another field."""

    def choose(self, count: int) -> None:
        """Another choice."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Bar((Span(self.label, Role.MUTED),), classes="label")
            yield self.editor()
        yield self.about

    def say(self, text: str, role: Role = Role.MUTED) -> None:
        """Say something below the field, or nothing."""
        self.about.show(*([spans(text, role)] if text else []))


class LineField(Field):
    """One line."""

    def __init__(self, name: str, label: str, value: str = "") -> None:
        super().__init__(name, label, value)
        self.input = OneLine(value)

    def editor(self) -> Widget:
        return self.input

    @property
    def value(self) -> str:
        return self.input.value


class TextField(Field):
    """Several lines; with `most`, they are counted."""

    DEFAULT_CSS = """
    TextField ManyLines { height: auto; min-height: 3; max-height: 7; }
    """

    def __init__(self, name: str, label: str, value: str = "", *, most: int = 0) -> None:
        super().__init__(name, label, value)
        self.most = most
        self.text = ManyLines(value)

    def editor(self) -> Widget:
        return self.text

    @property
    def value(self) -> str:
        return self.text.text

    def on_mount(self) -> None:
        """The cursor stands behind what was kept."""
        self.text.move_cursor(self.text.document.end)
        self._count()

    @on(ManyLines.Changed)
    def _count(self) -> None:
        if self.most:
            lines = len(self.value.strip().splitlines())
            self.say(f"{lines} of {self.most} lines", Role.BAD if lines > self.most else Role.MUTED)


class WhenField(LineField):
    """A moment as people write it, and how it is understood."""

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        now: Callable[[], datetime],
        read: Callable[[str, datetime], datetime] = parse_future,
        say: Callable[[datetime, datetime], str] | None = None,
        example: str = "4h, eod, fri, tue 9am, 24 nov 14:00",
    ) -> None:
        super().__init__(name, label, value)
        self._now = now
        self._read = read
        self._say = say
        self._example = example

    def moment(self) -> datetime | None:
        """What is meant, or None when nothing is written. Raises `Invalid`."""
        return self._read(self.value, self._now()) if self.value.strip() else None

    def on_mount(self) -> None:
        """What was kept is understood at once."""
        self._echo()

    @on(OneLine.Changed)
    def _echo(self) -> None:
        try:
            at = self.moment()
        except DeskError as error:
            self.say(error.hint or error.message)
            return
        now = self._now()
        said = self._say or (lambda at, now: moment(at, now, now.tzinfo))
        self.say(f"= {said(at, now)}" if at else self._example)


class PickField(Field):
    """One of several, found by typing any part of it."""

    def __init__(self, name: str, label: str, value: str = "", *, choices: Sequence[Choice]) -> None:
        super().__init__(name, label, value)
        self.all = {choice.key: choice for choice in choices}
        self.input = OneLine(self.all[value].key if value in self.all else "")
        self.list = Choices(choices)
        self.picked = value if value in self.all else ""

    def editor(self) -> Widget:
        return self.input

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self.list

    @property
    def value(self) -> str:
        """What was picked; what was typed and not picked means the best that fits.

        While nothing is known to choose from, it is taken as it stands: the desk will judge.
        """
        if self.input.value.strip() and self.input.value != self.picked:
            found = narrowed(self.all.values(), self.input.value)
            if not self.all:
                return self.input.value.strip().lstrip("@")
            return found[0].key if found else ""
        return self.picked

    def on_mount(self) -> None:
        """The list is there while the field has the keyboard."""
        self.list.display = False

    def on_descendant_focus(self) -> None:
        """Offer what fits."""
        self.list.display = True
        self._narrow()

    def on_descendant_blur(self) -> None:
        """Put the list away; what it was on is what was meant."""
        self.settle()

    def settle(self) -> None:
        meant = self.all.get(self.value)
        if meant is not None:
            self._pick(meant)
        self.list.display = False

    def choose(self, count: int) -> None:
        self.list.move(count)
        if self.list.current is not None:
            self._pick(self.list.current)

    @on(Choices.Chosen)
    def _clicked(self, event: Choices.Chosen) -> None:
        event.stop()
        self._pick(self.all[event.key])

    @on(OneLine.Changed)
    def _typed(self) -> None:
        if self.input.value != self.picked:
            self.picked = ""
            self._narrow()

    def _narrow(self) -> None:
        typed = "" if self.input.value == self.picked else self.input.value
        self.list.show(narrowed(self.all.values(), typed), at=self.picked)

    def _pick(self, choice: Choice) -> None:
        self.picked = choice.key
        if self.input.value != choice.key:
            self.input.value = choice.key
            self.input.cursor_position = len(choice.key)
