"""The console: one person at one desk, from the first paint to the last draft saved."""

import os
import signal
from asyncio import get_running_loop
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.screen import Screen

from agentconsole.desk.api import Desk
from agentconsole.desk.clock import Clock
from agentconsole.desk.clock import now as system_clock
from agentconsole.model.errors import DeskError, Misconfigured
from agentconsole.model.link import LinkState
from agentconsole.model.people import Agent
from agentconsole.settings.config import Config
from agentconsole.settings.places import themes_dir
from agentconsole.settings.zone import local_zone
from agentconsole.show.spans import Role
from agentconsole.tui import keymap
from agentconsole.tui.actions import Action
from agentconsole.tui.background import Background, DeskBack, DeskChanged, DeskLost, Failed, Watcher
from agentconsole.tui.dressing import Dressing, theme_for
from agentconsole.tui.going import Going
from agentconsole.tui.hints import hint, thin_line
from agentconsole.tui.keyboard import Chord
from agentconsole.tui.keyed import KeyedApp
from agentconsole.tui.quiet import is_no_news
from agentconsole.tui.screens.desk import DeskScreen
from agentconsole.tui.screens.place import Handlers, Place
from agentconsole.tui.session import Session
from agentconsole.tui.sketch import Sketch
from agentconsole.tui.telling import Do, Open, Trouble

WAKE_SECONDS = 10.0
"""How often conversations are woken whose time has come."""
SIGNALS = (signal.SIGHUP, signal.SIGTERM)


