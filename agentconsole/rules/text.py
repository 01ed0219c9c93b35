"""What counts as text."""

from agentconsole.model.errors import Invalid


def required(text: str, why: str) -> str:
    """The text, or Invalid where there is none."""
    if not text.strip():
        raise Invalid(why, "Give it in words")
    return text


def no_longer_than(most: int, text: str, what: str) -> str:
    """The text, or Invalid where it has more than so many characters."""
    if len(text) > most:
        raise Invalid(f"{what} has {len(text):,} characters, and at most {most:,} are kept", "Say it shorter")
    return text


def title(text: str, *, longest: int = 72) -> str:
    """A subject for a conversation that came without one: the first words of what was said."""
    words = text.split()
    return shortened(" ".join(words[:24]), longest)


def shortened(line: str, most: int) -> str:
    """The line, cut where it has more than so many characters, with a mark where it goes on."""
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
