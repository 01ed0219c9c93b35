"""Write the reference pages from the program itself, or say which are stale.

    python docs/generate.py            writes them
    python docs/generate.py --check    exits with 1 when one is stale, and names it

A page is a function of `generating` that returns its text, and a line in `PAGES`.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from generating import commands, configuration, exit_codes, http, keys, nouns

DOCS = Path(__file__).parent
COMMAND = "python docs/generate.py"
FRONT = f"<!-- Written by `{COMMAND}`. Change the program, not this page. -->\n\n"

PAGES: dict[str, Callable[[], str]] = {
    "reference/json.md": nouns.page,
    "reference/configuration.md": configuration.page,
    "reference/commands.md": commands.page,
    "reference/keys.md": keys.page,
    "reference/exit-codes.md": exit_codes.page,
    "reference/http.md": http.page,
    "reference/openapi.json": http.description,
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
    return PAGES[name]() if name.endswith(".json") else FRONT + PAGES[name]()


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
