"""Reading what is known of customers: facts, promises, readers, pins, whom they met."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from agentconsole.model.board import Load
from agentconsole.model.conversation import Conversation, CustomerRef
from agentconsole.model.entry import Entry
from agentconsole.model.fact import Fact
from agentconsole.model.people import Met
from agentconsole.model.promise import Promise
from agentconsole.model.reading import Read
from agentconsole.store.sql.conversations import Conversations
from agentconsole.store.sql.entries import Entries
from agentconsole.store.sql.session import BEYOND, FAR, Row, decoder, micros, moment, several

_FACTS = """
    SELECT state FROM fact WHERE customer IN (SELECT value FROM json_each(?)) ORDER BY told_at, id
"""
_PROMISES = """
    SELECT p.state, root.id, root.name, c.owner
    FROM promise AS p
    JOIN conversation AS c ON c.id = p.conversation
    JOIN customer AS own ON own.id = c.customer
    JOIN customer AS root ON root.id = own.root
"""
_PROMISED_IN = """
    SELECT DISTINCT p.conversation FROM promise AS p JOIN conversation AS c ON c.id = p.conversation
    WHERE c.customer IN (SELECT value FROM json_each(?)) ORDER BY 1
"""
_DUE_FIRST = " ORDER BY p.due_at, p.id"
_READS = """
    SELECT entry, agent, at FROM entry_read WHERE entry IN (SELECT value FROM json_each(?)) ORDER BY at, agent
"""
_PINNED = """
    SELECT entry FROM pinned WHERE customer IN (SELECT value FROM json_each(?)) ORDER BY entry DESC
"""
_MET = """
    SELECT agent, name, min(first_at), max(last_at), sum(entries) FROM met
    WHERE customer IN (SELECT value FROM json_each(?)) GROUP BY agent, name ORDER BY 3, agent, name
"""
_WROTE = """
    SELECT e.author_id, '', min(e.at), max(e.at), count(*) FROM history AS h JOIN entry AS e ON e.id = h.entry
    WHERE h.customer IN (SELECT value FROM json_each(?)) AND e.author_type = 'agent'
        AND e.author_id IS NOT NULL AND e.kind IN ('message', 'note', 'answer')
    GROUP BY e.author_id ORDER BY 3, 1
"""
_NOTES = "SELECT id FROM entry WHERE kind = 'note' AND id >= ? AND id < ? ORDER BY id LIMIT ?"
_WAITING = """
    SELECT id FROM conversation WHERE status <> 'closed' AND wait_key < ? ORDER BY wait_key, id LIMIT ?
"""
_OFFERED = """
    SELECT id FROM conversation WHERE json_extract(state, '$.handover.to') IS NOT NULL ORDER BY id
"""
_OWNED = "SELECT id FROM conversation WHERE owner = ? AND status <> 'closed' ORDER BY wait_key, id LIMIT ?"
_CARRIED = """
    SELECT owner, count(*) FILTER (WHERE status = 'open'),
        count(*) FILTER (WHERE status = 'waiting'), count(*) FILTER (WHERE status = 'snoozed')
    FROM conversation WHERE owner IS NOT NULL AND status <> 'closed' GROUP BY owner
"""
_ASKED = "SELECT specialist, count(*) FROM ask WHERE pending = 1 GROUP BY specialist"
_OWING = """
    SELECT c.owner, count(*) FROM promise AS p JOIN conversation AS c ON c.id = p.conversation
    WHERE p.owed = 1 AND c.owner IS NOT NULL GROUP BY c.owner
