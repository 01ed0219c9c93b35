"""Twenty agents at work for minutes on one server: no error, nothing lost, nothing doubled.

    python -m benchmarks.twenty [--minutes 5] [--agents 20] [--database URL]

Each has a live stream open and does what agents do, a few times a second: looks at the inbox, opens a
conversation, reads on in a history, searches, types, writes notes and replies, asks and answers. One write in
ten is sent a second time, as after a line that broke. In the end everything that was answered is looked for
on the desk itself, and everything on the desk among what was answered.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from agentconsole.opening import open_desk
from agentconsole.settings.config import Config
from benchmarks.serving import CONVERSATIONS, filled, served

PAUSE = 0.2
"""Seconds between two things an agent does, on average."""
REFUSED = (403, 409)
"""What the desk may say to somebody who is too late, or is not the owner."""


@dataclass
class Kept:
    """What all of them did."""

    written: dict[str, int] = field(default_factory=dict)
    """The entry of each text that was answered with one."""
    answered: Counter[str] = field(default_factory=Counter)
    took: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    events: int = 0


class Agent:
    """One of them, from their first look to the end."""

    def __init__(self, url: str, number: int, token: str, kept: Kept, until: float) -> None:
        self.line = HTTPConnection(urlsplit(url).netloc, timeout=30)
        self.live = HTTPConnection(urlsplit(url).netloc, timeout=30)
        self.name = "ana" if number == 0 else f"agent{number - 1}"
        self.token = token
        self.kept = kept
        self.until = until
        self.chance = random.Random(number)
        self.count = 0
        self.seen: dict[int, int] = {}

    def work(self) -> None:
        """Until the time is up."""
        deeds = {
            self.inbox: 30,
            self.open: 25,
            self.history: 10,
            self.search: 5,
            self.draft: 12,
            self.note: 10,
            self.reply: 6,
            self.ask: 2,
        }
        while time.time() < self.until:
            deed = self.chance.choices(list(deeds), list(deeds.values()))[0]
            try:
                deed()
            except (OSError, HTTPException, ValueError) as error:
                self.kept.errors.append(f"{deed.__name__}: {error!r}")
                self.line.close()
            time.sleep(self.chance.expovariate(1 / PAUSE))
        self.line.close()

    def listen(self) -> None:
        """Positions only ever grow."""
        self.live.request("GET", "/v1/live", headers={"Authorization": f"Bearer {self.token}"})
        answer, last = self.live.getresponse(), -1
        while time.time() < self.until:
            said = answer.readline()
            if said.startswith(b"id: "):
                at = int(said[4:])
                if at < last:
                    self.kept.errors.append(f"live: {at} after {last}")
                last = at
            self.kept.events += said.startswith(b"event: change")
        self.live.close()

    def said(self, verb: str, path: str, body: Any = None, key: str = "") -> Any:
        sent = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        began = time.perf_counter()
        self.line.request(verb, path, sent, headers)
        answer = self.line.getresponse()
        content = answer.read()
        kind = f"{verb} {path.split('/')[2].partition('?')[0]}"
        self.kept.took.setdefault(kind, []).append(time.perf_counter() - began)
        self.kept.answered[f"{answer.status}"] += 1
        if answer.status != 200 and answer.status not in REFUSED:
            self.kept.errors.append(f"{verb} {path}: {answer.status} {content[:200]!r}")
        return json.loads(content) if answer.status == 200 else None

    def one(self) -> int:
        return self.chance.randint(1, CONVERSATIONS)

    def inbox(self) -> None:
        self.said("GET", f"/v1/inbox/{self.chance.choice(('mine', 'unowned', 'all'))}")

    def open(self) -> None:
        number = self.one()
        found = self.said("GET", f"/v1/conversations/{number}")
        self.said("GET", f"/v1/conversations/{number}/entries")
        self.said("PUT", f"/v1/conversations/{number}/presence", {"doing": "looking"})
        self.seen[number] = found["version"]

    def history(self) -> None:
        self.said("GET", f"/v1/customers/{self.one()}/history?limit=50")

    def search(self) -> None:
        self.said("GET", "/v1/search?q=charged+bag&limit=20")

    def draft(self) -> None:
        body = {"conversation": self.one(), "kind": "note", "text": f"typing {self.count}"}
        self.said("POST", "/v1/commands/draft", body)

    def note(self) -> None:
        self.write("note", conversation=self.one())

    def reply(self) -> None:
        number = self.chance.choice(list(self.seen)) if self.seen else self.one()
        self.write("reply", conversation=number, seen=self.seen.get(number, 1))

    def ask(self) -> None:
        specialist = f"agent{self.chance.randrange(5)}"
        self.write("ask", conversation=self.one(), specialist=specialist)

    def write(self, name: str, **fields: Any) -> None:
        """Write something that nobody wrote before, now and then twice under one key."""
        self.count += 1
        text = f"{self.name} wrote {self.count}"
        body = {**fields, "question" if name == "ask" else "text": text}
        for _ in range(2 if self.chance.random() < 0.1 else 1):
            did = self.said("POST", f"/v1/commands/{name}", body, key=text)
            if did is None:
                continue
            wrote = next(each["id"] for each in did["entries"] if each["text"] == text)
            if self.kept.written.setdefault(text, wrote) != wrote:
                self.kept.errors.append(f"{text} is {wrote} and {self.kept.written[text]}")


def main() -> int:
    """Let them work, look, and tell; 1 when anything was wrong."""
    given = _given()
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="twenty-")))
        which, tokens, _ = filled(work, given.database)
        _, url = stack.enter_context(served(which))
        kept, until = Kept(), time.time() + 60 * given.minutes
        agents = [Agent(url, n, tokens[n], kept, until) for n in range(given.agents)]
        threads = [threading.Thread(target=deed) for agent in agents for deed in (agent.work, agent.listen)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wrong = compared(which, kept)
    return tell(kept, wrong, given.minutes)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.twenty", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--agents", type=int, default=20)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; else a SQLite file")
    return parser.parse_args()


def compared(which: str, kept: Kept) -> list[str]:
    """What was answered, beside what is there."""
    desk = open_desk(which, Config())
    assert isinstance(desk, LocalDesk)
    there: dict[str, list[int]] = {}
    for number in range(1, CONVERSATIONS + 1):
        for entry in desk.thread(number, limit=100_000).items:
            if " wrote " in entry.text and entry.kind in ("note", "message", "ask"):
                there.setdefault(entry.text, []).append(entry.id)
    wrong = [f"lost: {text}" for text in kept.written if text not in there]
    wrong += [f"doubled: {text}" for text, ids in there.items() if len(ids) > 1]
    wrong += [f"never answered: {text}" for text in there if text not in kept.written]
    wrong += [f"another: {text}" for text, one in kept.written.items() if there.get(text, [one])[0] != one]
    wrong += list(differences(desk.store))
    desk.close()
    return wrong


def tell(kept: Kept, wrong: list[str], minutes: float) -> int:
    """How it went."""
    for kind, took in sorted(kept.took.items()):
        took.sort()
        p50, p99 = (1000 * took[int(share * len(took))] for share in (0.5, 0.99))
        print(f"{kind:22}{len(took):7}  p50 {p50:7.1f} ms  p99 {p99:7.1f} ms")
    count = sum(kept.answered.values())
    print(f"{count} requests in {minutes:g} min, {kept.events} events read; answered: {dict(kept.answered)}")
    print(f"{len(kept.written)} entries written, {len(kept.errors)} errors, {len(wrong)} lost or doubled")
    for each in (*kept.errors[:5], *wrong[:5]):
        print(f"  {each}")
    return int(bool(kept.errors or wrong))


if __name__ == "__main__":
    sys.exit(main())
