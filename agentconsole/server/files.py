"""Files: of messages, on their way out of the desk; and beside a draft reply, on their way in.

What somebody sent is never opened by a browser in our name: it is a download, of a type that runs nothing.
Source of the header: RFC 6266, with RFC 8187 for names beyond ASCII.
"""

import re
from urllib.parse import quote, unquote

from agentconsole.model import commands
from agentconsole.model.access import Scope
from agentconsole.model.errors import Invalid, NotFound
from agentconsole.server.asked import Answer, Asked
from agentconsole.server.terms import must_allow
from agentconsole.wire.encoding import encode_line
from agentconsole.wire.nouns import attachment_json

BYTES = b"application/octet-stream"
MESSAGE = b"message/rfc822"
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._ -]+")
_TYPE = re.compile(r"(image|audio|video|text|application)/[a-z0-9][a-z0-9.+-]{0,60}")
_RUNS = re.compile(r"html|xml|svg|script|ecma|wasm|multipart")
LONGEST_NAME = 120


def attachment(asked: Asked) -> Answer:
    """A file of an entry."""
    must_allow(asked.token.scope, Scope.READ, "attachment")
    entry, number = _numbers(asked)
    found = asked.desk.entry(entry)
    if asked.token.scope is Scope.INGEST and found.delivery is None:
        raise NotFound(f"Entry {entry} is not of ours", "Whoever carries mail gets what is sent")
    content = asked.desk.attachment(entry, number)
    file = found.attachments[number] if number < len(found.attachments) else None
    named = file.name if file else f"{entry}-{number}"
    return _download(content, named, _harmless(file.media_type if file else ""))


def original(asked: Asked) -> Answer:
    """The bytes an entry came as; none where its channel has no such."""
    must_allow(asked.token.scope, Scope.READ)
    entry, _ = _numbers(asked)
    return _download(asked.desk.original(entry), f"{entry}.eml", MESSAGE)


def put_draft_file(asked: Asked) -> Answer:
    """Put the body beside the draft reply, as a file of that name."""
    must_allow(asked.token.scope, Scope.ACT)
    conversation = _number(asked.path["conversation"])
    name = unquote(asked.path["name"])
    kind = asked.headers.get(b"content-type", BYTES).decode("latin-1").partition(";")[0].strip()
    asked.desk.do(
        commands.Attach(conversation=conversation, name=name, media_type=kind, content=asked.body),
        by=asked.by,
    )
    files = asked.desk.draft_files(conversation, by=asked.by)
    return Answer(body=encode_line([attachment_json(each) for each in files]).encode())


def _numbers(asked: Asked) -> tuple[int, int]:
    return _number(asked.path["entry"]), _number(asked.path.get("number", "0"))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Invalid(f"{text!r} in the address is not a number", "It is a whole number")
    return int(text)


def _download(content: bytes, name: str, kind: bytes) -> Answer:
    return Answer(
        body=content,
        type=kind,
        headers=(
            (b"content-disposition", disposition(name)),
            (b"content-security-policy", b"sandbox; default-src 'none'"),
        ),
    )


def disposition(name: str) -> bytes:
    """How a file is to be saved: its name without a path, in plain letters and whole."""
    last = re.split(r"[/\\]", name)[-1].strip(". ")[:LONGEST_NAME] or "file"
    plain = _NOT_IN_NAMES.sub("_", last).strip(". ") or "file"
    whole = quote(last.encode("utf-8", "replace"), safe="")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}".encode()


def _harmless(said: str) -> bytes:
    """The type a file says it has, where nothing runs it."""
    kind = said.strip().lower()
    return kind.encode() if _TYPE.fullmatch(kind) and not _RUNS.search(kind) else BYTES
