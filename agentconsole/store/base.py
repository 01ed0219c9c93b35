"""What every store promises, and the methods that keep it.

- A `Session` is one transaction. Reading sessions see one moment. A writing session is the only one of
  its kind on the desk at a time, over all processes: it waits its turn, and either all of it is kept
  durably when the block ends, or, if the block raises, none of it.
- Entries are only ever added. Nothing here changes or removes one.
- What is kept beside an entry (conversation, asks, search index, outbox, change) is kept in the same
  transaction by `Writing.add`.
- Waiting for a turn is invisible: `Unavailable` is raised only after `TURN_SECONDS` without one.
- Change positions are handed out in order of commit, without gaps.
- Every method may be called from any thread; a session stays in the thread that opened it.
- A session inside another of its thread is a part of it: a reading one sees the same, and a writing one
  whose block raises is undone alone. A writing session cannot begin inside a reading one.
"""

from contextlib import AbstractContextManager
from typing import Protocol

from agentconsole.store.reading import Reading
from agentconsole.store.writing import Writing

__all__ = ["KEY_DAYS", "LEASE_SECONDS", "PRESENCE_SECONDS", "TURN_SECONDS", "Reading", "Store", "Writing"]

TURN_SECONDS = 30.0
LEASE_SECONDS = 180.0
"""Longer than the slowest server takes for one message."""
KEY_DAYS = 7
"""How long it is remembered what a command with a key did: longer than a laptop sleeps."""
PRESENCE_SECONDS = 45.0
"""How long somebody counts as there who says nothing more."""


class Store(Protocol):
    """Where a desk is kept."""

    def reading(self) -> AbstractContextManager[Reading]:
        """A session that sees one moment."""
        ...

    def writing(self) -> AbstractContextManager[Writing]:
        """The one writing session; kept whole at the end of the block, or not at all."""
        ...

    def latest(self) -> int:
        """The position of the newest change, as `Reading.latest`; the quickest question there is."""
        ...

    def wait(self, after: int, *, seconds: float) -> bool:
        """Block until a change after that position is committed, by whichever process."""
        ...

    def close(self) -> None: ...
