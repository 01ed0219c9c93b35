"""A desk in a PostgreSQL database, for a team on many machines."""

from agentconsole.store.postgres.place import is_address, without_password
from agentconsole.store.postgres.store import PostgresStore, make_store, open_store

__all__ = ["PostgresStore", "is_address", "make_store", "open_store", "without_password"]
