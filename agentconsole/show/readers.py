"""Who has read what, in words."""

from agentconsole.model.reading import Readers
from agentconsole.show.spans import Line, Role, Span


def readers_words(readers: Readers) -> str:
    """`read by ana, priya; not yet: kim`. Nothing where nobody has and nobody else is to."""
    read = ", ".join(each.agent for each in readers.read)
    missing = ", ".join(readers.not_yet)
    parts = (f"read by {read}" if read else "", f"not yet: {missing}" if missing else "")
    return "; ".join(filter(None, parts))


def readers_line(readers: Readers | None) -> Line:
    """The same as a dim line; empty where there is nothing to say."""
    words = readers_words(readers) if readers is not None else ""
    return (Span(words, Role.MUTED),) if words else ()
