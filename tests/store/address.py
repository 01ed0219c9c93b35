"""Where a store of a test is, for other programs."""

from pathlib import Path


def opened(address):
    """The store at `sqlite:PATH`, or at a database's URL."""
    kind, _, where = address.partition(":")
    if kind == "postgresql":
        from agentconsole.store.postgres import open_store as open_database

        return open_database(address)
    if kind != "sqlite":
        raise ValueError(address)
    from agentconsole.store.sqlite import open_store

    return open_store(Path(where))
