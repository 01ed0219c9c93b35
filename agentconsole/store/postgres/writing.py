"""The writer's session."""

from collections.abc import Sequence

from agentconsole.store.postgres.lines import Line
from agentconsole.store.postgres.matching import vector
from agentconsole.store.postgres.search import PostgresSearch
from agentconsole.store.sql.writing_entries import WritingEntries

_INDEX = "INSERT INTO search (entry, words) VALUES (?, ?::tsvector)"
_FILES = "SELECT number, content FROM file WHERE entry = ? ORDER BY number"
_FILE_AGAIN = """
    INSERT INTO draft_file (agent, conversation, name, media_type, content) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING
"""


class PostgresWriting(PostgresSearch, WritingEntries):
    """The only writing session there is at a time."""

    def __init__(self, line: Line) -> None:
        super().__init__(line)
        self.turn = line.turn

    def _index(self, entries: Sequence[tuple[int, str, str]]) -> None:
        for number, text, tags in entries:
            self.tell(_INDEX, number, vector(text, tags))

    def files_again(self, entry: int, conversation: int, *, by: str) -> None:
        sent = self.entry(entry)
        files = {} if sent is None else dict(enumerate(sent.attachments))
        for number, content in self.rows(_FILES, entry):
            if file := files.get(number):
                self.tell(_FILE_AGAIN, by, conversation, file.name, file.media_type, content)
