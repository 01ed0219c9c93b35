"""The commands stay light: what a command does not need is not loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Program

HEAVY = {"textual", "httpx", "keyring", "rich", "platformdirs", "tomlkit", "selectolax", "psycopg", "asyncio"}
SLOW = {"typing_extensions", "secrets", "inspect"}
"""Of the standard library and beside it; what msgspec wants of the first, `typing` has too."""
MAIL = {"email", "imaplib", "imap_tools", "smtplib", "ssl"}
LIGHTEST = {"inbox", "search"}
SCRIPT = """
import sys
from agentconsole.main import main
code = main(sys.argv[1:])
print(*sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    "words",
    [
        ("inbox", "--json"),
        ("inbox",),
        ("show", "2", "--json"),
        ("search", "bag", "-F", "jsonl"),
        ("history", "mei@tan.example", "-F", "csv"),
        ("claim", "2", "--json"),
        ("watch", "--since", "0", "--limit", "1"),
    ],
)
def test_a_command_on_an_embedded_desk_loads_nothing_heavy(
    desk: Path, program: Program, words: tuple[str, ...]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, "--desk", str(desk), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert (HEAVY | MAIL | (SLOW if words[0] in LIGHTEST else set())) & set(ran.stderr.split()) == set()


def test_loading_the_commands_builds_none_of_them() -> None:
    script = "import agentconsole.cli.app as a; c = a.Commands(); print(len(c.built), len(c))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    built, there = map(int, ran.stdout.split())
    assert built == 0
    assert there > 40
