"""Whether mail flows: said in the last line when it does not, and why, once, when it begins not to."""

from agentconsole.desk.channels import Standing, standing
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import Change
from agentconsole.show.flowing import flow_line, troubles
from agentconsole.show.spans import BETWEEN, Line, Role
from agentconsole.tui.screens.panes import Panes

EVERY = 15
"""Seconds between two looks, where nothing tells that something has changed."""
TELLING = frozenset({"mark", "delivery"})


class Flowing:
    """Looks at the channels of the desk in the background, as often as matters."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.channels: tuple[Standing, ...] = ()
        self.told: frozenset[str] = frozenset()
        """The channels of which it was said that no mail comes in."""
        self.seconds = 0

    def look(self) -> None:
        """How do the channels stand?"""
        self.seconds = 0
        desk, clock = self.session.desk, self.session.clock
        self.session.background.ask("channels", lambda: standing(desk, clock()), self._know, _later)

    def tick(self) -> None:
        """Once a second."""
        self.seconds += 1
        if self.seconds >= EVERY:
            self.look()

    def changed(self, changes: tuple[Change, ...]) -> None:
        """Something changed on the desk."""
        if any(change.kind in TELLING for change in changes):
            self.look()

    def _know(self, channels: tuple[Standing, ...]) -> None:
        self.channels = channels
        now, zone = self.session.now(), self.session.zone
        found = dict(troubles(channels, now, zone))
        if found.keys() - self.told and not self.panes.status.message:
            words = next(iter(found.keys() - self.told))
            self.panes.say(words, found[words], role=Role.BAD)
        self.told = frozenset(found)

    def words(self) -> Line:
        """What the last line says of it; nothing where all is well."""
        line = flow_line(self.channels, self.session.now(), self.session.zone)
        return (*line, BETWEEN) if line else ()


def _later(_: DeskError) -> None:
    """That the desk cannot be asked is said elsewhere."""
