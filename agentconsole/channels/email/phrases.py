"""How programs write of themselves in subjects, in the languages of `machine.toml`."""

import re
from functools import cache

LONGEST = 300
ANSWER = re.compile(r"^(?:(?:re|aw|sv|vs|antw|odp|rv|ref)\s?:\s?)+")


def says_undelivered(subject: str) -> bool:
    """That another mail did not arrive."""
    said = subject[:LONGEST].lower()
    return any(phrase in said for phrase in _phrases()["undelivered"])


def says_away(subject: str) -> bool:
    """That somebody is away, and a program answers for them."""
    return ANSWER.sub("", subject[:LONGEST].lower().strip()).startswith(_phrases()["away"])


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    import tomllib  # only where mail comes in
    from importlib.resources import files

    text = files("agentconsole.channels.email").joinpath("machine.toml").read_text("utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text).items()}
