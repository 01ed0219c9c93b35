"""Fetches a mailbox into a desk until it is killed or has all of it: DESK PORT USER PASSWORD.

A line is written when it begins, and for each batch that is durable. A program of its own, so that it can
be killed.
"""

import sys
from pathlib import Path

from agentconsole.channels.email import cursor
from agentconsole.channels.email.account import Account, Server
from agentconsole.channels.email.fetch import Batch, Fetcher
from agentconsole.desk.local import LocalDesk
from agentconsole.model.keeping import Mark
from agentconsole.store.sqlite import open_store

HOST = "127.0.0.1"


def fetcher(port: int, user: str, password: str) -> Fetcher:
    server = Server(host=HOST, port=port, security="none", user=user)
    account = Account(name="support", address=f"{user}@here.example", imap=server)
    return Fetcher(account, lambda: password, frozenset({account.address}))


def keep(desk: LocalDesk, batch: Batch) -> None:
    """What came and how far that is, in one transaction."""
    mark = Mark(channel="support", name=batch.cursor.mailbox, value=batch.cursor.value())
    for outcome in desk.receive(batch.receives, marks=[mark]):
        if isinstance(outcome, Exception):
            raise outcome


def kept(desk: LocalDesk, mailbox: str = "INBOX") -> cursor.Cursor:
    """How far the desk is."""
    marks = {mark.name: mark.value for mark in desk.marks("support")}
    return cursor.read(marks.get(mailbox), mailbox)


def main(path: str, port: int, user: str, password: str, limit: int) -> None:
    desk = LocalDesk(open_store(Path(path)))
    fetching = fetcher(port, user, password)
    print("begun", flush=True)
    complete = False
    while not complete:
        batch = fetching.fetch("INBOX", kept(desk), limit=limit)
        keep(desk, batch)
        complete = batch.complete
        print(len(batch.receives), flush=True)
    fetching.close()
    desk.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]))
