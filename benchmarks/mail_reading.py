"""How well and how fast mail is read: beside results another parser left, and beside the standard library.

python -m benchmarks.mail_reading [--data DIRECTORY] [--rounds 0, for the score alone]
"""

import argparse
import email
import email.policy
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from agentconsole.channels.email.incoming import receive
from benchmarks import mail_made
from benchmarks.mail_expected import KINDS, NOW, Reading, Value, declared, expected, shown, standard
from benchmarks.rounds import in_turn, ratio, spread

MALFORMED = "malformed/"
NOTES = """\
declared: headers by what they declare themselves, as the expected results read them
but for ?: where the expected result has a mark for what its reader could not read, any letter may stand
whole: besides, without the mails that were made malformed
shown: letters that no header declares are read by what the mail says elsewhere, or by guess"""


class Difference(Struct):
    """Something read otherwise than expected."""

    mail: str
    kind: str
    expected: Value
    found: Value
    unreadable: bool
    """The expected result has marks for characters its reader could not read, and agrees in all others."""


class Score(Struct):
    """How many of the expected results were met, by kind, and which were not."""

    of: dict[tuple[str, bool], int]
    differences: list[Difference]

    def share(self, kind: str, *, strict: bool = True, whole: bool = False) -> float:
        """Between 0 and 1. Not strict: where the expected result says it could not read, any reading will do.
        `whole`: without the mails that were made malformed, of which each reader makes something else."""
        of = sum(
            count
            for (name, malformed), count in self.of.items()
            if name == kind and not (whole and malformed)
        )
        wrong = sum(
            one.kind == kind and (strict or not one.unreadable) and not (whole and MALFORMED in one.mail)
            for one in self.differences
        )
        return 1 - wrong / of if of else 1.0


def mails(data: Path) -> Iterator[Path]:
    """Those with an expected result beside them."""
    return (path for path in sorted(data.rglob("*.eml")) if path.with_suffix(".json").exists())


def score(data: Path, reader: Callable[[bytes], Reading]) -> Score:
    """A reader's results against the expected ones."""
    result = Score(of=defaultdict(int), differences=[])
    for path in mails(data):
        raw = path.read_bytes()
        wanted, found = expected(path, raw), reader(raw)
        for kind in KINDS:
            want, have = getattr(wanted, kind), getattr(found, kind)
            if want is None or (kind in ("text", "attachments") and not want and not have):
                continue
            name = "/".join(path.with_suffix("").parts[-2:])
            result.of[kind, MALFORMED in name] += 1
            if want != have:
                result.differences.append(Difference(name, kind, want, have, _unread(want, have)))
    return result


def _unread(want: Value, have: Value) -> bool:
    if isinstance(want, tuple) and isinstance(have, tuple):
        want, have = "\n".join(want), "\n".join(have)
    if not isinstance(want, str) or not isinstance(have, str) or "\ufffd" not in want:
        return False
    pieces = [piece for piece in want.split("\ufffd") if piece]
    return all(piece in have for piece in pieces) and abs(len(want) - len(have)) <= want.count("\ufffd")


def table(data: Path) -> str:
    """The scores by kind, and each difference."""
    ours, seen, theirs = (score(data, reader) for reader in (declared, shown, standard))
    lines = [
        f"{'':14}{'mails':>6}{'declared':>10}{'but for ?':>11}{'whole':>9}{'shown':>9}"
        f"{'standard library':>18}"
    ]
    for kind in KINDS:
        lines.append(
            f"{kind.strip('_'):14}{ours.of[kind, True] + ours.of[kind, False]:6}{ours.share(kind):10.1%}"
            f"{ours.share(kind, strict=False):11.1%}{ours.share(kind, strict=False, whole=True):9.1%}"
            f"{seen.share(kind):9.1%}{theirs.share(kind):18.1%}"
        )
    lines.append(NOTES)
    lines.extend(_told(one) for one in ours.differences)
    lines.append("\nshown otherwise than declared:")
    lines.extend(_told(one) for one in seen.differences if one not in ours.differences)
    return "\n".join(lines)


def _told(one: Difference) -> str:
    return (
        f"\n{one.mail} {one.kind}{' (unreadable to them)' if one.unreadable else ''}\n"
        f"  expected {str(one.expected)[:300]!r}\n  found    {str(one.found)[:300]!r}"
    )


def speed(count: int, rounds: int) -> str:
    """How long the whole reading takes, beside the standard library's bare parsers."""
    made = mail_made.mails(count)
    size = sum(map(len, made)) / count
    times = in_turn(
        {
            "ours: the whole reading": lambda: [receive(raw, ours=frozenset(), now=NOW) for raw in made],
            "compat32: bare parse": lambda: [email.message_from_bytes(raw) for raw in made],
            "policy.default: bare parse": lambda: [
                email.message_from_bytes(raw, policy=email.policy.default) for raw in made
            ],
        },
        rounds=rounds,
    )
    bare = times["compat32: bare parse"]
    lines = [f"{count} mails of {size:,.0f} bytes, milliseconds for all"]
    for name, taken in times.items():
        each = ratio(taken, bare)
        lines.append(f"{name:30}{spread(taken):>28}{each:8.2f} of the bare parse")
    return "\n".join(lines)


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", ".")) / "mail"
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args()
    if given.rounds:
        print(speed(given.count, given.rounds))
    if given.data.is_dir():
        print(table(given.data))


if __name__ == "__main__":
    main()
