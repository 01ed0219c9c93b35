"""Agents and customers, as a colleague sees them."""

from msgspec.structs import replace

from agentconsole.desk.seeing.entries import SeenEntries
from agentconsole.model.entry import Entry
from agentconsole.model.people import Agent, Customer, Identity
from agentconsole.model.queries import Page

LATEST = 50


class SeenPeople(SeenEntries):
    """Nobody is hidden; what is counted of customers is what can be seen of them."""

    def agents(self) -> tuple[Agent, ...]:
        return self._read.agents()

    def agent(self, handle: str) -> Agent | None:
        return self._read.agent(handle)

    def customer(self, customer: int) -> Customer | None:
        found = self._read.customer(customer)
        return None if found is None else self._counted(found)

    def customer_by_identity(self, identity: Identity) -> int | None:
        return self._read.customer_by_identity(identity)

    def customers(self, text: str, *, after: int | None, limit: int) -> Page[Customer]:
        page = self._read.customers(text, after=after, limit=limit)
        return replace(page, items=tuple(map(self._counted, page.items)))

    def _counted(self, customer: Customer) -> Customer:
        """With the number of entries, the first and the last time that can be seen."""
        hidden = len(self._hidden_of([customer.id]))
        if not hidden:
            return customer
        newest, oldest = self._end(customer.id, None), self._end(customer.id, -1)
        return replace(
            self._with_person(customer),
            entries=customer.entries - hidden,
            first_at=oldest.at if oldest else None,
            last_at=newest.at if newest else None,
        )

    def _with_person(self, customer: Customer) -> Customer:
        """Who looks after them is told where it can be seen in one of their latest conversations."""
        page = self._read.conversations_of(customer.numbers, after=None, limit=LATEST + len(self._hidden))
        if customer.person in {each.owner for each in page.items if self._shows(each.id)}:
            return customer
        return replace(customer, person=None, person_since=None, person_at=None)

    def _end(self, customer: int, after: int | None) -> Entry | None:
        """The last entry of a history that can be seen, or the next one after a place."""
        page = self.history([customer], before=None, after=after, limit=1)
        return page.items[0] if page.items else None
