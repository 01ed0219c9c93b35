"""Whether a mail was written by a program: it is shown and marked, and never answered by one."""

import re

from agentconsole.channels.email import phrases
from agentconsole.channels.email.bounces import Bounce
from agentconsole.channels.email.headers import Headers

AUTO_REPLY_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-mail-autoreply",
    "x-auto-reply-from",
    "x-autoreply-from",
)
LIST_HEADERS = (
    "list-id",
    "list-post",
    "list-unsubscribe",
    "mailing-list",
    "x-mailing-list",
    "x-mailman-version",
    "x-beenthere",
)
RECEIPTS = ("disposition-notification", "feedback-report")
NO_REPLY = re.compile(
    r"\b(?:no|do[-_.]?not|ne[-_.]?pas|nao|keine?)[-_.]?(?:reply|r[eé]pon(?:dre|se)|antwort\w{0,9})[\w.+-]{0,40}@"
    r"|\bmailer-daemon@",
    re.IGNORECASE,
)
BULK = frozenset({"bulk", "junk"})


def kind(headers: Headers, *, bounce: Bounce | None, ours: frozenset[str], from_us: bool = False) -> str:
    """`bounce`, `auto-reply`, `list` or `automatic`; `quiet` for what may be a person's, and is not for a
    program to answer; empty for what a person wrote. `from_us`: it came in, and says that it is from us."""
    if bounce is not None:
        return "automatic" if bounce.action == "delivered" else "bounce"
    submitted = headers.raw("auto-submitted").partition(";")[0].strip().lower()
    precedence = headers.raw("precedence").strip().lower()
    by_people = _by_a_desk_that_marks_people(headers)
    if by_people:
        submitted = precedence = ""
    if _is_auto_reply(headers, submitted, precedence):
        return "auto-reply"
    if _is_list(headers, precedence, ours):
        return "list"
    if _is_automatic(headers, submitted, precedence):
        return "automatic"
    return "quiet" if from_us or (_wants_no_program(headers) and not by_people) else ""


def _by_a_desk_that_marks_people(headers: Headers) -> bool:
    """ServiceNow says `Auto-Submitted: auto-generated` and `Precedence: bulk` of what people write in it."""
    mailer = headers.raw("x-mailer").lower()
    return "servicenow" in mailer or any(name.startswith("x-servicenow") for name in headers.fields)


def _is_auto_reply(headers: Headers, submitted: str, precedence: str) -> bool:
    if submitted.startswith("auto-replied") or precedence in ("auto_reply", "auto-reply"):
        return True
    if any(headers.raw(name).strip().lower() not in ("", "no", "false") for name in AUTO_REPLY_HEADERS):
        return True
    if "autoresponder" in headers.raw("x-post-messageclass").lower():
        return True
    hinted = submitted.startswith("auto-") or precedence in BULK or _wants_no_program(headers)
    return hinted and phrases.says_away(headers.text("subject"))


def _wants_no_program(headers: Headers) -> bool:
    """Desks and forms say so of what people write in them; nobody stands on many an envelope of theirs."""
    suppressed = headers.raw("x-auto-response-suppress").strip().lower()
    return suppressed not in ("", "none") or "".join(headers.raw("return-path").split()) == "<>"


def _is_list(headers: Headers, precedence: str, ours: frozenset[str]) -> bool:
    """A shared inbox that is a list itself, such as a Google group, is not meant: all mail comes by it."""
    if not any(name in headers for name in LIST_HEADERS) and precedence != "list":
        return False
    said = " ".join(
        headers.raw(name) for name in ("list-id", "list-post", "mailing-list", "x-beenthere")
    ).lower()
    return not any(address in said or address.replace("@", ".") in said for address in ours)


def _is_automatic(headers: Headers, submitted: str, precedence: str) -> bool:
    if submitted.startswith("auto-") or precedence in BULK:
        return True
    report = headers.raw("content-type").lower()
    if "multipart/report" in report and any(
        f"report-type={one}" in report.replace('"', "") for one in RECEIPTS
    ):
        return True
    return bool(NO_REPLY.search(headers.raw("from"))) and not headers.raw("reply-to")
