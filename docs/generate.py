"""Write the reference pages from the program itself, or say which are stale.

    python docs/generate.py            writes them
    python docs/generate.py --check    exits with 1 when one is stale, and names it

A page is a function that returns its text, and a line in `PAGES`.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from agentconsole.settings import meaning
from agentconsole.wire.noun import Noun
from agentconsole.wire.nouns import NOUNS

DOCS = Path(__file__).parent
COMMAND = "python docs/generate.py"
FRONT = f"<!-- Written by `{COMMAND}`. Change the program, not this page. -->\n\n"


def json_page() -> str:
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
    return intro + "".join(f"\n{_noun(noun)}" for noun in NOUNS)


def configuration_page() -> str:
    """What the configuration can say."""
    intro = (
        "# Configuration\n\n"
        "`config.toml`, in `~/.config/agentconsole` on Linux, or wherever `AGENTCONSOLE_CONFIG` says. "
        "A flag goes before the environment, the environment before the file. It never holds a secret.\n\n"
    )
    desk = table(
        ("in `[desks.NAME]`", "can be"),
        [(f"`{key}`", words) for key, words in meaning.ALLOWED_OF_DESK.items()],
    )
    top = table(("key", "can be"), [(f"`{key}`", words) for key, words in meaning.ALLOWED.items()])
    variables = (
        ("AGENTCONSOLE_DESK", "the desk, as `--desk`"),
        ("AGENTCONSOLE_AS", "the acting agent, as `--as`"),
    )
    environment = table(("in the environment", "is"), [(f"`{name}`", words) for name, words in variables])
    return f"{intro}{top}\n{desk}\n{environment}"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _noun(noun: Noun[Any]) -> str:
    rows = [(f"`{field.name}`", field.shape.words, field.meaning) for field in noun.fields]
    return f"## {noun.name}\n\n{noun.meaning}\n\n{table(('field', 'is', 'meaning'), rows)}"


PAGES: dict[str, Callable[[], str]] = {
    "reference/json.md": json_page,
    "reference/configuration.md": configuration_page,
}


def stale() -> list[str]:
    """The pages that do not say what the program does."""
    return [name for name in PAGES if not (DOCS / name).exists() or _read(name) != _page(name)]


def main(check: bool) -> int:
    """Write the stale pages, or with `check` only name them. The exit code: 1 when a check finds one."""
    found = stale()
    for name in found:
        if check:
            print(f"docs/{name} is stale; run: {COMMAND}", file=sys.stderr)
        else:
            (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
            (DOCS / name).write_text(_page(name), "utf-8")
            print(f"wrote docs/{name}")
    return int(check and bool(found))


def _read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def _page(name: str) -> str:
    return FRONT + PAGES[name]()


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
