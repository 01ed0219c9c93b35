"""What a shell asks while somebody types: which words an unfinished one can become."""

from collections.abc import Callable, MutableMapping
from contextlib import suppress

import typer

from agentconsole.cli.session import Session, session_of
from agentconsole.model.errors import DeskError

_WORDS, _CURRENT = "COMP_WORDS", "COMP_CWORD"


def offered(find: Callable[[Session], list[str]]) -> Callable[[typer.Context, str], list[str]]:
    """Values a shell can complete. A desk that cannot be opened offers nothing."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        found: list[str] = []
        with suppress(DeskError):
            found = find(session_of(ctx))
        bare = [value.removeprefix("@") for value in found]
        return _fitting(found, incomplete) or _fitting(bare, incomplete)

    return complete


def _fitting(values: list[str], incomplete: str) -> list[str]:
    return [value for value in values if value.startswith(incomplete)]


def handles(session: Session) -> list[str]:
    """The colleagues of the desk, with `@`."""
    return [f"@{agent.handle}" for agent in session.desk.agents() if agent.left_at is None]


def mend_bash_words(environ: MutableMapping[str, str]) -> None:
    """Put together what Bash took apart: it breaks words at `@` and `=` (COMP_WORDBREAKS), and hands over
    `@pri` and `--format=js` in pieces."""
    current = int(environ.get(_CURRENT, 0))
    mended: list[str] = []
    at = 0
    for place, word in enumerate(environ.get(_WORDS, "").split("\n")):
        if mended and _belongs_to(mended[-1], word):
            mended[-1] += word
        else:
            mended.append(word)
        if place == current:
            at = len(mended) - 1
    environ[_WORDS], environ[_CURRENT] = "\n".join(mended), str(at)


def _belongs_to(before: str, word: str) -> bool:
    if word.startswith("="):
        return before.startswith("--") and "=" not in before
    return bool(word) and (before == "@" or (before.startswith("--") and before.endswith(("=", "=@"))))
