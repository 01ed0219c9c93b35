"""What stands within the attachments of a mail: files of a `winmail.dat`, invitations, other messages."""

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from agentconsole.channels.email import (
    addresses,
    bodies,
    bounds,
    calendar,
    charsets,
    crypto,
    html,
    parts,
    tnef,
    transfer,
    undeclared,
)
from agentconsole.channels.email.calendar import Event
from agentconsole.channels.email.listing import MESSAGES, Listed, named
from agentconsole.channels.email.parts import Part
from agentconsole.model.entry import Attachment, Json

WINMAILS = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
CALENDARS = frozenset({"text/calendar", "application/ics"})
MOST_MESSAGES = 50
"""Messages within of which subject and sender are told."""
OPENED = 5
"""Messages whose text is told as well, and files like `winmail.dat` that are opened."""
MESSAGE = 100_000
"""Bytes of a message within that are looked at."""
MESSAGE_TEXT = 20_000
"""Characters of its text that are kept."""


class Inside(Struct):
    """What was found."""

    listed: list[Listed] = field(default_factory=list)
    text: str = ""
    """Of a `winmail.dat`, for a mail that has no other."""
    event: Event | None = None
    messages: list[Json] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    winmails: int = 0
    count: int = 0
    """Of the messages."""


def look(raw: bytes, listed: Iterable[Listed]) -> Inside:
    """The list with the files within files behind those they are in, and what else is said there."""
    found = Inside()
    for one in listed:
        found.listed.append(one)
        part = one.part
        if _is_winmail(one):
            found.winmails += 1
            if found.winmails <= OPENED:
                _winmail(content(raw, part), part, found)
        elif part.media_type in CALENDARS and found.event is None:
            body = content(raw, part, calendar.MOST)
            found.event = calendar.read(charsets.decode(body, part.parameters.get("charset", "utf-8")))
            if len(body) >= calendar.MOST:
                found.notes.append(f"Of an invitation, the first {calendar.MOST:,} bytes are read.")
        elif part.media_type in MESSAGES:
            found.count += 1
            if found.count <= MOST_MESSAGES:
                _message(raw, part, found)
        said = crypto.of_part(part)
        if said:
            found.notes.append(said)
    found.notes += _counted(found)
    return found


def _counted(found: Inside) -> Iterator[str]:
    if found.count > OPENED:
        yield f"Of {found.count} messages within, the first {OPENED} are read."
    if found.winmails > OPENED:
        yield f"Of {found.winmails} files winmail.dat, the first {OPENED} are opened."


def _is_winmail(one: Listed) -> bool:
    return one.part.media_type in WINMAILS or one.attachment.name.lower() == "winmail.dat"


def content(raw: bytes, part: Part, most: int | None = None) -> bytes:
    """The bytes of a part, as they were before it was sent, or the first of them."""
    end = part.end if most is None else min(part.end, part.start + 2 * most)
    return transfer.undo(raw[part.start : end], part.encoding)[:most]


def _winmail(raw: bytes, part: Part, found: Inside) -> None:
    winmail = tnef.read(raw)
    if winmail is None:
        found.notes.append("winmail.dat could not be opened.")
        return
    room = max(0, bounds.PARTS - len(found.listed))
    if len(winmail.files) > room:
        found.notes.append(f"Of the files in winmail.dat, the first {room} are listed.")
    for number, file in enumerate(winmail.files[:room]):
        attachment = Attachment(
            name=named(file.name) or "unnamed file",
            media_type=file.media_type[: bounds.NAME] or "application/octet-stream",
            size=len(file.content),
        )
        found.listed.append(Listed(attachment, part, number))
    found.text = found.text or winmail.text.replace("\r\n", "\n") or html.to_text(winmail.html[: bounds.TEXT])


def _message(raw: bytes, part: Part, found: Inside) -> None:
    """A message within, so that it can be read: those within it are only listed."""
    inner = content(raw, part, MESSAGE)
    whole = parts.with_lines(inner)
    root = parts.split(whole)
    supplied = undeclared.settle(whole, root)
    said: dict[str, Json] = {
        "attachment": len(found.listed) - 1,
        "subject": root.headers.text("subject")[: bounds.NAME],
        "from": ", ".join(str(one) for one in addresses.parse(root.headers.raw("from"))[:3]),
        "date": root.headers.text("date")[:100],
    }
    if found.count <= OPENED:
        body = bodies.read(whole, root)
        said |= {"text": body.text[:MESSAGE_TEXT], "attachments": [one.name for one in body.attachments[:50]]}
        found.notes += _unread(inner, body)
        if supplied.note or body.guessed:
            found.notes.append(undeclared.GUESSED_WITHIN)
    found.messages.append({name: value for name, value in said.items() if value or name == "attachment"})


def _unread(inner: bytes, body: bodies.Body) -> Iterator[str]:
    """What is not told of a message within."""
    if len(inner) >= MESSAGE:
        yield f"Of a message within, the first {MESSAGE:,} bytes are read. The file has it whole."
    elif body.notes:
        yield "A message within is not read whole. The file has it as it came."
    if len(body.text) > MESSAGE_TEXT:
        yield f"The text of a message within is cut after {MESSAGE_TEXT:,} characters."
    if any(one.part.media_type in MESSAGES for one in body.listed):
        yield "Messages within a message within are only listed."