class Console(KeyedApp, inherit_bindings=False):
    """What a person sees of a desk."""

    CSS_PATH = ["app.tcss", "screens/desk.tcss"]  # noqa: RUF012 - as the toolkit declares it
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS: ClassVar[str] = ""
    TITLE = "agentconsole"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (140, "-wide")]  # noqa: RUF012 - likewise
    """On a narrow screen the list of conversations is a drawer."""

    def __init__(
        self,
        desk: Desk,
        me: str,
        config: Config,
        *,
        guide: str = "",
        which: str = "",
        clock: Clock = system_clock,
        user_themes: Path | None = None,
        sketch: Sketch | None = None,
    ) -> None:
        self.dressing = Dressing(user_themes)
        keys, warnings = keymap.read(config.keys)
        super().__init__(keys)
        self.session = Session(
            desk=desk,
            me=me,
            which=which,
            background=Background(self),
            keymap=keys,
            zone=local_zone(config.timezone),
            hours=config.hours,
            clock=clock,
            editor=config.editor,
            bell=config.bell,
            restricted=config.restricted,
            low_bandwidth=bool(config.low_bandwidth),
            guide=guide,
        )
        if sketch is not None:
            self.sketch, self.held = sketch, True
            self.session.first, self.session.agents = sketch.found, sketch.agents
        self.suggestion = thin_line(config, os.environ)
        self.watcher: Watcher | None = None
        self.going = Going(self, self.session, self.dressing)
        self.handlers: Handlers = {**self.going.handlers, "app.redraw": self.redraw}
        self.session.warnings = (*warnings, *self.dressing.dress(self, theme_for(config)))

    def get_default_screen(self) -> Screen[None]:
        """The desk is what the console opens with."""
        return DeskScreen(self.session)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Every style sheet finds its colours, whatever theme is worn."""
        return self.dressing.variables

    def on_mount(self) -> None:
        """Nothing slow: the desk is asked in the background, and answers when it can."""
        if self.sketch is not None:
            # not before there is a screen to hear of it: what was read for the sketch may lack it
            self.call_after_refresh(self._watch, self.sketch.position)
            self.call_after_refresh(self.call_after_refresh, self.release)
        else:
            self._learn_agents()
            self.session.background.ask("watch", self.session.desk.latest, self._watch)
        self.set_interval(WAKE_SECONDS, self._wake)
        self.set_interval(2.0, self._try_on)
        for number in SIGNALS:
            get_running_loop().add_signal_handler(number, self.end)
        if self.suggestion:
            self.call_after_refresh(self._suggest, *self.suggestion)
        if self.session.warnings:
            self.call_after_refresh(self._warn, *self.session.warnings)

    def on_unmount(self) -> None:
        """The last draft reaches the desk before the console ends."""
        if self.watcher is not None:
            self.watcher.stop()
        for last in self.session.ending:
            last()
        self.session.background.close()

    def end(self) -> None:
        """The terminal is gone, or the machine ends: save what is typed, and end."""
        self.session.cut = True
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.composing.flush()
                screen.remembering.note()
        self.exit()

    def choose(self, chord: Chord) -> None:
        """Show what can follow a key."""
        self.place.status.choose(self.going.choices(chord))

    def perform(self, action: Action) -> None:
        """Do it, or say why not."""
        handler = self.handler_of(action)
        if handler is None:
            return
        trouble = action.blocked(self.place.state())
        if trouble is not None:
            self.tell(trouble)
            return
        try:
            handler()
        except DeskError as error:
            self.tell(error)

    def handler_of(self, action: Action) -> Callable[[], object] | None:
        """What does an action here: the screen's own way before the console's."""
        own: Handlers = getattr(self.screen, "handlers", {})
        return own.get(action.id) or self.handlers.get(action.id)

    def tell(self, error: DeskError) -> None:
        """Say what went wrong, and the way out."""
        place = self.place
        place.status.tell(error, hint(error, place.state(), self.session.keymap.key_of))

    @on(Do)
    def do(self, event: Do) -> None:
        """A widget or a screen wants an action done."""
        self.perform(event.action)

    @on(Open)
    def open(self, event: Open) -> None:
        """A conversation was chosen somewhere."""
        self.going.open(event.conversation, event.at)

    @on(Trouble)
    @on(Failed)
    def trouble(self, event: Trouble | Failed) -> None:
        """Something came to nothing."""
        if isinstance(event, Failed) and is_no_news(event.error, event.group, self.session.desk.link()):
            return
        self.tell(event.error)

    @on(DeskChanged)
    def desk_changed(self, event: DeskChanged) -> None:
        """Every place looks at what it touches."""
        if any(
            change.kind == "agent" or change.entry_kind in ("standin", "return") for change in event.changes
        ):
            self._learn_agents()
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.changed(event.changes)

    @on(DeskLost)
    @on(DeskBack)
    def connection(self, event: DeskLost | DeskBack) -> None:
        """What is shown may be old, or is not any more."""
        for screen in self.screen_stack:
            screen.set_class(isinstance(event, DeskLost), "-lost")
        if isinstance(event, DeskLost):
            self.tell(event.error)
            return
        self._learn_agents()
        if self.watcher is None:
            self.session.background.ask("watch", self.session.desk.latest, self._watch)

    def _suggest(self, words: str, hint: str) -> None:
        if not self.place.status.message:
            self.place.status.say(words, hint)

    def _warn(self, first: str, *more: str) -> None:
        key = self.session.keymap.key_of("app.help")
        hint = f"{key} has this and {len(more)} more above the keys." if more else ""
        self.place.status.say(first.rstrip("."), hint, Role.WARNING)

    def _watch(self, position: int) -> None:
        self.watcher = Watcher(self, self.session.desk, position)
        self.watcher.start()

    def _learn_agents(self) -> None:
        def learn(agents: tuple[Agent, ...]) -> None:
            self.session.agents = {agent.handle: agent for agent in agents}
            for screen in self.screen_stack:
                if isinstance(screen, Place):
                    screen.repaint()

        self.session.background.ask("agents", self.session.desk.agents, learn)

    def _wake(self) -> None:
        desk, now = self.session.desk, self.session.clock()
        if desk.link().state is not LinkState.HERE:
            return  # the server sees to it
        self.session.background.do(lambda: desk.come_due(now), failed=_later)

    def _try_on(self) -> None:
        for warning in self.dressing.again(self):
            self.place.status.say(warning, role=Role.WARNING)


def _later(_: DeskError) -> None:
    """What could not be woken now is woken the next time."""


def run_console(
    desk: Desk, me: str, config: Config, *, guide: str = "", which: str = "", sketch: Sketch | None = None
) -> None:
    """Show the desk to that agent until they leave; `which` is what they called it, `sketch` what stands on
    the terminal already. Raises `Misconfigured` where no screen can be."""
    if os.environ.get("TERM", "dumb") in ("", "dumb"):
        raise Misconfigured(
            "This terminal cannot show the console", "Every command works here: agentconsole inbox"
        )
    console = Console(desk, me, config, guide=guide, which=which, user_themes=themes_dir(), sketch=sketch)
    console.run(mouse=not config.low_bandwidth)
