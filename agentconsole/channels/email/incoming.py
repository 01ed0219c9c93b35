"""The bytes of a mail to what the desk receives. Whatever the bytes are, this gives an answer."""

import hashlib
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.channels.email import (
    addresses,
    authentication,
    bounces,
    bounds,
    caveats,
    charsets,
    dates,
    identity,
    machine,
    parts,
    reading,
    undeclared,
)
from agentconsole.channels.email.addresses import Address
from agentconsole.channels.email.bounces import Bounce
from agentconsole.channels.email.headers import Headers
from agentconsole.channels.email.parts import Part
from agentconsole.model.commands import Receive
from agentconsole.model.entry import Attachment, Json
from agentconsole.model.people import Contact

CHANNEL = "email"
UNKNOWN = "unknown:"
"""Before the name of whoever writes without an address; without a name, before a mark of the mail."""
NAMELESS = "unknown sender"
NAMED = 3
"""People in one sentence."""
SIGNS_OF_MAIL = frozenset(
    {"from", "to", "subject", "date", "message-id", "received", "return-path", "mime-version", "content-type"}
)
PEOPLE = ("from", "sender", "reply-to", "to", "cc", "bcc")
KEPT = ("date", "in-reply-to", "list-id", "auto-submitted", "precedence", "x-mailer", "user-agent")
"""Headers whose text is kept in the entry's data."""


class People(Struct, frozen=True):
    """Who writes to whom, by header."""

    named: dict[str, list[Address]]
    ours: frozenset[str]

    def known(self, *headers: str) -> list[Address]:
        """Those with an address, in the order of the headers."""
        return [person for header in headers for person in self.named[header] if person.email]

    def outside(self, *headers: str) -> list[Address]:
        """Those of them who are not of our own."""
        return [person for person in self.known(*headers) if person.email.lower() not in self.ours]

    def by_us(self) -> bool:
        """Whether it says that one of us wrote it."""
        return any(person.email.lower() in self.ours for person in self.known("from", "sender")[:1])


def receive(raw: bytes, *, ours: frozenset[str], now: datetime) -> Receive:
    """What a mail brings. `ours` are our own addresses in lower case: mail from them goes out."""
    whole = parts.with_lines(raw)
    root = parts.split(whole)
    if not any(name in root.headers for name in SIGNS_OF_MAIL):
        return _kept_raw(raw, now)
    supplied = undeclared.settle(whole, root)
    people = People(_people(root.headers), ours)
    direction, customer, author = _sides(people)
    known_by = identity.external_id(raw, root.headers, root.start)
    at, believed = dates.at(root.headers, now)
    read = reading.read(whole, root)
    bounce = bounces.find(whole, root, read.text)
    from_us = direction == "in" and people.by_us()
    kind = machine.kind(root.headers, bounce=bounce, ours=ours, from_us=from_us)
    seen = frozenset(person.email.lower() for person in people.known(*PEOPLE))
    return Receive(
        channel=CHANNEL,
        external_id=known_by,
        at=at,
        customer=_told_apart(customer, known_by),
        direction=direction,
        author=author,
        keys=identity.keys(root.headers, seen),
        begins=True,
        subject=root.headers.text("subject"),
        text=read.text,
        attachments=read.attachments,
        data=_data(root, people, believed)
        | _declared(supplied.declared)
        | _said(kind, bounce)
        | _noted(
            read.data(),
            *(_warning(people), _several(people), *caveats.of(whole, root, people.named), supplied.note),
        ),
        original=raw,
    )


def _people(headers: Headers) -> dict[str, list[Address]]:
    return {
        name: [person for value in headers.all(name) for person in addresses.parse(value)][: bounds.PEOPLE]
        for name in PEOPLE
    }


def _sides(people: People) -> tuple[str, Contact, str]:
    """The direction, the customer, and with `out` our author."""
    if people.by_us():
        writer = people.known("from", "sender")[0]
        others = people.outside("to", "cc", "bcc")
        if others:
            return "out", _contact(others[0]), str(writer)
        # A form on our own site writes from us to us, in the name of whom it says to reply to.
        replies = people.outside("reply-to")
        return "in", _contact(replies[0] if replies else writer), ""
    known = people.known("from", "reply-to", "sender")
    if known:
        return "in", _contact(known[0], people.named["from"]), ""
    return "in", _contact(Address("", ""), people.named["from"]), ""


