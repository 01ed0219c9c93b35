"""Trying a channel out: both ways are connected and logged in to, and nothing is fetched or sent."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from agentconsole.channels.base import Undelivered
from agentconsole.channels.email import mailboxes
from agentconsole.channels.email.account import Account
from agentconsole.channels.email.imap import Connection
from agentconsole.channels.email.smtp import Smtp
from agentconsole.desk.postline import Line
from agentconsole.model.errors import DeskError, Unavailable
from agentconsole.opening.mail import line_of
from agentconsole.settings.channels import Channel


class Tried(Struct, frozen=True, kw_only=True):
    """One thing that was tried."""

    what: str
    found: str
    hint: str = ""
    exit_code: int = 0
    """What a run ends with that found nothing else; 0 where it works."""


def try_out(channel: Channel) -> list[Tried]:
    """What works, and what does not. Nothing is raised for a server that does not answer."""
    line = line_of(channel)
    found: list[Tried] = []
    if line.account.imap is not None:
        found += _tried("incoming mail", lambda: _incoming(line))
    if line.account.smtp is not None:
        found += _tried("outgoing mail", lambda: _outgoing(line))
    return found


def _tried(what: str, attempt: Callable[[], list[Tried]]) -> list[Tried]:
    try:
        return attempt()
    except DeskError as fault:
        return [_fault(what, fault)]


def _fault(what: str, fault: DeskError) -> Tried:
    return Tried(what=what, found=fault.message, hint=fault.hint, exit_code=fault.exit_code)


def _incoming(line: Line) -> list[Tried]:
    account = line.account
    connection = Connection(account, line.incoming)
    try:
        found = [Tried(what="incoming mail", found=f"{account.imap and account.imap.host} lets us in")]
        for mailbox in account.mailboxes:
            found += _tried(mailbox, partial(_mailbox, connection, mailbox))
        return [*found, _sent(connection, account)]
    finally:
        connection.close()


def _mailbox(connection: Connection, name: str) -> list[Tried]:
    connection.select(name)
    return [Tried(what=name, found=f"{len(connection.after(0)):,} mails")]


def _sent(connection: Connection, account: Account) -> Tried:
    name = account.sent or mailboxes.sent(connection.mailboxes())
    by = "the provider keeps what is sent there" if account.files_sent else "what is sent is kept there"
    return Tried(what="sent mail", found=f"{name}: {by}" if name else "there is no folder; no copy is kept")


def _outgoing(line: Line) -> list[Tried]:
    server = line.account.smtp
    try:
        Smtp(line.account, line.outgoing).check()
    except Undelivered as why:
        return [_fault("outgoing mail", Unavailable(why.reason))]
    did = f"lets {server.user} in" if server and server.user else "answers, and wants no login"
    return [Tried(what="outgoing mail", found=f"{server and server.host} {did}")]
