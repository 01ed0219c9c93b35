"""Back to where the person was, when the line was cut."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.widget import Widget

from agentconsole.desk.api import Desk
from agentconsole.model.entry import Entry
from agentconsole.model.errors import DeskError
from agentconsole.show.spans import Role
from agentconsole.tui.action import Where
from agentconsole.tui.actions import BY_ID
from agentconsole.tui.opened import Opened
from agentconsole.tui.runs import Run, history_around
from agentconsole.tui.screens.place import Place
from agentconsole.tui.telling import Do
from agentconsole.tui.whereabouts import Keeper, Whereabouts

if TYPE_CHECKING:
    from agentconsole.tui.screens.desk import DeskScreen

ABOVE = {
    Where.ASKS: "go.asks",
    Where.BOARD: "go.board",
    Where.PROMISES: "go.promises",
    Where.KEPT: "go.kept",
}
"""The places above the desk that can be gone back to."""
BACK = "You are where you were when the last console ended."


class Beside(NamedTuple):
    """What stands beside a thread."""

    history: Run | None
    entry: Entry | None


class Remembering:
    """Keeps the place once a second where it is another one, and goes there when the console begins."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.panes = screen.panes
        self.session = screen.session
        self.keeper = Keeper(self.session.which, self.session.me) if self.session.which else None
        self.going: Whereabouts | None = None
        """Where the person is being taken."""
        self.known: Whereabouts | None = None
        self.begun = False
        """The last place has been looked for."""
        self.session.ending.append(self.leave)

    def begin(self) -> None:
        """Look where the person was."""
        if self.keeper is not None:
            self.session.background.ask("whereabouts", self.keeper.found, self._go, _never_mind)

    def tick(self) -> None:
        """Once a second."""
        if self.keeper is None or not self.begun or self.going is not None:
            return
        before, keeper = self.known, self.keeper
        here = self.note()
        if here != before:
            self.session.background.do(lambda: keeper.keep(here), failed=_never_mind)

    def note(self) -> Whereabouts:
        """This is the place, should it be the last one."""
        self.known = self.here()
        return self.known

    def leave(self) -> None:
        """The console ends: by key nothing is kept, else the place as it is."""
        if self.keeper is None or not self.begun:
            return
        keeper, here = self.keeper, self.known
        if not self.session.cut:
            self.session.background.do(keeper.forget, failed=_never_mind)
        elif here is not None:
            self.session.background.do(lambda: keeper.keep(here), failed=_never_mind)

    def here(self) -> Whereabouts:
        """The place as it is."""
        panes, screen = self.panes, self.screen
        opened, whole = panes.opened, panes.entry.entry if panes.entry.display else None
        thread, history = panes.thread.current, panes.history.current
        above = next((each for each in reversed(screen.app.screen_stack) if isinstance(each, Place)), screen)
        return Whereabouts(
            view=screen.listing.view,
            conversation=opened.conversation.id if opened else None,
            thread=thread.id if thread and opened else None,
            history=history.id if history and opened else None,
            only=panes.only,
            entry=whole.id if whole else None,
            drawer=screen.has_class("-list"),
            pane=(screen.focused.id or "") if screen.focused else "",
            writing=panes.composer.kind if panes.composer.is_open else None,
            above=ABOVE.get(above.PLACE, ""),
        )

    def _go(self, place: Whereabouts | None) -> None:
        self.begun = True
        if place is None or self.panes.opened is not None or self.screen.opening.under_way:
            return
        if place.view is not self.screen.listing.view:
            self.screen.listing.show(place.view)
        if place.conversation is not None:
            self.going = place
            self.screen.opening.open(place.conversation, at=place.thread, failed=self._lost)
        self._above(place)

    def _above(self, place: Whereabouts) -> None:
        action = BY_ID.get(place.above)
        if action is not None:
            self.screen.post_message(Do(action))

    def _lost(self, _: DeskError) -> None:
        """The conversation is not there any more."""
        self.going = None

    def land(self, opened: Opened) -> None:
        """The conversation is open: everything in it as it was."""
        place, self.going = self.going, None
        if place is None or place.conversation != opened.conversation.id:
            return
        panes, desk, customer = self.panes, self.session.desk, opened.customer.id
        self.session.background.ask(
            "back", lambda: beside(desk, customer, place), partial(self._beside, place), _never_mind
        )
        if place.writing is not None and panes.composer.is_open and panes.composer.kind != place.writing:
            self.screen.composing.write(place.writing)
        self._focus(place)
        panes.say(BACK, role=Role.GOOD)

    def _beside(self, place: Whereabouts, found: Beside) -> None:
        """The history where it was; only then the entry that was shown whole, as it follows the history."""
        if self.panes.is_open(place.conversation):
            if found.history is not None:
                self.panes.only = place.only
                self.screen.paging.open_history(found.history)
            if found.entry is not None:
                self.screen.call_after_refresh(self._show, place, found.entry)

    def _show(self, place: Whereabouts, entry: Entry) -> None:
        if self.panes.is_open(place.conversation):
            self.screen.looking.show(entry)
            if place.pane == "entry":
                self.screen.set_focus(self.panes.entry)

    def _focus(self, place: Whereabouts) -> None:
        panes = self.panes
        wanted: dict[str, Widget] = {
            "list": panes.list,
            "history": panes.history,
            "card": panes.card,
            "thread": panes.thread,
        }
        if panes.composer.is_open:
            wanted |= {"writing": panes.composer.writing, "strip": panes.composer.writing}
        if place.drawer:
            self.screen.add_class("-list")
        self.screen.set_focus(wanted.get(place.pane, panes.thread))


def beside(desk: Desk, customer: int, place: Whereabouts) -> Beside:
    """What stood beside the thread. Calls the desk."""
    return Beside(
        history_around(desk, customer, place.history, place.only) if place.history else None,
        desk.entry(place.entry) if place.entry else None,
    )


def _never_mind(_: DeskError) -> None:
    """A place that cannot be kept or found is no more than a few keys."""
