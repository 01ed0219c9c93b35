"""How it stands with the channels of a desk: whether mail flows, and what is stuck."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct, ValidationError, convert
from msgspec.structs import replace

from agentconsole.desk.api import Desk
from agentconsole.model.keeping import Mark, Outgoing

STANDING = "standing:"
"""Marks of a channel that say how it stands with one of its mailboxes, by `desk.collecting`."""
SILENT = timedelta(minutes=5)
"""After so long without a word nobody carries the post: a mailbox is looked into every two minutes."""


class Standing(Struct, frozen=True, kw_only=True):
    """How it stands with one channel."""

    channel: str
    connected: bool | None = None
    """Null for a channel that has never been fetched, or only sends."""
    since: datetime | None = None
    """Since when it has been so."""
    last_look: datetime | None = None
    last_success: datetime | None = None
    """When its mailboxes were last looked into, all of them."""
    lag: int | None = None
    """Seconds since then."""
    flowing: bool = False
    """Whether mail comes in at this moment: somebody looked just now, and could."""
    left: int = 0
    """Mails that are known to wait on the server."""
    error: str = ""
    hint: str = ""
    waiting: int = 0
    """Messages of ours that have not left yet."""
    stuck: int = 0
    """Those of them that could not be sent before."""
    uncertain: int = 0
    """Messages of which nobody knows whether they left."""
    failed: int = 0
    """Messages that could not be delivered."""
    why: str = ""
    """What the server said to the newest message that is stuck, uncertain or failed."""


class Noted(Struct, frozen=True):
    """What a mark of a mailbox says."""

    connected: bool
    at: datetime
    since: datetime
    last_success: datetime | None = None
    left: int = 0
    error: str = ""
    hint: str = ""


def standing(desk: Desk, now: datetime) -> tuple[Standing, ...]:
    """How it stands with each channel of mail, by name. Of what is named after no account (mail from files),
    only where something waits to be sent by it."""
    waiting = desk.outbox()
    found = (_of(desk, name, waiting, now) for name in sorted(desk.mail.channels))
    return tuple(each for each in found if each.channel != "email" or _is_in_use(each))


def _is_in_use(channel: Standing) -> bool:
    return channel.connected is not None or bool(channel.waiting or channel.uncertain or channel.failed)


def _of(desk: Desk, name: str, outbox: Sequence[Outgoing], now: datetime) -> Standing:
    own = [message for message in outbox if message.entry.channel == name]
    late = [message for message in own if message.state in ("waiting", "sending") and message.attempts]
    uncertain = [message for message in own if message.state == "uncertain"]
    failed = [message for message in own if message.state == "failed"]
    marks = (mark for mark in desk.marks(name) if mark.name.startswith(STANDING))
    mailboxes = [noted for mark in marks if (noted := _noted(mark)) is not None]
    trouble = next((each for each in mailboxes if not each.connected), None)
    last_look = min((each.at for each in mailboxes), default=None)
    last_success = _earliest([each.last_success for each in mailboxes])
    return Standing(
        channel=name,
        connected=trouble is None if mailboxes else None,
        since=trouble.since if trouble else max((each.since for each in mailboxes), default=None),
        last_look=last_look,
        last_success=last_success,
        lag=max(0, int((now - last_success).total_seconds())) if last_success else None,
        flowing=trouble is None and last_look is not None and now - last_look <= SILENT,
        left=sum(each.left for each in mailboxes),
        error=trouble.error if trouble else "",
        hint=trouble.hint if trouble else "",
        waiting=sum(message.state in ("waiting", "sending") for message in own),
        stuck=len(late),
        uncertain=len(uncertain),
        failed=len(failed),
        why=next((message.error for message in reversed([*late, *uncertain, *failed])), ""),
    )


def _earliest(times: Sequence[datetime | None]) -> datetime | None:
    """None where it never happened to one of them."""
    known = [time for time in times if time is not None]
    return min(known) if known and len(known) == len(times) else None


def _noted(mark: Mark) -> Noted | None:
    """None for a mailbox that the channel has no more."""
    try:
        return convert(mark.value, Noted)
    except ValidationError:
        return None


def forget_mailboxes(desk: Desk, channel: str, mailboxes: Sequence[str]) -> None:
    """Say that the channel has these mailboxes and no others: of the others nothing is told any more."""
    there = {STANDING + mailbox for mailbox in mailboxes}
    gone = [mark for mark in desk.marks(channel) if mark.name.startswith(STANDING) and mark.value]
    marks = [replace(mark, value={}) for mark in gone if mark.name not in there]
    if marks:
        desk.receive([], marks=marks)
