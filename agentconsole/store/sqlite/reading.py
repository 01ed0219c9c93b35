"""A session that reads."""

from agentconsole.store.sql.changing import Looking
from agentconsole.store.sqlite.asking import Asking
from agentconsole.store.sqlite.search import SqliteSearch


class SqliteReading(Asking, SqliteSearch, Looking):
    """One moment of the desk."""
