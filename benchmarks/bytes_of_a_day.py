"""The bytes that a working day's typical actions take on the wire, with `--low-bandwidth` and without.

    python -m benchmarks.bytes_of_a_day [--size 80x24] [--minutes 1]

The console runs on a pseudo-terminal, on a made desk of 10,000 entries. Bytes are counted as they leave the
program; what `ssh -C` makes of them is counted beside, by the same kind of compression.
"""

import argparse
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from benchmarks.bench import agentconsole
from benchmarks.making import filling
from benchmarks.terminal import Terminal

QUIET = 0.4
"""Seconds: nothing that belongs to an action comes later."""
REPLY = "Dear Sofia, you were charged twice, and the fee is on its way back to you. Yours, Ana"
ENTER, ESCAPE, TAB, SEND, PAGE = b"\r", b"\x1b", b"\t", b"\x13", b"\x04"


class Step(Struct, frozen=True):
    """Something a person does, as the bursts of keys it takes, and how often in a day."""

    what: str
    keys: tuple[bytes, ...]
    a_day: int


DAY = (
    Step("look down the list, one row", (b"j",), 300),
    Step("open a conversation", (ENTER,), 80),
    Step("half a page of history", (TAB, PAGE, PAGE), 160),
    Step("an old entry, whole, and back", (ENTER, ESCAPE, TAB), 60),
    Step("begin a reply", (b"r",), 60),
    Step("type a reply of 84 letters", tuple(bytes([letter]) for letter in REPLY.encode("ascii")), 60),
    Step("the strip that sends, and back", (SEND, ESCAPE), 60),
    Step("leave it, back to the list", (ESCAPE, ESCAPE), 60),
    Step("the lead's board, and back", (b"gl", b"q"), 20),
    Step("search, and back", (b"gs", b"fee\r", ESCAPE, ESCAPE), 20),
)
HOURS = 8
READY = b"saved"
"""What the last line says when the console can be used."""
ENTRIES = 10_000
FIRST, REST = "the first paint", "a minute's rest"


class Sent(Struct, frozen=True):
    """What an action took."""

    plain: int
    packed: int


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", default="80x24", help="columns x rows")
    parser.add_argument("--minutes", type=float, default=0.5, help="how long to watch a console that rests")
    asked = parser.parse_args()
    columns, rows = map(int, asked.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        ways = {
            option: measured(Path(folder), option, (columns, rows), asked.minutes)
            for option in ("", "--low-bandwidth")
        }
    print(table(ways, asked.size))


@contextmanager
def console(folder: Path, option: str, at: tuple[int, int]) -> Iterator[Terminal]:
    """The console on a desk of its own, which nobody has used yet."""
    home = folder / (option or "usual")
    home.mkdir()
    desk = filling.copied(filling.made(ENTRIES), home / "desk.db")
    env = {"HOME": str(home), "XDG_STATE_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    terminal = Terminal(
        [*agentconsole(desk, by="ana"), *filter(None, [option])], columns=at[0], rows=at[1], env=env
    )
    try:
        yield terminal
    finally:
        terminal.close()


def measured(folder: Path, option: str, at: tuple[int, int], minutes: float) -> dict[str, Sent]:
    """What each action takes, in the order of a day; the first paint before, a minute's rest behind."""
    with console(folder, option, at) as terminal:
        pack = zlib.compressobj(6)
        terminal.until(READY)
        terminal.still(1.0)
        found = {FIRST: taken(pack, [terminal.seen])}
        for step in DAY:
            painted = []
            for keys in step.keys:
                terminal.press(keys, quiet=QUIET, patience=1)
                painted.append(terminal.seen)
            found[step.what] = taken(pack, painted)
        terminal.still(3.0)
        terminal.seen = b""
        until = time.monotonic() + minutes * 60
        while time.monotonic() < until:
            terminal.still(1.0, patience=2)
        rest = taken(pack, [terminal.seen])
    found[REST] = Sent(round(rest.plain / minutes), round(rest.packed / minutes))
    return found


def taken(pack: "zlib._Compress", painted: Sequence[bytes]) -> Sent:
    """How much that is, plain and packed as it comes."""
    packed = sum(len(pack.compress(each)) + len(pack.flush(zlib.Z_SYNC_FLUSH)) for each in painted if each)
    return Sent(sum(map(len, painted)), packed)


def table(ways: dict[str, dict[str, Sent]], size: str) -> str:
    """A row for each action, and one for the day."""
    usual, thin = ways.values()
    rows = [f"{'at ' + size:38} {'usual':>9} {'packed':>9} {'thin':>9} {'packed':>9}   a day"]
    often = {FIRST: 2, **{step.what: step.a_day for step in DAY}, REST: 60 * HOURS}
    for what, count in often.items():
        one, other = usual[what], thin[what]
        rows.append(f"{what:38} {one.plain:9,} {one.packed:9,} {other.plain:9,} {other.packed:9,} {count:7}")
    day = [
        sum(count * getattr(way[what], kind) for what, count in often.items())
        for way in (usual, thin)
        for kind in ("plain", "packed")
    ]
    rows.append(f"{'a day of it':38} " + " ".join(f"{total / 1000:7,.0f} k" for total in day))
    return "\n".join(rows)


if __name__ == "__main__":
    main()
