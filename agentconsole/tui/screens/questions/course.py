"""Questions about the course of a conversation: begin it, send later, set it aside, sum it up."""

from msgspec.structs import replace

from agentconsole.model import commands as c
from agentconsole.model.commands import Command
from agentconsole.model.errors import Refused
from agentconsole.rules.screening import screen_line
from agentconsole.show.spans import Role, Span, marked, wrap
from agentconsole.tui.screens.form import Deed, Question
from agentconsole.tui.screens.questions.given import (
    Zone,
    kept,
    moment_in,
    needed,
    number_of,
    when_field,
    when_there,
)
from agentconsole.tui.session import Session, Values
from agentconsole.tui.state import State
from agentconsole.tui.widgets.fields import LineField, TextField

CELLS = 70


def start(session: Session, customer: str = "") -> Deed:
    """A conversation we begin."""
    first = kept(session, "start", customer=customer)
    return Deed(
        "Begin a conversation",
        LineField("customer", "customer", first["customer"]),
        LineField("subject", "subject", first.get("subject", "")),
        TextField("text", "message", first.get("text", "")),
        command=lambda values: c.Start(
            customer=needed(values["customer"], "Say whom: an id, an e-mail, a phone number or a handle"),
            subject=values["subject"],
            text=values["text"],
        ),
        verb="send",
        session=session,
        key="start",
    )


def send_later(session: Session, reply: c.Reply, zone: Zone | None = None) -> Deed:
    """When to send, on the customer's clock."""
    when = when_there(session, "when", "send", zone)
    clock = [(Span(f"Their clock: {zone[0]}, {zone[1]}.", Role.MUTED),)] if zone else []
    return Deed(
        "Send later",
        when,
        command=lambda values: replace(reply, send_at=moment_in(when, "Say when to send it")),
        verb="send then",
        session=session,
        lead=[
            *clock,
            (Span("Until then it can be taken back. If they write first, it is not sent,", Role.MUTED),),
            (Span("and its text is the draft again.", Role.MUTED),),
        ],
    )


def close_anyway(session: Session, refusal: Refused) -> Question[bool]:
    """Whether to close although something is still to be kept."""
    return Question(
        "Close it all the same?",
        answer=lambda _: True,
        verb="close, and it stays to be kept",
        session=session,
        lead=[marked(line, Role.WARNING) for line in wrap(screen_line(refusal.message), CELLS)],
    )


def snooze(session: Session, state: State) -> Deed:
    """Until when, and what for."""
    number = number_of(state)
    key = f"snooze {number}"
    first = kept(session, key)
    until = when_field(session, "until", "until", first.get("until", ""))

    def command(values: Values) -> Command:
        when = moment_in(until, "Say until when")
        return c.Snooze(conversation=number, until=when, reason=values["reason"])

    reason = LineField("reason", "why", first.get("reason", ""))
    return Deed("Snooze", until, reason, command=command, verb="snooze", session=session, key=key)
