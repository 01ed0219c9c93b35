"""Taking in: mails beside notmuch, and JSON lines beside the parse alone and the inserts alone.

The work is cut into parts that take turns. The last part goes onto what the first ones made, so a slope
would show; and one more part goes onto the largest desk. A sample is taken in, not all there is: 25,000 mails
of those the peers have, and 100,000 lines; `--size` and patience do the rest.
"""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from agentconsole.channels import files
from agentconsole.channels.base import Item
from agentconsole.model.commands import Receive
from agentconsole.store.sql.words import folded
from benchmarks import peers, programs, results
from benchmarks.bench import Bench, agentconsole
from benchmarks.figures import STARTED, Figures
from benchmarks.making import generating
from benchmarks.making.files import SUPPORT, lines
from benchmarks.making.people import handles
from benchmarks.results import Row, judged
from benchmarks.turns import timed

row = partial(results.row, apart=STARTED)

MAILS, QUICK_MAILS = 5_000, 2_000
"""Taken in from each folder. Of less than that, it is how long a program takes to start that is measured."""
LINES, QUICK_LINES = 20_000, 2_000
"""In each part."""
QUICK_PARTS = 3
ONTO_LARGE = 2
"""Parts that go onto the largest desk as well."""
FLAT = 1.5
"""The last part may need so many times the memory of the first."""
BATCH = 500
TABLES = """
    CREATE TABLE entry
        (id INTEGER PRIMARY KEY, at TEXT, kind TEXT, channel TEXT, external_id TEXT, text TEXT);
    CREATE UNIQUE INDEX external ON entry (channel, external_id);
    CREATE TABLE history (customer TEXT, entry INTEGER, PRIMARY KEY (customer, entry)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE search USING fts5
        (text, content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4');
"""


def measure(bench: Bench) -> Iterator[Row]:
    """Mails first, and then lines."""
    yield from _mails(bench)
    yield from _lines(bench)


