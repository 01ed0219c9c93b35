"""A console for somebody who gets this program and nothing else of the machine, as over SSH.

It is asked for by `--restricted`, by `AGENTCONSOLE_RESTRICTED` (as `SetEnv` of sshd sets it), or by
`restricted = true` in the configuration. Nothing that can be done from inside takes it back.
"""

import os
import signal
from collections.abc import Mapping, MutableMapping

from agentconsole.model.errors import Invalid, Refused

VARIABLE = "AGENTCONSOLE_RESTRICTED"
COMMAND = "SSH_ORIGINAL_COMMAND"
"""What was asked of sshd where it runs another command by force."""
RULE = "restricted"
READING = (
    "inbox",
    "show",
    "history",
    "customers",
    "customer",
    "search",
    "facts",
    "met",
    "readers",
    "promises",
    "board",
    "asks",
    "outbox",
    "drafts",
    "agents",
    "watch",
    "whoami",
)
"""The commands that only read the desk, and no file."""
PROGRAMS = ("EDITOR", "VISUAL", "PAGER", "MANPAGER", "BROWSER", "SHELL")
"""Variables that name a program."""
TOOLKIT = ("TEXTUAL", "AGENTCONSOLE_DEBUG", "SSLKEYLOGFILE")
"""Beginnings of variables by which others load code, write files or say more than is meant for a person."""


def asked_for(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment asks for it; whatever stands there does."""
    return bool(environ.get(VARIABLE))


def confine(environ: MutableMapping[str, str] = os.environ) -> None:
    """Forget which programs there are, and stay in the foreground whatever key is pressed."""
    for name in list(environ):
        if name in PROGRAMS or name.startswith(TOOLKIT):
            del environ[name]
    for number in (signal.SIGTSTP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)


def commanded(environ: Mapping[str, str] = os.environ) -> list[str]:
    """The words of the command that was asked of sshd instead of the console; none for the console itself.
    Raises Invalid for a line that cannot be split."""
    import shlex

    try:
        words = shlex.split(environ.get(COMMAND, ""))
    except ValueError as error:
        raise Invalid(f"The command cannot be understood: {error}", "Quote it as in a shell.") from None
    return words[1:] if words[:1] == ["agentconsole"] else words


def must_only_read(name: str) -> None:
    """Refuse every command but those that only read."""
    if name not in READING:
        raise Refused(
            f"“{name}” is off here: there is the console, and there are commands that only read",
            f"Without a command the console opens. There are: {', '.join(READING)}",
            rule=RULE,
        )


def off(doing: str) -> Refused:
    """The refusal of what would lead out of the console. `doing` begins a sentence: 'An editor'."""
    return Refused(
        f"{doing} is off here: this console is restricted to the desk",
        "Whoever runs this machine decides that (--restricted)",
        rule=RULE,
    )
