"""A console that writes one note after another, until it is killed: `killed.py URL TOKEN CONVERSATION FIRST
LAST`. It prints the number of each that it was told is done, or kept."""

import sys

from agentconsole.client.http import Waits
from agentconsole.client.remote import connect
from agentconsole.model import commands
from agentconsole.model.errors import Unavailable

QUICK = Waits(connect=1, read=2, whole=5, silent=1, again=(0.02,), longest=0.2)


def main(url: str, token: str, conversation: str, first: str, last: str) -> None:
    desk = None
    while desk is None:
        try:
            desk = connect(url, token, QUICK)
        except Unavailable:
            continue
    for number in range(int(first), int(last)):
        desk.do(commands.Note(conversation=int(conversation), text=str(number)))
        print(number, flush=True)
    desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
