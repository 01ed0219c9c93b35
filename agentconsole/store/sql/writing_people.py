"""Writing who there is."""

from agentconsole.model.errors import Invalid, NotFound
from agentconsole.model.people import Agent, Customer, Identity
from agentconsole.store.sql.changing import Changing
from agentconsole.store.sql.session import encoded, micros_or_none

_ADD_AGENT = """
    INSERT INTO agent (handle, state) VALUES (?, ?)
    ON CONFLICT (handle) DO UPDATE SET state = excluded.state
"""
_ADD_CUSTOMER = "INSERT INTO customer (id, name, organization, root) VALUES (?1, ?2, ?3, ?1)"
_SAVE_CUSTOMER = """
    UPDATE customer
    SET name = ?, organization = ?, person = ?, person_since = ?, person_at = ?, merged_into = ?
    WHERE id = ?
"""
_BELOW = """
    WITH RECURSIVE below (id) AS (
        VALUES (?1) UNION SELECT customer.id FROM customer JOIN below ON customer.merged_into = below.id
    )
"""
_SET_ROOT = f"{_BELOW} UPDATE customer SET root = ?2 WHERE id IN (SELECT id FROM below)"
_IS_BELOW = f"{_BELOW} SELECT count(*) FROM below WHERE id = ?2"
_FOUND_BY = """
    SELECT name FROM customer WHERE root = ?1
    UNION SELECT o.name FROM customer AS c JOIN organization AS o ON o.id = c.organization WHERE c.root = ?1
    UNION SELECT i.value FROM customer AS c JOIN identity AS i ON i.customer = c.id WHERE c.root = ?1
"""
_DESCRIBE = """
    UPDATE customer SET found_by = ?2,
        heard_at = (SELECT coalesce(max(other.last_at), 0) FROM customer AS other WHERE other.root = ?1)
    WHERE id = ?1
"""
_LINK = """
    INSERT INTO identity (kind, value, customer) VALUES (?, ?, ?)
    ON CONFLICT (kind, value) DO UPDATE SET customer = excluded.customer
"""


class WritingPeople(Changing):
    """Agents, customers, their organizations and identities."""

    def add_agent(self, agent: Agent) -> None:
        self.tell(_ADD_AGENT, agent.handle, encoded(agent))

    def add_customer(self, name: str, organization: str = "") -> int:
        number: int = self._next("customer")
        self.tell(
            _ADD_CUSTOMER, number, name, self.organization(organization) if organization.strip() else None
        )
        self._describe(number)
        return number

    def save_customer(self, customer: Customer) -> None:
        was = self._root(customer.id)
        self.tell(
            _SAVE_CUSTOMER,
            customer.name,
            customer.organization.id if customer.organization else None,
            customer.person,
            micros_or_none(customer.person_since),
            micros_or_none(customer.person_at),
            customer.merged_into,
            customer.id,
        )
        root = customer.id if customer.merged_into is None else self._new_root(customer)
        self.tell(_SET_ROOT, customer.id, root)
        for one in {was, root}:
            self._describe(one)

    def _new_root(self, customer: Customer) -> int:
        if self.value(_IS_BELOW, customer.id, customer.merged_into):
            raise Invalid(
                f"Customer {customer.merged_into} was merged into customer {customer.id}.",
                "Undo that merge first.",
            )
        return self._root(customer.merged_into or 0)

    def link(self, customer: int, identity: Identity) -> None:
        was = self.customer_by_identity(identity)
        self.tell(_LINK, identity.kind.value, identity.value, customer)
        for root in {self._root(one) for one in (was, customer) if one is not None}:
            self._describe(root)

    def organization(self, name: str) -> int:
        name = " ".join(name.split())
        known: int | None = self.value("SELECT id FROM organization WHERE folded = ?", name.casefold())
        if known is not None:
            return known
        number = self._next("organization")
        self.tell(
            "INSERT INTO organization (id, name, folded) VALUES (?, ?, ?)", number, name, name.casefold()
        )
        return number

    def _root(self, customer: int) -> int:
        root: int | None = self.value("SELECT root FROM customer WHERE id = ?", customer)
        if root is None:
            raise NotFound(f"There is no customer {customer}.", "agentconsole customers lists them")
        return root

    def _describe(self, root: int) -> None:
        """What a person is found by, and when they were last heard, whichever of their rows it is of."""
        names = self.column(_FOUND_BY, root)
        self.tell(_DESCRIBE, root, "\n".join(names).casefold())
