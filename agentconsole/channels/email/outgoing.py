"""A message of ours to the bytes of a mail: what was typed as text, and the same as modest HTML.

The same letter always makes the same bytes, so that every attempt at sending it sends the same mail.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from email.utils import format_datetime

from msgspec import Struct

from agentconsole.channels.email import fields, markdown, mime, ours
from agentconsole.channels.email.account import Account
from agentconsole.channels.email.addresses import Address
from agentconsole.channels.email.mime import File
from agentconsole.model.entry import Json
from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import Outgoing
from agentconsole.rules.addresses import apart

Content = Callable[[int, int], bytes]
"""The bytes of a file: of the entry with that id, the one at that place in its list."""
MOST_REFERENCES = 20
SIGNATURE = "-- "
"""What stands above a signature, so that mail programs know it for one (RFC 3676, 4.3)."""
ANSWER = re.compile(
    r"\A(?:(?:re|aw|antw|sv|vs|odp|rif|ref|res|rv|ynt|vá|hv|ατ|απ|отв|回复|回覆|答复|答覆|返信|답장)"
    r"(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：]\s*)+",
    re.IGNORECASE,
)
"""What mail programs of many languages put before the subject of an answer."""


class Letter(Struct, frozen=True, kw_only=True):
    """A mail, before it is one. Nothing in it is trusted: whatever stands in a field stays in that field."""

    message_id: str
    from_name: str = ""
    from_address: str
    to: tuple[str, ...]
    """As `Name <address>`."""
    cc: tuple[str, ...] = ()
    subject: str
    text: str
    """Markdown, as it was typed."""
    date: datetime
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    """The ids of the thread, oldest first."""
    attachments: tuple[File, ...] = ()
    signature: tuple[str, ...] = ()
    """Its lines."""
    quoted: str = ""
    """Earlier words of the thread, to stand below."""
    quoted_line: str = ""
    """Who said them and when, such as `On 17 November Mei Tan wrote:`."""
    automatic: bool = False
    """Written by no person: nobody's machine should answer it (RFC 3834)."""


def compose(letter: Letter) -> bytes:
    """The mail, with CR LF at the end of each line. It is ASCII but where an address is not."""
    both = [mime.text("plain", plain(letter)), mime.text("html", html(letter))]
    seed = hashlib.sha256(letter.message_id.encode("utf-8", "replace")).hexdigest()[:24]
    body = mime.multipart("alternative", both, f"=_a{seed}")
    if letter.attachments:
        body = mime.multipart("mixed", [body, *map(mime.file, letter.attachments)], f"=_m{seed}")
    return _head(letter) + body


def plain(letter: Letter) -> str:
    """The text of the mail: what was typed, the signature, what is quoted."""
    pieces = [letter.text.rstrip()]
    if letter.signature:
        pieces.append("\n".join((SIGNATURE, *letter.signature)))
    if letter.quoted:
        quote = "\n".join(f"> {line}".rstrip() for line in mime.lines(letter.quoted.strip("\n")))
        pieces.append(f"{letter.quoted_line}\n{quote}".lstrip("\n"))
    return "\n\n".join(pieces)


def html(letter: Letter) -> str:
    """The same as a page of HTML."""
    pieces = [markdown.to_html(letter.text.rstrip())]
    if letter.signature:
        pieces.append(markdown.as_it_is("\n".join((SIGNATURE, *letter.signature))))
    if letter.quoted:
        if letter.quoted_line:
            pieces.append(markdown.as_it_is(letter.quoted_line))
        quote = markdown.as_it_is(letter.quoted.strip("\n"))
        pieces.append(f'<blockquote type="cite">\n{quote}</blockquote>\n')
    return markdown.page(*pieces)


def answering(subject: str) -> str:
    """The subject of an answer: `Re: ` once, however often and in whichever language it was there."""
    return f"Re: {ANSWER.sub('', fields.clean(subject), count=1).strip()}".rstrip()


def _head(letter: Letter) -> bytes:
    writer = Address(letter.from_name, fields.reachable(letter.from_address))
    thread = _thread(letter)
    values = {
        "From": fields.people([writer]),
        "To": fields.people(_reachable(letter.to)),
        "Cc": fields.people(_reachable(letter.cc)),
        "Subject": fields.text(letter.subject),
        "Date": [format_datetime(letter.date)],
        "Message-ID": fields.ids([letter.message_id]),
        "In-Reply-To": fields.ids([letter.in_reply_to]),
        "References": thread,
        "Auto-Submitted": ["auto-replied"] if letter.automatic else [],
        "MIME-Version": ["1.0"],
    }
    return b"".join(fields.field(name, pieces) for name, pieces in values.items() if any(pieces))


def _thread(letter: Letter) -> list[str]:
    """The ids for References: the first, which holds the thread together, and the last."""
    thread = fields.ids([*letter.references, letter.in_reply_to])
    return thread if len(thread) <= MOST_REFERENCES else [thread[0], *thread[1 - MOST_REFERENCES :]]


def _reachable(people: Iterable[str]) -> list[Address]:
    return [person for one in people if (person := _person(one)).email]


def _person(one: str) -> Address:
    """One person each, whatever their name: no part of it is taken for another address."""
    name, email = apart(one)
    return Address(name, fields.reachable(email))


def recipients(letter: Letter) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The addresses it goes to, each once; and those named in it that nothing can be sent to."""
    reached: list[str] = []
    lost: list[str] = []
    for one in (*letter.to, *letter.cc):
        email = _person(one).email
        if email:
            reached.append(email)
        else:
            lost.append(fields.clean(one)[:100])
    return tuple(dict.fromkeys(reached)), tuple(lost)


def none_kept(entry: int, at: int) -> bytes:
    """For a desk that keeps no files. Raises `NotFound`: a mail never leaves without what belongs to it."""
    raise NotFound(f"File {at + 1} of entry {entry} is not kept here", "Attach it again")


def letter(message: Outgoing, account: Account, content: Content = none_kept) -> Letter:
    """What the desk has written, as a letter from that account. Raises what `content` raises.

    When the reply is written, the desk puts into the entry's data: `to` and `cc` (lists of
    `Name <address>`), `subject`, `in_reply_to` (an id), `references` (a list of ids); and where there are
    any, `signature` (a list of lines), `quoted` with `quoted_line`, and `automatic`.
    """
    entry, data = message.entry, message.entry.data
    in_reply_to = _text(data.get("in_reply_to"))
    subject = _text(data.get("subject")) or entry.subject
    return Letter(
        message_id=ours.message_id(message.key, account.address),
        from_name=_from_name(entry.author.name, account.from_name),
        from_address=account.address,
        to=_texts(data.get("to")),
        cc=_texts(data.get("cc")),
        subject=answering(subject) if in_reply_to else subject,
        text=entry.text,
        date=message.dated_at or message.due_at,
        in_reply_to=in_reply_to,
        references=_texts(data.get("references")),
        attachments=tuple(
            File(name=one.name, media_type=one.media_type, content=content(entry.id, at))
            for at, one in enumerate(entry.attachments)
        ),
        signature=_texts(data.get("signature")),
        quoted=_text(data.get("quoted")),
        quoted_line=_text(data.get("quoted_line")),
        automatic=data.get("automatic") is True,
    )


def _from_name(writer: str, house: str) -> str:
    return f"{writer} ({house})" if writer and house else writer or house


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Json) -> tuple[str, ...]:
    """A list of texts, also where only one is written."""
    found = value if isinstance(value, list) else [value]
    return tuple(each for each in found if isinstance(each, str) and each)
