"""What went wrong, over a line: an error becomes a status and a body, and the same error again."""

from msgspec import Struct

from agentconsole.model.errors import (
    Conflict,
    DeskError,
    Invalid,
    Misconfigured,
    NotFound,
    NotLoggedIn,
    Refused,
    TooLarge,
    TooMany,
    Unavailable,
)


class Fault(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An error, as `{"error": {…}}` holds it."""

    code: str
    message: str
    hint: str = ""
    rule: str = ""
    """Of a refusal: which rule."""
    news: tuple[int, ...] = ()
    """Of a conflict: the entries the writer has not seen."""


STATUS: dict[type[DeskError], int] = {
    Invalid: 400,
    NotLoggedIn: 401,
    Refused: 403,
    NotFound: 404,
    Conflict: 409,
    TooLarge: 413,
    TooMany: 429,
    Misconfigured: 500,
    Unavailable: 503,
    DeskError: 500,
}
"""RFC 9110, section 15. A refusal by a rule is 403 and has its rule; 401 is about the token alone."""

_PLAIN = (Invalid, Misconfigured, NotFound, NotLoggedIn, TooLarge, TooMany, Unavailable)
_NAMED = {kind.code: kind for kind in _PLAIN}


def status_of(error: DeskError) -> int:
    """The status an error is answered with."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def fault_of(error: Exception) -> Fault:
    """An error as it goes over the line. What is no `DeskError` says nothing of itself."""
    if not isinstance(error, DeskError):
        return Fault(code="failed", message="Something went wrong that should not", hint="Try again")
    return Fault(
        code=error.code,
        message=error.message,
        hint=error.hint,
        rule=error.rule if isinstance(error, Refused) else "",
        news=error.news if isinstance(error, Conflict) else (),
    )


def raised(fault: Fault) -> DeskError:
    """The error that went over the line."""
    if fault.code == Refused.code:
        return Refused(fault.message, fault.hint, rule=fault.rule)
    if fault.code == Conflict.code:
        return Conflict(fault.message, fault.hint, news=fault.news)
    return _NAMED.get(fault.code, DeskError)(fault.message, fault.hint)
