"""Mails that say that a mail of ours did not arrive (RFC 3464), also as older servers write them."""

import re
from collections.abc import Iterator

from msgspec import Struct

from agentconsole.channels.email import bounds, headers, identity, phrases, transfer
from agentconsole.channels.email.headers import Headers
from agentconsole.channels.email.parts import Part
from agentconsole.model.entry import Json

REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
RETURNED = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"})
ALL_IS_WELL = ("deliver", "relayed", "expanded")
FROM_A_SERVER = re.compile(
    r"(?:mailer[-_ ]?daemon|post[-_]?master|mail[-_. ]?delivery|mdaemon|double-bounce|mail administrator)\b",
    re.IGNORECASE,
)
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
REPLY = re.compile(r"(?<![\d.])([45]\d\d)(?=[ -])")
ADDRESS = re.compile(r"<?([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255}\w)>?")
MESSAGE_ID = re.compile(r"^[ \t>]{0,8}Message-ID:\s{0,20}<([^<>\s]{3,500})>", re.IGNORECASE | re.MULTILINE)
DELAYED = re.compile(
    r"delay|will (?:retry|be retried|keep trying)|not yet|warning: could not send|still |verzöger|retard",
    re.IGNORECASE,
)
LOOKED_AT = 20_000
"""Characters of the text of a bounce without a report."""
REASON = 300
REPORT = 4 * bounds.FIELD
"""Bytes of a report that are read."""


class Bounce(Struct, frozen=True, omit_defaults=True):
    """What a server says of a mail of ours."""

    of: str = ""
    """The Message-ID of that mail, without brackets."""
    recipient: str = ""
    recipients: tuple[str, ...] = ()
    """All whom it did not reach, where that is more than one."""
    status: str = ""
    """RFC 3463: `5.1.1` is an unknown mailbox, `4.…` may still arrive."""
    reason: str = ""
    action: str = "failed"
    """`failed` or `delayed`; `delivered` for a report that all is well."""

    def data(self) -> dict[str, Json]:
        """What is known of it."""
        names = ("of", "recipient", "status", "reason")
        said: dict[str, Json] = {name: getattr(self, name) for name in names if getattr(self, name)}
        if self.recipients:
            said["recipients"] = list(self.recipients)
        return said | {"action": self.action}


def find(raw: bytes, root: Part, text: str) -> Bounce | None:
    """The bounce a mail is, or None when it is none."""
    leaves = list(_leaves(root))
    report = next((part for part in leaves if part.media_type in REPORTS), None)
    returned = next((part for part in leaves if part.media_type in RETURNED), None)
    if report is not None:
        return _reported(raw, root.headers, report, returned)
    failed = root.headers.raw("x-failed-recipients")
    claimed = root.parameters.get("report-type", "").lower() == "delivery-status"
    if failed or claimed or _is_from_a_server(root.headers):
        return _told(raw, root.headers, returned, text, failed)
    return None


def _leaves(root: Part) -> Iterator[Part]:
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if not part.children:
            yield part
        waiting.extend(reversed(part.children))


def _is_from_a_server(found: Headers) -> bool:
    sender = found.text("from")
    address = ADDRESS.search(sender)
    daemon = any(FROM_A_SERVER.match(one) for one in (sender.strip('<" '), address[1] if address else ""))
    if not daemon and found.raw("auto-submitted").lower().startswith("auto-replied"):
        return False  # somebody's answering machine, which has nobody as its envelope's sender, too
    nobody = "".join(found.raw("return-path").split()) == "<>"
    return (nobody or daemon) and phrases.says_undelivered(found.text("subject"))


def _reported(raw: bytes, found: Headers, report: Part, returned: Part | None) -> Bounce:
    """RFC 3464: a block about the message, then one for each recipient."""
    said = _body(raw, report, REPORT)
    blocks = [headers.read(block.strip() + b"\n\n")[0] for block in re.split(rb"\r?\n[ \t]*\r?\n", said)[:50]]
    about = [
        block for block in blocks if "action" in block or "final-recipient" in block or "status" in block
    ]
    worst = min(about, key=_rank, default=Headers({}))
    status = STATUS.search(worst.raw("status"))
    recipient = _recipient(worst)
    failed = tuple(dict.fromkeys(_recipient(block) for block in about if _rank(block) == 0))
    diagnostic = worst.text("diagnostic-code")
    return Bounce(
        of=_original(raw, found, returned, ""),
        recipient=recipient or found.raw("x-failed-recipients").split(",")[0].strip(),
        recipients=failed if len(failed) > 1 else (),
        status=status[1] if status else "",
        reason=(diagnostic.partition(";")[2].strip() or diagnostic)[:REASON],
        action=_action(worst, status[1] if status else ""),
    )


def _recipient(block: Headers) -> str:
    found = ADDRESS.search(block.raw("original-recipient") or block.raw("final-recipient"))
    return found[1] if found else ""


def _rank(block: Headers) -> int:
    return ("failed", "delayed", "delivered").index(_action(block, block.raw("status")))


def _action(block: Headers, status: str) -> str:
    said = block.raw("action").lower().strip()
    if said.startswith(ALL_IS_WELL):
        return "delivered"
    return "delayed" if said.startswith("delayed") or (not said and status.startswith("4")) else "failed"


def _told(raw: bytes, found: Headers, returned: Part | None, text: str, failed: str) -> Bounce:
    """A server that tells it in words."""
    text = text[:LOOKED_AT]
    above = MESSAGE_ID.split(text, maxsplit=1)[0]
    status = STATUS.search(above)
    code = status or REPLY.search(above)
    recipient = ADDRESS.search(failed) or ADDRESS.search(above)
    subject = found.text("subject")[:500]
    return Bounce(
        of=_original(raw, found, returned, text),
        recipient=recipient[1] if recipient else "",
        status=status[1] if status else "",
        reason=_line_of(above, code.start())[:REASON] if code else "",
        action="delayed" if DELAYED.search(subject) else "failed",
    )


def _line_of(text: str, position: int) -> str:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return text[start : end if end >= 0 else len(text)].strip()


def _original(raw: bytes, found: Headers, returned: Part | None, text: str) -> str:
    """The Message-ID of the mail that came back."""
    if returned is not None:
        inner, _ = headers.read(_body(raw, returned, bounds.HEADER_BLOCK))
        own = identity.message_id(inner)
        if own:
            return own
    quoted = MESSAGE_ID.search(text)
    if quoted:
        return quoted[1]
    answered = identity.earlier(found)
    return answered[0] if answered else ""


def _body(raw: bytes, part: Part, most: int) -> bytes:
    return transfer.undo(raw[part.start : min(part.end, part.start + 2 * most)], part.encoding)[:most]
