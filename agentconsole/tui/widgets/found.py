"""What a search has found in a history, and its words made visible in a line."""

import re
from functools import lru_cache

from msgspec import Struct

from agentconsole.model.queries import Query
from agentconsole.tui.themes import PaneRole
from agentconsole.tui.widgets.lines import Row


class Found(Struct, frozen=True):
    """The entries found so far."""

    query: Query = Query()
    written: str = ""
    """The search as it was typed."""
    ids: tuple[int, ...] = ()
    """Newest first."""
    whole: bool = True
    """There are no more."""

    def beside(self, entry: int, step: int) -> int | None:
        """The next one found that is older than an entry, or with a negative step, newer."""
        if step > 0:
            return next((found for found in self.ids if found < entry), None)
        return next((found for found in reversed(self.ids) if found > entry), None)

    def words(self, entry: int | None) -> str:
        """How far one is: `/refund 3 of 12`; a `+` says that there may be more."""
        many = f"{len(self.ids)}{'' if self.whole else '+'}"
        at = f"{self.ids.index(entry) + 1} of " if entry in self.ids else ""
        return f"/{self.written} {at}{many}" if self.written else ""


def with_found(row: Row, query: Query) -> Row:
    """The row, with the words that the query asks for in the role of what was found."""
    pattern = _pattern(query)
    if pattern is None:
        return row
    pieces: list[tuple[str, str]] = []
    for text, role in row:
        end = 0
        for match in pattern.finditer(text):
            pieces += [(text[end : match.start()], role), (match[0], PaneRole.FOUND)]
            end = match.end()
        pieces.append((text[end:], role))
    return tuple(piece for piece in pieces if piece[0])


@lru_cache(maxsize=8)
def _pattern(query: Query) -> re.Pattern[str] | None:
    phrases = (r"\W+".join(map(re.escape, phrase.split())) for phrase in query.phrases)
    wanted = (*map(re.escape, query.words), *(rf"{re.escape(each)}\w*" for each in query.prefixes), *phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)", re.IGNORECASE) if wanted else None
