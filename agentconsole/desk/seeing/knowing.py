"""What is known of customers, as a colleague sees it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from agentconsole.desk.seeing.entries import SeenEntries
from agentconsole.desk.seeing.hiding import PAGE
from agentconsole.model.board import Load
from agentconsole.model.conversation import Status
from agentconsole.model.entry import AuthorType, Entry, Kind
from agentconsole.model.fact import Fact
from agentconsole.model.people import Met
from agentconsole.model.promise import Promise
from agentconsole.model.reading import Read


class SeenKnowing(SeenEntries):
    """Facts, promises, readers, pins, whom customers met, and what agents carry."""

    def facts(self, customers: Sequence[int]) -> tuple[Fact, ...]:
        return tuple(each for each in self._read.facts(customers) if self._shows(each.conversation))

    def fact(self, fact: int) -> Fact | None:
        found = self._read.fact(fact)
        return found if found is not None and self._shows(found.conversation) else None

    def promise(self, promise: int) -> Promise | None:
        found = self._read.promise(promise)
        return found if found is not None and self._shows(found.conversation) else None

    def promises(
        self,
        *,
        conversations: Sequence[int] | None = None,
        owners: Sequence[str] | None = None,
        owed: bool = False,
        due_before: datetime | None = None,
    ) -> tuple[Promise, ...]:
        found = self._read.promises(
            conversations=conversations, owners=owners, owed=owed, due_before=due_before
        )
        return tuple(each for each in found if self._shows(each.conversation))

    def promised_in(self, customers: Sequence[int]) -> tuple[int, ...]:
        return tuple(filter(self._shows, self._read.promised_in(customers)))

    def promises_over(self, now: datetime) -> tuple[int, ...]:
        found = self._read.promises_over(now)
        return tuple(each for each in found if self.promise(each) is not None)

    def reads(self, entries: Sequence[int]) -> Mapping[int, tuple[Read, ...]]:
        return self._read.reads([each for each in entries if self.entry(each) is not None])

    def pinned(self, customers: Sequence[int]) -> tuple[Entry, ...]:
        return tuple(self._entries_shown(self._read.pinned(customers)))

    def met(self, customers: Sequence[int]) -> tuple[Met, ...]:
        """Where some of it is hidden, read from the history: what is kept counts everything."""
        if not any(map(_meets, self._hidden_of(customers))):
            return self._read.met(customers)
        found: dict[tuple[str | None, str], Met] = {}
        before: int | None = None
        while True:
            page = self.history(customers, before=before, after=None, limit=PAGE)
            for entry in filter(_meets, page.items):
                _meet(found, entry)
            if page.complete:
                break
            before = page.cursor
        return tuple(sorted(found.values(), key=lambda met: (met.first_at, met.agent or "", met.name)))

    def notes(self, *, since: int, before: int, limit: int) -> tuple[Entry, ...]:
        found: list[Entry] = []
        while len(found) < limit:
            notes = self._read.notes(since=since, before=before, limit=limit)
            found += self._entries_shown(notes)
            if len(notes) < limit:
                break
            since = notes[-1].id + 1
        return tuple(found[:limit])

    def loads(self) -> tuple[Load, ...]:
        hidden = self._carried()
        seen = (_without(load, hidden) for load in self._read.loads())
        return tuple(load for load in seen if load != Load(agent=load.agent))

    def _carried(self) -> Counter[tuple[str, str]]:
        """How much of what agents carry is hidden, by agent and by what it counts as."""
        count: Counter[tuple[str, str]] = Counter()
        for number, conversation in self._hidden.items():
            owner = conversation.owner
            if owner is not None and conversation.status is not Status.CLOSED:
                count[owner, conversation.status.value] += 1
            if owner is not None:
                count[owner, "promises"] += len(self._read.promises(conversations=[number], owed=True))
            for ask in self._read.asks(conversation=number, pending=True):
                count[ask.specialist, "asked"] += 1
        return count


def _without(load: Load, hidden: Mapping[tuple[str, str], int]) -> Load:
    counts = ("open", "waiting", "snoozed", "asked", "promises")
    return replace(load, **{name: getattr(load, name) - hidden.get((load.agent, name), 0) for name in counts})


def _meets(entry: Entry) -> bool:
    return entry.author.type is AuthorType.AGENT and entry.kind == Kind.MESSAGE


def _meet(found: dict[tuple[str | None, str], Met], entry: Entry) -> None:
    """One more entry of somebody, older than those before."""
    handle = str(entry.author.id) if entry.author.id else None
    name = handle or entry.author.name
    was = found.get((handle, name))
    found[handle, name] = Met(
        agent=handle,
        name=name,
        first_at=min(entry.at, was.first_at) if was else entry.at,
        last_at=max(entry.at, was.last_at) if was else entry.at,
        entries=was.entries + 1 if was else 1,
    )
