"""What can go wrong, in words for a person, each with the next step.

The `code` and `exit_code` of each are part of the command line's contract.
"""

from typing import ClassVar


class DeskError(Exception):
    """Something could not be done. `message` names the thing, `hint` the next step."""

    code: ClassVar[str] = "failed"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Invalid(DeskError):
    """What was given cannot be understood."""

    code = "invalid"
    exit_code = 2


class TooLarge(Invalid):
    """What was given is larger than what is taken."""

    code = "too_large"


class Misconfigured(Invalid):
    """The configuration, or the desk it names, cannot be used."""

    code = "configuration"


class Unavailable(DeskError):
    """The desk cannot be reached at the moment; trying again may help."""

    code = "unavailable"
    exit_code = 3


class TooMany(Unavailable):
    """More was asked of the desk in a short time than one may; wait a moment."""

    code = "too_many"


class NotLoggedIn(DeskError):
    """The other side does not take us for who we say we are."""

    code = "not_logged_in"
    exit_code = 4


class NotFound(DeskError):
    """There is no such thing on this desk."""

    code = "not_found"
    exit_code = 5


class Refused(DeskError):
    """A rule says no. Nothing has changed. `rule` names it, `hint` is the way to help instead."""

    code = "refused"
    exit_code = 6

    def __init__(self, message: str, hint: str = "", *, rule: str) -> None:
        super().__init__(message, hint)
        self.rule = rule


class Conflict(DeskError):
    """Somebody wrote since the writer looked. `news` are the ids of the entries they have not seen."""

    code = "conflict"
    exit_code = 6

    def __init__(self, message: str, hint: str = "", *, news: tuple[int, ...] = ()) -> None:
        super().__init__(message, hint)
        self.news = news
