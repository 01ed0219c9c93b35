"""How a language promises, read once from its data file."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

Pattern = re.Pattern[str]
DEFAULT = "en"
_NAME = re.compile(r"\{([a-z]+)\}")


class Language(NamedTuple):
    """The patterns of one language; `languages/en.toml` says what each is for."""

    abbreviations: frozenset[str]
    times: tuple[Pattern, ...]
    means: tuple[tuple[Pattern, str], ...]
    ours: tuple[Pattern, ...]
    theirs: tuple[Pattern, ...]
    never: tuple[Pattern, ...]
    before: tuple[Pattern, ...]
    after: tuple[Pattern, ...]


def spoken(code: str) -> Language:
    """The language of that code (`en`, `en-GB`); English where we do not know it."""
    first = re.split("[-_]", code.casefold(), maxsplit=1)[0]
    return _read(first if f"{first}.toml" in _files() else DEFAULT)


@cache
def _files() -> frozenset[str]:
    return frozenset(file.name for file in resources.files(__package__).joinpath("languages").iterdir())


@cache
def _read(code: str) -> Language:
    file = resources.files(__package__).joinpath("languages", f"{code}.toml")
    data = tomllib.loads(file.read_text("utf-8"))
    words: dict[str, str] = {}
    for name, pattern in data["words"].items():
        words[name] = _spelled(pattern, words)
    return Language(
        abbreviations=frozenset(data["abbreviations"]),
        times=_compiled(data["times"]["patterns"], words),
        means=tuple((re.compile(said), means) for said, means in data["times"]["means"]),
        ours=_compiled(data["ours"]["patterns"], words),
        theirs=_compiled(data["theirs"]["patterns"], words),
        never=_compiled(data["never"]["patterns"], words),
        before=_compiled(data["conditions"]["before"], words),
        after=tuple(re.compile(rf" ?(?:{pattern})") for pattern in data["conditions"]["after"]),
    )


def _compiled(patterns: Sequence[str], words: Mapping[str, str]) -> tuple[Pattern, ...]:
    return tuple(re.compile(rf"\b(?:{_spelled(pattern, words)})(?!\w)") for pattern in patterns)


def _spelled(pattern: str, words: Mapping[str, str]) -> str:
    """The pattern with its `{words}` in place."""
    return _NAME.sub(lambda name: f"(?:{words[name[1]]})", pattern)
