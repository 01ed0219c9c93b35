"""How SQLite's FTS5 is asked for what a query wants."""

from collections.abc import Iterable, Sequence

from agentconsole.model.queries import Query
from agentconsole.store.sql.words import can_be_indexed, facts, folded


def expression(query: Query, authors: Sequence[str | int], customers: Sequence[int]) -> str:
    """The query in FTS5's words, each quoted so that none is read as an operator; empty if the index
    cannot narrow it."""
    wanted = [f"text : {_quoted(text)}" for text in (*query.words, *query.phrases) if can_be_indexed(text)]
    wanted += [f"text : {_quoted(text)} *" for text in query.prefixes if can_be_indexed(text)]
    wanted += [_any("tags", map(_quoted, group)) for group in facts(query, authors, customers)]
    found = " AND ".join(wanted)
    unwanted = unwanted_expression(query)
    return f"({found}) NOT {unwanted}" if found and unwanted else found


def unwanted_expression(query: Query) -> str:
    """What must not be in an entry, in FTS5's words."""
    unwanted = [_quoted(text) for text in query.without if can_be_indexed(text)]
    return _any("text", unwanted) if unwanted else ""


def _any(column: str, quoted: Iterable[str]) -> str:
    return f"{column} : ({' OR '.join(quoted)})"


def _quoted(text: str) -> str:
    return '"' + folded(text).replace('"', '""') + '"'
