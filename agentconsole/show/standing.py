"""How a conversation stands, for a row of the inbox: in signs or in words, never in colour alone."""

from datetime import datetime, tzinfo

from agentconsole.model.conversation import Conversation, Status
from agentconsole.show.ages import age
from agentconsole.show.people import NOBODY, Agents, called
from agentconsole.show.spans import Line, Role, Span


def signs(conversation: Conversation, me: str | None = None) -> Line:
    """`?` nobody owns it, `>` it is offered to me, `@2` two asks are open, `…` it waits on the customer,
    `z` it sleeps, `x` it is closed, `r` only its people see it."""
    offered = conversation.handover is not None and conversation.handover.to == me
    unowned = conversation.owner is None and conversation.status != Status.CLOSED
    status = {Status.WAITING: "…", Status.SNOOZED: "z", Status.CLOSED: "x"}.get(conversation.status, "")
    asks = f"@{conversation.open_asks}" if conversation.open_asks else ""
    found = (
        Span("?" if unowned else "", Role.WARNING),
        Span(">" if offered else "", Role.WARNING),
        Span(asks, Role.ASK),
        Span(status, Role.MUTED),
        Span("r" if conversation.restricted else "", Role.WARNING),
    )
    return tuple(span for span in found if span.text)


def words(
    conversation: Conversation,
    *,
    now: datetime,
    me: str | None = None,
    tz: tzinfo | None = None,
    agents: Agents = NOBODY,
) -> Line:
    """Whose it is unless it is mine, how many asks are open, and how it stands unless it is open."""
    asks = conversation.open_asks
    found = (
        _owner(conversation, me, agents),
        Span(f"{asks} ask{'s' * (asks > 1)}" if asks else "", Role.ASK),
        Span(_status(conversation, now, tz), Role.MUTED),
        Span("restricted" if conversation.restricted else "", Role.WARNING),
    )
    parts = (part for span in found if span.text for part in (Span(" · ", Role.MUTED), span))
    return tuple(parts)[1:]


def _owner(conversation: Conversation, me: str | None, agents: Agents) -> Span:
    if conversation.handover is not None and conversation.handover.to == me:
        return Span(f"offered by {called(conversation.handover.by, agents)}", Role.WARNING)
    if conversation.owner is None:
        return Span("" if conversation.status == Status.CLOSED else "unowned", Role.WARNING)
    if conversation.owner == me:
        return Span("")
    for_owner = "for " if conversation.stand_in == me and me is not None else ""
    return Span(f"{for_owner}{called(conversation.owner, agents)}", Role.AGENT)


def _status(conversation: Conversation, now: datetime, tz: tzinfo | None) -> str:
    if conversation.status == Status.SNOOZED and conversation.snoozed_until:
        return f"snoozed, {age(conversation.snoozed_until, now, tz)}"
    if conversation.status == Status.WAITING:
        return "waits on them"
    return "closed" if conversation.status == Status.CLOSED else ""
