"""Reading who there is."""

from agentconsole.model.errors import NotFound
from agentconsole.model.people import Agent, Customer, Identity, IdentityKind, Organization
from agentconsole.model.queries import Page
from agentconsole.store.sqlite.session import (
    BEYOND,
    Row,
    Session,
    cut,
    decoder,
    moment_or_none,
    page,
    several,
)

_CUSTOMER = """
    SELECT c.id, c.name, o.id, o.name, c.person, c.person_since, c.merged_into,
        c.entries, c.first_at, c.last_at, c.person_at
    FROM customer AS c LEFT JOIN organization AS o ON o.id = c.organization
    WHERE c.id IN (SELECT value FROM json_each(?))
"""
_IDENTITIES = """
    SELECT customer, kind, value FROM identity
    WHERE customer IN (SELECT value FROM json_each(?)) ORDER BY kind, value
"""
_MERGED = """
    SELECT merged_into, id FROM customer
    WHERE merged_into IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_HEARD_LATELY = """
    SELECT id FROM customer WHERE merged_into IS NULL AND (heard_at, id) < (?, ?)
    ORDER BY heard_at DESC, id DESC LIMIT ?
"""
_NAMED = """
    SELECT id FROM customer WHERE merged_into IS NULL AND (heard_at, id) < (?, ?) AND instr(found_by, ?)
    ORDER BY heard_at DESC, id DESC LIMIT ?
"""

_agent = decoder(Agent)


class People(Session):
    """Agents and customers."""

    def agents(self) -> tuple[Agent, ...]:
        return tuple(map(_agent, self.column("SELECT state FROM agent ORDER BY handle")))

    def agent(self, handle: str) -> Agent | None:
        state = self.value("SELECT state FROM agent WHERE handle = ?", handle)
        return None if state is None else _agent(state)

    def customer(self, customer: int) -> Customer | None:
        found = self._customers([customer])
        return found[0] if found else None

    def customer_by_identity(self, identity: Identity) -> int | None:
        found: int | None = self.value(
            "SELECT customer FROM identity WHERE kind = ? AND value = ?", identity.kind.value, identity.value
        )
        return found

    def customers(self, text: str, *, after: int | None, limit: int) -> Page[Customer]:
        place = self._customer_place(after)
        if folded := text.strip().casefold():
            found = self.column(_NAMED, *place, folded, limit + 1)
        else:
            found = self.column(_HEARD_LATELY, *place, limit + 1)
        ids, complete = cut(found, limit)
        return page(self._customers(ids), complete=complete, cursor=ids[-1] if ids else None)

    def _customer_place(self, after: int | None) -> Row:
        if after is None:
            return BEYOND, BEYOND
        place = self.row("SELECT heard_at, id FROM customer WHERE id = ?", after)
        if place is None:
            raise NotFound(f"There is no customer {after}.", "Go on from one of the list.")
        return place

    def _customers(self, ids: list[int]) -> list[Customer]:
        wanted = several(ids)
        identities: dict[int, list[Identity]] = {}
        for customer, kind, value in self.rows(_IDENTITIES, wanted):
            identities.setdefault(customer, []).append(Identity(IdentityKind(kind), value))
        merged: dict[int, list[int]] = {}
        for customer, other in self.rows(_MERGED, wanted):
            merged.setdefault(customer, []).append(other)
        found = {row[0]: row for row in self.rows(_CUSTOMER, wanted)}
        return [
            _customer_of(found[one], tuple(identities.get(one, ())), tuple(merged.get(one, ())))
            for one in ids
            if one in found
        ]


def _customer_of(row: Row, identities: tuple[Identity, ...], merged: tuple[int, ...]) -> Customer:
    return Customer(
        id=row[0],
        name=row[1],
        identities=identities,
        organization=None if row[2] is None else Organization(id=row[2], name=row[3]),
        person=row[4],
        person_since=moment_or_none(row[5]),
        merged_into=row[6],
        merged=merged,
        entries=row[7],
        first_at=moment_or_none(row[8]),
        last_at=moment_or_none(row[9]),
        person_at=moment_or_none(row[10]),
    )
