"""Messages of ours that come back: from a mail server, or because the customer was quicker."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from agentconsole.desk.record import record
from agentconsole.desk.resolve import as_kept, conversation_numbered
from agentconsole.desk.threading import answered
from agentconsole.model.commands import Receive
from agentconsole.model.entry import SYSTEM, Entry, Json, Kind
from agentconsole.model.keeping import Draft, DraftKind, Outgoing
from agentconsole.model.mail import Recipients
from agentconsole.rules.recipients import reached_of, wished
from agentconsole.rules.thread import Thread
from agentconsole.store.base import Writing

Kept = tuple[tuple[Entry, ...], Thread | None]
FAILED: Literal["failed"] = "failed"
REFUSED = "refused"


def bounced(write: Writing, command: Receive) -> Outgoing | None:
    """The message of ours that a mail server says it could not deliver, or not yet."""
    of = report(command).get("of")
    return answered(write, [of]) if isinstance(of, str) else None


def report(command: Receive) -> dict[str, Json]:
    """What a mail server says of a message: `of`, `recipient`, `action`, `status`, `reason`."""
    found = command.data.get("bounce")
    return found if isinstance(found, dict) else {}


def bounce(write: Writing, command: Receive, message: Outgoing, *, now: datetime) -> Kept:
    """Show it on the very message it is about, which has failed unless the server goes on trying."""
    said, told = message.entry, report(command)
    reached = _reached(write, said, told) if told.get("action") == FAILED else None
    reason = str(told.get("reason") or "")
    kept, after = _noted(
        write,
        said,
        now=now,
        original=command.original,
        channel=command.channel,
        subject=command.subject,
        text=command.text,
        reason=reason,
        external_id=command.external_id,
        data={**command.data, "bounce": {**told, "reached": list(reached.to)}} if reached else command.data,
    )
    if reached is not None and not (reached.to or reached.cc):
        write.settle(said.id, state=FAILED, error=reason or "It came back", now=now)
    if reached is not None and not reached.to:
        draft_again(write, said, now=now)
    return kept, after


def _noted(write: Writing, said: Entry, *, now: datetime, original: bytes = b"", **what: Any) -> Kept:
    """What became of a message of ours, in its thread."""
    thread = whole_thread(write, said.conversation or 0)
    last = thread.conversation.last_entry_at
    entry = Entry(
        at=max(now, last) if last else now,
        kind=Kind.BOUNCE,
        author=SYSTEM,
        conversation=said.conversation,
        customer=said.customer,
        about=(said.id,),
        **what,
    )
    return record(write, [entry], thread, original=original)


def _reached(write: Writing, message: Entry, told: Mapping[str, Json]) -> Recipients:
    """Those it went to of whom no server says that they did not get it; nobody, where it says not who."""
    later = write.heard_since(message.conversation or 0, message.version, but=None)
    reports = [entry.data.get("bounce") for entry in later if message.id in entry.about]
    failed = frozenset(
        name.lower()
        for each in (told, *reports)
        if isinstance(each, dict) and each.get("action") == FAILED
        for name in (each.get("recipient"), *_names(each.get("recipients")))
        if isinstance(name, str)
    )
    return reached_of(message, failed)


def _names(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else ()


def refuse(write: Writing, message: Outgoing, *, error: str, now: datetime) -> None:
    """Our own server does not take it: that stands in the thread, and its writer has the text as the draft
    again."""
    said = message.entry
    _noted(write, said, now=now, channel=said.channel, reason=error, data={"bounce": {"action": REFUSED}})
    write.settle(said.id, state=FAILED, error=error, now=now)
    draft_again(write, said, now=now)


def draft_again(write: Writing, message: Entry, *, now: datetime) -> None:
    """The text before whatever its writer has typed since."""
    writer = message.author.id
    if not isinstance(writer, str) or message.conversation is None:
        return
    typed = write.draft(message.conversation, DraftKind.REPLY, by=writer)
    if typed is not None and message.text in typed.text:
        return
    conversation = conversation_numbered(write, message.conversation)
    texts = [message.text, *([typed.text] if typed else [])]
    write.save_draft(
        Draft(
            conversation=message.conversation,
            agent=writer,
            kind=DraftKind.REPLY,
            text="\n\n".join(texts),
            seen=_seen(write, message, conversation.version, typed),
            saved_at=now,
            wishes=typed.wishes if typed else wished(message),
        )
    )
    write.files_again(message.id, message.conversation, by=writer)


def _seen(write: Writing, message: Entry, version: int, typed: Draft | None) -> int:
    """What its writer has seen: all of it, unless somebody has said more since than that it came back."""
    heard = write.heard_since(message.conversation or 0, message.version, but=str(message.author.id))
    seen = version if all(entry.kind == Kind.BOUNCE for entry in heard) else message.version
    return min(seen, typed.seen) if typed else seen


def take_later_back(write: Writing, arrived: Entry, now: datetime) -> Thread | None:
    """What waits to be sent later is not sent when the customer writes first: it may be wrong by now."""
    waiting = write.chosen_later(arrived.conversation) if arrived.conversation else ()
    thread = whole_thread(write, arrived.conversation or 0) if waiting else None
    for message in waiting:
        entry = Entry(
            at=max(now, arrived.at),
            kind=Kind.UNSEND,
            author=SYSTEM,
            conversation=arrived.conversation,
            customer=message.entry.customer,
            about=(message.entry.id,),
            reason="the customer wrote first",
        )
        _, thread = record(write, [entry], thread)
        draft_again(write, message.entry, now=now)
    return thread


def whole_thread(write: Writing, conversation: int) -> Thread:
    """A conversation with all that hangs on it."""
    asks = {ask.id: ask for ask in write.asks(conversation=conversation)}
    promises = {each.id: as_kept(each) for each in write.promises(conversations=[conversation])}
    return Thread(conversation_numbered(write, conversation), asks, promises)
