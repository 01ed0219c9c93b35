"""What another program changed, in a console that is open; and what a console costs that nobody touches."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import Receive
from agentconsole.model.people import Contact
from benchmarks.bench import Bench, floor
from benchmarks.figures import Figures
from benchmarks.results import Row, judged, p95_at_most, row
from benchmarks.terminal import Terminal

POLLING = "data_version every 50 ms"
WITHIN = 50.0
IDLE = 1.0
"""Percent of one core."""


def measure(bench: Bench) -> Iterator[Row]:
    """On every desk, looking at the list of all conversations, where a new one stands on top."""
    for size in bench.sizes:
        with bench.opened(size) as desk, bench.screens(**_watching(bench, size)) as screens:
            for each in screens.values():
                each.still(0.5, patience=20)
            screens["ours"].press(b"5", quiet=0.5)
            found = _changes(desk, screens, bench.rounds(30))
            told = row("another program's change: seen", size, found, floor=POLLING)
            yield p95_at_most(told, WITHIN)
            yield from _idle(size, screens["ours"], seconds=5 if bench.quick else 10)


def _watching(bench: Bench, size: int) -> dict[str, Terminal]:
    poll = Terminal(floor("data_version", str(bench.desk(size))), columns=80, rows=24, env=bench.env)
    return {"ours": bench.console(size), "poll": poll}


def _changes(desk: LocalDesk, screens: dict[str, Terminal], rounds: int) -> dict[str, Figures]:
    """Milliseconds from the moment a change is durable until it is on the screen."""
    found: dict[str, list[float]] = {"ours": [], POLLING: []}
    for number in range(rounds):
        name = f"Newcomer{number}"
        for each in screens.values():
            each.still(0.05)
            each.seen = b""
        # At another moment of the waiting each time, not always just after a look.
        time.sleep(0.05 + number * 0.0137 % 0.05)
        desk.do(_message(name))
        durable = time.perf_counter()
        found["ours"].append(screens["ours"].awaited(name.encode(), durable))
        found[POLLING].append(_polled(desk, screens["poll"], number))
    return {name: Figures(tuple(values)) for name, values in found.items()}


def _polled(desk: LocalDesk, poll: Terminal, number: int) -> float:
    poll.still(0.06)
    poll.seen = b""
    time.sleep(0.05 + number * 0.0137 % 0.05)
    desk.do(_message("Somebody else"))
    return poll.awaited(b"changed", time.perf_counter())


def _message(name: str) -> Receive:
    number = str(time.monotonic_ns())
    return Receive(
        channel="chat",
        external_id=number,
        at=datetime.now(UTC),
        customer=Contact(name=name, email=f"{number}@new.example"),
        direction="in",
        subject=name,
        text="I was charged twice.",
        begins=True,
    )


def _idle(size: int, console: Terminal, *, seconds: float) -> Iterator[Row]:
    console.still(1.0)
    before, began = console.busy(), time.perf_counter()
    sent = 0
    while (left := began + seconds - time.perf_counter()) > 0:
        sent += console.still(left)
    share = (console.busy() - before) / (time.perf_counter() - began) * 100
    busy = row("nothing happens: processor", size, {"ours": Figures((share,))}, unit="% of a core")
    yield judged(busy, f"≤ {IDLE:g} % of one core", share <= IDLE)
    told = row("nothing happens: sent", size, {"ours": Figures((float(sent),))}, unit="bytes")
    yield judged(told, "0 bytes", sent == 0)
