"""People in headers: `"Mei Tan" <mei@tan.example>, a group: ...;` and what programs make of it."""

import re
from functools import lru_cache

from msgspec import Struct

from agentconsole.channels.email import bounds, words

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\\.|[(),;:<>]|[^"\\(),;:<>]+|.', re.DOTALL)
ROUTE = re.compile(r"^@[^:]*:(?=[^:]*@)")
"""Which way to send it, as addresses said in 1982."""
VALID = re.compile(
    r'(?:"(?:[^"\\]|\\.){0,250}"|[^\s@<>()\[\]:;,\\"\x00-\x1f\ufffd]{1,250})'
    r'@(?:\[[^\s\[\]<>@]{1,60}\]|[^\s@<>()\[\]:;,\\"\x00-\x1f\ufffd]{1,255})'
)
"""An address without comments and folds. What is none is kept as a name: it must not pass for somebody's."""
SPACED = re.compile(r"(@[^\s@]+) ?\. (?=\S)")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)

SHORT = 200
"""Characters of a value that is remembered for the next mail."""


class Address(Struct, frozen=True):
    """A person as a header names them. Either may be empty, not both."""

    name: str
    email: str

    def __str__(self) -> str:
        if not self.email:
            return self.name
        return f"{self.name} <{self.email}>" if self.name else self.email


def parse(text: str) -> list[Address]:
    """The people named in a header's value, at most as many as the bounds say."""
    return list(_again(text)) if len(text) <= SHORT else _parsed(text)


@lru_cache(512)
def _again(text: str) -> tuple[Address, ...]:
    """The same few people write to the same few addresses."""
    return tuple(_parsed(text))


def _parsed(text: str) -> list[Address]:
    reader = _Reader()
    for token in TOKEN.findall(text):
        reader.take(token)
        if len(reader.found) >= bounds.PEOPLE:
            break
    reader.end()
    return reader.found


class _Reader:
    """Takes a value apart in one pass: no recursion for comments, no going back."""

    def __init__(self) -> None:
        self.found: list[Address] = []
        self._clear()

    def _clear(self) -> None:
        self.outside: list[str] = []
        self.inside: list[str] = []
        self.comment: list[str] = []
        self.depth = 0
        self.angle = False
        self.named = 0
        """How many of the pieces outside stood before the address."""

    def take(self, token: str) -> None:
        """One more token of the value."""
        if token == "(" or self.depth:
            self._comment(token)
        elif token == "<":
            self._open()
        elif token == ">":
            self.angle, self.named = False, len(self.outside)
        elif self.angle and token != ",":
            self.inside.append(token)
        elif token in (",", ";"):
            self.end()
        elif token == ":":
            self._group()
        else:
            self.outside.append(_plain(token))

    def _open(self) -> None:
        if "".join(self.inside).strip():  # a comma was forgotten
            behind = self.outside[self.named :]
            del self.outside[self.named :]
            self.end()
            self.outside = behind
        self.angle, self.inside = True, []

    def _comment(self, token: str) -> None:
        before = self.depth
        self.depth += (token == "(") - (token == ")")
        if before and self.depth:
            self.comment.append(_plain(token))

    def _group(self) -> None:
        # A group's name is not a person; `mailto:` is not a name.
        self.outside, self.comment = [], []

    def end(self) -> None:
        """The value, or one person of it, ends here."""
        if self.depth and "@" in "".join(self.comment):
            self._end_within_a_comment()
            return
        outside, inside = _tidy(self.outside), "".join("".join(self.inside).split())
        comment = _tidy(self.comment)
        self._clear()
        if "@" in outside:
            outside = SPACED.sub(r"\1.", outside)
        email = ROUTE.sub("", inside).strip("'\"")
        if not VALID.fullmatch(email):
            outside, email = _together(outside, inside), ""
        name = outside
        bare = [] if email else _bare(outside)
        if bare:
            email, name = bare[0], _tidy([outside.replace(bare[0], " ", 1)])
        if len(bare) > 1 and len(bare) == len(name.split()) + 1:
            self.found.extend(_person("", one) for one in bare)
        elif name or email:
            self.found.append(_person(name or comment, email))

    def _end_within_a_comment(self) -> None:
        """An address before `(`, one behind it, and no `)`: programs differ on whose mail it is, and one that
        vouches for the second must not be taken to vouch for the first."""
        before = _tidy([*self.outside, *(f"<{each}>" for each in self.inside)])
        behind = _tidy(self.comment)
        space = " " if self.outside and self.outside[-1].endswith(" ") else ""
        self._clear()
        self.found.append(_person(f"{before}{space}({behind}", ""))


def other_address(person: Address) -> str:
    """The address of another domain that a person's name pretends to be; empty when it does not."""
    domain = person.email.rpartition("@")[2].lower()
    said = next((word.strip("<>()\"',;") for word in person.name.split() if VALID.search(word)), "")
    return said if domain and said and said.rpartition("@")[2].lower() != domain else ""


def _together(outside: str, inside: str) -> str:
    """What stands for a name where there is no address: a name on one machine, or nonsense."""
    if not inside:
        return outside
    return f"{outside} <{inside}>" if outside else inside


def _bare(outside: str) -> list[str]:
    """The words that are addresses without angle brackets."""
    words_ = (word.strip("<>'\"") for word in outside.split() if "@" in word)
    return [word for word in words_ if VALID.fullmatch(word)]


def _person(name: str, email: str) -> Address:
    return Address(_named(words.decoded(name)), email[: bounds.ADDRESS])


def _plain(token: str) -> str:
    if token.startswith('"') and len(token) > 1:
        return ESCAPED.sub(r"\1", token[1:-1])
    return token[1:] if token.startswith("\\") else token.replace('"', "")


def _tidy(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def _named(name: str) -> str:
    name = " ".join(name.replace("\0", " ").split())
    if len(name) > 1 and name[0] == name[-1] == "'":
        name = name[1:-1]
    return name if len(name) <= bounds.NAME else f"{name[: bounds.NAME - 1]}…"
