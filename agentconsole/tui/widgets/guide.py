"""What to press first, for somebody who is new here."""

from agentconsole.rules.screening import screen
from agentconsole.show.spans import Role, Span, marked
from agentconsole.tui.widgets.bar import Bar

LOW = 34
"""Rows below which a guide and a conversation do not fit together."""


class Guide(Bar):
    """A few lines, there until they are put away."""

    def __init__(self, text: str, key: str, *, id: str | None = None) -> None:  # noqa: A002
        lines = [(Span(" "), *marked(screen(line))) for line in text.strip("\n").splitlines()]
        last = [(Span(f" {key} puts this away", Role.MUTED),)] if lines else []
        super().__init__(*lines, *last, id=id)

    def put_away(self) -> bool:
        """Put it away; False when it was not there."""
        there = bool(self.lines)
        self.show()
        return there