"""

_fact = decoder(Fact)
_promise = decoder(Promise)


class Knowing(Conversations, Entries):
    """What is known of customers, and what a lead looks at."""

    def facts(self, customers: Sequence[int]) -> tuple[Fact, ...]:
        return tuple(map(_fact, self.column(_FACTS, several(customers))))

    def fact(self, fact: int) -> Fact | None:
        state = self.value("SELECT state FROM fact WHERE id = ?", fact)
        return None if state is None else _fact(state)

    def promise(self, promise: int) -> Promise | None:
        row = self.row(f"{_PROMISES} WHERE p.id = ?", promise)
        return None if row is None else _promise_of(row)

    def promises(
        self,
        *,
        conversations: Sequence[int] | None = None,
        owners: Sequence[str] | None = None,
        owed: bool = False,
        due_before: datetime | None = None,
    ) -> tuple[Promise, ...]:
        wanted: list[tuple[str, object]] = []
        if conversations is not None:
            wanted.append(("p.conversation IN (SELECT value FROM json_each(?))", several(conversations)))
        if owners is not None:
            wanted.append(("c.owner IN (SELECT value FROM json_each(?))", several(owners)))
        if due_before is not None:
            wanted.append(("p.due_at <= ?", micros(due_before)))
        terms = [term for term, _ in wanted] + (["p.owed = 1"] if owed else [])
        where = f" WHERE {' AND '.join(terms)}" if terms else ""
        rows = self.rows(_PROMISES + where + _DUE_FIRST, *(value for _, value in wanted))
        return tuple(map(_promise_of, rows))

    def promised_in(self, customers: Sequence[int]) -> tuple[int, ...]:
        return tuple(self.column(_PROMISED_IN, several(customers)))

    def promises_over(self, now: datetime) -> tuple[int, ...]:
        return tuple(
            self.column(
                "SELECT id FROM promise WHERE pending = 1 AND due_at <= ? ORDER BY due_at, id", micros(now)
            )
        )

    def reads(self, entries: Sequence[int]) -> Mapping[int, tuple[Read, ...]]:
        found: dict[int, tuple[Read, ...]] = {}
        for entry, agent, at in self.rows(_READS, several(entries)):
            found[entry] = (*found.get(entry, ()), Read(agent=agent, at=moment(at)))
        return found

    def pinned(self, customers: Sequence[int]) -> tuple[Entry, ...]:
        found = (self.entry(entry) for entry in self.column(_PINNED, several(customers)))
        return tuple(entry for entry in found if entry is not None)

    def met(self, customers: Sequence[int]) -> tuple[Met, ...]:
        return tuple(map(_met_of, self.rows(_MET, several(customers))))

    def wrote(self, customers: Sequence[int]) -> tuple[Met, ...]:
        return tuple(map(_met_of, self.rows(_WROTE, several(customers))))

    def notes(self, *, since: int, before: int, limit: int) -> tuple[Entry, ...]:
        found = (self.entry(entry) for entry in self.column(_NOTES, since, min(before, BEYOND), limit))
        return tuple(entry for entry in found if entry is not None)

    def waiting_longest(self, limit: int) -> tuple[Conversation, ...]:
        return tuple(self._conversations(self.column(_WAITING, FAR, limit), by=None))

    def offered(self) -> tuple[Conversation, ...]:
        return tuple(self._conversations(self.column(_OFFERED), by=None))

    def owned(self, handle: str, *, limit: int) -> tuple[int, ...]:
        return tuple(self.column(_OWNED, handle, limit))

    def loads(self) -> tuple[Load, ...]:
        carried = {row[0]: row[1:] for row in self.rows(_CARRIED)}
        asked: dict[str, int] = dict(self.rows(_ASKED))
        owing: dict[str, int] = dict(self.rows(_OWING))
        return tuple(
            Load(
                agent=agent,
                open=(states := carried.get(agent, (0, 0, 0)))[0],
                waiting=states[1],
                snoozed=states[2],
                asked=asked.get(agent, 0),
                promises=owing.get(agent, 0),
            )
            for agent in sorted(carried.keys() | asked.keys() | owing.keys())
        )


def _promise_of(row: Row) -> Promise:
    return replace(_promise(row[0]), customer=CustomerRef(id=row[1], name=row[2]), owner=row[3])


def _met_of(row: Row) -> Met:
    return Met(
        agent=row[0] or None,
        name=row[1] or row[0],
        first_at=moment(row[2]),
        last_at=moment(row[3]),
        entries=row[4],
    )
