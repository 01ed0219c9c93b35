"""How well the facts in a message are found, and what looking for them costs.

`python -m benchmarks.facts_finding [--data DIR] [--half seen|held|both] [--errors N] [--eye N]`

Precision and recall by kind over `annotated-dialogues`, the customers' turns of real conversations with what
they told marked word by word, in two halves by a hash of the conversation: the rules were written with the
errors of `seen` in view, and never with those of `held`. Then the finds in `twitter-support`, for reading by
eye. Then the time that a message takes. `DIR` is AGENTCONSOLE_TEST_DATA where it is not given.
"""

import argparse
import csv
import hashlib
import json
import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from agentconsole.model.fact import Found
from agentconsole.rules.facts.finding import find

FACTS = {
    "booking_confirmation_number": "order",
    "email_address": "email",
    "phonenumber": "phone",
    "phone_number": "phone",
    "address": "address",
    "current_zipcode": "address",
    "new_zipcode": "address",
    "name": "name",
    "username": "name",
}
"""Slots of the collection that are facts, with our kinds. The annotators' `username` holds people's names."""

NO_FACTS = {
    "what is wanted this once": "food_item drink_item ingredient excluded_ingredient quantity size "
    "payment_type item_name item_code datacategoryvalues service_type seat_type new_seat_number"
    " number_of_passengers price cost",
    "about one event": "charge_date charge_amount charge_time lastuseddate lastusedtime transferamount "
    "expense_type start_date end_date date departure_city arrival_city",
    "secret: never kept as a fact": "ssn password card_number",
    "kinds a desk defines for itself": "account_number target_account_number account_id claimid policyid "
    "company_name car_year car_brand car_model software_name",
    "a city alone is no address": "current_city",
}
JUDGED = sorted(set(FACTS.values()))


class Turn(NamedTuple):
    """One message, and what it tells by kind, as the annotators marked it."""

    half: str
    text: str
    told: list[tuple[str, str]]
    bare: bool
    """It consists of marked words alone: an answer to a question that we do not see."""


def turns(folder: Path) -> Iterator[Turn]:
    """The messages of the collection. A line whose labels do not fit its words is left out."""
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                words = (row["utterance"] or "").split(" ")
                labels = (row["slot-labels"] or "").split(" ")
                if len(words) == len(labels) and words != [""]:
                    told = list(_told(words, labels))
                    yield Turn(_half(row["conversationId"]), row["utterance"], told, "O" not in labels)


def _half(conversation: str) -> str:
    return "held" if hashlib.sha256(conversation.encode()).digest()[0] % 2 else "seen"


def _told(words: list[str], labels: list[str]) -> Iterator[tuple[str, str]]:
    run: list[str] = []
    for place, label in enumerate(labels):
        run.append(words[place])
        if place + 1 == len(labels) or labels[place + 1] != label:
            if label in FACTS:
                yield FACTS[label], " ".join(run)
            run = []


def same(kind: str, one: str, other: str) -> bool:
    """Whether two values are the same but for case, blanks and marks, which the collection lost. A phone
    number may lack its country, and most of an address is an address."""
    a, b = (re.sub(r"[^a-z0-9]", "", value.lower()) for value in (one, other))
    if kind == "phone":
        return bool(a and b) and (a.endswith(b) or b.endswith(a))
    if kind == "address":
        return bool(a and b) and (a in b or b in a) and 2 * min(len(a), len(b)) >= max(len(a), len(b))
    return a == b


