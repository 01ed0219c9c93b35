"""From a key to its paint: moving, paging and opening, and the bytes that takes, on two sizes of screen."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from benchmarks.bench import LARGE, SMALL, Bench
from benchmarks.figures import Figures
from benchmarks.results import Row, floor_at_most, judged, p95_at_most, row
from benchmarks.terminal import Painted, Terminal

BARE = "a bare list"
QUIET = 0.08
"""Seconds: nothing that belongs to a key comes later."""
OPENING = 0.25
MOVE_BYTES = 600
PAGE_BYTES = 2.0
"""Times the characters shown."""

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
    "neomutt": Hands(page=(b"]", b"["), back=b"q"),
    "tig": Hands(page=(b"\x04", b"\x15"), back=b"q"),
}


def measure(bench: Bench) -> Iterator[Row]:
    """The list of all conversations, on every desk and on two sizes of screen."""
    for size in bench.sizes:
        for at in (SMALL, LARGE):
            yield from _list(bench, size, at)


def _list(bench: Bench, size: int, at: tuple[int, int]) -> Iterator[Row]:
    wanted = {"ours": bench.console(size, at), BARE: bench.bare("textual_list", at)}
    if size == bench.largest:
        some = {name: screen for name, screen in bench.screens_of_peers.items() if name in HANDS}
        wanted |= {name: bench.peer(screen, at) for name, screen in some.items()}
    with bench.screens(**wanted) as screens:
        for each in screens.values():
            each.still(0.5)
        screens["ours"].press(b"5", quiet=0.5)
        rounds = bench.rounds(40)
        place = f"{at[0]}x{at[1]}"
        yield from _moved(size, place, _together(screens, rounds, lambda name: HANDS[name].move))
        yield from _paged(size, place, _together(screens, rounds, lambda name: HANDS[name].page))
        yield _opened(size, place, _opens(screens, bench.rounds(12)))


def _together(
    screens: dict[str, Terminal], rounds: int, keys: Callable[[str], tuple[bytes, bytes]]
) -> dict[str, list[Painted]]:
    """Twice forth and twice back, and again; each program in turn."""
    found: dict[str, list[Painted]] = {name: [] for name in screens}
    for number in range(rounds + 4):
        painted = {
            name: screen.press(keys(name)[number // 2 % 2], quiet=QUIET) for name, screen in screens.items()
        }
        if number >= 4 and all(painted.values()):
            for name, each in painted.items():
                if each is not None:
                    found[name].append(each)
    return found


def _opens(screens: dict[str, Terminal], rounds: int) -> dict[str, list[Painted]]:
    """One further down each time; going back is not measured."""
    found: dict[str, list[Painted]] = {name: [] for name in screens}
    for number in range(rounds + 2):
        for name, screen in screens.items():
            painted = screen.press(HANDS[name].open, quiet=OPENING)
            if painted is not None and number >= 2:
                found[name].append(painted)
            if HANDS[name].back:
                screen.press(HANDS[name].back, quiet=OPENING, patience=1)
            screen.press(DOWN, quiet=QUIET, patience=1)
    return found


def _figures(found: dict[str, list[Painted]]) -> dict[str, Figures]:
    least = min(len(each) for each in found.values())
    return {name: Figures(tuple(one.last for one in each[:least])) for name, each in found.items()}


def _bytes(found: dict[str, list[Painted]]) -> dict[str, Figures]:
    least = min(len(each) for each in found.values())
    return {name: Figures(tuple(float(one.sent) for one in each[:least])) for name, each in found.items()}


def _moved(size: int, place: str, found: dict[str, list[Painted]]) -> Iterator[Row]:
    told = row(f"key {place}: move", size, _figures(found), peer="neomutt", floor=BARE)
    yield p95_at_most(told, 16)
    sent = row(f"key {place}: move, sent", size, _bytes(found), peer="neomutt", floor=BARE, unit="bytes")
    yield judged(sent, f"≤ {MOVE_BYTES} bytes", sent.ours <= MOVE_BYTES)


def _paged(size: int, place: str, found: dict[str, list[Painted]]) -> Iterator[Row]:
    told = row(f"key {place}: page", size, _figures(found), peer="neomutt", floor=BARE)
    yield floor_at_most(told, 1.3)
    sent = row(f"key {place}: page, sent", size, _bytes(found), peer="neomutt", floor=BARE, unit="bytes")
    shown = Figures(tuple(one.sent / len(one.text.decode(errors="replace")) for one in found["ours"])).middle
    note = f"{shown:.2f} bytes for each character shown"
    yield judged(
        row(
            f"key {place}: page, sent",
            size,
            _bytes(found),
            peer="neomutt",
            floor=BARE,
            unit="bytes",
            note=note,
        ),
        f"≤ {PAGE_BYTES:g} × the characters shown",
        shown <= PAGE_BYTES and sent.ours > 0,
    )


def _opened(size: int, place: str, found: dict[str, list[Painted]]) -> Row:
    told = row(f"key {place}: open", size, _figures(found), peer="neomutt", floor=BARE)
    return floor_at_most(told, 1.3)
