"""From a key to its paint: moving, paging and opening, and the bytes that takes, on two sizes of screen."""

import time
from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from benchmarks import results
from benchmarks.bench import LARGE, SMALL, Bench
from benchmarks.figures import STARTED, Figures
from benchmarks.results import Row, floor_at_most, judged, p95_at_most
from benchmarks.terminal import Painted, Terminal
from benchmarks.turns import rounds_within

row = partial(results.row, apart=STARTED)

BARE = "a bare list"
OPENS = "bare lists"
"""That read the desk by bare SQL and show the same: a list that only shows other lines opens nothing."""
QUIET = 0.06
"""Seconds: nothing that belongs to a key comes later."""
OPENING = 0.2
RESTING = 0.3
"""How long a person looks at a row before they open it."""
UNREAD = "that list reads nothing, and shows other lines of its own"
MOVE_BYTES = 600
PAGE_BYTES = 2.0
"""Times the characters a screen shows: its columns times its rows."""

DOWN, UP, PAGE_DOWN, PAGE_UP, ENTER = b"j", b"k", b"\x1b[6~", b"\x1b[5~", b"\r"


class Hands(Struct, frozen=True, kw_only=True):
    """Which keys do it in a program; `back` brings it to where it was before."""

    move: tuple[bytes, bytes] = (DOWN, UP)
    page: tuple[bytes, bytes] = (PAGE_DOWN, PAGE_UP)
    open: bytes = ENTER
    back: bytes = b""


HANDS = {
    "ours": Hands(back=b"i"),
    BARE: Hands(),
    OPENS: Hands(back=b"i"),
    "neomutt": Hands(page=(b"]", b"["), back=b"q"),
    "tig": Hands(page=(b"\x04", b"\x15"), back=b"q"),
}


def measure(bench: Bench) -> Iterator[Row]:
    """The list of all conversations, on every desk and on two sizes of screen."""
    for size in bench.sizes:
        for at in (SMALL, LARGE):
            yield from _list(bench, size, at)


def _list(bench: Bench, size: int, at: tuple[int, int]) -> Iterator[Row]:
    """All programs are started twice: where they and their data happen to lie in memory is another
    each time, and makes more of a difference than one turn and the next."""
    moves, pages, opens, at_once = _Starts(), _Starts(), _Starts(), _Starts()
    for _ in range(bench.starts):
        with bench.screens(**_programs(bench, size, at)) as screens:
            for each in screens.values():
                each.still(0.5)
            screens["ours"].press(b"5", quiet=0.5)
            moving = {name: screen for name, screen in screens.items() if name != OPENS}
            moves.add(_together(bench, moving, lambda name: HANDS[name].move))
            pages.add(_together(bench, moving, lambda name: HANDS[name].page))
            opens.add(_opens(bench, screens, rounds=24, seconds=20, resting=True))
            two = {name: screens[name] for name in ("ours", OPENS)}
            at_once.add(_opens(bench, two, rounds=15, seconds=8, resting=False))
    place = f"{at[0]}x{at[1]}"
    yield from _moved(size, place, moves.found)
    yield from _paged(size, place, pages.found)
    yield from _opened(size, place, opens.found)
    told = row(f"key {place}: down and open at once", size, _figures(at_once.found), floor=OPENS)
    yield floor_at_most(told, 1.3)


class _Starts:
    """What each program painted, over all the times it was started."""

    def __init__(self) -> None:
        self.found: dict[str, list[Painted]] = {}

    def add(self, more: dict[str, list[Painted]]) -> None:
        """As many of each: they took turns."""
        least = min(len(each) for each in more.values())
        for name, each in more.items():
            self.found.setdefault(name, []).extend(each[:least])


def _programs(bench: Bench, size: int, at: tuple[int, int]) -> dict[str, Terminal]:
    wanted = {
        "ours": bench.console(size, at),
        BARE: bench.bare("textual_list", at),
        OPENS: bench.bare("textual_opening", at, str(bench.desk(size))),
    }
    if size == bench.largest:
        some = {name: screen for name, screen in bench.screens_of_peers.items() if name in HANDS}
        wanted |= {name: bench.peer(screen, at) for name, screen in some.items()}
    return wanted


def _together(
    bench: Bench, screens: dict[str, Terminal], keys: Callable[[str], tuple[bytes, bytes]]
) -> dict[str, list[Painted]]:
    """Twice forth and twice back, and again; each program in turn."""
    found: dict[str, list[Painted]] = {name: [] for name in screens}
    for number in rounds_within(*bench.share(40, 11), before=4):
        painted = {
            name: screen.press(keys(name)[number // 2 % 2], quiet=QUIET) for name, screen in screens.items()
        }
        if number >= 0 and all(painted.values()):
            for name, each in painted.items():
                if each is not None:
                    found[name].append(each)
    return found


def _opens(
    bench: Bench, screens: dict[str, Terminal], *, rounds: int, seconds: float, resting: bool
) -> dict[str, list[Painted]]:
    """One further down each time, all programs right after each other: after a rest on it, or with the key
    for going down and that for opening in one. Going back is not measured."""
    found: dict[str, list[Painted]] = {name: [] for name in screens}
    for number in rounds_within(*bench.share(rounds, seconds), before=2):
        for name in list(screens)[:: -1 if number % 2 else 1]:
            painted = screens[name].press((b"" if resting else DOWN) + HANDS[name].open, quiet=OPENING)
            if painted is not None and number >= 0:
                found[name].append(painted)
        for name, screen in screens.items():
            if HANDS[name].back:
                screen.press(HANDS[name].back, quiet=OPENING, patience=1)
            if resting:
                screen.press(DOWN, quiet=QUIET, patience=1)
        if resting:
            time.sleep(RESTING)
    return found


def _figures(found: dict[str, list[Painted]]) -> dict[str, Figures]:
    return {name: Figures(tuple(one.last for one in each)) for name, each in found.items()}


def _bytes(found: dict[str, list[Painted]]) -> dict[str, Figures]:
    return {name: Figures(tuple(float(one.sent) for one in each)) for name, each in found.items()}


def _moved(size: int, place: str, found: dict[str, list[Painted]]) -> Iterator[Row]:
    told = row(f"key {place}: move", size, _figures(found), peer="neomutt", floor=BARE)
    yield p95_at_most(told, 16)
    sent = row(f"key {place}: move, sent", size, _bytes(found), peer="neomutt", floor=BARE, unit="bytes")
    yield judged(sent, f"≤ {MOVE_BYTES} bytes", sent.ours <= MOVE_BYTES)


def _paged(size: int, place: str, found: dict[str, list[Painted]]) -> Iterator[Row]:
    told = row(f"key {place}: page", size, _figures(found), peer="neomutt", floor=BARE)
    yield floor_at_most(told, 1.3)
    sent = row(f"key {place}: page, sent", size, _bytes(found), peer="neomutt", floor=BARE, unit="bytes")
    columns, rows = map(int, place.split("x"))
    shown = sent.ours / (columns * rows)
    note = f"{shown:.2f} bytes for each character that the screen shows"
    yield judged(
        replace(sent, note=note), f"≤ {PAGE_BYTES:g} × the characters shown", 0 < shown <= PAGE_BYTES
    )


def _opened(size: int, place: str, found: dict[str, list[Painted]]) -> Iterator[Row]:
    figures = _figures(found)
    yield floor_at_most(row(f"key {place}: open", size, figures, peer="neomutt", floor=OPENS), 1.3)
    yield row(f"key {place}: open, beside other lines", size, figures, floor=BARE, note=UNREAD)
