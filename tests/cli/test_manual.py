"""The manual says what the program does."""

import json
import re
import shlex
from pathlib import Path

import pytest

from agentconsole.cli.app import ROSTER
from tests.cli.running import Program

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "script-it.md"
CALLS = re.findall(r"agentconsole (?:[^|)\n\"']|\"[^\"]*\"|'[^']*')+", HOW_TO.read_text("utf-8"))


@pytest.mark.parametrize("call", [call for call in CALLS if not call.startswith("agentconsole --")])
def test_every_command_of_the_how_to_is_understood(program: Program, desk: Path, call: str) -> None:
    words = shlex.split(re.split(r" 2?>", call)[0].removesuffix("; then"))[1:]
    assert words[0] in ROSTER
    told = program(words[0], "--help").out
    for option in (word for word in words if word.startswith("-") and word != "-"):
        assert re.search(rf"(^|[\s,]){option}\b", told), f"{words[0]} has no {option}"


def test_the_line_of_the_how_to_can_be_imported(program: Program, desk: Path, tmp_path: Path) -> None:
    (line,) = re.findall(r"```json\n(.*?)\n```", HOW_TO.read_text("utf-8"), re.DOTALL)
    path = tmp_path / "one.jsonl"
    path.write_text(line)
    ran = program("import", "jsonl", path, "--json")
    assert (ran.code, ran.json["new"]) == (0, 1)
    assert json.loads(line)["text"] == program("search", "kind:message add", "--json").json[-1]["text"]
