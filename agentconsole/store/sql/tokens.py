"""The words that SQLite's FTS5 cuts a folded text into, and whether it has those of a query.

Where the index is slower than reading, or has not all of a text, the text itself is asked.
"""

import re
import unicodedata
from functools import lru_cache

from agentconsole.model.queries import Query
from agentconsole.store.sql.words import can_be_indexed, folded

LONGEST = 400
"""Characters of a word that are compared; PostgreSQL takes 2046 bytes."""
_WORD = re.compile(r"[^\W_]+")


def tokens(text: str) -> list[str]:
    """The words of a folded text, in a row."""
    found = [word[:LONGEST] for word in _WORD.findall(text)]
    return found if text.isascii() else ["".join(map(_plain, word)) for word in found]


@lru_cache(4000)
def _plain(character: str) -> str:
    """A Latin letter without its accents."""
    apart = unicodedata.normalize("NFD", character)
    letter, accents = apart[0], apart[1:]
    return letter if accents and letter.isascii() and all(map(unicodedata.combining, accents)) else character


def is_in(query: Query, text: str) -> bool:
    """Whether a folded text has what the query wants of it, read from its first word to its last."""
    words = f" {' '.join(tokens(text))} "
    whole = [text for text in (*query.words, *query.phrases) if can_be_indexed(text)]
    return (
        all(f"{_spaced(each)} " in words for each in whole)
        and all(_spaced(each) in words for each in query.prefixes if can_be_indexed(each))
        and not any(f"{_spaced(each)} " in words for each in query.without if can_be_indexed(each))
    )


def _spaced(text: str) -> str:
    return f" {' '.join(tokens(folded(text)))}"
