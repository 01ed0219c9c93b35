"""What asking looks like in a language: one file each. A language is added as a file, without code."""

from functools import cache

import msgspec
from msgspec import Struct

Words = frozenset[str]


class Saying(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a kind is called in a confirmation, where the usual words do not do."""

    clause: str = ""
    named: str = ""


class KindWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a kind of fact is asked for."""

    label: str = ""
    nouns: tuple[str, ...] = ()
    """What it is called wherever something is asked for."""
    short: tuple[str, ...] = ()
    """What it is called after "your", and in a list."""
    which: tuple[str, ...] = ()
    """What it is called after "which"."""
    beside: tuple[str, ...] = ()
    """What stands for it beside the word "version": "the iOS and app version"."""
    phrases: tuple[str, ...] = ()
    """Whole questions."""
    choices: tuple[str, ...] = ()
    """Values between which a question lets one choose."""
    had: bool = False
    """Whether "do you have one" asks for it."""
    open: bool = False
    """Whether names of products may stand before it: "your Acme order number"."""
    of: bool = False
    """Whether "of" may follow: "the version of the app"."""
    thing: bool = False
    """Whether it can be sent by post: "send your device to us" asks for no fact."""
    chosen: bool = False
    """Whether one may be about to choose it: "which plan would you like"."""
    say: Saying = Saying()


class Asks(Struct, frozen=True, kw_only=True):
    """What opens a request."""

    verbs: tuple[str, ...]
    gerunds: tuple[str, ...]
    openers: tuple[str, ...]
    having: tuple[str, ...]
    wishes: tuple[str, ...]
    polar: tuple[str, ...]


class Say(Struct, frozen=True, kw_only=True):
    """The sentences that take a question's place."""

    have: str
    clause: str
    rest: str
    named: str
    joined: str
    already: str


class Language(Struct, frozen=True, kw_only=True, eq=False, forbid_unknown_fields=True):
    """A language's file. Two are the same when they are one object."""

    abbreviations: Words
    greetings: tuple[str, ...]
    say: Say
    words: dict[str, Words]
    asks: Asks
    kinds: dict[str, KindWords]


@cache
def known() -> tuple[str, ...]:
    """The languages there are files for, as ISO 639 codes: `en`."""
    # It costs every command 11 ms at the top of the module, and is wanted only when a draft is checked.
    from importlib import resources

    files = resources.files(__package__).iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def language(code: str) -> Language | None:
    """The language of a code such as `en` or `en-GB`, or none when there is no file for it."""
    short = code.replace("_", "-").partition("-")[0].lower()
    return _load(short) if short in known() else None


@cache
def _load(code: str) -> Language:
    import tomllib
    from importlib import resources

    text = (resources.files(__package__) / f"{code}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Language)
