"""Whatever a mail holds, no command writes what of it could act on a terminal, and every one all the rest."""

import re
from pathlib import Path

import pytest

from tests.cli.running import Program
from tests.tui.hostile import EVIL, HARMLESS, MAILS, foreign

pytestmark = pytest.mark.attack

READING = (
    *(("inbox", "all"), ("customers",), ("search", "press"), ("outbox",), ("drafts",), ("channels",)),
    *(("asks",), ("promises",), ("board",)),
)
FORMATS = ("table", "json", "jsonl", "csv")


@pytest.fixture
def hostile(desk: Path, program: Program, tmp_path: Path) -> list[str]:
    for name, raw in MAILS.items():
        (tmp_path / f"{name}.eml").write_bytes(raw)
    assert program("import", "eml", *sorted(tmp_path.glob("*.eml"))).code == 0
    return [str(each["id"]) for each in program("inbox", "all", "--json").json]


def seen(text: str) -> str:
    """What a terminal shows of it."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def written(text: str) -> set[str]:
    """What could act or hide in it; tabs part the columns of a pipe."""
    return foreign(text.replace("\t", ""))


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
            assert written(ran.out + ran.err) == set(), (words, form)
        ran = program(*words, terminal=True)
        assert written(seen(ran.out + ran.err)) == set(), words


def test_what_is_said_of_a_deed_writes_nothing_either(hostile: list[str], program: Program) -> None:
    for number in hostile:
        for words in (("claim",), ("reply", "-t", "Dear Bob"), ("close",), ("reopen",)):
            ran = program(words[0], number, *words[1:], terminal=True)
            assert written(seen(ran.out + ran.err)) == set(), (words, number)


@pytest.fixture
def everything(desk: Path, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A conversation whose subject, text, and names are all that is hostile."""
    (tmp_path / "all.eml").write_bytes(MAILS["body"])
    assert program("import", "eml", tmp_path / "all.eml").code == 0
    monkeypatch.setenv("COLUMNS", "200")
    return max(each["id"] for each in program("inbox", "all", "--json").json)


def left(text: str) -> list[str]:
    """The harmless words: all when they stand there in their order, over as many lines as they take."""
    found = re.search(".*?".join(map(re.escape, HARMLESS)), text, re.DOTALL)
    return list(HARMLESS) if found else [word for word in HARMLESS if word in text]


@pytest.mark.parametrize("form", ["table", "csv"])
def test_in_a_pipe_no_escape_is_left_and_no_word_is_missing(
    everything: int, program: Program, form: str
) -> None:
    for words in (("show", everything), ("inbox", "all"), ("search", "then"), ("customers", "evil")):
        ran = program(*words, "-F", form)
        assert "\x1b" not in ran.out + ran.err
        assert written(ran.out) == set()
        assert left(ran.out) == list(HARMLESS), words


def test_on_a_terminal_markup_stands_there_as_it_was_typed(everything: int, program: Program) -> None:
    for words in (("show", everything, "--whole"), ("customer", "evil@x.example"), ("inbox", "all")):
        out = seen(program(*words, terminal=True).out)
        assert written(out) == set()
        assert left(out) == list(HARMLESS), (words, out)
    above, _, below = seen(program("show", everything, terminal=True).out).partition(" e-mail")
    assert left(above) == left(below) == list(HARMLESS), "the subject, and the text"


def test_in_json_the_text_is_what_was_written_to_the_letter(everything: int, program: Program) -> None:
    ran = program("show", everything, "--json")
    assert written(ran.out) == set()
    assert ran.json["entries"][0]["text"] == EVIL
