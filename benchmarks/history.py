"""A customer with 100,000 entries beside one with 100, and beside the bare SQL of the same page.

python -m benchmarks.history [--entries 100000] [--rounds 200]
"""

import argparse
import sqlite3
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from agentconsole.desk.local import LocalDesk
from agentconsole.model import ids
from agentconsole.model.queries import Query
from benchmarks.desks import one_customer
from benchmarks.rounds import Case, in_turn, ratio, spread

PAGE = 100
MIDDLE = ids.first_id_at(datetime(2022, 7, 1, tzinfo=UTC))
NEWEST = 1 << 62
BARE = """
    SELECT entry.* FROM history JOIN entry ON entry.id = history.entry
    WHERE history.customer = 1 AND history.entry < ? ORDER BY history.entry DESC LIMIT ?
"""
BARE_SEARCH = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"


def cases(small: LocalDesk, large: LocalDesk, bare: sqlite3.Connection) -> Mapping[str, Mapping[str, Case]]:
    """What a person waits for: on the large desk, on the small one, and as bare SQL on the large one."""
    mei = large.customer("mei@tan.example").id
    second = large.history(mei, limit=PAGE).cursor

    def page(desk: LocalDesk, before: int | None) -> Case:
        return lambda: desk.history(mei, before=before, limit=PAGE)

    def sql(before: int | None) -> Case:
        return lambda: bare.execute(BARE, (before or NEWEST, PAGE)).fetchall()

    def search(desk: LocalDesk, word: str) -> Case:
        return lambda: desk.search(Query(words=(word,), customer=str(mei)), limit=50)

    def fts(word: str) -> Case:
        return lambda: bare.execute(BARE_SEARCH, (f'text:"{word}"', 50)).fetchall()

    def paged(before: int | None) -> dict[str, Case]:
        return {"large": page(large, before), "small": page(small, before), "bare": sql(before)}

    def searched(word: str) -> dict[str, Case]:
        return {"large": search(large, word), "small": search(small, word), "bare": fts(word)}

    return {
        "open: the newest page": paged(None),
        "page: the next older one": paged(second),
        "jump: to a date in the middle": paged(MIDDLE),
        "jump: to the first entry ever": {
            "large": lambda: large.history(mei, after=0, limit=PAGE),
            "small": lambda: small.history(mei, after=0, limit=PAGE),
            "bare": lambda: bare.execute(
                BARE.replace("entry < ?", "entry > ?").replace("DESC", "ASC"), (0, PAGE)
            ).fetchall(),
        },
        "search within: a common word": searched("w0"),
        "search within: a rare word": searched("w4000"),
    }


def report(entries: int, rounds: int) -> str:
    """The table, with the versions it holds for."""
    with tempfile.TemporaryDirectory() as directory:
        small = one_customer(Path(directory) / "small.db", 100)
        large = one_customer(Path(directory) / "large.db", entries)
        bare = sqlite3.connect(Path(directory) / "large.db")
        rows = [
            f"{entries:,} entries beside 100, SQLite {sqlite3.sqlite_version}, {rounds} rounds; milliseconds",
            f"{'':32} {'median (5 % to 95 %)':>28}  large ÷ small  large ÷ bare SQL",
        ]
        for name, trio in cases(small, large, bare).items():
            times = in_turn(trio, rounds=rounds)
            rows.append(
                f"{name:32} {spread(times['large']):>28}  {ratio(times['large'], times['small']):13.2f}"
                f"  {ratio(times['large'], times['bare']):16.2f}"
            )
        bare.close()
        small.close()
        large.close()
    return "\n".join(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=200)
    given = parser.parse_args()
    print(report(given.entries, given.rounds))