class Score:
    """Counts for one half."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.wrong: dict[str, list[str]] = defaultdict(list)
        self.missed: dict[str, list[str]] = defaultdict(list)
        self.answers: Counter[str] = Counter()
        self.unmarked: dict[str, list[str]] = defaultdict(list)

    def judge(self, turn: Turn) -> None:
        """Hold what is found in a message against its marks."""
        found = find(turn.text, region="US")
        left = [one for one in found if one.kind in JUDGED]
        for kind, value in turn.told:
            hit = next((one for one in left if one.kind == kind and same(kind, one.value, value)), None)
            if hit:
                left.remove(hit)
                self.right[kind] += 1
            else:
                self.missed[kind].append(f"{value!r} in {turn.text!r}")
                self.answers[kind] += turn.bare
        for one in left:
            self.wrong[one.kind].append(f"{one.value!r} in {turn.text!r}")
        for one in found:
            if one.kind not in JUDGED:
                self.unmarked[one.kind].append(f"{one.value!r} in {turn.text!r}")

    def table(self) -> Iterator[str]:
        """A line for each kind."""
        yield "| kind | right | wrong | missed | of them answers | precision | recall | but for answers |"
        yield "|---|--:|--:|--:|--:|--:|--:|--:|"
        for kind in JUDGED:
            right, wrong, missed, bare = (
                self.right[kind],
                len(self.wrong[kind]),
                len(self.missed[kind]),
                self.answers[kind],
            )
            figures = (_share(right, wrong), _share(right, missed), _share(right, missed - bare))
            yield f"| {kind} | {right} | {wrong} | {missed} | {bare} | " + " | ".join(figures) + " |"


def _share(part: int, rest: int) -> str:
    return f"{part / (part + rest):.2f}" if part + rest else "-"


def judged(folder: Path, halves: list[str], errors: int) -> None:
    """Print the tables, and the errors under them."""
    scores = {half: Score() for half in halves}
    for turn in turns(folder):
        if turn.half in scores:
            scores[turn.half].judge(turn)
    for why, slots in NO_FACTS.items():
        print(f"no fact, {why}: {slots}")
    for half, score in scores.items():
        print(f"\n## {half}\n", *score.table(), sep="\n")
        for title, lists in (
            ("wrong", score.wrong),
            ("missed", score.missed),
            ("not marked", score.unmarked),
        ):
            for kind, lines in sorted(lists.items()):
                print(f"\n{title}: {kind} ({len(lines)})", *lines[:errors], sep="\n  ")


def messages(folder: Path) -> list[tuple[str, str]]:
    """Number and text of the customers' messages in the collection of tweets."""
    lines = (folder / "entries.jsonl").read_text("utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    return [(one["external_id"], one["text"]) for one in entries if one["direction"] == "in"]


def by_eye(folder: Path, most: int) -> None:
    """Print finds with what stands around them."""
    finds = [(number, text, one) for number, text in messages(folder) for one in find(text, region="US")]
    counts = Counter(one.kind for _, _, one in finds)
    print(f"\n## tweets: {len(finds)} finds: {dict(counts.most_common())}\n")
    for number, text, one in finds[:most]:
        print(number, _shown(text, one))


def _shown(text: str, one: Found) -> str:
    around = (
        text[max(0, one.start - 60) : one.start]
        + "«"
        + text[one.start : one.end]
        + "»"
        + text[one.end : one.end + 40]
    )
    return f"{one.kind}={one.value!r}: " + " ".join(around.split())


PLAIN = (
    "Hello, I was charged again for the same bag and this is the second time this year that it happens to"
    " us. Could somebody look into it, please? We have been waiting for an answer since last week. Thanks,"
    " Mei"
)


def timed(texts: list[str]) -> None:
    """Print microseconds a message: one without facts, and all of a collection."""
    for name, sample in (("200 characters without a fact", [PLAIN] * 2000), ("the tweets", texts)):
        best = min(_once(sample) for _ in range(5))
        print(f"{name}: {best / max(1, len(sample)) * 1e6:.1f} µs a message")
    line = "a" * 20_000
    for name, text in (
        ("letters", line),
        ("digits", "1" * 20_000),
        ("blanks", "order number" + " " * 19_988),
    ):
        print(f"20,000 {name}: {_once([text]) * 1e3:.1f} ms")


def _once(texts: list[str]) -> float:
    started = time.perf_counter()
    for text in texts:
        find(text, region="US")
    return time.perf_counter() - started


def main() -> None:
    """Run what there is data for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=os.environ.get("AGENTCONSOLE_TEST_DATA"))
    parser.add_argument("--half", choices=["seen", "held", "both"], default="both")
    parser.add_argument("--errors", type=int, default=20, help="how many of each to list")
    parser.add_argument("--eye", type=int, default=0, help="how many finds in the tweets to print")
    args = parser.parse_args()
    if args.data is None:
        parser.error("say where the data is: --data DIR, or AGENTCONSOLE_TEST_DATA")
    data = Path(args.data)
    judged(
        data / "annotated-dialogues", ["seen", "held"] if args.half == "both" else [args.half], args.errors
    )
    by_eye(data / "twitter-support", args.eye)
    timed([text for _, text in messages(data / "twitter-support")])


if __name__ == "__main__":
    main()
