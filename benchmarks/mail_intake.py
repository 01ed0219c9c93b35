"""The whole way in of a mail, read, threaded, kept and indexed, beside a bare parse by the standard library.

python -m benchmarks.mail_intake [--mails N]
"""

import argparse
import email
import email.policy
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from msgspec.structs import replace

from agentconsole.channels.email.incoming import receive
from agentconsole.desk.local import LocalDesk
from agentconsole.store.sqlite import open_store
from benchmarks import mail_made

OURS = frozenset({"help@desk.example"})
BATCH = 50
"""Mails that are kept in one transaction, as the post keeps them."""
NOW = datetime(2026, 11, 17, tzinfo=UTC)


def bare(mails: list[bytes]) -> float:
    """Mails a second that the standard library parses, and nothing else."""
    began = perf_counter()
    for raw in mails:
        email.message_from_bytes(raw, policy=email.policy.compat32)
    return len(mails) / (perf_counter() - began)


def whole(mails: list[bytes]) -> float:
    """Mails a second that are durably on the desk, found by search, in their conversation."""
    with tempfile.TemporaryDirectory() as place:
        desk = LocalDesk(open_store(Path(place) / "desk.db", create=True))
        began = perf_counter()
        for start in range(0, len(mails), BATCH):
            batch = [receive(raw, ours=OURS, now=NOW) for raw in mails[start : start + BATCH]]
            desk.receive([replace(each, guarded=True) for each in batch])
        took = perf_counter() - began
        desk.close()
    return len(mails) / took


def main() -> None:
    """Print both, in turns, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2_000)
    mails = list(mail_made.mails(parser.parse_args().mails))
    print(f"{len(mails):,} mails, {sum(map(len, mails)) / len(mails) / 1000:.1f} kB each on average")
    rounds = [(whole(mails), bare(mails)) for _ in range(3)]
    for done, parsed in rounds:
        print(
            f"whole intake {done:6,.0f} a second   bare parse {parsed:6,.0f} a second   {parsed / done:.2f} x"
        )


if __name__ == "__main__":
    main()
