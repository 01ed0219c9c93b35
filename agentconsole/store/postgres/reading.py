"""A session that reads."""

from agentconsole.store.postgres.search import PostgresSearch
from agentconsole.store.sql.changing import Looking


class PostgresReading(PostgresSearch, Looking):
    """One moment of the desk."""

    def latest(self) -> int:
        """Known since the session began, unless it writes."""
        self.must_be_open()
        return super().latest() if self._line.writing else self._line.latest
