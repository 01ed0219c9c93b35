"""What is known of a customer beside what they wrote, read from the desk in one go.

`read` calls the desk, so it belongs into `Background.ask`.
"""

from collections.abc import Callable

from msgspec import Struct

from agentconsole.desk.api import Desk
from agentconsole.model.entry import Entry
from agentconsole.model.fact import Fact, FactKind
from agentconsole.model.people import Met
from agentconsole.model.promise import Promise
from agentconsole.model.reading import Readers
from agentconsole.rules.facts.kinds import by_name
from agentconsole.show.facts import Kinds
from agentconsole.show.promises import due_first
from agentconsole.tui.together import Asking, together


class Known(Struct, frozen=True, kw_only=True):
    """What a customer told us, what we promised them, what everybody should know of them."""

    customer: int
    facts: tuple[Fact, ...] = ()
    """All of them, those that hold no longer too."""
    kinds: tuple[FactKind, ...] = ()
    promises: tuple[Promise, ...] = ()
    """All of them; those still owed come first, broken ones at their head."""
    pinned: tuple[Entry, ...] = ()
    """The notes on their card, newest first."""
    readers: tuple[Readers, ...] = ()
    """Who has read which of them."""
    met: tuple[Met, ...] = ()
    zone: tuple[str, str] = ("UTC", "the desk's own")
    """Their time zone, and how we know it."""

    @property
    def owed(self) -> tuple[Promise, ...]:
        """What we still owe them."""
        return tuple(promise for promise in self.promises if promise.owed)

    @property
    def kinds_by_name(self) -> Kinds:
        """The kinds of fact of this desk."""
        return by_name(self.kinds)


def read(desk: Desk, customer: int) -> Known:
    """All of it, as it is now."""
    with together(desk) as ask:
        return asked(desk, customer, ask)()


def asked(desk: Desk, customer: int, ask: Asking) -> Callable[[], Known]:
    """The same, beside other questions."""
    facts, kinds = ask(lambda: desk.facts(customer)), ask(desk.fact_kinds)
    promises = ask(lambda: desk.promises(customer=customer))
    notes = ask(lambda: _pinned(desk, customer))
    met, zone = ask(lambda: desk.met(customer)), ask(lambda: desk.zone(customer))

    def found() -> Known:
        pinned, readers = notes()
        return Known(
            customer=customer,
            facts=facts(),
            kinds=kinds(),
            promises=due_first(promises()),
            pinned=pinned,
            readers=readers,
            met=met(),
            zone=zone(),
        )

    return found


def _pinned(desk: Desk, customer: int) -> tuple[tuple[Entry, ...], tuple[Readers, ...]]:
    pinned = desk.pinned(customer)
    return pinned, desk.readers([note.id for note in pinned]) if pinned else ()
