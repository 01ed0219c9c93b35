"""One word for each idea, and nothing of the machine it was written on."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.shape.tree import files, modules, named, pages, parsed

OTHER_PEOPLES_WORDS = re.compile(
    r"\b(tickets?|assign(?:s|ed|ee|ees|ing|ment|ments)?|transfer(?:s|red|ring)?)\b(?![- ](?:en|de)coding)",
    re.IGNORECASE,
)
A_MACHINE = re.compile(r"(?<![\w.~$}>])/(?:root|work|Users|mnt)/[\w.]")
NOT_TEXT = {".db", ".gz", ".png", ".zip"}


def test_nobody_is_told_of_tickets_that_are_passed_around() -> None:
    said = [f"{where}: {text}" for where, text in _shown() if OTHER_PEOPLES_WORDS.search(text)]
    assert said == []


def _shown() -> Iterator[tuple[str, str]]:
    """What a person may read: the strings of the program, docstrings of commands among them, and the
    pages."""
    for path in modules():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{named(path)}:{node.lineno}", node.value
    for path in pages():
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            yield f"{named(path)}:{number}", line


def test_no_file_knows_a_machine_it_was_written_on() -> None:
    telling = [
        f"{named(path)}:{number}"
        for path in _texts()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1)
        if A_MACHINE.search(line)
    ]
    assert telling == []


def _texts() -> Iterator[Path]:
    return (path for path in files() if path.suffix not in NOT_TEXT and path != Path(__file__))
