"""A command, from its start to its end, beside a command that does nothing."""

from collections.abc import Iterator

from benchmarks import programs
from benchmarks.bench import Bench, agentconsole, floor
from benchmarks.results import Row, floor_at_most, row
from benchmarks.turns import Case, in_turn

NOTHING = "an empty command"


def measure(bench: Bench) -> Iterator[Row]:
    """The inbox as JSON, on every desk."""
    cases: dict[str, Case] = {NOTHING: lambda: programs.run(floor("typer_nothing"), env=bench.env)}
    for size in bench.sizes:
        cases[f"{size}"] = _inbox(bench, size)
    if "notmuch" not in bench.missing:
        words = bench.notmuch.search("tag:inbox")
        cases["notmuch"] = lambda: programs.run(words, env=bench.notmuch.env)
    found = in_turn(cases, rounds=bench.rounds(40), within=bench.seconds(36))
    for size in bench.sizes:
        mine = {**found, "ours": found[f"{size}"]}
        note = f"notmuch has {bench.mailbox:,} mails"
        yield floor_at_most(row("inbox --json", size, mine, peer="notmuch", floor=NOTHING, note=note), 1.3)


def _inbox(bench: Bench, size: int) -> Case:
    words = agentconsole(bench.desk(size), "inbox", "--json")
    return lambda: programs.run(words, env=bench.env)
