"""One of several processes that write to one desk at once: DESK NUMBER COMMANDS."""

import random
import sys
from datetime import timedelta
from pathlib import Path

from agentconsole.desk.clock import now
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands
from agentconsole.model.errors import DeskError
from agentconsole.model.people import Contact
from agentconsole.store.base import Store
from agentconsole.store.sqlite import open_store

HANDLES = ("ana", "ben", "priya")


def one(choose: random.Random, writer: int, n: int) -> commands.Command:
    number, colleague = choose.randint(1, 5), choose.choice(HANDLES)
    return choose.choice(
        [
            commands.Claim(conversation=number),
            commands.Reply(conversation=number, text=f"reply {writer}-{n}"),
            commands.HandOver(conversation=number, to=colleague, brief="b", reason="r"),
            commands.AcceptHandOver(conversation=number),
            commands.Ask(conversation=number, specialist=colleague, question=f"ask {writer}-{n}?"),
            commands.Answer(ask=choose.randint(1, 30), text="yes"),
            commands.Snooze(conversation=number, until=now() + timedelta(hours=1), reason="part"),
            commands.Close(conversation=number),
            commands.Introduce(conversation=number, specialist=colleague),
        ]
    )


def opened(address: str) -> Store:
    """A file, or a database."""
    if "://" in address:
        from agentconsole.store.postgres import open_store as open_database

        return open_database(address)
    return open_store(Path(address))


def main(address: str, writer: int, count: int) -> None:
    """Every other command is a note, or a message known under an id that all writers use; those must all
    be there in the end. What a rule refuses is no failure; anything else is."""
    desk = LocalDesk(opened(address))
    choose = random.Random(writer)
    for n in range(count):
        by = choose.choice(HANDLES)
        if n % 3 == 0:
            desk.do(commands.Note(conversation=1 + n % 5, text=f"note {writer}-{n}"), by=by)
        elif n % 3 == 1:
            desk.do(
                commands.Receive(
                    channel="chat",
                    external_id=f"shared-{n}",
                    at=now(),
                    customer=Contact(handle=f"chat:{n % 5}"),
                    direction="in",
                    text=f"shared {n}",
                    keys=(f"matter {n % 5}",),
                )
            )
        else:
            try:
                desk.do(one(choose, writer, n), by=by)
            except DeskError as refusal:
                assert refusal.exit_code in (2, 5, 6), refusal.message
    desk.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
