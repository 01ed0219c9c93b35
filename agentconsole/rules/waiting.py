"""Who waits for whom: what a message does to a conversation, also one that comes in late."""

from datetime import datetime

from msgspec.structs import replace

from agentconsole.model import ids
from agentconsole.model.conversation import Conversation, LastReply, Status
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import Decision
from agentconsole.rules.thread import Thread

UNDELIVERED = frozenset({"failed", "refused"})
"""What a mail server may say of a message of ours that is as if it had never been sent."""


def said(thread: Thread, entry: Entry) -> Thread:
    """After a message, theirs or ours."""
    if entry.incoming:
        return thread if entry.by_machine else _heard(thread, entry)
    return _answered(thread, entry)


def came_back(thread: Thread, entry: Entry) -> Thread:
    """A message of ours did not arrive: if it was the last word, the customer waits as before. Where somebody
    it was written to has it, only others have not."""
    report = entry.data.get("bounce")
    if not isinstance(report, dict) or report.get("action") not in UNDELIVERED or report.get("reached"):
        return thread
    return _unanswered(thread, entry)


def settled(thread: Thread, entry: Entry) -> Thread:
    """What its owner decides about a message of ours that failed, or of which nobody knows."""
    if entry.reason == Decision.NEVER:
        return _unanswered(thread, entry)
    was = thread.conversation
    if was.last_reply is None or was.last_reply.entry not in entry.about or _wrote_since(was):
        return thread
    return thread.having(
        status=Status.SNOOZED if _asleep(was, entry) else Status.WAITING,
        waiting_since=None,
        last_out_at=later(was.last_out_at, entry.at),
    )


def _unanswered(thread: Thread, entry: Entry) -> Thread:
    was = thread.conversation
    if was.last_reply is None or was.last_reply.entry not in entry.about:
        return thread
    since = was.last_reply.waiting_since
    return thread.having(
        status=Status.OPEN, waiting_since=since or was.waiting_since, last_out_at=was.last_reply.last_out_at
    )


def _wrote_since(was: Conversation) -> bool:
    """The customer, since our last reply."""
    reply = was.last_reply.entry if was.last_reply else 0
    return was.last_in_at is not None and ids.first_id_at(was.last_in_at) > reply


def _heard(thread: Thread, entry: Entry) -> Thread:
    """Whatever state it was in, they have our attention. The date of a snooze stays."""
    since = min(thread.conversation.waiting_since or entry.at, entry.at)
    return thread.having(status=Status.OPEN, waiting_since=since)


def _answered(thread: Thread, entry: Entry) -> Thread:
    was = thread.conversation
    before = LastReply(
        entry=entry.id, status=was.status, waiting_since=was.waiting_since, last_out_at=was.last_out_at
    )
    return thread.having(
        status=Status.SNOOZED if _asleep(was, entry) else Status.WAITING,
        waiting_since=None,
        last_out_at=later(was.last_out_at, entry.at),
        last_reply=before,
    )


def _asleep(was: Conversation, entry: Entry) -> bool:
    return was.snoozed_until is not None and was.snoozed_until > entry.at


def taken_back(thread: Thread, entry: Entry) -> Thread:
    """Taking back the last reply undoes what it did to the state; an earlier one did nothing since."""
    was = thread.conversation
    if was.last_reply is None or was.last_reply.entry not in entry.about:
        return thread
    before = was.last_reply
    return thread.having(
        status=Status.OPEN if was.waiting_since else before.status,
        waiting_since=before.waiting_since or was.waiting_since,
        last_out_at=before.last_out_at,
        last_reply=None,
    )


def said_late(was: Conversation, thread: Thread, entry: Entry) -> Thread:
    """After a message that is older than something we know. Mail is under way for minutes, clocks
    differ, and files are read when somebody has time: it still counts where it was the last word."""
    if entry.incoming and entry.by_machine:
        return thread
    if entry.incoming:
        return _heard(thread, entry) if _is_news(was, entry.at) else _heard_before(was, thread, entry)
    if was.waiting_since is not None and _is_newest(was.last_in_at, entry.at):
        return _answered(thread, entry)
    return thread.having(last_out_at=later(was.last_out_at, entry.at))


def _heard_before(was: Conversation, thread: Thread, entry: Entry) -> Thread:
    """Our last reply is newer than this message, and answers it. Should it be taken back, it has not."""
    reply = was.last_reply
    if reply is None or not _is_news(
        replace(was, status=reply.status, last_out_at=reply.last_out_at), entry.at
    ):
        return thread
    since = min(reply.waiting_since or entry.at, entry.at)
    return thread.having(last_reply=replace(reply, status=Status.OPEN, waiting_since=since))


def _is_news(was: Conversation, at: datetime) -> bool:
    """Whoever set a conversation aside has seen all there was: what the customer wrote after that is
    news. In one that is going on, news is what nobody has answered."""
    if was.status in (Status.CLOSED, Status.SNOOZED):
        return _is_newest(was.last_in_at, at)
    return was.last_out_at is None or at > was.last_out_at


def channels_after(was: Conversation, entry: Entry) -> tuple[str, ...]:
    """Those somebody wrote on, the latest last: one of the past goes before all others."""
    others = tuple(channel for channel in was.channels if channel != entry.channel)
    if _is_newest(was.last_in_at, entry.at) and _is_newest(was.last_out_at, entry.at):
        return (*others, entry.channel)
    return was.channels if entry.channel in was.channels else (entry.channel, *others)


def _is_newest(newest: datetime | None, at: datetime) -> bool:
    return newest is None or at >= newest


def later(one: datetime | None, other: datetime) -> datetime:
    """The later of two moments, of which the first may not have come yet."""
    return other if one is None else max(one, other)
