"""Bringing the panes of entries the pages they ask for."""

from collections.abc import Callable

from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import Change
from agentconsole.model.queries import Page
from agentconsole.tui import runs
from agentconsole.tui.ahead import Ahead
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.widgets.list_pane import ListPane
from agentconsole.tui.window import Direction

HISTORY_ENDS = {Direction.UP: runs.history_newest, Direction.DOWN: runs.history_oldest}
"""What is above and below all else in a history."""


class Paging:
    """Pages of the open thread and history."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.landed: list[Callable[[], None]] = []
        """Called when another run has been opened: it may lack what arrived while it was read."""
        background = self.session.background
        self.ends = {each: Ahead[runs.Run](background, f"history {each}") for each in HISTORY_ENDS}
        """The ends of the history that is beside what is open."""

    def need_page(self, request: ListPane.NeedPage) -> None:
        """A page of the thread or of the history."""
        pane, opened = request.pane, self.panes.opened
        if opened is None:
            return
        desk, number, customer, only = (
            self.session.desk,
            opened.conversation.id,
            opened.customer.id,
            self.panes.only,
        )
        in_thread = pane is self.panes.thread

        def page() -> Page[Entry]:
            if in_thread:
                return runs.thread_page(desk, number, request)
            return runs.history_page(desk, customer, request, only)

        def missed(error: DeskError) -> None:
            pane.forget(request)
            self.panes.tell(error)

        self.session.background.ask(
            f"{pane.id} {request.direction}", page, lambda found: pane.show_page(request, found), missed
        )

    def jump(self, request: ListPane.Jump) -> None:
        """The other end of the thread or of the history."""
        opened = self.panes.opened
        if opened is None:
            return
        desk, number, customer, only = (
            self.session.desk,
            opened.conversation.id,
            opened.customer.id,
            self.panes.only,
        )
        up = request.direction is Direction.UP
        if request.pane is self.panes.thread:
            to_end = runs.thread_start if up else runs.thread_end
            self.session.background.ask("thread run", lambda: to_end(desk, number), self._open_thread)
        elif (run := self.ends[request.direction].take((customer, only))) is not None:
            self.session.background.drop("history run")
            self.open_history(run)
        else:
            run_of = HISTORY_ENDS[request.direction]
            self.session.background.ask(
                "history run", lambda: run_of(desk, customer, only), self.open_history
            )

    def look_ahead(self) -> None:
        """Read what the keys for the ends of a long history will want."""
        opened, whole = self.panes.opened, self.panes.history.window.whole
        for direction, end in self.ends.items():
            end.forget()
            if opened is not None and not whole[direction]:
                self._look_ahead(end, direction)

    def _look_ahead(self, end: Ahead[runs.Run], direction: Direction) -> None:
        desk, customer, only = self.session.desk, self.panes.customer.id, self.panes.only
        end.ask((customer, only), lambda: HISTORY_ENDS[direction](desk, customer, only))

    def changed(self, changes: tuple[Change, ...]) -> None:
        """Something changed on the desk."""
        opened = self.panes.opened
        theirs = (None, opened.customer.id, *opened.customer.merged) if opened else ()
        if any(change.customer in theirs for change in changes):
            for end in self.ends.values():
                end.forget()

    def _open_thread(self, run: runs.Run) -> None:
        self.panes.thread.open(run)
        self._land()

    def _land(self) -> None:
        for hear in self.landed:
            hear()

    def history_at(self, entry: int) -> None:
        """Open the history around an entry, or around the first id of a moment."""
        opened = self.panes.opened
        if opened is not None:
            desk, customer, only = self.session.desk, opened.customer.id, self.panes.only
            self.session.background.ask(
                "history run", lambda: runs.history_around(desk, customer, entry, only), self.open_history
            )

    def open_history(self, run: runs.Run) -> None:
        """Show a run of the open customer's history."""
        if self.panes.opened is not None:
            here = self.panes.opened.conversation.id
            history, only = self.panes.history, self.panes.only
            history.open(run, here=here, only=only, total=history.total if only == history.only else None)
            self._land()
            self.say_place()

    def say_place(self) -> None:
        """Where in the whole history the cursor is, also when it was there before."""
        if self.panes.history.current is not None:
            self.place(self.panes.history.current)

    def need_conversations(self, numbers: tuple[int, ...]) -> None:
        """The conversations whose separators are in view."""
        desk, me = self.session.desk, self.session.me

        def look() -> tuple[Conversation, ...]:
            return tuple(desk.conversation(number, by=me) for number in numbers)

        self.session.background.ask(f"separators {numbers}", look, self.panes.history.know)

    def place(self, entry: Entry) -> None:
        """Where in the whole history the cursor is."""
        opened = self.panes.opened
        if opened is None or self.panes.history.place is not None:
            return
        desk, customer, only, history = (
            self.session.desk,
            opened.customer.id,
            self.panes.only,
            self.panes.history,
        )

        def show(found: tuple[int, int]) -> None:
            history.show_place(entry.id, *found)

        self.session.background.ask(
            "place", lambda: desk.place(customer, entry.id, only=only), show, _nowhere
        )


def _nowhere(_: DeskError) -> None:
    """The entry was hidden meanwhile, which is said: that it has no place is not worth another word."""
