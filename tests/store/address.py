"""Where a store of a test is, for other programs."""

from pathlib import Path

from agentconsole.store.sqlite import open_store


def opened(address):
    """The store at `sqlite:PATH`."""
    kind, _, where = address.partition(":")
    if kind != "sqlite":
        raise ValueError(address)
    return open_store(Path(where))
