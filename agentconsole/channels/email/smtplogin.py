"""Logging in to an SMTP server, and saying what is wrong without the password."""

import base64

from agentconsole.channels.base import Undelivered
from agentconsole.channels.email.account import Account, Server
from agentconsole.channels.email.smtpline import Line

GO_ON = 334
LOGGED_IN = 235


def log_in(line: Line, account: Account, server: Server, word: str) -> None:
    """Raises `Undelivered`. It is always worth trying again: the password can be put right meanwhile."""
    what = "token" if server.auth == "oauth2" else "password"
    offered = frozenset(line.esmtp_features.get("auth", "").upper().split())
    if server.auth == "oauth2":
        code, said = _xoauth2(line, server.user, word)
    elif "PLAIN" in offered:
        code, said = line.docmd("AUTH", "PLAIN " + _coded(f"\0{server.user}\0{word}"))
    elif "LOGIN" in offered:
        code, said = _login(line, server.user, word)
    else:
        raise Undelivered(f"{server.host} offers no way to log in with a {what}", again=True)
    if code != LOGGED_IN:
        why = said.decode("utf-8", "replace").replace(word or "\0", "…")[:300]
        whose = f"the {what} of {server.user} (channel {account.name})"
        raise Undelivered(f"{server.host} does not take {whose}: {code} {why}", again=True)


def _xoauth2(line: Line, user: str, token: str) -> tuple[int, bytes]:
    code, said = line.docmd(
        "AUTH", f"XOAUTH2 {_coded(f'user={user}{chr(1)}auth=Bearer {token}{chr(1)}{chr(1)}')}"
    )
    # A refusal explains itself in a challenge, which wants an empty answer before it says no.
    return line.docmd("") if code == GO_ON else (code, said)


def _login(line: Line, user: str, password: str) -> tuple[int, bytes]:
    code, said = line.docmd("AUTH", "LOGIN")
    for answer in (user, password):
        if code == GO_ON:
            code, said = line.docmd(_coded(answer))
    return code, said


def _coded(said: str) -> str:
    return base64.b64encode(said.encode("utf-8", "replace")).decode("ascii")
