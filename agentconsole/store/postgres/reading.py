"""A session that reads."""

from agentconsole.store.postgres.search import PostgresSearch
from agentconsole.store.sql.changing import Looking


class PostgresReading(PostgresSearch, Looking):
    """One moment of the desk."""
