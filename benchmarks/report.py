"""The table on the screen, and the report as a page."""

import platform
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from os import cpu_count
from pathlib import Path

from benchmarks.figures import APART, STARTED
from benchmarks.results import Row
from benchmarks.rooms import Profile

LIBRARIES = ("textual", "rich", "typer", "msgspec")
HEAD = ("case", "entries", "ours", "p95", "÷ peer", "÷ floor", "another run", "must reach", "holds")


def table(rows: Sequence[Row]) -> str:
    """For a terminal."""
    cells = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(HEAD))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) for line in cells
    )


def page(
    rows: Sequence[Row],
    profiles: Sequence[Profile],
    peers: Mapping[str, str],
    *,
    minutes: float,
    making: float,
    load: float,
) -> str:
    """The report in Markdown."""
    return "\n".join(
        (
            "# What a person waits for",
            "",
            f"Written by `python -m benchmarks` in {minutes:.0f} minutes{_of_which(making)},",
            f"on {_machine()}.",
            f"{_versions(peers)}",
            f"{load:.1f} programs ran or waited to run on average, those of the benchmarks among them.",
            "",
            "A ratio is the middle of the quotients turn by turn: the cases took turns, so that a machine",
            "that was slow for a while was slow for all. Beside it stands between which two another run on",
            f"the same machine should come out: nine of ten quotients are, and {APART:.0%} to either side",
            "is the least, as where things lie in memory differs from run to run and not from turn to turn;",
            f"or {STARTED:.0%}, where programs are compared that are started once or twice in a run (in",
            "`key` and `import`).",
            "",
            *_verdicts(rows),
            "",
            *_markdown(rows),
            "",
            "## As the desk grows",
            "",
            "The median of each case on each desk, and how many times that of the smallest the largest has.",
            "",
            *_slopes(rows),
            "",
            "## Where the time goes",
            "",
            *(line for profile in profiles for line in _profile(profile)),
        )
    )


def _of_which(making: float) -> str:
    """The first run on a machine."""
    return f", {making:.0f} of them for what is kept for the next run" if making >= 1 else ""


def _machine() -> str:
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{cpu_count()} processors of {platform.machine()}, {system}, Python {platform.python_version()}"


def _versions(peers: Mapping[str, str]) -> str:
    ours = [f"{name} {version(name)}" for name in LIBRARIES]
    return ", ".join(
        (f"SQLite {sqlite3.sqlite_version}", *ours, *(f"{name} {told}" for name, told in peers.items()))
    )


def _verdicts(rows: Sequence[Row]) -> Iterator[str]:
    judged = [row for row in rows if row.holds is not None]
    held = sum(bool(row.holds) for row in judged)
    yield f"**{held} of {len(judged)} hold.**"


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.case,
        f"{row.size:,}" if row.size else "",
        f"{_number(row.ours)} {row.unit}" if row.ours or row.unit != "ms" else "",
        _number(row.p95) if row.unit == "ms" and row.p95 else "",
        "" if row.ratio_to_peer is None else f"{row.ratio_to_peer:.2f} ({row.peer})",
        "" if row.ratio_to_floor is None else f"{row.ratio_to_floor:.2f} ({row.floor})",
        "" if row.spread is None else f"{row.spread[0]:.2f} to {row.spread[1]:.2f}",
        row.goal,
        {True: "yes", False: "NO", None: row.note if row.note.startswith("skipped") else ""}[row.holds],
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _markdown(rows: Sequence[Row]) -> Iterator[str]:
    yield f"| {' | '.join((*HEAD, 'note'))} |"
    yield f"|{' --- |' * (len(HEAD) + 1)}"
    for row in rows:
        yield f"| {' | '.join((*_cells(row), row.note))} |"


def _slopes(rows: Sequence[Row]) -> Iterator[str]:
    sizes = sorted({row.size for row in rows if row.size})
    cases = {row.case: {other.size: other for other in rows if other.case == row.case} for row in rows}
    yield f"| case | {' | '.join(f'{size:,}' for size in sizes)} | largest ÷ smallest |"
    yield f"|{' --- |' * (len(sizes) + 2)}"
    for case, found in cases.items():
        if len(found) > 1:
            cells = [
                f"{_number(found[size].ours)} {found[size].unit}" if size in found else "" for size in sizes
            ]
            first, last = found[min(found)].ours, found[max(found)].ours
            yield f"| {case} | {' | '.join(cells)} | {f'{last / first:.2f}' if first else ''} |"


def _profile(profile: Profile) -> Iterator[str]:
    yield f"**{profile.deed}** ({profile.ms:,.0f} ms under the profiler): " + ", ".join(
        f"{where} {share:.0%}" for where, share in profile.rooms if share >= 0.01
    )
    yield ""


def write(folder: Path, told: str, rows: bytes) -> None:
    """Keep the page and the rows."""
    (folder / "report.md").write_text(f"{told.rstrip()}\n", "utf-8")
    (folder / "results.json").write_bytes(rows)
