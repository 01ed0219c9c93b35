"""What a verb is made of, and how the words given to it are read.

The same reading serves the commands and the console's `:` line, so `#482`, `@priya` and `4h` mean
one thing everywhere.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from enum import StrEnum

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from agentconsole.model.commands import Command
from agentconsole.model.errors import Invalid
from agentconsole.model.hours import DEFAULT, Hours
from agentconsole.model.people import Identity
from agentconsole.rules import identities
from agentconsole.rules.times import HINT, parse_by, parse_future, parse_when, say_when

Value = int | str | bool | datetime | Identity


class ParamKind(StrEnum):
    """How a word is read, and what can complete it."""

    CONVERSATION = "conversation"
    ASK = "ask"
    ENTRY = "entry"
    PROMISE = "promise"
    FACT = "fact"
    NUMBER = "number"
    HANDLE = "handle"
    NEW_HANDLE = "new handle"
    CUSTOMER = "customer"
    IDENTITY = "identity"
    BODY = "body"
    """Text of any length: `-t TEXT` or `-f FILE` as a command, the rest of the `:` line."""
    TEXT = "text"
    WORD = "word"
    CHOICE = "choice"
    WHEN = "when"
    """A moment to come, as people write it: `4h`, `fri`, `24 nov 9am`."""
    THERE = "there"
    """The same on the customer's clock: `tue 9am` is nine where they are. Read when it is known who they
    are, by `Verb.build`."""
    BY = "by"
    """The last moment that keeps a promise to a customer, on their clock as well: `fri` is when Friday's
    work ends there."""
    SWITCH = "switch"


_NUMBERS = frozenset(
    {
        ParamKind.CONVERSATION,
        ParamKind.ASK,
        ParamKind.ENTRY,
        ParamKind.PROMISE,
        ParamKind.FACT,
        ParamKind.NUMBER,
    }
)
_ON_THEIR_CLOCK = {ParamKind.THERE: parse_when, ParamKind.BY: parse_by}
_METAVARS = {
    ParamKind.CONVERSATION: "N",
    ParamKind.HANDLE: "@HANDLE",
    ParamKind.NEW_HANDLE: "HANDLE",
    ParamKind.ENTRY: "ENTRY",
    ParamKind.BODY: "TEXT",
    **dict.fromkeys((ParamKind.WHEN, ParamKind.THERE, ParamKind.BY), "WHEN"),
}
LONGEST_HANDLE = 32


class Param(Struct, frozen=True, kw_only=True):
    """One thing a verb is given: by place, or by name when it is a `flag`."""

    name: str
    help: str
    kind: ParamKind
    field: str = ""
    """The command's field it fills; by default the one of its own name."""
    flag: bool = False
    required: bool = True
    many: bool = False
    choices: tuple[str, ...] = ()
    called: str = ""
    """What stands for the value in a line of usage, where the kind does not say."""

    @property
    def option(self) -> str:
        """How a flag is written: `--full-name`."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def metavar(self) -> str:
        """What stands for the value in a line of usage."""
        if self.choices:
            return "|".join(self.choices)
        return self.called or _METAVARS.get(self.kind, self.name.upper())

    @property
    def usage(self) -> str:
        """Its part of a line of usage."""
        if self.kind is ParamKind.SWITCH:
            return f"[{self.option}]"
        said = f"{self.option} {self.metavar}" if self.flag else self.metavar
        said = f"{said} ..." if self.many else said
        return said if self.required else f"[{said}]"


class Context(Struct, frozen=True, kw_only=True):
    """What the words are read in the light of."""

    now: datetime
    """In the writer's zone: "tomorrow 9am" is nine on their clock."""
    hours: Hours = DEFAULT
    """The desk's: "3bd" are three of its working days."""
    by: str | None = None
    conversation: int | None = None
    """The conversation on the screen, meant where the `:` line names none."""
    there: "Callable[[Given], tzinfo | None] | None" = None
    """The zone of the customer whom the other values are about (`desk.there`); by default the writer's."""


Given = Mapping[str, Value | tuple[Value, ...]]


class Verb(Struct, frozen=True, kw_only=True):
    """One command, as a person writes it."""

    name: str
    help: str
    command: type[Command]
    params: tuple[Param, ...] = ()

    @property
    def usage(self) -> str:
        """How it is written: `ask N @HANDLE QUESTION [--about ENTRY ...] [--due WHEN]`."""
        return " ".join((self.name, *(param.usage for param in self.params)))

    def build(self, given: Given, context: Context) -> Command:
        """The command, from values read with `read_word`. Raises Invalid when one is missing."""
        for param in self.params:
            if param.required and param.name not in given:
                raise Invalid(f"{self.name} needs {param.metavar}: {param.help}", f"Usage: {self.usage}")
        there = [p for p in self.params if p.kind in _ON_THEIR_CLOCK and p.name in given]
        given = {**given, **{p.name: _on_their_clock(p, given, context) for p in there}}
        fields = {p.field or p.name: given[p.name] for p in self.params if p.name in given}
        try:
            return msgspec.convert(fields, self.command)
        except msgspec.ValidationError as error:
            raise Invalid(f"{self.name}: {error}", f"Usage: {self.usage}") from error


def _on_their_clock(param: Param, given: Given, context: Context) -> datetime:
    word = str(given[param.name])
    there = context.there(given) if context.there else None
    now, hours = context.now, context.hours
    if there is not None:  # the desk's hours, as if it stood where the customer is
        now, hours = now.astimezone(there), replace(hours, zone="")
    due = _ON_THEIR_CLOCK[param.kind](word, now, hours)
    if due <= now:
        raise Invalid(f"“{word}” is not in the future: it was {say_when(due, now)}", HINT)
    return due


def is_number(word: str) -> bool:
    """Whether the word can be a conversation's, an ask's or an entry's number: `482`, `#482`."""
    digits = word.removeprefix("#")
    return digits.isascii() and digits.isdecimal() and len(digits) <= 18


def read_word(param: Param, word: str, context: Context) -> Value:
    """The value a word means for that parameter. Raises Invalid naming both."""
    if param.kind in _NUMBERS:
        return _number(param, word)
    if param.kind in (ParamKind.HANDLE, ParamKind.NEW_HANDLE):
        return _handle(param, word)
    if param.kind is ParamKind.WHEN:
        return parse_future(word, context.now, context.hours)
    if param.kind is ParamKind.IDENTITY:
        return identities.read(word)
    if param.choices and word not in param.choices:
        raise Invalid(f"“{word}” is not one of {', '.join(param.choices)}", f"{param.metavar}: {param.help}")
    return word


def _number(param: Param, word: str) -> int:
    if not is_number(word):
        raise Invalid(f"“{word}” is not a number ({param.metavar}: {param.help})", "Write it like 482.")
    return int(word.removeprefix("#"))


def _handle(param: Param, word: str) -> str:
    handle = word.removeprefix("@").casefold()
    readable = bool(handle) and not handle.isdecimal() and all(c.isalnum() or c in "._-" for c in handle)
    if not readable or len(handle) > LONGEST_HANDLE:
        raise Invalid(
            f"“{word}” is not a handle ({param.help})", "Letters, digits, “.”, “_” and “-”, as in @priya."
        )
    return handle
