"""The last line: what can be done now, what just happened, and whether all is well."""

from collections.abc import Sequence

from agentconsole.model.errors import DeskError
from agentconsole.rules.screening import screen_line
from agentconsole.show.spans import Line, Role, Span, crop, plain, spans, spread, wrap
from agentconsole.show.spans import width as cells
from agentconsole.tui.widgets.bar import Bar

MOST = 3
"""Rows a message may take."""


class StatusLine(Bar):
    """Keys on the left, the state of things on the right; a message takes the place of the keys."""

    def __init__(self, *, id: str | None = "status") -> None:  # noqa: A002
        super().__init__((), id=id)
        self.keys: Line = ()
        self.state: Line = ()
        self.message: tuple[Line, ...] = ()
        self.said: tuple[str, str, Role] | None = None
        """What the message says, as long as it is said."""
        self.following: tuple[Line, ...] = ()
        """What can follow the key that was pressed, as long as that is shown."""

    def offer(self, keys: Line) -> None:
        """The keys that matter now."""
        self.keys = keys
        self._update()

    def set_state(self, state: Line) -> None:
        """How things are: live or not, saved or not, what can still be taken back."""
        self.state = state
        self._update()

    def say(self, text: str, hint: str = "", role: Role = Role.TEXT) -> None:
        """Say something until the next key is pressed."""
        self.said, self.following = (text, hint, role), ()
        width = self._room
        said = wrap(screen_line(text if not hint else f"{text}."), width) if text else []
        lines = [spans(piece, role) for piece in said]
        lines += [spans(piece, Role.MUTED) for piece in (wrap(screen_line(hint), width) if hint else [])]
        if len(lines) == 2 and len(plain(lines[0])) + len(plain(lines[1])) < width:
            lines = [(*lines[0], Span("  "), *lines[1])]
        self.message = tuple(lines[:MOST])
        self._update()

    def tell(self, error: DeskError, hint: str | None = None) -> None:
        """Say what went wrong, and the next step."""
        self.say(error.message, error.hint if hint is None else hint, Role.BAD)

    def choose(self, parts: Sequence[Line]) -> None:
        """Show what can follow, in as many rows as it takes, until the next key."""
        self.said, self.following = None, tuple(parts)
        rows: list[Line] = [()]
        for part in parts:
            if rows[-1] and cells(rows[-1]) + cells(part) > self._room:
                rows.append(())
            rows[-1] = (*rows[-1], *part)
        self.message = tuple((Span(" "), *row) for row in rows)
        self._update()

    def hush(self) -> None:
        """What was said has been read."""
        self.said, self.following = None, ()
        if self.message:
            self.message = ()
            self._update()

    def on_resize(self) -> None:
        """Fit into the new width."""
        if self.said is not None:
            self.say(*self.said)
        elif self.following:
            self.choose(self.following)
        self._update()

    @property
    def _room(self) -> int:
        """Cells of a message, also before there is a place for it."""
        return max(20, (self.size.width or self.app.size.width) - 2)

    def _update(self) -> None:
        width = max(1, self.size.width)
        if len(self.message) > 1:
            *rows, last = self.message
            self.show(*rows, spread(crop(last, width), (*self.state, Span(" ")), width))
        else:
            left = self.message[0] if self.message else self.keys
            self.show(spread(crop((Span(" "), *left), width), (*self.state, Span(" ")), width))
