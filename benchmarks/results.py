"""A row of the table: one case on one desk, beside its peer and its floor, with what it must reach."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from benchmarks.figures import APART, Figures, Ratio, ratio


class Row(Struct, frozen=True, kw_only=True):
    """What was measured of one case, and whether it is as good as it must be."""

    case: str
    size: int
    """Entries of the desk; 0 where it has none."""
    ours: float
    """The median, in `unit`."""
    p95: float
    unit: str = "ms"
    peer: str = ""
    floor: str = ""
    ratio_to_peer: float | None = None
    ratio_to_floor: float | None = None
    spread: tuple[float, float] | None = None
    """Between which two the ratio of another run should be: to the floor, or to the peer where there is no
    floor."""
    goal: str = ""
    """Empty for what is only told."""
    holds: bool | None = None
    note: str = ""


def row(
    case: str,
    size: int,
    found: Mapping[str, Figures],
    *,
    peer: str = "",
    floor: str = "",
    unit: str = "ms",
    note: str = "",
    apart: float = APART,
) -> Row:
    """The row of `found["ours"]`, beside those of the peer and the floor by name; no verdict yet. Another run
    may come out `apart` to either side, whatever the turns of this one say."""
    ours = found["ours"]
    to_peer = ratio(ours, found[peer], apart) if peer in found else None
    to_floor = ratio(ours, found[floor], apart) if floor in found else None
    return Row(
        case=case,
        size=size,
        ours=ours.middle,
        p95=ours.p95,
        unit=unit,
        peer=peer if peer in found else "",
        floor=floor,
        ratio_to_peer=to_peer.middle if to_peer else None,
        ratio_to_floor=to_floor.middle if to_floor else None,
        spread=_spread(to_floor or to_peer),
        note=note,
    )


def _spread(found: Ratio | None) -> tuple[float, float] | None:
    return (found.low, found.high) if found else None


def judged(row: Row, goal: str, holds: bool | None) -> Row:
    """With what it must reach, and whether it does."""
    return msgspec.structs.replace(row, goal=goal, holds=holds)


def floor_at_most(row: Row, most: float) -> Row:
    """It must take at most so many times what its floor takes."""
    there = row.ratio_to_floor
    return judged(row, f"≤ {most} × {row.floor}", None if there is None else there <= most)


def p95_at_most(row: Row, most: float) -> Row:
    """Nineteen of twenty must take at most so long."""
    return judged(row, f"p95 ≤ {most:g} {row.unit}", row.p95 <= most)


def skipped(case: str, size: int, why: str) -> Row:
    """What could not be measured, and why."""
    return Row(case=case, size=size, ours=0.0, p95=0.0, note=f"skipped: {why}")


def as_json(rows: list[Row]) -> bytes:
    """The rows as a list of objects, for other programs."""
    return msgspec.json.format(msgspec.json.encode([_short(each) for each in rows]), indent=1) + b"\n"


def _short(row: Row) -> dict[str, object]:
    told = msgspec.to_builtins(row)
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in told.items()}
