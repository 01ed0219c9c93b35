"""A team server: reads and writes beside an empty route and the bare SQL, events beside a bare stream.

    python -m benchmarks.serving [--database URL] [--seconds 3] [--rounds 7] [--consoles 200]

Server and floors are programs of their own, on the loopback; they take turns. A rate is of several lines at
once; beside it stands what an answer costs the server's processor, which others on the machine hardly change.
What twenty agents do for minutes is `benchmarks.twenty`.
"""

import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import AddAgent, Claim, Receive
from agentconsole.model.people import Contact
from agentconsole.opening import open_desk
from agentconsole.settings.config import Config
from agentconsole.store.sqlite import open_store
from agentconsole.wire.calls import EXACT
from benchmarks.hearing import heard
from benchmarks.http_load import Took, load, request

FLOOR = Path(__file__).parent / "floors" / "empty_route.py"
CONVERSATIONS = 200
LINES = 8


def main() -> int:
    """Measure, and tell."""
    given = _given()
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="serving-")))
        which, tokens, number = filled(work, given.database)
        token = tokens[0]
        ours, url = stack.enter_context(served(which))
        empty, floor = stack.enter_context(program(sys.executable, str(FLOOR)))
        inbox = request("GET", "/v1/inbox/mine", token=token)
        exact = request("GET", "/v1/inbox/mine", token=token, headers=[f"Accept: {EXACT}"])
        few = request("GET", "/v1/inbox/mine?limit=20", token=token)
        cases: dict[str, tuple[str, int, Callable[[int], bytes]]] = {
            "empty route": (floor, empty, lambda _: request("GET", "/")),
            "inbox of 50, for scripts": (url, ours, lambda _: inbox),
            "inbox of 50, for consoles": (url, ours, lambda _: exact),
            "inbox of 20, for scripts": (url, ours, lambda _: few),
            "a note, while 8 write": (url, ours, lambda n: noting(token, number, n)),
        }
        found = in_turn(cases, rounds=given.rounds, seconds=given.seconds)
        tell(found)
        tell_sql(found["a note, while 8 write"], work)
        for name, place, heads in (
            ("bare stream", floor, [request("GET", "/live")]),
            ("live events", url, [request("GET", "/v1/live", token=each) for each in tokens]),
        ):
            writing = None if name == "bare stream" else lambda n: noting(token, number, 10**6 + n)
            late = heard(place, heads, writing, consoles=given.consoles, seconds=10)
            print(f"{name}, {given.consoles} readers: p50 {late[0]:.1f} ms, p99 {late[1]:.1f} ms")
    return 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; else a SQLite file")
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--consoles", type=int, default=200)
    return parser.parse_args()


def filled(work: Path, database: str) -> tuple[str, list[str], int]:
    """A desk with an inbox: its name, a token for each agent, and the number of a conversation."""
    which = database or str(work / "desk.db")
    if not database:
        open_store(Path(which), create=True).close()
    desk = open_desk(which, Config())
    assert isinstance(desk, LocalDesk)
    handles = ("ana", *(f"agent{n}" for n in range(20)))
    for handle in handles:
        desk.do(AddAgent(handle=handle, full_name=handle.title()))
    now = datetime.now(UTC)
    batch = [_mail(n, now - timedelta(minutes=CONVERSATIONS - n)) for n in range(CONVERSATIONS)]
    number = 0
    for outcome in desk.receive(batch):
        assert not isinstance(outcome, Exception) and outcome.conversation is not None
        number = outcome.conversation.id
        desk.do(Claim(conversation=number), by="ana")
    tokens = [desk.make_token(handle, name="benchmark", by=handle).secret for handle in handles]
    desk.close()
    return which, tokens, number


def _mail(number: int, at: datetime) -> Receive:
    return Receive(
        channel="email",
        external_id=f"m{number}",
        at=at,
        customer=Contact(name=f"Customer {number}", email=f"c{number}@customer.example"),
        direction="in",
        text="I was charged again for the same bag. This is the second time this year.",
        subject=f"Baggage fee charged twice ({number})",
        keys=(f"k{number}",),
        begins=True,
    )


@contextmanager
def program(*words: str, environment: dict[str, str] | None = None) -> Iterator[tuple[int, str]]:
    """A server as a program: its process, and its address, which is the end of its first line."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            words, stderr=subprocess.PIPE, env={**os.environ, **(environment or {})}, stdout=log
        )
        assert process.stderr is not None
        first = process.stderr.readline().decode().split()[-1]
        sink = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
        try:
            yield process.pid, first
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
            process.stderr.close()
            sink.wait(5)


@contextmanager
def served(which: str) -> Iterator[tuple[int, str]]:
    """Our server over that desk, with no limit to how often one asks."""
    words = (sys.executable, "-m", "agentconsole", "serve", "--port", "0", "--rate", "0")
    with program(*words, environment={"AGENTCONSOLE_DESK": which}) as found:
        yield found


def noting(token: str, conversation: int, number: int) -> bytes:
    """A note nobody wrote before."""
    body = json.dumps({"conversation": conversation, "text": f"Called the bank, number {number}."}).encode()
    key = f"Idempotency-Key: {os.getpid()}-{number}"
    return request("POST", "/v1/commands/note", token=token, body=body, headers=[key])


def in_turn(
    cases: dict[str, tuple[str, int, Callable[[int], bytes]]], *, rounds: int, seconds: float
) -> dict[str, list[Took]]:
    """Each case in its turn, every other round backwards, after one that does not count."""
    found: dict[str, list[Took]] = {name: [] for name in cases}
    first = 0
    for turn in range(-1, rounds):
        for name in list(cases)[:: -1 if turn % 2 else 1]:
            url, process, ask = cases[name]
            took = load(url, ask, process=process, lines=LINES, seconds=seconds, first=first)
            first += 1_000_000
            if turn >= 0:
                found[name].append(took)
    return found


def tell(found: dict[str, list[Took]]) -> None:
    """Each beside the empty route: by how many it answers, and by what one costs."""
    floor = found["empty route"]
    print(f"{'':28}{'per s':>8}{'p50':>8}{'p99':>8}{'cpu ms':>8}{'× rate':>8}{'× cpu':>8}  wrong")
    for name, took in found.items():
        rate = median(one.rate / two.rate for one, two in zip(took, floor, strict=True))
        cost = median(two.cost / one.cost for one, two in zip(took, floor, strict=True))
        print(
            f"{name:28}{median(each.rate for each in took):8.0f}{median(each.at(0.5) for each in took):8.2f}"
            f"{median(each.at(0.99) for each in took):8.2f}{median(each.cost for each in took):8.3f}"
            f"{rate:8.2f}{cost:8.2f}  {sum(each.wrong for each in took)}"
        )


def tell_sql(notes: list[Took], work: Path) -> None:
    """Notes beside the least that keeps one durably: a row in an indexed table, synced, one after another."""
    with sqlite3.connect(work / "bare.db", isolation_level=None) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, conversation INTEGER, text TEXT)")
        bare.execute("CREATE INDEX by_conversation ON note (conversation)")
        began, count = time.perf_counter(), 0
        while time.perf_counter() < began + 3:
            bare.execute("INSERT INTO note (conversation, text) VALUES (1, 'Called the bank.')")
            count += 1
        rate = count / (time.perf_counter() - began)
    ours = median(each.rate for each in notes)
    print(f"bare SQL: {rate:.0f} rows a second, each synced; a note over HTTP is {ours / rate:.2f} ×")


if __name__ == "__main__":
    sys.exit(main())
