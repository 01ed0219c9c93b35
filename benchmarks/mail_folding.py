"""How well and how fast a mail's old messages and signatures fold: beside bodies others collected, labelled.

python -m benchmarks.mail_folding [--data DIRECTORY]
"""

import argparse
import os
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from agentconsole.rules.quoting import folds

FIRST_PARAGRAPH = (0, 4)
"""Where nothing else is said, the answer is the five lines at the top."""
ALL = (0, 100_000)
ONE_LINE = (0, 0)
CRISP = "crisp-reply-parser/test/fixtures"
GITHUB = "email_reply_parser/test/emails"
ONE_LINE_OPEN = """
    correct_sig email_19 email_1_4 email_1_6 email_1_7 email_20 email_2_1 email_2_2 email_2_3
    email_4 email_BlackBerry email_blackberry email_custom_quote_header
    email_customer_quote_header_2 email_iPhone email_iphone
    email_multi_word_sent_from_my_mobile_device email_sent_from email_thread
    email_tricky_11_double_signature email_tricky_16_unicode_signatures
    email_tricky_17_forward_header email_tricky_9_nested_quotes email_unquoted_reply
    sig_no_empty_line
"""
ALL_OPEN = """
    email_1_5 email_21 email_5 email_emoji email_not_a_signature email_not_a_signature_2
    email_sent_from_my_not_signature email_sig_delimiter_in_middle_of_line
    email_tricky_13_timestamp_variations email_tricky_18_inline_reply
    email_tricky_19_quote_without_header email_tricky_1_on_false_positive
    email_tricky_2_url_with_wrote email_tricky_3_code_block email_tricky_4_from_in_body
    email_tricky_6_regards_in_sentence email_tricky_7_multiple_dashes
    email_tricky_8_sent_from_in_content email_with_date_headers email_with_from_headers
"""
OPEN = {
    CRISP: {
        "email_1": (0, 6),
        "email_2": (0, 33),
        "email_6": (0, 2),
        "email_bullets": (0, 8),
        "email_customer_quote_header_3": (0, 2),
        "email_reply_header": (0, 10),
        "email_tricky_20_html_entities": (0, 2),
        "email_zoho": (0, 1),
    },
    GITHUB: {
        "email_1_1": (0, 4),
        "email_1_2": (0, 33),
        "email_1_3": (0, 2),
        "email_1_8": (0, 18),
        "email_bullets": (0, 8),
        "email_long_quote": (0, 7),
        "greedy_on": (0, 5),
        "pathological": (0, 1),
    },
}
"""The first and last line that belong to the answer, by what these projects' own tests say of the bodies.
Lines of white space do not count."""
HOSTILE = {
    "On On On": "On ",
    "line breaks": "\n",
    "spaces": " ",
    "marks": "> ",
    "quoted lines": "> x\n",
    "colons": "a:\n",
    "headers": "From: x\nTo: y\nSubject: z\n",
    "introductions": "On 3 Mar 2026, x wrote:\n",
    "dashes": "--\n",
    "rules": "_" * 70 + "\n",
    "devices": "Sent from my iPhone\n",
    "disclaimers": "is confidential, intended recipient\n\n",
}
SIZES = (12_500, 25_000, 50_000, 100_000, 1_000_000)


class Result(Struct):
    """One body."""

    name: str
    expected: list[int]
    found: list[int]


def results(data: Path) -> Iterator[Result]:
    """Which lines stay open in each body, and which should."""
    for folder, labels in OPEN.items():
        for path in sorted((data / folder).glob("*.txt")):
            lines = path.read_bytes().decode().replace("\r\n", "\n").split("\n")
            first, last = labels.get(path.stem) or _usual(path.stem)
            folded = {n for fold in folds("\n".join(lines)) for n in range(fold.first, fold.last + 1)}
            filled = [number for number, line in enumerate(lines) if line.strip()]
            yield Result(
                f"{folder.partition('/')[0]}/{path.stem}",
                [number for number in filled if first <= number <= last],
                [number for number in filled if number not in folded],
            )


def _usual(name: str) -> tuple[int, int]:
    if name in ONE_LINE_OPEN.split():
        return ONE_LINE
    return ALL if name in ALL_OPEN.split() else FIRST_PARAGRAPH


def score(data: Path) -> str:
    """How many bodies fold exactly as expected, and each that does not."""
    found = list(results(data))
    wrong = [one for one in found if one.found != one.expected]
    lines = [f"{len(found) - len(wrong)} of {len(found)} bodies fold exactly as their projects expect"]
    lines += [f"  {one.name}: open {_spans(one.found)}, expected {_spans(one.expected)}" for one in wrong]
    return "\n".join(lines)


def _spans(numbers: list[int]) -> str:
    return f"{numbers[0] + 1}-{numbers[-1] + 1} ({len(numbers)} lines)" if numbers else "nothing"


def speed() -> str:
    """Milliseconds for hostile bodies that grow, and how much each doubling costs."""
    lines = [f"{'milliseconds':16}" + "".join(f"{size:>12,}" for size in SIZES) + "   worst doubling"]
    for name, unit in HOSTILE.items():
        times = [_taken(unit * (size // len(unit)) + "the end") for size in SIZES]
        doublings = [after / before for before, after in pairwise(times[:-1])]
        lines.append(f"{name:16}" + "".join(f"{one:12.2f}" for one in times) + f"{max(doublings):12.2f}")
    return "\n".join(lines)


def _taken(text: str) -> float:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        folds(text)
        times.append((time.perf_counter() - started) * 1000)
    return min(times)


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", ".")) / "mail"
    parser.add_argument("--data", type=Path, default=default)
    print(score(parser.parse_args().data))
    print(speed())


if __name__ == "__main__":
    main()
