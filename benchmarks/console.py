"""The console itself: a customer with 100,000 entries beside one with 100, from key press to pane.

    python -m benchmarks.console [--entries 100000] [--rounds 10]

Both consoles run in this process on a screen that is not there, so what is compared is everything but
the terminal: the key, the desk, the pages, the painting.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from agentconsole.desk.local import LocalDesk
from agentconsole.settings.config import Config
from agentconsole.tui.app import Console
from agentconsole.tui.loaded import Direction
from agentconsole.tui.screens.desk import DeskScreen
from agentconsole.tui.widgets.history import History
from benchmarks.desks import one_customer
from benchmarks.rounds import ratio, spread

PATIENCE = 30.0
SIZE = (120, 40)


async def until(there: Callable[[], bool]) -> None:
    """As soon as the screen shows it, and no sooner."""
    end = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > end:
            raise TimeoutError("the console did not show it")
        await asyncio.sleep(0)


async def timed(pilot: Pilot[None], key: str, there: Callable[[], bool]) -> float:
    """Milliseconds from a key to what it should bring."""
    started = time.perf_counter()
    pilot.app.simulate_key(key)
    await until(there)
    return (time.perf_counter() - started) * 1000


def newest(history: History) -> int:
    """The key of the newest entry that is loaded, 0 for none."""
    items = history.window.items
    return items[0].id if items else 0


def at(history: History, end: Direction) -> bool:
    """The cursor is on the last entry there is in that direction."""
    window = history.window
    last = 0 if end is Direction.UP else len(window.items) - 1
    return window.whole[end] and window.cursor == last


async def one_visit(desk: LocalDesk, times: dict[str, list[float]], name: str) -> None:
    """Open the console, the first conversation, and go through the history once."""
    console = Console(desk, "ana", Config())
    started = time.perf_counter()
    async with console.run_test(size=SIZE) as pilot:
        screen = console.screen
        assert isinstance(screen, DeskScreen)
        panes = screen.panes
        await until(lambda: bool(panes.list.window.items))
        times[f"start, to the first list {name}"].append((time.perf_counter() - started) * 1000)
        opened = await timed(
            pilot, "enter", lambda: newest(panes.history) > 0 and bool(panes.thread.window.items)
        )
        times[f"open, to thread and history {name}"].append(opened)
        await pilot.pause()
        panes.history.focus()
        await pilot.pause()
        await pilot.press("g")
        times[f"jump to the newest {name}"].append(
            await timed(pilot, "g", lambda: at(panes.history, Direction.UP))
        )
        await pilot.pause()
        oldest = await timed(pilot, "G", lambda: at(panes.history, Direction.DOWN))
        times[f"jump to the first entry ever {name}"].append(oldest)


CASES = (
    "start, to the first list",
    "open, to thread and history",
    "jump to the newest",
    "jump to the first entry ever",
)


async def visits(small: LocalDesk, large: LocalDesk, rounds: int) -> dict[str, list[float]]:
    """In turn, after one round that does not count."""
    times: dict[str, list[float]] = {f"{case} {name}": [] for case in CASES for name in ("small", "large")}
    for number in range(rounds + 1):
        for name, desk in (("small", small), ("large", large)):
            await one_visit(desk, times, name)
        if not number:
            for each in times.values():
                each.clear()
    return times


def report(entries: int, rounds: int) -> str:
    """The table."""
    with tempfile.TemporaryDirectory() as directory:
        small = one_customer(Path(directory) / "small.db", 100)
        large = one_customer(Path(directory) / "large.db", entries)
        times = asyncio.run(visits(small, large, rounds))
        small.close()
        large.close()
    rows = [
        f"{entries:,} entries beside 100, in the console at {SIZE[0]}x{SIZE[1]}, {rounds} rounds; ms",
        f"{'':32} {'median (5 % to 95 %)':>28}  large ÷ small",
    ]
    for case in CASES:
        large_times = times[f"{case} large"]
        rows.append(
            f"{case:32} {spread(large_times):>28}  {ratio(large_times, times[f'{case} small']):13.2f}"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args()
    print(report(given.entries, given.rounds))
