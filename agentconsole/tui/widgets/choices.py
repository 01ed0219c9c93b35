"""A short list to choose from, narrowed by what is typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec import Struct
from textual.fuzzy import Matcher
from textual.message import Message

from agentconsole.show.spans import Line, Role, Span, crop, plain
from agentconsole.tui.widgets.lines import LinePane


class Choice(Struct, frozen=True):
    """One thing to choose."""

    key: str
    line: Line
    more: str = ""
    """What it is found by beside what is shown."""

    @property
    def text(self) -> str:
        """What typing is compared with."""
        return f"{plain(self.line)} {self.more}"


def narrowed(choices: Iterable[Choice], typed: str) -> list[Choice]:
    """Those that fit what was typed, the best first; all of them when nothing was.

    What is called so comes first, then what begins so, then what has words that do, then what has it
    somewhere, and last what has its letters in that order.
    """
    words = typed.split()
    if not words:
        return list(choices)
    matchers = [Matcher(word) for word in words]
    scored = [(min(matcher.match(choice.text) for matcher in matchers), choice) for choice in choices]
    fitting = [(rank(choice, typed), score, choice) for score, choice in scored if score > 0]
    return [choice for *_, choice in sorted(fitting, key=lambda each: each[:2], reverse=True)]


def rank(choice: Choice, typed: str) -> int:
    """How well a choice fits, from 4 for its very name to 0 for no more than the letters."""
    text, typed = choice.text.casefold(), " ".join(typed.casefold().split())
    if choice.key.casefold() == typed.lstrip("@"):
        return 4
    if text.startswith(typed):
        return 3
    begun = [each for word in text.split() for each in (word, word.lstrip("@#(“\"'"))]
    if all(any(each.startswith(word) for each in begun) for word in typed.split()):
        return 2
    return 1 if all(word in text for word in typed.split()) else 0


class Choices(LinePane, can_focus=False):
    """The list. The field that narrows it has the keyboard and moves the cursor here."""

    DEFAULT_CSS = """
    Choices { height: auto; max-height: 8; }
    """

    @dataclass
    class Chosen(Message):
        """One was clicked."""

        key: str

    def __init__(self, choices: Sequence[Choice] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.choices: list[Choice] = list(choices)
        self.cursor = 0
        self.top = 0

    @property
    def current(self) -> Choice | None:
        """The choice under the cursor."""
        return self.choices[self.cursor] if self.choices else None

    def show(self, choices: Sequence[Choice], at: str = "") -> None:
        """Show other choices, the cursor on the one with that key, or on the first."""
        self.choices = list(choices)
        keys = [choice.key for choice in self.choices]
        self.cursor = keys.index(at) if at in keys else 0
        self.top = 0
        self._reveal()
        self.refresh(layout=True)

    def move(self, count: int) -> None:
        """Move the cursor."""
        if self.choices:
            self.cursor = min(max(self.cursor + count, 0), len(self.choices) - 1)
            self._reveal()
            self.refresh()

    def scroll_lines(self, count: int) -> None:
        """The wheel moves the cursor."""
        self.move(count)

    def click_row(self, row: int, *, twice: bool) -> None:
        """A click chooses."""
        if self.top + row < len(self.choices):
            self.move(self.top + row - self.cursor)
            self.post_message(self.Chosen(self.choices[self.cursor].key))

    def line_on(self, row: int) -> tuple[Line, str]:
        """A choice, or that there is none."""
        if not self.choices:
            return (Span("  nothing fits", Role.MUTED),) if row == 0 else (), ""
        index = self.top + row
        if index >= len(self.choices):
            return (), ""
        here = index == self.cursor
        line = crop(self.choices[index].line, max(4, self.size.width - 2))
        return (Span("› " if here else "  ", Role.ACCENT), *line), "cursor" if here else ""

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many rows as choices, at least one."""
        return max(1, len(self.choices))

    def on_resize(self) -> None:
        """The cursor stays in view, and no row is left empty that a choice could have."""
        self._reveal()
        self.refresh()

    def _reveal(self) -> None:
        height = max(1, min(self.size.height or 8, len(self.choices)))
        self.top = min(
            max(self.top, self.cursor - height + 1), self.cursor, max(0, len(self.choices) - height)
        )
