"""What another program changed, in a console that is open; and what a console costs that nobody touches."""

import time
from collections.abc import Iterator

from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import Note
from agentconsole.model.queries import InboxView
from benchmarks.bench import Bench, floor
from benchmarks.figures import Figures
from benchmarks.results import Row, judged, p95_at_most, row
from benchmarks.terminal import Terminal
from benchmarks.turns import rounds_within

POLLING = "data_version every 50 ms"
WITHIN = 50.0
IDLE = 1.0
"""Percent of one core."""


def measure(bench: Bench) -> Iterator[Row]:
    """On every desk, at the end of an open conversation, where what a colleague writes appears."""
    for size in bench.sizes:
        with bench.opened(size) as desk, bench.screens(**_watching(bench, size)) as screens:
            for each in screens.values():
                each.still(0.5, patience=20)
            screens["ours"].press(b"\r", quiet=0.5)
            screens["ours"].press(b"G", quiet=0.5, patience=1)
            found = _changes(bench, desk, screens)
            told = row("another program's change: seen", size, found, floor=POLLING)
            yield p95_at_most(told, WITHIN)
        with bench.screens(ours=bench.console(size)) as screens:
            yield from _idle(size, screens["ours"], seconds=5 if bench.quick else 10)


def _watching(bench: Bench, size: int) -> dict[str, Terminal]:
    poll = Terminal(floor("data_version", str(bench.desk(size))), columns=80, rows=24, env=bench.env)
    return {"ours": bench.console(size), "poll": poll}


def _changes(bench: Bench, desk: LocalDesk, screens: dict[str, Terminal]) -> dict[str, Figures]:
    """Milliseconds from the moment a change is durable until it is on the screen. No letter of what is new
    stands where it stood before, as only what differs is painted."""
    opened = desk.inbox(InboxView.MINE, by="ana").items[0].id
    found: dict[str, list[float]] = {"ours": [], POLLING: []}
    for number in rounds_within(bench.rounds(30), bench.seconds(15)):
        news = "".join(chr(ord("a") + (number + at) % 26) for at in range(8))
        for name, words in (("ours", news), (POLLING, "changed")):
            watching = screens["ours" if name == "ours" else "poll"]
            for each in screens.values():
                each.still(0.08)
            watching.seen = b""
            # At another moment between two looks each time.
            time.sleep(number * 0.0137 % 0.05)
            desk.do(Note(conversation=opened, text=news), by="agent2")
            found[name].append(watching.awaited(words.encode(), time.perf_counter()))
    return {name: Figures(tuple(values)) for name, values in found.items()}


def _idle(size: int, console: Terminal, *, seconds: float) -> Iterator[Row]:
    console.still(2.0)
    before, began = console.busy(), time.perf_counter()
    sent = 0
    while (left := began + seconds - time.perf_counter()) > 0:
        sent += console.still(left)
    share = (console.busy() - before) / (time.perf_counter() - began) * 100
    busy = row("nothing happens: processor", size, {"ours": Figures((share,))}, unit="% of a core")
    yield judged(busy, f"≤ {IDLE:g} % of one core", share <= IDLE)
    told = row("nothing happens: sent", size, {"ours": Figures((float(sent),))}, unit="bytes")
    yield judged(told, "0 bytes", sent == 0)
