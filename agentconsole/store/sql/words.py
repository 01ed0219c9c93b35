"""What is put into the search index: text and tags.

Text is folded here, because the tables inside SQLite are of an old Unicode: there a new emoji is a
letter, and sticks to the word beside it. In scripts written without blanks every character stands by
itself: a word of theirs is then the phrase of its characters, and is found inside a longer run. A symbol
is a word. Tags stand apart from the text: each says one fact of the entry.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from agentconsole.model.entry import Author, AuthorType, Entry
from agentconsole.model.queries import Query

SAID_WITHIN = ("subject", "from", "text")

_UNSEEN = (
    "[\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f"
    "\u2060\ufe00-\ufe0f\ufeff]"
)
"""Accents, points over Hebrew and Arabic, soft hyphens and what has no width: nobody types them to search."""

_WITHOUT_BLANKS = (
    "([\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Japanese, Chinese, Korean."""


_MARK = r"[^\w\s\x00-\x7f]"


def folded(text: str) -> str:
    """As it is compared: one case, one form of each character, characters apart where words are not."""
    if not text.isascii():
        unseen, without_blanks, mark = _patterns()
        text = unseen.sub("", unicodedata.normalize("NFKC", text).casefold())
        text = mark.sub(_as_word, without_blanks.sub(r" \1 ", text))
    return text.casefold().replace("\0", " ")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Made when the first text needs them: that takes longer than most commands have."""
    return tuple(re.compile(written) for written in (_UNSEEN, _WITHOUT_BLANKS, _MARK))


def _as_word(mark: re.Match[str]) -> str:
    symbol = mark[0]
    return f" z{ord(symbol):x} " if unicodedata.category(symbol)[0] == "S" else " "


def haystack(entry: Entry) -> str:
    """Everything of an entry that is searched."""
    return "\n".join(_parts(entry))


def indexed(entry: Entry) -> str:
    """The same, folded part by part: one odd letter in a subject does not cost the long way for the text."""
    return "\n".join(map(folded, _parts(entry)))


def _parts(entry: Entry) -> Iterator[str]:
    names = (attachment.name for attachment in entry.attachments)
    own = (entry.subject, entry.text, entry.suggested_reply, entry.reason, *names)
    return filter(None, (*own, *_within(entry)))


def _within(entry: Entry) -> Iterator[str]:
    """What messages within a mail say, as `channels.email.inside` notes them."""
    messages = entry.data.get("messages")
    for message in messages if isinstance(messages, list) else ():
        said = message if isinstance(message, dict) else {}
        yield from (text for name in SAID_WITHIN if isinstance(text := said.get(name), str))


def tags(entry: Entry, histories: Iterable[int]) -> str:
    """The facts of an entry, as tokens."""
    found = [f"c{customer}" for customer in histories]
    found += [_hexed("k", entry.kind), _hexed("h", entry.channel)]
    if entry.conversation is not None:
        found.append(f"n{entry.conversation}")
    found.append(_author(entry.author))
    return " ".join(found)


def _author(author: Author) -> str:
    if author.id is None:
        return _only_named(author.name)
    return f"u{author.id}" if author.type is AuthorType.CUSTOMER else _hexed("a", str(author.id))


def _only_named(name: str) -> str:
    """A colleague of an imported history, or a program: there is nothing but the name."""
    return _hexed("w", " ".join(name.casefold().split()))


def _hexed(letter: str, value: str) -> str:
    return letter + value.encode().hex()


def can_be_indexed(text: str) -> bool:
    """There is a letter, a digit or a symbol in it; other marks, the index passes over."""
    return any(character.isalnum() for character in folded(text))


def facts(query: Query, authors: Sequence[str | int], customers: Sequence[int]) -> list[list[str]]:
    """The facts a query asks for, as tags: an entry has one of each group."""
    written = [f"u{one}" if isinstance(one, int) else _hexed("a", one) for one in authors]
    if query.author is not None:
        written.append(_only_named(query.author))
    groups = [
        [f"n{query.conversation}"] if query.conversation is not None else [],
        written,
        [f"c{one}" for one in customers],
        [_hexed("k", query.kind)] if query.kind else [],
        [_hexed("h", query.channel)] if query.channel else [],
    ]
    return [group for group in groups if group]
