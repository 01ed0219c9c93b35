"""The manual says what the program does."""

import json
import re
import shlex
from pathlib import Path

import pytest

from agentconsole.cli.app import ROSTER
from tests.cli.running import Program

DOCS = Path(__file__).parents[2] / "docs"
HOW_TO = DOCS / "how-to" / "script-it.md"
PAGES = [page for page in DOCS.rglob("*.md") if page.parent.name != "reference"]
CODE = re.compile(r"```(?:sh|console)?\n(.*?)```|^((?:    .*\n)+)", re.DOTALL | re.MULTILINE)
CALL = re.compile(r"agentconsole ((?=[a-z])(?:[^|)#\n\"'`]|\"[^\"]*\"|'[^']*')+)")
CALLS = sorted(
    {
        call
        for page in PAGES
        for block in CODE.finditer(page.read_text("utf-8"))
        for call in CALL.findall((block[1] or block[2] or "").replace("\\\n", " "))
    }
)
FIRST_WORDS = {name.split()[0] for name in ROSTER}


@pytest.mark.parametrize("call", CALLS)
def test_every_command_of_the_manual_is_understood(program: Program, call: str) -> None:
    words = shlex.split(re.split(r" 2?>", call)[0].removesuffix("; then"))
    assert words[0] in FIRST_WORDS
    name = words[:2] if " ".join(words[:2]) in ROSTER else words[:1]
    told = program(*name, "--help").out
    for option in (word for word in words if word.startswith("-") and word != "-"):
        assert re.search(rf"(^|[\s,]){option}\b", told), f"{words[0]} has no {option}"


def test_the_line_of_the_how_to_can_be_imported(program: Program, desk: Path, tmp_path: Path) -> None:
    (line,) = re.findall(r"```json\n(.*?)\n```", HOW_TO.read_text("utf-8"), re.DOTALL)
    path = tmp_path / "one.jsonl"
    path.write_text(line)
    ran = program("import", "jsonl", path, "--json")
    assert (ran.code, ran.json["new"]) == (0, 1)
    assert json.loads(line)["text"] == program("search", "kind:message add", "--json").json[-1]["text"]
