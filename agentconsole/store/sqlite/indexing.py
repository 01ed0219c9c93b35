"""What a step asks the program for, to fill the search anew: only the program knows how text is folded."""

import sqlite3
from functools import lru_cache

import msgspec

from agentconsole.model.entry import Entry
from agentconsole.store.sql.rows import entry_of
from agentconsole.store.sql.session import Row
from agentconsole.store.sql.words import indexed, tags

COLUMNS = 14
"""Of an entry: those of `rows.ENTRY`."""


def teach(connection: sqlite3.Connection) -> None:
    """Functions for the statements of a step: `search_text(the columns of an entry)`, and
    `search_tags(the customers in whose history it is, as a JSON list or null, and these columns)`."""
    connection.create_function("search_text", COLUMNS, lambda *row: indexed(_entry(row)))
    connection.create_function(
        "search_tags", 1 + COLUMNS, lambda whose, *row: tags(_entry(row), msgspec.json.decode(whose or "[]"))
    )


@lru_cache(maxsize=1)
def _entry(row: Row) -> Entry:
    """It is asked for twice in a row."""
    nowhere_on_its_way = (None,) * 6
    return entry_of((*row, *nowhere_on_its_way))
