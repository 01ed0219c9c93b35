"""A made desk as files: JSON lines for an import, and its messages as mail, for programs that read mail."""

import json
import quopri
from base64 import b64encode
from collections.abc import Iterable, Iterator
from email.utils import format_datetime
from html import escape
from itertools import islice
from pathlib import Path

from benchmarks.making import generating
from benchmarks.making.conversations import MESSAGE, OWN_ACTS, Happening

SUPPORT = "support@desk.example"
MESSAGES_OF = 1.75
"""A desk has so many times more entries than messages, at most."""
QUOTED = 12
"""Lines of what is answered, below the answer."""


def lines(happenings: Iterable[Happening]) -> Iterator[bytes]:
    """A line of JSON for everything that a file can bring."""
    return (_line(each) for each in happenings if each.kind not in OWN_ACTS)


def _line(each: Happening) -> bytes:
    customer = {"name": each.customer.name, "email": each.customer.email}
    said = {
        "channel": each.channel,
        "external_id": f"{each.conversation}.{each.turn}",
        "at": each.at.isoformat(),
        "customer": customer,
        "conversation": each.conversation,
        "subject": each.subject,
        "direction": each.direction,
        "kind": each.kind,
        "author": each.agent if each.direction == "out" else "",
        "text": each.text,
    }
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def messages(count: int, *, seed: int = generating.SEED) -> Iterator[Happening]:
    """The first so many messages of a desk, oldest first."""
    everything = generating.desk(int(count * MESSAGES_OF), seed=seed)
    return islice((each for each in everything if each.kind == MESSAGE), count)


class Mails:
    """Messages as mails; it knows what each answers while its conversation is under way."""

    def __init__(self) -> None:
        self.before: dict[str, tuple[str, str, str]] = {}
        """For each conversation: the id, the subject and the text of what was said last."""

    def mail(self, each: Happening) -> bytes:
        """One message, as it would come by mail."""
        name = f"<{each.conversation}.{each.turn}@{'desk' if each.direction == 'out' else 'mail'}.example>"
        answered, subject, quoted = self.before.pop(each.conversation, ("", each.subject, ""))
        if not each.last:
            self.before[each.conversation] = (name, subject, each.text)
        return b"\n".join((_head(each, name, answered, subject), _body(each, quoted)))


def _head(each: Happening, name: str, answered: str, subject: str) -> bytes:
    customer, agent = f"{_word(each.customer.name)} <{each.customer.email}>", f"{each.agent}@desk.example"
    out = each.direction == "out"
    fields = {
        "From": f"{each.agent.title()} <{agent}>" if out else customer,
        "To": customer if out else SUPPORT,
        "Date": format_datetime(each.at),
        "Message-ID": name,
        "Subject": _word(f"Re: {subject}" if answered else subject),
        **({"In-Reply-To": answered, "References": answered} if answered else {}),
        "MIME-Version": "1.0",
    }
    return "".join(f"{field}: {value}\n" for field, value in fields.items()).encode("ascii")[:-1]


def _word(text: str) -> str:
    """A field's text, encoded where it is not ASCII."""
    return text if text.isascii() else f"=?utf-8?b?{b64encode(text.encode()).decode()}?="


def _body(each: Happening, quoted: str) -> bytes:
    """Four of ten mails have the same once more as HTML, as mail programs write it."""
    below = "\n".join(f"> {line}" for line in quoted.splitlines()[:QUOTED])
    text = f"{each.text}\n\n{below}\n" if below else f"{each.text}\n"
    if (len(each.text) + each.turn) % 10 < 6:
        return _part("plain", text)
    edge = f"=_{each.conversation}.{each.turn}"
    paragraphs = "".join(
        f'<div dir="auto"><span>{escape(line)}</span><br></div>\n' for line in text.splitlines()
    )
    html = f'<html><head><meta charset="utf-8"></head><body>\n{paragraphs}</body></html>\n'
    return b"".join(
        (
            f'Content-Type: multipart/alternative; boundary="{edge}"\n\n--{edge}\n'.encode(),
            _part("plain", text),
            f"--{edge}\n".encode(),
            _part("html", html),
            f"--{edge}--\n".encode(),
        )
    )


def _part(kind: str, text: str) -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    return head.encode() + quopri.encodestring(text.encode())


def maildir(folder: Path, mails: Iterable[tuple[Happening, bytes]]) -> None:
    """A maildir of these mails, all read."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number, (each, mail) in enumerate(mails):
        name = f"{int(each.at.timestamp())}.{number:06}.{each.conversation}:2,S"
        (folder / "cur" / name).write_bytes(mail)
