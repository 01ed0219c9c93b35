"""Bringing the panes of entries the pages they ask for."""

from collections.abc import Callable

from agentconsole.model.entry import Entry
from agentconsole.model.errors import DeskError
from agentconsole.model.queries import Filter, Page
from agentconsole.tui import runs
from agentconsole.tui.controllers.reaching import Reaching
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.widgets.list_pane import ListPane
from agentconsole.tui.window import Direction


class Paging:
    """Pages of the open thread and history."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.landed: list[Callable[[], None]] = []
        """Called when another run has been opened: it may lack what arrived while it was read."""
        self.reaching = Reaching(panes)
        self._placing: tuple[int, Filter, int] | None = None
        """Of whose history, narrowed to what, and of which entry the place is being asked for."""

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
        elif (run := self.reaching.take(request.direction)) is not None:
            self.session.background.drop("history run")
            self.open_history(run)
        else:
            run_of = runs.HISTORY_ENDS[request.direction]
            self.session.background.ask(
                "history run", lambda: run_of(desk, customer, only), self.open_history
            )

    def _open_thread(self, run: runs.Run) -> None:
        self.panes.thread.open(run)
        self._land()
        self.panes.screen.settle()

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
            history.open(run, here=here, only=only, same=only == history.only)
            self._land()
            self.say_place()
            self.panes.screen.settle()

    def say_place(self) -> None:
        """Where in the whole history the cursor is, also when it was there before."""
        if self.panes.history.current is not None:
            self.place(self.panes.history.current)

    def need_conversations(self, numbers: tuple[int, ...]) -> None:
        """The conversations whose separators are in view."""
        desk, me = self.session.desk, self.session.me

        self.session.background.ask(
            f"separators {numbers}", lambda: desk.conversations(numbers, by=me), self.panes.history.know
        )

    def place(self, entry: Entry) -> None:
        """Where in the whole history the cursor is."""
        opened = self.panes.opened
        if opened is None or self.panes.history.place is not None:
            return
        desk, customer, only = self.session.desk, opened.customer.id, self.panes.only
        if self._placing == (customer, only, entry.id):
            return
        self._placing = customer, only, entry.id
        self.session.background.ask(
            "place",
            lambda: desk.place(customer, entry.id, only=only),
            lambda found: self._placed(entry.id, *found),
            self._nowhere,
        )

    def _placed(self, entry: int, newer: int, total: int) -> None:
        self._placing = None
        self.panes.history.show_place(entry, newer, total)
        self.panes.screen.settle()

    def _nowhere(self, _: DeskError) -> None:
        """The entry was hidden meanwhile, which is said: that it has no place is not worth another word."""
        self._placing = None