def _contact(person: Address, named: list[Address] | None = None) -> Contact:
    name = person.name or next((other.name for other in named or () if other.name and not other.email), "")
    return Contact(name=name, email=person.email)


def _told_apart(contact: Contact, mail: str) -> Contact:
    """Without an address people are told apart by the names they give, and without those, each mail is
    somebody's own: nobody stands in another's history for having neither."""
    if contact.email:
        return contact
    name = "_".join(contact.name.split())
    mark = name or hashlib.sha256(mail.encode("utf-8", "replace")).hexdigest()[:12]
    return replace(contact, name=contact.name or NAMELESS, handle=f"{UNKNOWN}{mark}")


def _data(root: Part, people: People, believed: bool) -> dict[str, Json]:
    data: dict[str, Json] = {"content_type": root.media_type, **_names(people.named)}
    for name in KEPT:
        value = root.headers.text(name)[:1_000]
        if value:
            data[name.replace("-", "_")] = value
    if identity.message_id(root.headers):
        data["message_id"] = identity.message_id(root.headers)
    before = identity.thread(root.headers)
    if before:
        data["references"] = list[Json](before)
    if not believed:
        data["date_doubted"] = True
    failures = authentication.failures(root.headers)
    if failures:
        data["authentication"] = list[Json](failures)
    return data


def _names(people: dict[str, list[Address]]) -> dict[str, Json]:
    return {header.replace("-", "_"): list(map(str, named)) for header, named in people.items() if named}


def _declared(headers: Headers) -> dict[str, Json]:
    """What such headers say by themselves: whoever doubts a letter sees which were supplied."""
    if not headers.fields:
        return {}
    subject: dict[str, Json] = {"subject": headers.text("subject")} if "subject" in headers else {}
    return {"declared": _names(_people(headers)) | subject}


def _warning(people: People) -> str:
    other = next(filter(None, map(addresses.other_address, people.named["from"])), "")
    return f"The sender's name is another address: {other}" if other else ""


def _several(people: People) -> str:
    """Programs differ on whom such a mail is from, and one that vouches for one of them says nothing of the
    others."""
    writers = list(dict.fromkeys(person.email.lower() for person in people.known("from")))
    if len(writers) < 2:
        return ""
    named = ", ".join(writers[:NAMED]) + " …" * (len(writers) > NAMED)
    return f"It says that it is from several people, and is taken for the first one's: {named}"


def _noted(data: dict[str, Json], *said: str) -> dict[str, Json]:
    """What must be said first of all."""
    first = list(filter(None, said))
    notes = data.get("notes")
    return data | {"notes": [*first, *(notes if isinstance(notes, list) else ())]} if first else data


def _said(kind: str, bounce: Bounce | None) -> dict[str, Json]:
    """What a program said with it, if one wrote it."""
    data: dict[str, Json] = {"machine": kind} if kind else {}
    if bounce is not None and kind == "bounce":
        data["bounce"] = bounce.data()
    return data


def _kept_raw(raw: bytes, now: datetime) -> Receive:
    """No header of a mail in it: kept as it is."""
    data: dict[str, Json] = {}
    attachments: tuple[Attachment, ...] = ()
    if len(raw) > bounds.TEXT:
        data["notes"] = [f"The text is cut after {bounds.TEXT:,} bytes."]
        attachments = (Attachment(name="the whole of it", size=len(raw)),)
    known_by = identity.external_id(raw, Headers({}), 0)
    return Receive(
        channel=CHANNEL,
        external_id=known_by,
        at=now,
        customer=_told_apart(Contact(), known_by),
        direction="in",
        begins=True,
        text=charsets.decode(raw[: bounds.TEXT]),
        attachments=attachments,
        data=data,
        original=raw,
        kept_raw=True,
    )
