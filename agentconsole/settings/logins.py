"""Tokens of team servers: where they are kept, and how they are found again.

In the order of all secrets (`settings.secrets`): `AGENTCONSOLE_TOKEN`, the `token_command` of the desk, a
file that only its owner can read, and the keyring.
"""

import os

from agentconsole.model.errors import NotLoggedIn
from agentconsole.settings import secrets
from agentconsole.settings.secrets import NoSecret, Place

VARIABLE = "AGENTCONSOLE_TOKEN"


def token_for(name: str, url: str, *, command: str = "") -> str:
    """The token for the desk of that name, which is empty for a server that is not configured. Raises
    `NotLoggedIn`."""
    said = os.environ.get(VARIABLE, "")
    if not name and not said:
        raise _not_logged_in(f"There is no token for {url}", url)
    try:
        token = secrets.found(_place(name, url), said=said, command=command)
    except NoSecret as problem:
        message, hint = problem.message, problem.hint
    else:
        secrets.check(token, "token")
        return token
    if command:
        raise NotLoggedIn(message, hint)
    raise _not_logged_in(message, url)


def keep_token(name: str, url: str, token: str, *, in_file: bool = False) -> str:
    """Keep it in the keyring, or in a file where that was asked for. Where it is now. Raises `NoSecret`."""
    return secrets.put(_place(name, url), token, in_file=in_file)


def forget_token(name: str) -> None:
    """Take it away, as far as it is there."""
    secrets.drop(_key(name))


def _key(name: str) -> str:
    """No channel is called that: their names have no dot."""
    return f"desk.{name}"


def _place(name: str, url: str) -> Place:
    ways = (
        f"Three ways: agentconsole login {url} --token-command 'pass show desk/token'; the environment "
        f"variable {VARIABLE}; or a file that only you can read: agentconsole login {url} --in-file"
    )
    return Place(key=_key(name), word="token", of=f"the desk {name or url}", ways_out=ways)


def _not_logged_in(message: str, url: str) -> NotLoggedIn:
    return NotLoggedIn(message, f"agentconsole login {url}; or {VARIABLE}, where there is no keyring")
