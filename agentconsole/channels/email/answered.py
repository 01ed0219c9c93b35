"""Telling other mail programs that a mail has been answered, for accounts that ask for it."""

from agentconsole.channels.email.account import Account
from agentconsole.channels.email.imap import Connection
from agentconsole.channels.email.imaplogin import Secret


def mark_answered(account: Account, secret: Secret, message_id: str) -> bool:
    """Mark the mail with this Message-ID as answered, in whichever of the account's mailboxes it is.

    Whether one was found; False as well for an account that does not ask for it. Raises `Unavailable` where
    the server cannot be reached."""
    if not account.mark_answered or account.imap is None:
        return False
    connection = Connection(account, secret)
    try:
        marked = [_marked(connection, mailbox, message_id) for mailbox in account.mailboxes]
        return any(marked)
    finally:
        connection.close()


def _marked(connection: Connection, mailbox: str, message_id: str) -> bool:
    connection.select(mailbox, writable=True)
    found = connection.named(message_id)
    connection.mark(",".join(map(str, found)), "\\Answered")
    return bool(found)
