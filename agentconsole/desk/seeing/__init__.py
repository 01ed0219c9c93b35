"""The desk as one colleague sees it: conversations that are restricted to others are not there.

Where nothing is hidden from them, which is nearly always so, they read the store itself: it costs one look at
an index. Else every read goes through `Seen`, which leaves out what is hidden and keeps lists, counts and
cursors true.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, cast

from agentconsole.desk.clock import Clock
from agentconsole.desk.resolve import owned_at_moment
from agentconsole.model.conversation import Conversation
from agentconsole.store.base import Reading, Store, Writing

if TYPE_CHECKING:
    from agentconsole.desk.seeing.writing import SeenWriting

__all__ = ["SeenStore", "hidden_from", "seen", "seen_writing", "whole_of"]


def hidden_from(read: Reading, agent: str, now: datetime) -> Mapping[int, Conversation]:
    """The conversations that agent may not know of at that moment, by number."""
    restricted = read.restricted()
    if not restricted:
        return {}
    agents = {each.handle: each for each in read.agents()}
    known = (owned_at_moment(each, agents.get(each.owner or ""), now) for each in restricted)
    return {each.id: kept for each, kept in zip(known, restricted, strict=True) if not each.seen_by(agent)}


def seen(read: Reading, agent: str, now: datetime) -> Reading:
    """A moment of the desk as that agent sees it."""
    hidden = hidden_from(read, agent, now)
    if not hidden:
        return read
    from agentconsole.desk.seeing.reading import Seen

    return Seen(read, hidden)


def seen_writing(write: Writing, agent: str | None, now: datetime) -> Writing:
    """The writer's session, in which only what that agent sees is found; of the desk itself, all."""
    hidden = hidden_from(write, agent, now) if agent is not None else {}
    if not hidden:
        return write
    from agentconsole.desk.seeing.writing import SeenWriting

    return cast(Writing, SeenWriting(write, hidden))


def whole_of(write: "Writing | SeenWriting") -> Writing:
    """The session itself, in which everything is found."""
    return cast(Writing, getattr(write, "whole", write))


class SeenStore:
    """A store as one agent sees it. What is written is written to the store: the desk's rules look at whoever
    acts."""

    def __init__(self, whole: Store, agent: str, clock: Clock) -> None:
        self.whole = whole
        self.agent = agent
        self._clock = clock

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A session that sees one moment."""
        with self.whole.reading() as read:
            yield seen(read, self.agent, self._clock())

    def writing(self) -> AbstractContextManager[Writing]:
        """The one writing session."""
        return self.whole.writing()

    def wait(self, after: int, *, seconds: float) -> bool:
        """Block until a change that the agent is told of is committed after that position."""
        deadline = time.monotonic() + seconds
        while self.whole.wait(after, seconds=max(0.0, deadline - time.monotonic())):
            with self.reading() as read:
                latest = read.latest()
                if read.changes(after, limit=1):
                    return True
            after = latest
        return False

    def close(self) -> None:
        """Let go of the store."""
        self.whole.close()
