"""The way to the desk: how it stands with it, and what was given while it could not be reached."""

from collections.abc import Callable

from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.link import Kept, Link, LinkState
from agentconsole.show.links import QUIET, is_told, kept_line, link_words
from agentconsole.show.spans import BETWEEN, Line, Role, Span, crop
from agentconsole.tui.screens.panes import Panes

MOST = 3
"""Rows below a thread for what waits there."""


class Linking:
    """Looks at the link once a second, which costs nothing, and at what is kept when that has changed."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.link = Link()
        self.kept: tuple[Kept, ...] = ()
        self.session.kept.append(self.keeps)
        self.back: list[Callable[[], None]] = []
        """Called when the desk can be reached again, after it could not."""

    def tick(self) -> None:
        """Once a second."""
        before, self.link = self.link, self.session.desk.link()
        if (before.waiting, before.stopped) != (self.link.waiting, self.link.stopped):
            self.look()
        if before.state is not self.link.state and self.link.state is LinkState.LIVE:
            for hear in self.back:
                hear()

    def keeps(self, command: Command) -> None:
        """Something was given that waits for the link."""
        if isinstance(command, QUIET):
            return
        sent = isinstance(command, commands.Reply)
        key = self.session.keymap.key_of("go.kept")
        self.panes.say(
            f"Kept here: it {'goes out' if sent else 'is done'} when the link is back",
            f"{key} shows what waits",
            Role.WARNING,
        )
        self.look()

    def look(self) -> None:
        """Read what is kept."""
        self.session.background.ask("kept", self.session.desk.kept, self._know)

    def _know(self, kept: tuple[Kept, ...]) -> None:
        known = {each.id for each in self.kept if each.stopped}
        self.kept = tuple(each for each in kept if is_told(each))
        self.show()
        new = next((each for each in self.kept if each.stopped and each.id not in known), None)
        if new is not None:
            key = self.session.keymap.key_of("go.kept")
            self.panes.say(new.stopped, f"{key} shows what was kept here, and lets you decide", Role.BAD)

    def show(self) -> None:
        """Below the thread stands what waits in that conversation."""
        opened = self.panes.opened
        here = [
            each
            for each in self.kept
            if opened is not None and getattr(each.command, "conversation", None) == opened.conversation.id
        ]
        cells = self.panes.middle.room
        now, zone = self.session.now(), self.session.zone
        lines = [(Span(" "), *kept_line(each, cells - 2, now, zone)) for each in here[-MOST:]]
        self.panes.kept.show(*(crop(line, cells) for line in lines))

    def words(self, *, lost: bool) -> Line:
        """What the last line says of it; nothing for a desk of this machine that can be read."""
        if self.link.state is LinkState.HERE:
            return (Span("no connection", Role.BAD), BETWEEN) if lost else ()
        waiting = sum(not each.stopped for each in self.kept)
        link = replace(self.link, waiting=waiting)
        return (*link_words(link, self.session.now(), self.session.zone), BETWEEN)
