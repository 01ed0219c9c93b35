"""What counts as text."""

from agentconsole.model.errors import Invalid


def required(text: str, why: str) -> str:
    """The text, or Invalid where there is none."""
    if not text.strip():
        raise Invalid(why, "Give it in words")
    return text


def title(text: str, *, longest: int = 72) -> str:
    """A subject for a conversation that came without one: the first words of what was said."""
    words = text.split()
    line = " ".join(words[:24])
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
