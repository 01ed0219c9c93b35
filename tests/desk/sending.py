"""Sends what is due in the outbox of a desk until nothing is, or it is killed: DESK PORT MINUTES.

A line is written for each message that has left. The clock is put forward by so many minutes, so that what
another such program was sending when it was killed has been given up. A program of its own, so that it can be
killed.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from agentconsole.channels.email.account import Account, Server
from agentconsole.desk.clock import now
from agentconsole.desk.local import LocalDesk
from agentconsole.desk.post import Line, News, Post
from agentconsole.store.sqlite import open_store


def main(path: str, port: int, minutes: int) -> None:
    def clock() -> datetime:
        return now() + timedelta(minutes=minutes)

    def tell(news: News) -> None:
        print(news.words, flush=True)

    desk = LocalDesk(open_store(Path(path)), clock=clock)
    smtp = Server(host="localhost", port=port, security="none")
    account = Account(name="support", address="support@desk.test", smtp=smtp)
    Post(desk, [Line(account=account, incoming=str, outgoing=str)], clock=clock, tell=tell).send_due()
    desk.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
