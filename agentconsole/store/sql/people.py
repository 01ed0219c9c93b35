"""Reading who there is."""

from agentconsole.model.errors import NotFound
from agentconsole.model.people import Agent, Customer, Identity, IdentityKind, Organization
from agentconsole.model.queries import Page
from agentconsole.store.sql.session import (
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
        c.entries, c.first_at, c.last_at, c.person_at,
        (SELECT json_group_array(json_array(i.kind, i.value)) FROM identity AS i WHERE i.customer = c.id),
        (SELECT json_group_array(m.id) FROM customer AS m WHERE m.merged_into = c.id)
    FROM customer AS c LEFT JOIN organization AS o ON o.id = c.organization
"""
_ONE = f"{_CUSTOMER} WHERE c.id = ?"
_THESE = f"{_CUSTOMER} WHERE c.id IN (SELECT value FROM json_each(?))"
_HEARD_LATELY = """
    SELECT id FROM customer WHERE merged_into IS NULL AND (heard_at, id) < (?, ?)
    ORDER BY heard_at DESC, id DESC LIMIT ?
"""
_NAMED = """
    SELECT id FROM customer WHERE merged_into IS NULL AND (heard_at, id) < (?, ?) AND instr(found_by, ?) > 0
    ORDER BY heard_at DESC, id DESC LIMIT ?
"""

_agent = decoder(Agent)
_identities = decoder(list[tuple[IdentityKind, str]])
_numbers = decoder(list[int])


class People(Session):
    """Agents and customers."""

    def agents(self) -> tuple[Agent, ...]:
        return tuple(map(_agent, self.column("SELECT state FROM agent ORDER BY handle")))

    def agent(self, handle: str) -> Agent | None:
        state = self.value("SELECT state FROM agent WHERE handle = ?", handle)
        return None if state is None else _agent(state)

    def customer(self, customer: int) -> Customer | None:
        row = self.row(_ONE, customer)
        return None if row is None else _customer_of(row)

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
        found = {row[0]: _customer_of(row) for row in self.rows(_THESE, several(ids))}
        return [found[one] for one in ids if one in found]


def _customer_of(row: Row) -> Customer:
    return Customer(
        id=row[0],
        name=row[1],
        identities=tuple(Identity(*each) for each in sorted(_identities(row[11]))),
        organization=None if row[2] is None else Organization(id=row[2], name=row[3]),
        person=row[4],
        person_since=moment_or_none(row[5]),
        merged_into=row[6],
        merged=tuple(sorted(_numbers(row[12]))),
        entries=row[7],
        first_at=moment_or_none(row[8]),
        last_at=moment_or_none(row[9]),
        person_at=moment_or_none(row[10]),
    )
