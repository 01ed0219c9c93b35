"""The writer's session."""

from collections.abc import Sequence

from agentconsole.store.sql.writing_entries import WritingEntries
from agentconsole.store.sqlite.asking import Asking
from agentconsole.store.sqlite.connection import Line
from agentconsole.store.sqlite.search import SqliteSearch

_ADD_KEY = """
    INSERT INTO thread_key (channel, key, conversation) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
"""
_INDEX = "INSERT INTO search (rowid, text, tags) VALUES (?, ?, ?)"


class SqliteWriting(Asking, SqliteSearch, WritingEntries):
    """The only writing session there is at a time."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.connection)
        self.turn = line.turn

    def add_keys(self, conversation: int, channel: str, keys: Sequence[str]) -> None:
        """One by one: for a statement that adds several, SQLite notes how to take them back."""
        self._must_be_open()
        self._connection.executemany(_ADD_KEY, [(channel, key, conversation) for key in keys])

    def _index(self, entries: Sequence[tuple[int, str, str]]) -> None:
        """FTS5 writes what it has gathered to its tables at every savepoint, and SQLite makes one for many a
        statement, and again for every id below the one before it: indexed one by one among those, or as
        the dates of mails come, 500 entries cost 500 writes and their merging."""
        self._must_be_open()
        self._connection.executemany(_INDEX, entries)
