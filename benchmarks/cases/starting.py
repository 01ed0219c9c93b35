"""From starting the console to the first frame one can use: the names of those who wait."""

from collections.abc import Iterator

from agentconsole.model.queries import InboxView
from benchmarks.bench import Bench
from benchmarks.peers import PARTS
from benchmarks.results import Row, floor_at_most, judged, row
from benchmarks.terminal import Terminal
from benchmarks.turns import Case, in_turn

TINY = 1_000
FIRST_LINE, LAST_LINE = b"line      0", b"keys"
"""What a bare app paints first, and our console when it answers keys, as a bare app does at once."""
GROWN = 1.1


def measure(bench: Bench) -> Iterator[Row]:
    """The first paint on every desk, beside a bare app and the mail programs."""
    sizes = (TINY, *bench.sizes)
    cases = {f"{size}": _console(bench, size) for size in sizes}
    cases["keys"] = lambda: _seen(bench.console(bench.largest), LAST_LINE)
    cases["a bare app"] = lambda: _seen(bench.bare("textual_list"), FIRST_LINE)
    for name in ("neomutt", "aerc"):
        if name in bench.screens_of_peers:
            cases[name] = _peer(bench, name)
    found = in_turn(cases, rounds=bench.rounds(12), within=bench.seconds(60))
    for size in bench.sizes:
        mine = {**found, "ours": found[f"{size}"]}
        note = f"the peers have a folder of {bench.mailbox // PARTS:,} mails, its headers remembered"
        yield floor_at_most(
            row("start: first paint", size, mine, peer="neomutt", floor="a bare app", note=note), 1.3
        )
        yield row("start: first paint, beside aerc", size, mine, peer="aerc", floor="a bare app")
    ready = {**found, "ours": found["keys"]}
    yield row("start: until a key is answered", bench.largest, ready, peer="neomutt", floor="a bare app")
    tiny = {**found, "ours": found[f"{bench.largest}"], "1,000 entries": found[f"{TINY}"]}
    grown = row("start: as the desk grows", bench.largest, tiny, floor="1,000 entries")
    yield judged(grown, f"≤ {GROWN} × 1,000 entries", (grown.ratio_to_floor or 9) <= GROWN)


def _console(bench: Bench, size: int) -> Case:
    with bench.opened(size) as desk:
        waits_longest = desk.inbox(InboxView.MINE, by="ana").items[0].customer.name.encode()
    return lambda: _seen(bench.console(size), waits_longest)


def _peer(bench: Bench, name: str) -> Case:
    newest = max((bench.mails / f"part-{PARTS - 1}" / "cur").iterdir())
    author = newest.read_bytes().split(b"From: ")[1].split(b" <")[0]
    return lambda: _seen(bench.peer(bench.screens_of_peers[name]), author)


def _seen(terminal: Terminal, words: bytes) -> float:
    try:
        return terminal.until(words)
    finally:
        terminal.close()
