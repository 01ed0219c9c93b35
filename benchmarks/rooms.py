"""Where the time goes: a profile of what a person waits for, added up by the rooms of the program."""

import asyncio
import cProfile
import pstats
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from agentconsole.desk.local import LocalDesk
from agentconsole.model.queries import Query
from agentconsole.settings.config import Config
from benchmarks.bench import STAR_EMAIL, Bench

OTHERS = (
    "textual",
    "rich",
    "typer",
    "click",
    "msgspec",
    "importlib",
    "asyncio",
    "sqlite3",
    "json",
    "re",
    "encodings",
)
IMPORTED = re.compile(r"^import time:\s+(\d+) \|\s+(\d+) \|\s+(\S+)$", re.MULTILINE)


class Profile(Struct, frozen=True):
    """Of one deed, the share of its time in each room, the largest first."""

    deed: str
    ms: float
    """With the profiler looking on, which makes everything slower."""
    rooms: tuple[tuple[str, float], ...]


def measure(bench: Bench) -> list[Profile]:
    """On the largest desk."""
    with bench.opened(bench.largest) as desk:
        star = desk.customer(STAR_EMAIL).id
        found = [
            _profiled(
                "a page of a history, 50 times", lambda: _times(50, lambda: desk.history(star, limit=40))
            ),
            _profiled(
                "a search for a common word, 50 times",
                lambda: _times(50, lambda: desk.search(Query(words=("the",)), limit=50)),
            ),
            _profiled(
                "the console: start, 40 moves, 10 pages, 3 conversations opened", lambda: _session(desk)
            ),
        ]
    return [_imports(), *found]


def _times(count: int, deed: Callable[[], object]) -> None:
    for _ in range(count):
        deed()


def _session(desk: LocalDesk) -> None:
    from agentconsole.tui.app import Console

    async def play() -> None:
        console = Console(desk, "ana", Config())
        async with console.run_test(size=(80, 24)) as pilot:
            await pilot.press("5")
            await pilot.press(*["j"] * 20, *["k"] * 20, *["pagedown"] * 5, *["pageup"] * 5)
            for _ in range(3):
                await pilot.press("enter")
                await pilot.pause(0.2)
                await pilot.press("i", "j")

    asyncio.run(play())


def _profiled(deed: str, does: Callable[[], object]) -> Profile:
    profile = cProfile.Profile()
    profile.enable()
    does()
    profile.disable()
    spent: Counter[str] = Counter()
    stats: Mapping[tuple[str, int, str], tuple[int, int, float, float, object]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    for (file, _, name), (_, _, own, _, _) in stats.items():
        if "select.epoll" not in name and "lock' objects" not in name:
            spent[room(file, name)] += own
    return _shares(deed, sum(spent.values()) * 1000, spent)


def room(file: str, name: str) -> str:
    """Which part of the program, or which library, a function is of."""
    parts = Path(file).parts
    if "agentconsole" in parts[:-1]:
        below = parts[len(parts) - parts[::-1].index("agentconsole") :]
        return f"agentconsole/{below[0].removesuffix('.py')}"
    if "sqlite3" in name:
        return "sqlite3"
    return next((each for each in OTHERS if each in parts), "the rest of Python")


def _imports() -> Profile:
    """What `inbox --json` loads before it can do anything."""
    words = [sys.executable, "-X", "importtime", "-c", "import agentconsole.cli.run, agentconsole.cli.read"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stderr
    spent: Counter[str] = Counter()
    for own, _, name in IMPORTED.findall(said):
        parts = name.split(".")
        known = parts[0] in OTHERS or parts[0] == "agentconsole"
        where = "/".join(parts[:2]) if parts[0] == "agentconsole" else parts[0]
        spent[where if known else "the rest of Python"] += int(own) / 1e6
    return _shares("what inbox --json imports", sum(spent.values()) * 1000, spent)


def _shares(deed: str, ms: float, spent: Counter[str]) -> Profile:
    whole = sum(spent.values()) or 1
    return Profile(deed, ms, tuple((where, own / whole) for where, own in spent.most_common(12)))
