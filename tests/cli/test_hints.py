"""What a person is told to type can be typed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import agentconsole
from agentconsole.cli.app import ROSTER
from tests.cli.running import Program

NAMED = re.compile(r"agentconsole ((?:agent |channel |config |token )?[a-z]+)")
ROOMS = ("rules", "desk", "store", "settings", "channels", "cli", "opening", "main.py")


def said() -> Iterator[str]:
    """Every text in the program, with a 1 where something is filled in."""
    root = Path(agentconsole.__file__).parent
    for room in ROOMS:
        for file in [root / room] if room.endswith(".py") else (root / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    yield "".join(str(v.value) if isinstance(v, ast.Constant) else "1" for v in node.values)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_command_that_is_named_is_one() -> None:
    named = {name for text in said() for name in NAMED.findall(text)}
    assert len(named) > 15
    prose = {"without", "could", "has", "opens", "with"}  # sentences about the program
    assert named - set(ROSTER) - prose == set()


@pytest.mark.parametrize(
    ("words", "then"),
    [
        (("claim", 2, "--as", "ben"), 0),
        (("reply", 2, "-t", "no", "--as", "ben"), 0),
        (("close", 1, "--as", "ben"), 0),
        (("close", 2, "--as", "ben"), 0),
        (("claim", 2), 0),
        (("handover", 2, "@priya", "--brief", "b", "--reason", "r"), 0),
        (("introduce", 2, "@priya"), 0),
        (("release", 2, "@priya"), 0),
        (("refuse", 1, "no"), 0),
        (("wake", 2), 0),
        (("reopen", 2), 0),
        (("link", 1, "mei@tan.example"), 0),
        (("link", 1, "chat:omar"), 0),
        (("merge", 1, 1), 0),
        (("brief", 2), 0),
        (("reply", 2, "-t", "Now?", "--seen", 0), 0),
        (("promise", 2, "Refund", "--due", "1d", "--as", "ben"), 0),
        (("keep", 1), 0),
        (("renegotiate", 1, "--due", "1d", "--reason", "r"), 0),
    ],
)
def test_the_first_command_of_a_hint_can_be_given_as_it_stands(
    program: Program, desk: Path, words: tuple[object, ...], then: int
) -> None:
    program("claim", 2)
    program("handover", 2, "@ben", "--brief", "b", "--reason", "r")
    ran = program(*words, "--json")
    assert ran.code in (5, 6)
    command = re.search(
        r"agentconsole ((?:[a-z]+)(?: (?:[@-]?[\w-]*[A-Z\d]\w*|'[A-Z]+'|-t|@\w+))*)", ran.error["hint"]
    )
    assert command, ran.error["hint"]
    who = words[-2:] if "--as" in words else ()
    ran = program(*(word.strip("'") for word in command[1].split()), *who)
    assert (ran.code, ran.err) == (then, "")
