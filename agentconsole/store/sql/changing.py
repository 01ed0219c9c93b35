"""The two kinds of session, and how a change is told."""

from abc import abstractmethod
from datetime import UTC, datetime

from agentconsole.model.keeping import ChangeKind
from agentconsole.store.sql.inbox import Inbox
from agentconsole.store.sql.keeping import Keeping
from agentconsole.store.sql.knowing import Knowing
from agentconsole.store.sql.search import Search
from agentconsole.store.sql.session import micros
from agentconsole.store.sql.team import Team

_NOTE = """
    INSERT INTO change (at, kind, entry_kind, conversation, customer, entry, ask, by, agent)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


_NEXT = """
    INSERT INTO counter (name, value) VALUES (?, 1)
    ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value
"""


class Looking(Inbox, Search, Keeping, Knowing, Team):
    """One moment of the desk."""


class Changing(Looking):
    """A session that may change the desk: it reads what it has written."""

    @abstractmethod
    def run(self, sql: str, *values: object) -> int:
        """Change something; how many rows were."""

    def tell(self, sql: str, *values: object) -> None:
        """Change something, at the latest before the session asks anything."""
        self.run(sql, *values)

    def _next(self, name: str) -> int:
        """The next number of a kind; given back when the session comes to nothing."""
        number: int = self.value(_NEXT, name)
        return number

    def note_change(
        self,
        kind: ChangeKind,
        *,
        conversation: int | None = None,
        by: str | None = None,
        agent: str | None = None,
        entry: int | None = None,
    ) -> None:
        self._note(kind, conversation=conversation, by=by, agent=agent, entry=entry)

    def _note(
        self,
        kind: ChangeKind,
        *,
        entry_kind: str = "",
        conversation: int | None = None,
        customer: int | None = None,
        entry: int | None = None,
        ask: int | None = None,
        by: str | None = None,
        agent: str | None = None,
    ) -> None:
        now = micros(datetime.now(UTC))
        self.tell(_NOTE, now, kind, entry_kind, conversation, customer, entry, ask, by, agent)
