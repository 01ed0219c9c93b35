"""Questions about the notes on a customer's card."""

from collections.abc import Sequence

from agentconsole.model import commands as c
from agentconsole.model.entry import Entry
from agentconsole.model.errors import NotFound
from agentconsole.model.people import Customer
from agentconsole.show.spans import Role, Span, spans
from agentconsole.show.words import first_words
from agentconsole.tui.screens.form import Deed
from agentconsole.tui.screens.questions.given import kept, needed
from agentconsole.tui.session import Session
from agentconsole.tui.widgets.choices import Choice
from agentconsole.tui.widgets.fields import PickField, TextField


def pin(session: Session, customer: Customer) -> Deed:
    """What everybody should know of a customer."""
    key = f"pin {customer.id}"
    return Deed(
        f"A note on the card of {customer.name or customer.id}",
        TextField("text", "note", kept(session, key).get("text", "")),
        command=lambda values: c.Pin(customer=str(customer.id), text=values["text"]),
        verb="pin it",
        session=session,
        key=key,
        lead=[(Span("It stands beside every conversation with them. They never see it.", Role.MUTED),)],
    )


def unpin(session: Session, pinned: Sequence[Entry]) -> Deed:
    """Which note comes off the card. Raises `NotFound` where there is none."""
    if not pinned:
        raise NotFound("No note is on their card", f"{_key(session)} pins one")
    choices = [Choice(str(note.id), spans(first_words(note), Role.NOTE)) for note in pinned]
    return Deed(
        "Take a note off the card",
        PickField("note", "which", choices[0].key if len(choices) == 1 else "", choices=choices),
        command=lambda values: c.Unpin(entry=int(needed(values["note"], "Say which note"))),
        verb="take it off",
        session=session,
        lead=[(Span("It stays in their history.", Role.MUTED),)],
    )


def _key(session: Session) -> str:
    return session.keymap.key_of("customer.pin") or "the palette"
