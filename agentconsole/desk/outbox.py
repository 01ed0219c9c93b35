"""Handing what waits in the outbox to a channel that can carry it."""

import logging
from collections.abc import Sequence
from datetime import datetime

from agentconsole.channels.base import Sender, Unanswered, Undelivered
from agentconsole.desk.api import Desk
from agentconsole.model.entry import Delivery
from agentconsole.model.keeping import Outgoing
from agentconsole.rules.retrying import next_try

log = logging.getLogger(__name__)

ON_ITS_WAY = ("waiting", "sending")


def deliver(desk: Desk, senders: Sequence[Sender], now: datetime) -> int:
    """Send what is due; how many messages left. Where no channel carries a message it stays where it
    is, and says so: nothing pretends to have been sent."""
    sent = 0
    while (left := deliver_next(desk, senders, now)) is not None:
        sent += left
    return sent


def deliver_next(desk: Desk, senders: Sequence[Sender], now: datetime) -> bool | None:
    """Send the next message that is due. Whether it left; None where none is due.

    One at a time, each at its own moment: a slow server must not outlast the lease of what waits behind it.
    """
    due = {each.entry.channel for each in desk.outbox() if each.state in ON_ITS_WAY and each.due_at <= now}
    carried = sorted(channel for channel in due if _sender(senders, channel))
    leased = desk.lease(now, channels=carried, limit=1) if carried else ()
    return _delivered(desk, senders, leased[0], now) if leased else None


def _delivered(desk: Desk, senders: Sequence[Sender], message: Outgoing, now: datetime) -> bool:
    sender = _sender(senders, message.entry.channel)
    if sender is None:
        return False
    state, error = _attempt(sender, message)
    due_at = next_try(message.attempts + 1, now, message.entry.id) if state == "waiting" else None
    desk.settle(message.entry.id, state=state, error=error, due_at=due_at)
    return state == "sent"


def _sender(senders: Sequence[Sender], channel: str) -> Sender | None:
    return next((sender for sender in senders if sender.carries(channel)), None)


def _attempt(sender: Sender, message: Outgoing) -> tuple[Delivery, str]:
    try:
        sender.send(message)
    except Undelivered as why:
        again = why.again and next_try(message.attempts + 1, message.due_at) is not None
        return ("waiting" if again else "failed"), why.reason
    except Exception as unknown:  # whatever it was, nobody knows whether the message left
        if not isinstance(unknown, Unanswered):
            log.exception("message %s is uncertain", message.entry.id)
        return "uncertain", str(unknown) or type(unknown).__name__
    return "sent", ""
