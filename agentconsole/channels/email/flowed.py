"""Paragraphs that were broken into lines for the way, joined again (RFC 3676)."""

DEEPEST = 100
"""Quote marks that are counted."""


def joined(text: str, *, delete_space: bool) -> str:
    """The text with its paragraphs on one line each, quotes marked by as many `>` as they are deep.

    A line that ends with a space goes on in the next one of the same depth. `delete_space` is the
    parameter `DelSp`: that space is no part of the text.
    """
    lines: list[str] = []
    running: list[str] = []
    depth = 0
    for line in text.split("\n"):
        quoted, said = _taken_apart(line)
        signature = said == "-- "
        if running and (quoted != depth or signature or not said):
            lines.append(_marked(depth, running))
            running = []
        depth = quoted
        if said.endswith(" ") and not signature:
            running.append(said[:-1] if delete_space else said)
        else:
            lines.append(_marked(depth, [*running, said]))
            running = []
    if running:
        lines.append(_marked(depth, running))
    return "\n".join(lines)


def _taken_apart(line: str) -> tuple[int, str]:
    """How deep a line is quoted, and what it says: a space at its beginning was put there."""
    said = line.lstrip(">")
    depth = min(len(line) - len(said), DEEPEST)
    return depth, said[1:] if said.startswith(" ") else said


def _marked(depth: int, pieces: list[str]) -> str:
    said = "".join(pieces)
    return f"{'>' * depth} {said}".rstrip() if depth else said
