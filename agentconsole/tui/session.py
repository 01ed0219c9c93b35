"""What every screen of one console shares: the desk, who is at it, and the time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from agentconsole.desk.api import Desk, Outcome
from agentconsole.desk.clock import Clock
from agentconsole.desk.clock import now as system_clock
from agentconsole.model.commands import Command
from agentconsole.model.errors import DeskError
from agentconsole.model.hours import DEFAULT, Hours
from agentconsole.show.people import Agents, called
from agentconsole.tui.background import Background
from agentconsole.tui.inbox import Found
from agentconsole.tui.keymap import Keymap

Values = dict[str, str]


@dataclass(kw_only=True)
class Session:
    """One person at one desk."""

    desk: Desk
    me: str
    background: Background
    keymap: Keymap = field(default_factory=Keymap)
    which: str = ""
    """The desk as it was asked for; empty for one that is thrown away."""
    cut: bool = False
    """The console ends because its terminal is gone."""
    zone: tzinfo | None = None
    """The zone times are shown and read in; None is this machine's."""
    hours: Hours = DEFAULT
    """When the desk is open: what is typed of working days and hours is counted on it."""
    clock: Clock = system_clock
    editor: str = ""
    bell: bool = False
    restricted: bool = False
    """Nothing leads out of the console: no other program, no file."""
    low_bandwidth: bool = False
    """Nothing is painted that can be done without."""
    guide: str = ""
    """What to press first, for somebody who is new here."""
    first: Found | None = None
    """The inbox, where it was read before the console was there."""
    warnings: tuple[str, ...] = ()
    """What of the configuration could not be taken as it stands."""
    agents: Agents = field(default_factory=dict)
    """The colleagues, by handle, as far as they are known."""
    ending: list[Callable[[], None]] = field(default_factory=list)
    """What is done last, before the console lets go of the desk."""
    doing: list[Callable[[Command], None]] = field(default_factory=list)
    """Told of what is about to be done."""
    kept: list[Callable[[Command], None]] = field(default_factory=list)
    """Told of what is kept here until the desk can be reached."""
    left: dict[str, Values] = field(default_factory=dict)
    """What was typed into questions that were left without an answer, by the question's key."""

    def now(self) -> datetime:
        """The time, in the zone it is shown in."""
        return self.clock().astimezone(self.zone)

    def do(
        self,
        command: Command,
        then: Callable[[Outcome], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Change the desk, as the person at it; in the background, one thing after another."""
        for hear in self.doing:
            hear(command)

        def done(outcome: Outcome) -> None:
            if then is not None:
                then(outcome)
            self.keeps(command, outcome)

        self.background.do(lambda: self.desk.do(command, by=self.me), done, failed)

    def keeps(self, command: Command, outcome: Outcome) -> None:
        """Where the desk was out of reach, what was given is kept here: whoever wants to know is told."""
        if outcome.waits:
            for hear in self.kept:
                hear(command)

    def name(self, handle: str | None) -> str:
        """What to call a colleague."""
        return called(handle, self.agents)
