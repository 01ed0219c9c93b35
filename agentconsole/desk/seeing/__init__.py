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

from msgspec import Struct

from agentconsole.desk.clock import Clock
from agentconsole.model.conversation import Conversation
from agentconsole.model.people import Agent
from agentconsole.rules.absence import acting_for
from agentconsole.store.base import Reading, Store, Writing

if TYPE_CHECKING:
    from agentconsole.desk.seeing.writing import SeenWriting

__all__ = ["Remembered", "SeenStore", "hidden_from", "restrictions", "seen", "seen_writing", "whole_of"]


class Restrictions(Struct, frozen=True):
    """The conversations that are restricted, and the agents, who may stand in for one another."""

    conversations: tuple[Conversation, ...] = ()
    agents: Mapping[str, Agent] = {}


NONE = Restrictions()


def restrictions(read: Reading) -> Restrictions:
    """Those of this moment."""
    found = read.restricted()
    return Restrictions(found, {each.handle: each for each in read.agents()}) if found else NONE


class Remembered:
    """The restrictions as of the newest change: they follow from what changes tell of. For sessions that
    only read: what a writer sees may come to nothing."""

    def __init__(self) -> None:
        self._last: tuple[int, Restrictions] = (-1, NONE)

    def of(self, read: Reading) -> Restrictions:
        """Those of this moment."""
        latest, (position, known) = read.latest(), self._last
        if latest != position:
            known = restrictions(read)
            self._last = (latest, known)
        return known


def hidden_from(agent: str, known: Restrictions, now: datetime) -> Mapping[int, Conversation]:
    """The conversations that agent may not know of at that moment, by number."""
    return {each.id: each for each in known.conversations if not _sees(agent, each, known.agents, now)}


def _sees(agent: str, conversation: Conversation, agents: Mapping[str, Agent], now: datetime) -> bool:
    owner = agents.get(conversation.owner or "")
    return conversation.seen_by(agent) or acting_for(owner, agents.get, now) == agent


def seen(read: Reading, agent: str, now: datetime, known: Restrictions | None = None) -> Reading:
    """A moment of the desk as that agent sees it."""
    hidden = hidden_from(agent, known or restrictions(read), now)
    if not hidden:
        return read
    from agentconsole.desk.seeing.reading import Seen

    return Seen(read, hidden)


def seen_writing(write: Writing, agent: str | None, now: datetime) -> Writing:
    """The writer's session, in which only what that agent sees is found; of the desk itself, all."""
    hidden = hidden_from(agent, restrictions(write), now) if agent is not None else {}
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

    def __init__(self, whole: Store, agent: str, clock: Clock, known: Remembered) -> None:
        self.whole = whole
        self.agent = agent
        self._clock = clock
        self._known = known

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A session that sees one moment."""
        with self.whole.reading() as read:
            yield seen(read, self.agent, self._clock(), self._known.of(read))

    def writing(self) -> AbstractContextManager[Writing]:
        """The one writing session."""
        return self.whole.writing()

    def latest(self) -> int:
        """The position of the newest change."""
        return self.whole.latest()

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
