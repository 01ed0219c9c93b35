"""A desk in one file: SQLite, for one machine and any number of programs on it."""

from agentconsole.store.sqlite.store import SqliteStore, make_store, open_store

__all__ = ["SqliteStore", "make_store", "open_store"]
