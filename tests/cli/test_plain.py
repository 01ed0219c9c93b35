"""What is read without Typer is read as Typer reads it."""

import subprocess
import sys
from pathlib import Path

import pytest

from agentconsole.cli import plain
from agentconsole.cli.app import Commands
from tests.cli.running import Program

LINES = [
    ("inbox", "all", "--json"),
    ("inbox", "--limit=1", "-F", "jsonl", "all"),
    ("-F", "csv", "inbox", "unowned"),
    ("--json", "inbox", "-F", "ids", "all"),
    ("inbox", "--after", "1", "all", "--limit", "0"),
    ("inbox", "--as", "nobody"),
    ("inbox", "all", "--desk", "/nowhere/at/all.db", "--json"),
    ("customers", "mei", "--json"),
    ("customers", "", "--limit", "1"),
    ("search", "charged", "same bag", "--json"),
    ("search", "from:mei charged", "--limit", "1", "--before", "99999999999999999"),
    ("search", "colour:red", "--json"),
]
NOT_PLAIN = [
    (),
    ("--version",),
    ("inbox", "--help"),
    ("inbox", "nonsense"),
    ("inbox", "all", "mine"),
    ("inbox", "--limit", "-1"),
    ("inbox", "--limit"),
    ("inbox", "--limit", "1_0"),
    ("inbox", "--json=yes"),
    ("inbox", "-Fjson"),
    ("inbox", "--desk", ""),
    ("inbox", "--format", "xml"),
    ("inbox", "--before", "3"),
    ("search",),
    ("search", "--", "-bag"),
    ("show", "2"),
]


@pytest.mark.parametrize("words", LINES)
def test_a_plain_line_does_what_it_does_by_typer(
    desk: Path, program: Program, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("AGENTCONSOLE_DESK", str(desk))
    assert plain.read(words) is not None
    quickly = program(*words)
    monkeypatch.setattr(plain, "read", lambda argv, **_: None)
    by_typer = program(*words)
    assert (quickly.code, quickly.out, quickly.err) == (by_typer.code, by_typer.out, by_typer.err)


@pytest.mark.parametrize("words", NOT_PLAIN)
def test_whatever_is_not_plain_is_left_to_typer(words: tuple[str, ...]) -> None:
    assert plain.read(words) is None


@pytest.mark.parametrize("words", [(), ("--desk", "x.db", "--as=ana"), ("--as", "ana", "--desk=x.db")])
def test_without_a_command_it_is_the_console_where_a_person_sits_before_it(words: tuple[str, ...]) -> None:
    line = plain.read(words, interactive=True)
    assert line is not None
    assert line.shared == ({"--desk": "x.db", "--as": "ana"} if words else {})
    assert plain.read(words) is None


@pytest.mark.parametrize(
    "words", [("--json",), ("--version",), ("--limit", "3"), ("-F", "csv"), ("--as", "")]
)
def test_options_that_are_none_of_the_consoles_are_left_to_typer(words: tuple[str, ...]) -> None:
    assert plain.read(words, interactive=True) is None


@pytest.mark.parametrize("name", plain.PLAIN)
def test_every_option_of_a_plain_command_is_known(name: str) -> None:
    known = {*plain.SHARED, "--json", *plain.PLAIN[name].numbers}
    there = {each for param in Commands()[name].params for each in param.opts if each.startswith("-")}
    assert there == known


def test_a_plain_line_never_loads_typer(desk: Path) -> None:
    script = (
        "import sys\nfrom agentconsole.main import main\ncode = main(sys.argv[1:])\n"
        "sys.exit(code or any(name.startswith('typer') for name in sys.modules))"
    )
    words = ("--desk", str(desk), "search", "bag", "--json")
    ran = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
