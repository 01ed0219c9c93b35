"""The JSON of every noun."""

from typing import Any

from agentconsole.wire.done import TEAM
from agentconsole.wire.kept import kept_json
from agentconsole.wire.known import KNOWN
from agentconsole.wire.mailing import MAILING
from agentconsole.wire.noun import Noun
from agentconsole.wire.nouns import NOUNS
from generating.tables import table


def page() -> str:
    """The JSON of every noun."""
    intro = (
        "# JSON\n\n"
        "What `--format json` and `jsonl` print: a list is an array in `json`, one object a line in `jsonl`. "
        "Fields may be added; none changes its meaning or goes away.\n\n"
        "- Every field is always there: null where nothing is known.\n"
        "- A time is RFC 3339 in UTC: `2026-11-17T09:12:00Z`.\n"
        "- A handle names an agent, without `@`.\n"
        "- Text is as it came. What could act on a terminal is written as `\\uXXXX`.\n"
        "- An error is one line on stderr: `" + '{"error": {"code", "message", "hint", ...}}' + "`.\n"
    )
    return intro + "".join(f"\n{_noun(noun)}" for noun in (*NOUNS, *KNOWN, *MAILING, *TEAM, kept_json))


def _noun(noun: Noun[Any]) -> str:
    rows = [(f"`{field.name}`", field.shape.words, field.meaning) for field in noun.fields]
    return f"## {noun.name}\n\n{noun.meaning}\n\n{table(('field', 'is', 'meaning'), rows)}"
