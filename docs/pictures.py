"""Take the pictures of the console: the real one, on the demo's desk, on a morning that is always the same.

python docs/pictures.py [DIRECTORY]       writes them, by default to docs/pictures
"""

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.segment import Segment
from textual.pilot import Pilot

from agentconsole.desk.demo.cast import Cast
from agentconsole.desk.demo.making import make_demo
from agentconsole.desk.demo.people import ME
from agentconsole.desk.local import LocalDesk
from agentconsole.settings.config import Config
from agentconsole.store.sqlite import open_store
from agentconsole.tui.app import Console

PICTURES = Path(__file__).parent / "pictures"
MORNING = datetime(2026, 11, 17, 9, 12, tzinfo=UTC)
QUESTION = "Was Mei charged twice again, and why?"
PATIENCE = 20.0
CELL = 12.2
"""How wide the toolkit draws a cell."""
LEADING = re.compile(
    r'x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="(?P<length>[\d.]+)"'
    r"(?P<more>[^>]*)>(?P<blanks>(?:&#160;)+)"
)


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


class Photographer:
    """Sits at the console, and waits until what is wanted is to be seen."""

    def __init__(self, console: Console, pilot: Pilot[None], cast: Cast, clock: Clock) -> None:
        self.console = console
        self.pilot = pilot
        self.cast = cast
        self.clock = clock

    async def press(self, *keys: str) -> None:
        """Press keys, and let the console come to rest."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Type a text into whatever has the keyboard."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def see(self, words: str, *, passing: float = 0.0) -> None:
        """Wait until these words are on the screen; every look lets so many seconds pass on the desk."""
        patience = time.monotonic() + PATIENCE
        while words not in self.text():
            if time.monotonic() > patience:
                raise TimeoutError(f"{words!r} was never seen:\n{self.text()}")
            self.clock.now += timedelta(seconds=passing)
            if passing:
                self.cast.act()
            await self.pilot.pause(0.02)
        await self.pilot.pause(0.1)

    def text(self) -> str:
        """What is on the screen."""
        lines = self.console.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in _segments(line)) for line in lines)


def _segments(line: object) -> Iterator[Segment]:
    yield from line  # type: ignore[misc] # a strip of the toolkit is a row of segments


Scene = Callable[[Photographer], Awaitable[None]]


async def answered(photographer: Photographer) -> None:
    """Mei's conversation; Priya was asked, has answered, and her suggestion is in the draft."""
    await asking(photographer)
    await photographer.press("ctrl+s")
    await photographer.see("suggests", passing=2)
    await photographer.press("t")
    await photographer.see("reply to")
    await photographer.see("· saving")
    await photographer.see("· saved")


async def asking(photographer: Photographer) -> None:
    """Mei's conversation, and a question to Priya about what Mei wrote."""
    await photographer.see("Mei Tan")
    await photographer.press("enter")
    await photographer.see("history all")
    await photographer.press("space", "@")
    await photographer.see("question")
    await photographer.write("priya")
    await photographer.press("tab")
    await photographer.write(QUESTION)


SCENES: dict[str, tuple[tuple[int, int], Scene]] = {
    "desk-120x40": ((120, 40), answered),
    "ask-120x40": ((120, 40), asking),
    "desk-80x24": ((80, 24), answered),
}


@contextmanager
def demo(clock: Clock) -> Iterator[LocalDesk]:
    """The demo's desk, with a clock of its own."""
    with tempfile.TemporaryDirectory() as directory:
        desk = LocalDesk(open_store(make_demo(Path(directory), clock())), name="demo", clock=clock)
        try:
            yield desk
        finally:
            desk.close()


async def take(name: str, into: Path) -> Path:
    """Take one picture; the file it is in."""
    size, scene = SCENES[name]
    clock = Clock()
    with demo(clock) as desk:
        console = Console(desk, ME, Config(timezone="UTC", theme="dark"), clock=clock)
        async with console.run_test(size=size) as pilot:
            await scene(Photographer(console, pilot, Cast(desk, clock), clock))
            picture = into / f"{name}.svg"
            picture.write_text(
                without_leading_blanks(console.export_screenshot(title="agentconsole")), "utf-8"
            )
    return picture


def without_leading_blanks(svg: str) -> str:
    """Text begins where its first letter is: some programs that draw SVG leave blanks before it out."""

    def begin(found: re.Match[str]) -> str:
        blanks = found["blanks"].count("&#160;") * CELL
        x, length = float(found["x"]) + blanks, float(found["length"]) - blanks
        return f'x="{x:g}" y="{found["y"]}" textLength="{length:g}"{found["more"]}>'

    return LEADING.sub(begin, svg)


def main(into: Path) -> None:
    """Take them all."""
    into.mkdir(parents=True, exist_ok=True)
    for name in SCENES:
        print(f"took {asyncio.run(take(name, into))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
