"""All that a mail says, taken together: its text, its files, and what must be said of them."""

from msgspec import Struct

from agentconsole.channels.email import bodies, crypto, inside, undeclared
from agentconsole.channels.email.calendar import Event
from agentconsole.channels.email.listing import Listed
from agentconsole.channels.email.parts import Part
from agentconsole.model.entry import Attachment, Json


class Reading(Struct, frozen=True, kw_only=True):
    """A mail as people see it."""

    text: str
    listed: tuple[Listed, ...]
    rendered: bool
    notes: tuple[str, ...]
    event: Event | None
    messages: tuple[Json, ...]

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """What came with it, files within files behind those they are in."""
        return tuple(one.attachment for one in self.listed)

    def data(self) -> dict[str, Json]:
        """What is known beside the text."""
        data: dict[str, Json] = {}
        if self.rendered:
            data["rendered_from"] = "html"
        if self.event is not None:
            data["invitation"] = self.event.data()
        if self.messages:
            data["messages"] = list(self.messages)
        if self.notes:
            data["notes"] = list[Json](self.notes)
        return data


def read(raw: bytes, root: Part) -> Reading:
    """A message taken apart, as people see it."""
    body = bodies.read(raw, root)
    found = inside.look(raw, body.listed)
    text = body.text or found.text
    secret = crypto.of_text(text)
    guessed = undeclared.GUESSED_TEXT if body.guessed else ""
    notes = [*filter(None, (guessed, *body.notes, body.pictures, *found.notes, secret))]
    hidden = next((note for note in notes if note.endswith(crypto.UNREADABLE)), "")
    if hidden and not text:
        text = f"[This message is {hidden}.]"
    if found.event is not None:
        text = f"{found.event.line()}\n\n{text}".rstrip()
    return Reading(
        text=text,
        listed=tuple(found.listed),
        rendered=body.rendered or (not body.text and bool(found.text)),
        notes=tuple(dict.fromkeys(notes)),
        event=found.event,
        messages=tuple(found.messages),
    )
