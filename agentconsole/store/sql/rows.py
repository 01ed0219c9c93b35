"""Entries and outgoing messages as rows, and back."""

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from agentconsole.model.entry import Attachment, Author, AuthorType, Delivery, Entry, Json
from agentconsole.model.keeping import Outgoing
from agentconsole.store.sql.session import Row, micros, moment

ENTRY = (
    "e.id, e.at, e.kind, e.channel, e.author_type, e.author_id, e.author_name, e.conversation, e.customer,"
    " e.party, e.version, e.external_id, e.text, e.details"
)
DELIVERY = "o.state, o.due_at, o.key, o.attempts, o.error, o.dated_at"
PLAIN = "{}"


class Details(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What of an entry has no column of its own."""

    subject: str = ""
    ask: int | None = None
    promise: int | None = None
    agent: str | None = None
    about: tuple[int, ...] = ()
    until: int | None = None
    reason: str = ""
    suggested_reply: str = ""
    must_read: bool = False
    signed_for: str | None = None
    attachments: tuple[Attachment, ...] = ()
    kept_raw: bool = False
    data: dict[str, Json] = {}


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Details).decode


def details_of(entry: Entry) -> str:
    """The rest of an entry as JSON."""
    details = Details(
        subject=entry.subject,
        ask=entry.ask,
        promise=entry.promise,
        agent=entry.agent,
        about=entry.about,
        until=None if entry.until is None else micros(entry.until),
        reason=entry.reason,
        suggested_reply=entry.suggested_reply,
        must_read=entry.must_read,
        signed_for=entry.signed_for,
        attachments=entry.attachments,
        kept_raw=entry.kept_raw,
        data=entry.data,
    )
    return _encode(details).decode()


def entry_row(entry: Entry) -> Row:
    """An entry in the order of `ENTRY`."""
    author = entry.author
    return (
        entry.id,
        micros(entry.at),
        str(entry.kind),
        entry.channel,
        author.type.value,
        author.id,
        author.name,
        entry.conversation,
        entry.customer,
        entry.party,
        entry.version,
        entry.external_id,
        entry.text,
        details_of(entry),
    )


def entry_of(row: Row) -> Entry:
    """The entry in a row of `ENTRY` and `DELIVERY`."""
    entry = Entry(
        id=row[0],
        at=moment(row[1]),
        kind=row[2],
        channel=row[3],
        author=_author_of(*row[4:7]),
        conversation=row[7],
        customer=row[8],
        party=row[9],
        version=row[10],
        external_id=row[11],
        text=row[12],
    )
    if row[13] != PLAIN:
        entry = _with_details(entry, _decode(row[13]))
    return entry if row[14] is None else _on_its_way(entry, row[14], row[15])


def _author_of(kind: str, number: int | str | None, name: str) -> Author:
    """A customer's id is a number, however it was kept."""
    by = AuthorType(kind)
    whole = by is AuthorType.CUSTOMER and number is not None
    return Author(type=by, id=int(number or 0) if whole else number, name=name)


def _with_details(entry: Entry, details: Details) -> Entry:
    return replace(
        entry,
        subject=details.subject,
        ask=details.ask,
        promise=details.promise,
        agent=details.agent,
        about=details.about,
        until=None if details.until is None else moment(details.until),
        reason=details.reason,
        suggested_reply=details.suggested_reply,
        must_read=details.must_read,
        signed_for=details.signed_for,
        attachments=details.attachments,
        kept_raw=details.kept_raw,
        data=details.data,
    )


def _on_its_way(entry: Entry, state: Delivery, due_at: int) -> Entry:
    until = moment(due_at) if state == "waiting" else None
    return replace(entry, delivery=state, undo_until=until)


def outgoing_of(row: Row) -> Outgoing:
    """The message on its way in a row of `ENTRY` and `DELIVERY`."""
    state, due_at, key, attempts, error, dated_at = row[14:20]
    return Outgoing(
        entry=entry_of(row),
        key=key,
        state=state,
        due_at=moment(due_at),
        attempts=attempts,
        error=error,
        dated_at=moment(due_at if dated_at is None else dated_at),
    )