def _mails(bench: Bench) -> Iterator[Row]:
    """Some mails of each folder: ours, notmuch, ours, notmuch."""
    desk = _empty(bench, "mails")
    count = min(QUICK_MAILS if bench.quick else MAILS, bench.mailbox // peers.PARTS)
    mails, theirs = bench.work / "mails", bench.work / "their-mails"
    theirs.mkdir()
    notmuch = peers.Notmuch(bench.work / "index", theirs)
    found: dict[str, list[float]] = {"ours": [], "the parse alone": [], "notmuch": []}
    memory = []
    for number in range(_parts(bench)):
        _some(bench.mails / f"part-{number}", mails / f"part-{number}", count)
        part = mails / f"part-{number}"
        ran = programs.watched(_import(desk, "maildir", part), env=bench.env)
        found["ours"].append(ran.ms / count)
        memory.append(ran.peak)
        found["the parse alone"].append(timed(_parse("maildir", part))() / count)
        if "notmuch" not in bench.missing:
            shutil.copytree(part, theirs / part.name, copy_function=_link)
            found["notmuch"].append(programs.run(notmuch.new(), env=notmuch.env) / count)
    figures = {name: Figures(tuple(values)) for name, values in found.items() if values}
    told = row("import: a mail", count * _parts(bench), figures, peer="notmuch", floor="the parse alone")
    ahead = told.ratio_to_peer
    yield judged(told, "≤ 1 × notmuch", None if ahead is None else ahead <= 1)
    yield _flat("import of mails: memory", count * _parts(bench), memory)


def _lines(bench: Bench) -> Iterator[Row]:
    """Lines onto an empty desk and onto the largest, beside parsing and inserting them and nothing else."""
    count = QUICK_LINES if bench.quick else LINES
    parts = [bench.work / f"part-{number}.jsonl" for number in range(_parts(bench))]
    stream = lines(generating.desk(count * len(parts) * 2, seed=2))
    for part in parts:
        part.write_bytes(b"".join(islice(stream, count)))
    desk, bare = _empty(bench, "lines"), bench.work / "bare.db"
    large = bench.desk(bench.largest)
    with closing(sqlite3.connect(bare)) as connection:
        connection.executescript(f"PRAGMA journal_mode = WAL; {TABLES}")
    names = ("ours", "onto the largest desk", "the parse alone", "the inserts alone")
    found: dict[str, list[float]] = {name: [] for name in names}
    memory = []
    for part in parts:
        ran = programs.watched(_import(desk, "jsonl", part), env=bench.env)
        memory.append(ran.peak)
        found["ours"].append(ran.ms / count)
        if len(found["onto the largest desk"]) < ONTO_LARGE:
            onto = programs.run(_import(large, "jsonl", part), env=bench.env)
            found["onto the largest desk"].append(onto / count)
        found["the parse alone"].append(timed(_parse("jsonl", part))() / count)
        found["the inserts alone"].append(_inserted(bare, part) / count)
    figures = {name: Figures(tuple(values)) for name, values in found.items()}
    yield row("import: a line", count * len(parts), figures, floor="the parse alone")
    yield row("import: a line", count * len(parts), figures, floor="the inserts alone")
    grown = {
        "ours": figures["onto the largest desk"],
        "an empty desk": Figures(figures["ours"].values[:ONTO_LARGE]),
    }
    yield row("import: a line, onto a large desk", bench.largest, grown, floor="an empty desk")
    yield _flat("import of lines: memory", count * len(parts), memory)


def _parts(bench: Bench) -> int:
    return QUICK_PARTS if bench.quick else peers.PARTS


def _flat(case: str, size: int, memory: list[float]) -> Row:
    first, last = Figures((memory[0],)), Figures((memory[-1],))
    told = row(case, size, {"ours": last, "the first part": first}, floor="the first part", unit="MiB")
    return judged(told, f"≤ {FLAT} × the first part", (told.ratio_to_floor or 9) <= FLAT)


def _empty(bench: Bench, name: str) -> Path:
    """A new desk with all agents."""
    desk = bench.work / f"{name}.db"
    programs.run(agentconsole(desk, "init", "--me", "ana"), env=bench.env)
    for handle in handles()[1:4]:
        programs.run(agentconsole(desk, "agent", "add", handle), env=bench.env)
    return desk


def _import(desk: Path, kind: str, part: Path) -> tuple[str, ...]:
    ours = [f"{handle}@desk.example" for handle in handles()]
    return agentconsole(desk, "import", kind, str(part), "--ours", SUPPORT, *_each("--ours", ours), "--json")


def _each(option: str, values: list[str]) -> Iterator[str]:
    for value in values:
        yield from (option, value)


def _some(folder: Path, to: Path, count: int) -> None:
    """The first mails of a folder."""
    for each in ("cur", "new", "tmp"):
        (to / each).mkdir(parents=True)
    for mail in islice(sorted((folder / "cur").iterdir()), count):
        (to / "cur" / mail.name).hardlink_to(mail)


def _link(source: str, to: str) -> None:
    Path(to).hardlink_to(source)


def _read(kind: str, part: Path) -> Iterator[Item]:
    return iter(files.read(kind, [part], ours=frozenset({SUPPORT}), now=datetime.now(UTC)))


def _parse(kind: str, part: Path) -> Callable[[], object]:
    return lambda: sum(1 for _ in _read(kind, part))


def _inserted(bare: Path, part: Path) -> float:
    """Milliseconds for the rows and the index of a part, with nothing decided and nothing else kept."""
    items = [item.found for item in _read("jsonl", part) if isinstance(item.found, Receive)]
    rows = [
        (each.at.isoformat(), each.kind, each.channel, each.external_id, each.text, each.customer.email)
        for each in items
    ]
    with closing(sqlite3.connect(bare, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        began = time.perf_counter()
        for start in range(0, len(rows), BATCH):
            _insert(connection, rows[start : start + BATCH])
        return (time.perf_counter() - began) * 1000


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[str, ...]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    last = connection.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()[0]
    numbered = list(enumerate(rows, start=last + 1))
    connection.executemany(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", [(number, *each[:5]) for number, each in numbered]
    )
    connection.executemany(
        "INSERT INTO history VALUES (?, ?)", [(each[5], number) for number, each in numbered]
    )
    connection.executemany(
        "INSERT INTO search (rowid, text) VALUES (?, ?)",
        [(number, folded(each[4])) for number, each in numbered],
    )
    connection.execute("COMMIT")
