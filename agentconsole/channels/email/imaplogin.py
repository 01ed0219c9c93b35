"""Logging in to an IMAP server, and saying what is wrong without the password."""

import imaplib
from collections.abc import Callable

from agentconsole.channels.email import mailboxes
from agentconsole.channels.email.account import Account, Server
from agentconsole.channels.email.imapline import Line
from agentconsole.model.errors import DeskError, NotLoggedIn, Unavailable

Secret = Callable[[], str]
"""The password, or with `oauth2` a token that is good now: asked for at each login."""
NOW_NOT = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "TOO MANY")
"""What a server says that could do it another time (RFC 5530)."""


def log_in(line: Line, account: Account, server: Server, secret: Secret) -> None:
    """Raises `NotLoggedIn` for a refusal and `Unavailable` for one that is about the moment."""
    user, word = server.user or account.address, secret()
    line.begin()
    try:
        _say(line, server, user, word)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as refusal:
        said = str(refusal).replace(word, "…") if word else str(refusal)
    else:
        return
    # Raised here and not where it was caught: what was said may stand in the refusal's own text.
    raise _refused(account, server, user, said)


def not_now(said: str) -> bool:
    """Whether a refusal is about the moment."""
    return any(each in said.upper() for each in NOW_NOT)


def _say(line: Line, server: Server, user: str, word: str) -> None:
    if server.auth == "oauth2":
        # A refusal explains itself in a challenge, which wants an empty answer before it says no.
        line.authenticate("XOAUTH2", _once(f"user={user}\1auth=Bearer {word}\1\1"))
    elif "AUTH=PLAIN" in line.capabilities:
        line.authenticate("PLAIN", _once(f"\0{user}\0{word}"))
    elif word.isascii() and not mailboxes.CONTROL.search(word):
        line.login(mailboxes.quoted(user), word)
    else:
        raise imaplib.IMAP4.error("it takes only passwords of plain ASCII")


def _once(said: str) -> Callable[[bytes], bytes]:
    answers = iter([said.encode("utf-8", "replace")])
    return lambda _challenge: next(answers, b"")


def _refused(account: Account, server: Server, user: str, said: str) -> DeskError:
    if not_now(said):
        return Unavailable(f"{account.name}: {server.host} lets nobody in at the moment: {said}")
    what = "token" if server.auth == "oauth2" else "password"
    return NotLoggedIn(
        f"{account.name}: {server.host} does not let {user} in: {said}",
        f"Check the user, and give the {what} of the account again",
    )
