"""Whatever a mail holds, no command writes a character of it that could act on a terminal."""

import re
from pathlib import Path

import pytest

from tests.cli.running import Program
from tests.tui.hostile import MAILS

READING = (
    *(("inbox", "all"), ("customers",), ("search", "press"), ("outbox",), ("drafts",), ("channels",)),
    *(("asks",), ("promises",), ("board",)),
)
FORMATS = ("table", "json", "jsonl", "csv")
SHOWN = frozenset("\n\r\t")


def foreign(text: str, *, own: bool) -> set[str]:
    """What could act or hide in it. `own` colours are the program's: on a terminal it writes some."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text) if own else text
    marks = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    return {
        hex(ord(one))
        for one in text
        if one in marks or (one < " " and one not in SHOWN) or "\x7f" <= one < "\xa0"
    }


@pytest.fixture
def hostile(desk: Path, program: Program, tmp_path: Path) -> list[str]:
    for name, raw in MAILS.items():
        (tmp_path / f"{name}.eml").write_bytes(raw)
    assert program("import", "eml", *sorted(tmp_path.glob("*.eml"))).code == 0
    return [str(each["id"]) for each in program("inbox", "all", "--json").json]


def every(program: Program, numbers: list[str]):
    customers = program("customers", "-F", "ids").out.split()
    yield from READING
    yield from (("show", number, "--whole") for number in numbers)
    yield from (("facts", number) for number in customers)
    for number in customers:
        yield from (("customer", number), ("history", number), ("met", number))


@pytest.mark.slow
def test_no_command_writes_what_could_act(hostile: list[str], program: Program) -> None:
    for words in every(program, hostile):
        for form in FORMATS:
            ran = program(*words, "-F", form)
            assert ran.code in (0, 2), ran.err  # some have no rows
            assert foreign(ran.out + ran.err, own=False) == set(), (words, form)
        ran = program(*words, terminal=True)
        assert foreign(ran.out + ran.err, own=True) == set(), words


def test_what_is_said_of_a_deed_writes_nothing_either(hostile: list[str], program: Program) -> None:
    for number in hostile:
        for words in (("claim",), ("reply", "-t", "Dear Bob"), ("close",), ("reopen",)):
            ran = program(words[0], number, *words[1:], terminal=True)
            assert foreign(ran.out + ran.err, own=True) == set(), (words, number)
