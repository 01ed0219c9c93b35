"""Passwords and tokens: where they are kept, and how they are found again.

In this order: the environment (`AGENTCONSOLE_SECRET_SUPPORT_IMAP`, `…_SMTP`, or `AGENTCONSOLE_SECRET_SUPPORT`
for both), the command that the configuration names, a file that only its owner can read, which is there only
where somebody asked for it in words, and the keyring. Nothing here shows, logs or passes on what it finds.
"""

import os
import shlex
import signal
import subprocess
from contextlib import suppress
from time import monotonic

from msgspec import Struct

from agentconsole.model.errors import Invalid, NotLoggedIn
from agentconsole.model.undoing import or_else
from agentconsole.settings import keyrings, secretfile
from agentconsole.settings.channels import Way

VARIABLE = "AGENTCONSOLE_SECRET"
COMMAND_SECONDS = 30.0
REMEMBERED = 60.0
"""Seconds for which a secret is not asked for again: a mail is not to cost a run of the command."""
LONGEST = 10_000
"""Characters. Tokens have some thousand."""


class NoSecret(NotLoggedIn):
    """There is nothing to log in with."""

    code = "no_secret"


class Place(Struct, frozen=True, kw_only=True):
    """Where a secret is kept on this machine."""

    key: str
    """Of the keyring, and the name of the file."""
    word: str
    """What it is: a password, a token."""
    of: str
    """Whose."""
    ways_out: str
    """What to do without a keyring, in a sentence."""


class Secret:
    """The secret of one direction of a channel, looked for when it is called. Raises `NoSecret`."""

    def __init__(self, channel: str, way: Way, *, command: str = "") -> None:
        self.channel = channel
        self.way: Way = way
        self._command = command
        self._known = ""
        self._until = 0.0

    def __call__(self) -> str:
        if monotonic() >= self._until:
            self._known = look_up(self.channel, self.way, command=self._command)
            self._until = monotonic() + REMEMBERED
        return self._known


def variables(channel: str, way: Way) -> tuple[str, str]:
    """The variables that may hold it: of this direction alone, and of both."""
    both = f"{VARIABLE}_{channel.upper().replace('-', '_')}"
    return f"{both}_{way.upper()}", both


def from_environment(channel: str, way: Way) -> str:
    """What the environment says; empty when it says nothing."""
    return next((said for name in variables(channel, way) if (said := os.environ.get(name))), "")


def look_up(channel: str, way: Way, *, command: str = "") -> str:
    """The secret, wherever it is first found. Raises `NoSecret` with the ways out."""
    return found(_place(channel), said=from_environment(channel, way), command=command)


def keep(channel: str, secret: str, *, in_file: bool = False) -> str:
    """Keep it in the keyring, or in a file where that was asked for. Where it is now. Raises `NoSecret`."""
    return put(_place(channel), secret, in_file=in_file)


def forget(channel: str) -> None:
    """Take it out of the keyring and away from its file, as far as it is there."""
    drop(channel)


def _place(channel: str) -> Place:
    return Place(key=channel, word="password", of=f"the channel {channel}", ways_out=ways_out(channel))


def found(place: Place, *, said: str = "", command: str = "") -> str:
    """What the environment says, the command prints, or is kept there, in this order. Raises `NoSecret`."""
    if said:
        return said
    if command:
        return _printed(command, place.of)
    kept = secretfile.read(place.key)
    if kept:
        return kept
    try:
        kept = keyrings.get(place.key)
    except keyrings.NoKeyring as problem:
        why = f": {problem.message}"
    else:
        if kept:
            return kept
        why = ""
    raise NoSecret(f"There is no {place.word} for {place.of}{why}", place.ways_out)


def put(place: Place, secret: str, *, in_file: bool = False) -> str:
    """Keep it there. Where it is now. Raises `NoSecret`."""
    check(secret, place.word)
    if in_file:
        return str(secretfile.write(place.key, secret))
    try:
        where = keyrings.put(place.key, secret)
    except keyrings.NoKeyring as problem:
        message = f"The {place.word} was not kept: {problem.message}"
    else:
        secretfile.remove(place.key)  # an older one would be found first
        return where
    raise NoSecret(message, place.ways_out)


def drop(key: str) -> None:
    """Nothing is kept there any more."""
    secretfile.remove(key)
    try:
        keyrings.remove(key)
    except keyrings.NoKeyring:
        return


def check(secret: str, word: str = "password") -> None:
    """Raise `Invalid` for what no password is: nothing, several lines, or too much."""
    if not secret:
        raise Invalid(f"No {word} was given", "Type it, or pipe it in: pass show … | agentconsole …")
    if len(secret) > LONGEST or any(each in secret for each in "\r\n\0"):
        raise Invalid(f"What was given is no {word}", f"A {word} is one line of text")


def ways_out(channel: str) -> str:
    """What a machine without a keyring can do, in a sentence."""
    variable = variables(channel, "imap")[1]
    return (
        f"Three ways: agentconsole config set channels.{channel}.password_command 'pass show mail/help' (or "
        f"token_command); the environment variable {variable}; or a file that only you can read: "
        f"agentconsole channel password {channel} --in-file"
    )


def _printed(command: str, of: str) -> str:
    """The first line that a command prints. It sees no terminal, and what it says is not shown: a secret
    may be in it."""
    try:
        ended, said = _run(shlex.split(command))
    except subprocess.TimeoutExpired:
        problem = f"did not end within {COMMAND_SECONDS:.0f} seconds"
    except (OSError, ValueError, IndexError) as error:
        problem = f"cannot be run: {getattr(error, 'strerror', None) or 'it is not a command'}"
    else:
        if ended == 0 and said:
            return said
        problem = f"ended with {ended}" if ended else "prints nothing"
    # Raised here and not where it was caught: what the command printed hangs on the exception there.
    raise NoSecret(f"The command for the secret of {of} {problem}", _by_hand(command))


def _run(words: list[str]) -> tuple[int, str]:
    """How it ended, and the first line it printed."""
    nothing = subprocess.DEVNULL
    with (
        subprocess.Popen(
            words, stdin=nothing, stdout=subprocess.PIPE, stderr=nothing, start_new_session=True
        ) as process,
        or_else(lambda: _kill(process.pid)),
    ):
        printed, _ = process.communicate(timeout=COMMAND_SECONDS)
    return process.returncode, printed.decode("utf-8", "replace").partition("\n")[0].rstrip("\r")


def _kill(number: int) -> None:
    """A command, and whatever it has started."""
    with suppress(ProcessLookupError):
        os.killpg(number, signal.SIGKILL)


def _by_hand(command: str) -> str:
    return f"Run it by hand to see why: {command.split()[0] if command.split() else command} …"
