"""How well the guard knows which sentences ask: precision and recall over sentences labelled by hand.

`python -m benchmarks.facts_asking [--data DIR]`. The labels are offsets into real agents' messages, which
are read from the data directory and are no part of the project. Every error is printed with its text.
"""

import argparse
import csv
import html
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from agentconsole.rules.facts.guard import asks_for
from agentconsole.rules.facts.kinds import BUILT_IN
from agentconsole.rules.facts.languages import Language, language

LABELS = Path(__file__).parent.parent / "tests" / "rules" / "facts" / "labelled.tsv"
HALVES = ("seen", "held")


class Judged(NamedTuple):
    """A labelled sentence with what the guard says of it."""

    external_id: str
    half: str
    text: str
    labelled: frozenset[str]
    found: frozenset[str]


class Score(NamedTuple):
    """Counts of (sentence, kind): found and labelled, found alone, labelled alone."""

    right: int
    wrong: int
    missed: int

    def line(self, name: str) -> str:
        """One row of the table."""
        precision = _share(self.right, self.right + self.wrong)
        recall = _share(self.right, self.right + self.missed)
        return f"{name:<10}{self.right:>6}{self.wrong:>7}{self.missed:>8}{precision:>11}{recall:>8}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def messages(data: Path) -> dict[str, str]:
    """What agents wrote, by external id."""
    lines = (data / "twitter-support" / "entries.jsonl").read_text(encoding="utf-8").splitlines()
    entries = map(json.loads, lines)
    return {entry["external_id"]: entry["text"] for entry in entries if entry["direction"] == "out"}


def judged(data: Path, spoken: Language) -> Iterator[Judged]:
    """Every labelled sentence, judged."""
    texts = messages(data)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            # The messages came over the web, with `&` written as `&amp;`.
            text = html.unescape(texts[row["external_id"]][int(row["start"]) : int(row["end"])])
            labelled = frozenset(row["kinds"].split(",")) - {"-"}
            found = frozenset(asks_for(text, spoken, BUILT_IN))
            yield Judged(row["external_id"], row["half"], text, labelled, found)


def score(sentences: Iterable[Judged], kind: str | None = None) -> Score:
    """The counts for one kind, or for all."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        labelled, found = (
            names if kind is None else names & {kind} for names in (sentence.labelled, sentence.found)
        )
        counts.update(right=len(labelled & found), wrong=len(found - labelled), missed=len(labelled - found))
    return Score(counts["right"], counts["wrong"], counts["missed"])


def report(half: str, sentences: list[Judged]) -> Iterator[str]:
    """The table of one half, and every error."""
    asking = sum(bool(sentence.labelled) for sentence in sentences)
    yield f"{half}: {len(sentences)} sentences, {asking} of them ask for something"
    yield f"{'kind':<10}{'right':>6}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}"
    for kind in BUILT_IN:
        counts = score(sentences, kind.name)
        if any(counts):
            yield counts.line(kind.name)
    yield score(sentences).line("all")
    for sentence in sentences:
        wrong, missed = sentence.found - sentence.labelled, sentence.labelled - sentence.found
        if wrong or missed:
            marks = [f"+{name}" for name in sorted(wrong)] + [f"-{name}" for name in sorted(missed)]
            yield f"  {sentence.external_id:>6} {' '.join(marks)}: {' '.join(sentence.text.split())}"
    yield ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=os.environ.get("AGENTCONSOLE_TEST_DATA"))
    parser.add_argument("--half", choices=HALVES, help="only this half")
    arguments = parser.parse_args()
    spoken = language("en")
    if arguments.data is None or spoken is None:
        print("Say where the data is: --data DIR or AGENTCONSOLE_TEST_DATA", file=sys.stderr)
        return 2
    everything = list(judged(Path(arguments.data), spoken))
    for half in [arguments.half] if arguments.half else HALVES:
        for line in report(half, [sentence for sentence in everything if sentence.half == half]):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
