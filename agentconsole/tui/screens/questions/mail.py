"""Questions about mail: who gets a reply, and whose an address is."""

from msgspec import Struct

from agentconsole.model import commands as c
from agentconsole.model.entry import Entry
from agentconsole.model.errors import Invalid
from agentconsole.model.mail import Recipients
from agentconsole.model.people import Customer
from agentconsole.rules.addresses import people_in, written
from agentconsole.show.marks import address_of
from agentconsole.show.people import addresses, customer_card
from agentconsole.show.spans import Line, Role, Span, spans
from agentconsole.tui.screens.form import Deed, Form
from agentconsole.tui.session import Session, Values
from agentconsole.tui.widgets.fields import LineField

CELLS = 70


class Addressed(Struct, frozen=True):
    """To whom a writer wants a reply to go."""

    to: tuple[str, ...]
    cc: tuple[str, ...]


class WhoGetsIt(Form[Addressed]):
    """To and cc of the reply. The desk judges what is no address."""

    CSS_PATH = "../form.tcss"

    def __init__(self, session: Session, conversation: int, now: Recipients) -> None:
        super().__init__(
            "Who gets it",
            LineField("to", "to", written(now.to)),
            LineField("cc", "cc", written(now.cc)),
            verb="they get it",
            session=session,
            lead=[(Span("Several with commas between. It is kept until the reply is sent.", Role.MUTED),)],
        )
        self.conversation = conversation

    def accept(self, values: Values) -> None:
        """Once it is known that these are addresses."""
        meant = Addressed(people_in(values["to"]), people_in(values["cc"]))
        if not meant.to:
            raise Invalid("Nobody would get it", "Write an address, like mei@tan.example")
        desk, number = self.session.desk, self.conversation
        self.session.background.ask(
            "addresses",
            lambda: desk.recipients(number, to=meant.to, cc=meant.cc),
            lambda _: self._close(meant),
            self.refused,
        )

    def _close(self, meant: Addressed) -> None:
        if self.is_attached:
            self.dismiss(meant)


def link(session: Session, entry: Entry, customer: Customer, other: Customer) -> Deed:
    """Whether whoever wrote from a new address is the customer: both are shown before."""
    lead = [
        (Span("The customer here:", Role.MUTED),),
        *_who(session, customer),
        (Span("Who wrote this:", Role.MUTED),),
        *_who(session, other),
        *_claims(entry, other),
        (Span("Their histories become one. It can be undone.", Role.MUTED),),
    ]
    return Deed(
        "Is this one person?",
        command=lambda _: c.MergeCustomers(keep=str(customer.id), other=str(other.id)),
        verb="yes, link the address",
        session=session,
        lead=lead,
    )


def _who(session: Session, customer: Customer) -> list[Line]:
    look = {"now": session.now(), "cells": CELLS, "tz": session.zone, "agents": session.agents}
    card = customer_card(customer, me=session.me, short=True, **look)  # type: ignore[arg-type]
    return [(Span("  "), *line) for line in (*card, *addresses(customer, CELLS))]


def _claims(entry: Entry, other: Customer) -> list[Line]:
    """The address this mail is from, where it is not among theirs."""
    address = address_of(entry)
    if not address or address in {identity.value for identity in other.identities}:
        return []
    return [(Span("  from "), *spans(address))]
