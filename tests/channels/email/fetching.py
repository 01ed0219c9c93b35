"""An account on a test's own server, and all there is in its mailbox."""

from contextlib import closing

from agentconsole.channels.email.account import Account, Server
from agentconsole.channels.email.cursor import Cursor
from agentconsole.channels.email.fetch import Fetcher

OURS = frozenset({"support@here.example"})


def account(server, user="support", **changed):
    there = {"host": server.host, "port": server.imap_port, "security": "none", "user": user}
    there |= changed.pop("imap", {})
    return Account(name="support", address=f"{user}@here.example", imap=Server(**there), **changed)


def fetcher(server, user="support", **changed):
    retry = {"retry_seconds": changed.pop("retry_seconds")} if "retry_seconds" in changed else {}
    return Fetcher(account(server, user, **changed), lambda: server.password, OURS, **retry)


def mail(number, text="Hello", **headers):
    said = {
        "From": "Mei <mei@tan.example>",
        "Subject": f"mail {number}",
        "Message-ID": f"<{number}@tan.example>",
    }
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value)
    return f"{head}\r\n{text} {number}\r\n".encode()


def fetch_all(fetching, mailbox="INBOX", cursor=None, limit=50):
    """Everything after the cursor, the cursor after that, and the notes."""
    cursor = cursor or Cursor(mailbox=mailbox)
    receives, notes, complete = [], [], False
    while not complete:
        batch = fetching.fetch(mailbox, cursor, limit=limit)
        receives += batch.receives
        notes += batch.notes
        cursor, complete = batch.cursor, batch.complete
    return receives, cursor, notes


def all_of(server, **options):
    """`fetch_all` with a fetcher of its own."""
    with closing(fetcher(server)) as fetching:
        return fetch_all(fetching, **options)


def subjects(receives):
    return [each.subject for each in receives]
