"""What stands within the attachments of a mail: files of a `winmail.dat`, invitations, other messages."""

from collections.abc import Iterable

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


def look(raw: bytes, listed: Iterable[Listed]) -> Inside:
    """The list with the files within files behind those they are in, and what else is said there."""
    found = Inside()
    for one in listed:
        found.listed.append(one)
        part = one.part
        if _is_winmail(one) and found.winmails < OPENED:
            found.winmails += 1
            _winmail(content(raw, part), part, found)
        elif part.media_type in CALENDARS and found.event is None:
            body = content(raw, part, calendar.MOST)
            found.event = calendar.read(charsets.decode(body, part.parameters.get("charset", "utf-8")))
        elif part.media_type in MESSAGES and len(found.messages) < MOST_MESSAGES:
            inner = content(raw, part, MESSAGE)
            opened = len(found.messages) < OPENED
            found.messages.append(_message(inner, len(found.listed) - 1, opened=opened))
        said = crypto.of_part(part)
        if said:
            found.notes.append(said)
    return found


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


def _message(raw: bytes, index: int, *, opened: bool) -> Json:
    """A message within, so that it can be read: those within it are only listed."""
    whole = parts.with_lines(raw)
    root = parts.split(whole)
    undeclared.settle(root)
    said: dict[str, Json] = {
        "attachment": index,
        "subject": root.headers.text("subject")[: bounds.NAME],
        "from": ", ".join(str(one) for one in addresses.parse(root.headers.raw("from"))[:3]),
        "date": root.headers.text("date")[:100],
    }
    if opened:
        body = bodies.read(whole, root)
        said |= {"text": body.text[:MESSAGE_TEXT], "attachments": [one.name for one in body.attachments[:50]]}
    return {name: value for name, value in said.items() if value or name == "attachment"}
