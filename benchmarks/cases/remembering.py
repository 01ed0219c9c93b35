"""The most memory a console ever has, in an hour of work: a long history opened, walked and searched."""

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.figures import Figures
from benchmarks.making.people import STAR_AGENT
from benchmarks.results import Row, floor_at_most, row
from benchmarks.terminal import Terminal

BARE = "a bare app"
KEYS = (
    b"\r",
    b"\t",
    b"G",
    b"gg",
    *[b"\x1b[6~"] * 30,
    b"/",
    b"order",
    b"\r",
    b"\x1b",
    b"5",
    *[b"\x1b[6~"] * 10,
)


def measure(bench: Bench) -> Iterator[Row]:
    """On every desk, as the one who looks after the customer with a tenth of all entries."""
    for size in bench.sizes:
        found = {"ours": _peak(bench.console(size, by=STAR_AGENT), KEYS)}
        found[BARE] = _peak(bench.bare("textual_list"), (b"\x1b[6~",) * 10)
        if "neomutt" in bench.screens_of_peers:
            found["neomutt"] = _peak(bench.peer(bench.screens_of_peers["neomutt"]), (b"]",) * 10)
        told = row("memory: the most it has", size, found, peer="neomutt", floor=BARE, unit="MiB")
        yield floor_at_most(told, 1.5)


def _peak(terminal: Terminal, keys: tuple[bytes, ...]) -> Figures:
    try:
        terminal.still(0.5)
        for key in keys:
            terminal.press(key, quiet=0.1, patience=0.5)
        return Figures((terminal.memory(),))
    finally:
        terminal.close()
