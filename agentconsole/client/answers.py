"""What a server's answer means: the bytes that were asked for, or the error it told.

Whatever answers is not believed: it may be a proxy's page, another program, or another version.
"""

import msgspec
from msgspec import Struct

from agentconsole.client.address import named
from agentconsole.client.errors import AGAIN, NotADesk, Unreached
from agentconsole.client.http import Answer
from agentconsole.model.errors import DeskError, Misconfigured, NotLoggedIn, TooMany, Unavailable
from agentconsole.rules.screening import screen_line
from agentconsole.wire.calls import EXACT
from agentconsole.wire.faults import Fault, raised

LONGEST_SAID = 1000
GATEWAYS = (502, 503, 504)


class _Told(Struct):
    error: Fault


def body_of(answer: Answer, url: str, *, kind: str = EXACT) -> bytes:
    """The body of a good answer. Raises the `DeskError` that it tells of, or `NotADesk`."""
    if 200 <= answer.status < 300:
        if kind and answer.status != 204 and answer.kind != kind:
            raise NotADesk(f"What answers at {named(url)} is no agentconsole server ({_what(answer)})")
        return answer.body
    raise error_of(answer, url)


def error_of(answer: Answer, url: str) -> DeskError:
    """What an answer that is none tells."""
    if 300 <= answer.status < 400:
        where = screen_line(answer.elsewhere)[:200] or "elsewhere"
        return Misconfigured(
            f"{named(url)} sends us on to {where}", "If that is right: agentconsole login URL"
        )
    try:
        told = msgspec.json.decode(answer.body, type=_Told).error
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _by_status(answer, url)
    fault = msgspec.structs.replace(told, message=_plain(told.message), hint=_plain(told.hint))
    if answer.status == 401:
        return _not_logged_in(url, fault.message)
    if answer.status == 503:
        return Unreached(fault.message, fault.hint, delivered=True, slow=True)
    return raised(fault)


def _by_status(answer: Answer, url: str) -> DeskError:
    if answer.status == 401:
        return _not_logged_in(url, f"{named(url)} does not know this token")
    if answer.status == 429:
        wait = answer.retry_after if answer.retry_after.isdecimal() else "a few"
        return TooMany(f"{named(url)} is asked too often", f"Wait {wait[:6]} seconds")
    if answer.status in GATEWAYS:
        problem = f"The way to {named(url)} is there, and nobody answers at its end ({answer.status})"
        return Unreached(problem, AGAIN, delivered=True, slow=True)
    return NotADesk(f"What answers at {named(url)} is no agentconsole server ({_what(answer)})")


def _not_logged_in(url: str, message: str) -> NotLoggedIn:
    return NotLoggedIn(message, f"agentconsole login {url}")


def other_version(url: str, theirs: str, ours: str) -> Misconfigured:
    """The two ends do not speak the same form."""
    return Misconfigured(
        f"{named(url)} runs agentconsole {screen_line(theirs)[:40]}, and this is {ours}",
        "Install the same version on both sides",
    )


def not_understood(url: str) -> Unavailable:
    """An answer in the right form that makes no sense."""
    return NotADesk(
        f"An answer of {named(url)} cannot be understood",
        "agentconsole whoami says whether the versions are the same",
    )


def _what(answer: Answer) -> str:
    kind = screen_line(answer.kind)[:80] or "nothing"
    return f"status {answer.status}, {kind}"


def _plain(text: str) -> str:
    return "\n".join(screen_line(line) for line in text[:LONGEST_SAID].splitlines())
