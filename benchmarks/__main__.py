"""Everything a person waits for, beside what they could pick instead and what this machine allows.

    python -m benchmarks                  desks of 10,000, 100,000 and 1,000,000 entries
    python -m benchmarks --quick          a desk of 100,000 entries
    python -m benchmarks --only history   the cases whose names begin so

Writes benchmarks/report.md and benchmarks/results.json when everything was measured.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks import peers, report, results, rooms
from benchmarks.bench import Bench, working
from benchmarks.cases import (
    commanding,
    following,
    importing,
    pressing,
    reading,
    remembering,
    searching,
    starting,
    writing,
)
from benchmarks.ready import ready
from benchmarks.results import Row

CASES: Mapping[str, Callable[[Bench], Iterator[Row]]] = {
    "start": starting.measure,
    "inbox": commanding.measure,
    "history": reading.measure,
    "search": searching.measure,
    "key": pressing.measure,
    "typing": writing.measure,
    "change": following.measure,
    "memory": remembering.measure,
    "import": importing.measure,
}
SIZES = (10_000, 100_000, 1_000_000)
QUICK = (100_000,)


def main() -> int:
    """Measure, print, and write; 1 when something does not reach what it must."""
    given = _given()
    began = time.monotonic()
    with working() as work:
        sizes = given.size or (QUICK if given.quick else SIZES)
        bench = Bench(sizes, quick=given.quick, work=work)
        if not given.only:
            ready(bench)
        making = (time.monotonic() - began) / 60
        rows: list[Row] = []
        loads: list[float] = []
        for name in given.only or CASES:
            rows += _told(name, CASES[name](bench))
            loads.append(os.getloadavg()[0])
        profiles = [] if given.only else rooms.measure(bench)
        versions = peers.versions(bench.missing)
    minutes = (time.monotonic() - began) / 60
    print(f"\n{report.table(rows)}\n\n{minutes:.1f} minutes", flush=True)
    if not given.only:
        load = sum(loads) / len(loads)
        told = report.page(rows, profiles, versions, minutes=minutes, making=making, load=load)
        report.write(Path(__file__).parent, told, results.as_json(rows))
    return int(any(row.holds is False for row in rows))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="less of everything, in under four minutes")
    parser.add_argument("--size", type=int, action="append", metavar="ENTRIES", help="a desk of this size")
    parser.add_argument("--only", choices=CASES, action="append", help="this case; nothing is written")
    return parser.parse_args()


def _told(name: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Each row as soon as it is there."""
    began = time.monotonic()
    for row in rows:
        verdict = {True: "holds", False: "does NOT hold", None: row.note}[row.holds]
        print(
            f"  {row.case} ({row.size:,}): {row.ours:.4g} {row.unit}, {row.goal or 'told'}: {verdict}",
            flush=True,
        )
        yield row
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
