"""A customer with a tenth of all entries, beside one with a hundred and the bare SQL of the same page.

First on the desk, page by page; then on the screen, from the key to the last byte painted.
"""

import sqlite3
from collections.abc import Callable, Iterator

from agentconsole.desk.local import LocalDesk
from agentconsole.model.ids import first_id_at
from benchmarks.bench import HUNDRED_EMAIL, STAR_EMAIL, Bench
from benchmarks.figures import Figures
from benchmarks.making.generating import END, START
from benchmarks.making.people import HUNDRED_AGENT, STAR_AGENT
from benchmarks.results import Row, judged, row
from benchmarks.terminal import Terminal
from benchmarks.turns import Case, in_turn, timed

PAGE = 40
PAGES = 20
"""Read in one turn."""
MIDDLE = first_id_at(START + (END - START) / 2)
BARE = """
    SELECT entry.* FROM history JOIN entry ON entry.id = history.entry
    WHERE history.customer = ? AND history.entry {side} ? ORDER BY history.entry {order} LIMIT ?
"""
GROWN = 1.1
OWN = 3.0
"""Milliseconds of our own, over the bare SQL."""


def measure(bench: Bench) -> Iterator[Row]:
    """Every place of the history, on every desk."""
    for size in bench.sizes:
        with bench.opened(size) as desk:
            bare = sqlite3.connect(bench.desk(size))
            yield from _pages(bench, desk, bare, size)
            bare.close()
        yield from _painted(bench, size)


def _pages(bench: Bench, desk: LocalDesk, bare: sqlite3.Connection, size: int) -> Iterator[Row]:
    star, hundred = desk.customer(STAR_EMAIL), desk.customer(HUNDRED_EMAIL)
    places: dict[str, tuple[int | None, int | None]] = {
        "the newest page": (None, None),
        "a date in the middle": (MIDDLE, None),
        "the first entry ever": (None, 0),
    }
    for name, (before, after) in places.items():
        found = in_turn(
            {
                "ours": timed(_ours(desk, star.id, before, after), times=PAGES),
                "a hundred entries": timed(_ours(desk, hundred.id, before, after), times=PAGES),
                "bare SQL": timed(_bare(bare, star.id, before, after), times=PAGES),
            },
            rounds=bench.rounds(50),
            within=bench.seconds(6),
        )
        entries = f"{star.entries:,} entries"
        found["own"] = Figures(
            tuple(a - b for a, b in zip(found["ours"].values, found["bare SQL"].values, strict=True))
        )
        own = found["own"].middle
        told = row(f"history: {name}", size, found, floor="bare SQL", note=f"{own:.2f} ms of our own")
        yield judged(told, f"≤ {OWN:g} ms over bare SQL", own <= OWN)
        grown = row(f"history: {name}, as it grows", size, found, floor="a hundred entries", note=entries)
        yield judged(grown, f"≤ {GROWN} × a hundred entries", (grown.ratio_to_floor or 9) <= GROWN)


def _ours(desk: LocalDesk, customer: int, before: int | None, after: int | None) -> Callable[[], object]:
    def page() -> object:
        found = desk.history(customer, before=before, after=after, limit=PAGE)
        assert len(found.items) == PAGE, "both histories must have a page here"
        return found

    return page


def _bare(
    bare: sqlite3.Connection, customer: int, before: int | None, after: int | None
) -> Callable[[], object]:
    up = after is not None
    sql = BARE.format(side=">" if up else "<", order="ASC" if up else "DESC")
    bound = after if up else before or 1 << 62
    return lambda: bare.execute(sql, (customer, bound, PAGE)).fetchall()


def _painted(bench: Bench, size: int) -> Iterator[Row]:
    """The next conversation of the same customer, and the ends of their history, on the screen."""
    star, hundred = bench.console(size, by=STAR_AGENT), bench.console(size, by=HUNDRED_AGENT)
    with bench.screens(star=star, hundred=hundred):
        for each in (star, hundred):
            each.still(0.5)
            each.press(b"\r", quiet=0.5)
        yield _grown("history: open, painted", size, _turns(bench, star, hundred, b"J", b"K"))
        for each in (star, hundred):
            each.press(b"\t", quiet=0.5)
        yield _grown("history: first and newest, painted", size, _turns(bench, star, hundred, b"G", b"gg"))


def _turns(bench: Bench, star: Terminal, hundred: Terminal, *keys: bytes) -> dict[str, Figures]:
    return in_turn(
        {"ours": _there_and_back(star, keys), "a hundred entries": _there_and_back(hundred, keys)},
        rounds=bench.rounds(24),
        within=bench.seconds(9),
        before=2,
    )


def _there_and_back(terminal: Terminal, keys: tuple[bytes, ...]) -> Case:
    """One key and then the other; half of what both took."""

    def case() -> float:
        painted = [terminal.press(key, quiet=0.1) for key in keys]
        return sum(each.last for each in painted if each) / len(keys)

    return case


def _grown(case: str, size: int, found: dict[str, Figures]) -> Row:
    told = row(case, size, found, floor="a hundred entries")
    return judged(told, f"≤ {GROWN} × a hundred entries", (told.ratio_to_floor or 9) <= GROWN)
