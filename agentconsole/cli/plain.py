"""The commands that scripts run over and over, and the console, read without Typer: that takes half of the
time of a short command.

Only a plain line is read here: the command, its words, and options with their values. Whatever else is on
it, a mistake among them, is left to Typer, which reads these commands too and explains them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from agentconsole.cli import lists
from agentconsole.cli.session import Session
from agentconsole.cli.streams import Format
from agentconsole.model.queries import InboxView

MOST_DIGITS = 18
SWITCHES = ("--restricted", "--low-bandwidth")
SHARED = {each: each for each in (*SWITCHES, "--desk", "--as", "--format")} | {"-F": "--format"}
Read = Callable[[Sequence[str]], dict[str, Any]]


class Plain(Struct, frozen=True, kw_only=True):
    """How a line of one command is read."""

    does: Callable[..., None]
    words: Read
    """The command's words as values. Raises ValueError for what Typer should look at."""
    numbers: Mapping[str, str]
    """Options with a number, and what they are called."""


class Line(Struct, frozen=True):
    """A line that was read."""

    does: Callable[..., None]
    values: dict[str, Any]
    shared: dict[str, str]

    def run(self, session: Session) -> None:
        """Do what it says."""
        session.confined |= "--restricted" in self.shared
        session.low_bandwidth |= "--low-bandwidth" in self.shared
        if "--desk" in self.shared:
            session.name_desk(self.shared["--desk"])
        if "--as" in self.shared:
            session.name_agent(self.shared["--as"])
        session.streams.format = Format(self.shared.get("--format", session.streams.format))
        self.does(session, **self.values)


def _view(words: Sequence[str]) -> dict[str, Any]:
    (word,) = words or (InboxView.MINE.value,)
    return {"view": InboxView(word)}


def _text(words: Sequence[str]) -> dict[str, Any]:
    (word,) = words or ("",)
    return {"text": word}


def _query(words: Sequence[str]) -> dict[str, Any]:
    if not words:
        raise ValueError("there is nothing to search for")
    return {"query": words}


PLAIN = {
    "inbox": Plain(does=lists.inbox, words=_view, numbers={"--limit": "limit", "--after": "after"}),
    "customers": Plain(does=lists.customers, words=_text, numbers={"--limit": "limit", "--after": "after"}),
    "search": Plain(does=lists.search, words=_query, numbers={"--limit": "limit", "--before": "before"}),
}
USUAL: Mapping[str, int | None] = {"limit": 50, "after": None, "before": None}


def read(argv: Sequence[str], *, interactive: bool = False) -> Line | None:
    """The line, or None where Typer has to read it. Without a command it means the console, where a person
    sits before it."""
    try:
        words, options = _taken_apart(argv)
        if interactive and not words and "--format" not in options:
            return Line(Session.console, {}, {each: _usable(each, value) for each, value in options.items()})
        name, *rest = words
        plain = PLAIN[name]
        values = plain.words(rest) | {each: USUAL[each] for each in plain.numbers.values()}
        shared = {}
        for option, value in options.items():
            if option in plain.numbers:
                values[plain.numbers[option]] = _number(value)
            else:
                shared[SHARED[option]] = _usable(SHARED[option], value)
    except (KeyError, ValueError):
        return None
    return Line(plain.does, values, shared)


def _taken_apart(argv: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Words, and options with their values; of several the last. Raises ValueError."""
    words: list[str] = []
    options: dict[str, str] = {}
    left = iter(argv)
    for each in left:
        if not each.startswith("-"):
            words.append(each)
            continue
        option, equals, value = each.partition("=") if each.startswith("--") else (each, "", "")
        if option == "--json" and not equals:
            option, equals, value = "--format", "=", Format.JSON.value
        if each in SWITCHES:
            options[each] = "yes"
            continue
        options[SHARED.get(option, option)] = value if equals else next(left, "-")
    return words, options


def _number(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS):
        raise ValueError(value)
    return int(value)


def _usable(option: str, value: str) -> str:
    """What is empty, or looks like an option, is a mistake that has to be explained, as is what is none."""
    if option not in SHARED or not value.strip("@ ") or value.startswith("-"):
        raise ValueError(value)
    return Format(value).value if option == "--format" else value
