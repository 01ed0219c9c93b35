"""Which conversations are listed, and moving from one to the next."""

from collections.abc import Callable

from agentconsole.model.conversation import Conversation
from agentconsole.model.errors import DeskError
from agentconsole.model.promise import Promise
from agentconsole.model.queries import InboxView, Page
from agentconsole.show.spans import BETWEEN, Line, Role, Span
from agentconsole.tui.inbox import PAGE, Found, due_today, read, views_line
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.widgets.list_pane import ListPane

NOTHING = {
    InboxView.MINE: "Nobody waits for you.",
    InboxView.ASKED: "Nobody has asked you anything.",
    InboxView.UNOWNED: "Everything has an owner.",
    InboxView.WAITING: "Nothing waits on a customer.",
    InboxView.ALL: "No conversation yet.",
}


class Listing:
    """The views of the inbox."""

    def __init__(self, panes: Panes, open_conversation: Callable[[int], None]) -> None:
        self.panes = panes
        self.session = panes.session
        self.open_conversation = open_conversation
        self.view = InboxView.MINE
        self.loaded = False
        """The view that is wanted is shown."""
        self.asked = 0
        """How many questions to me are open."""
        self.due: tuple[Promise, ...] = ()
        """What I owe by the end of today, broken promises at the head."""
        self.nothing: tuple[Line, ...] = ()
        """That the view is empty, as last said."""
        self.handlers: Handlers = {
            **{f"view.{view}": self._viewing(view) for view in InboxView},
            "go.mine": self._viewing(InboxView.MINE),
            "go.unowned": self._viewing(InboxView.UNOWNED),
            "go.waiting": self._viewing(InboxView.WAITING),
            "go.all": self._viewing(InboxView.ALL),
            "conversation.next": lambda: self.step(1),
            "conversation.previous": lambda: self.step(-1),
        }

    def begin(self) -> None:
        """The inbox first; what was read before the console was there need not be read again."""
        first, self.session.first = self.session.first, None
        if first is None:
            self.show(self.view)
        else:
            self._opened(first)

    def show(self, view: InboxView) -> None:
        """List the conversations of a view, from its beginning."""
        self.view, self.loaded = view, False
        desk, me = self.session.desk, self.session.me
        self._strip()
        self.session.background.ask("list", lambda: read(desk, view, me), self._opened)

    def refresh(self) -> None:
        """The same view, as it is now; one whose beginning is still being read, from its beginning."""
        if not self.loaded:
            self.show(self.view)
            return
        desk, me = self.session.desk, self.session.me
        view, many = self.view, max(PAGE, len(self.panes.list.window.items))
        self.session.background.ask("list", lambda: read(desk, view, me, many), self._refreshed)

    def need_page(self, request: ListPane.NeedPage) -> None:
        """What follows in the view."""
        view, pane = self.view, self.panes.list

        def page() -> Page[Conversation]:
            return self.session.desk.inbox(view, by=self.session.me, after=request.key, limit=PAGE)

        def missed(error: DeskError) -> None:
            pane.forget(request)
            self.panes.tell(error)

        self.session.background.ask("list page", page, lambda found: pane.show_page(request, found), missed)

    def step(self, count: int) -> None:
        """Open the next conversation of the list, or the one before."""
        pane = self.panes.list
        before = pane.current
        pane.move(count)
        if pane.current is not None and pane.current is not before:
            self.open_conversation(pane.current.id)

    def after(self, number: int) -> int | None:
        """The conversation that comes after that one in the list."""
        items = self.panes.list.window.items
        index = next((at for at, item in enumerate(items) if item.id == number), None)
        if index is None:
            return items[0].id if items else None
        following = items[index + 1 : index + 2] or items[max(0, index - 1) : index]
        return following[0].id if following else None

    def _viewing(self, view: InboxView) -> Callable[[], None]:
        return lambda: self.go(view)

    def go(self, view: InboxView) -> None:
        """Go to the list, and show a view of it."""
        self.panes.screen.add_class("-list")
        self.panes.focus(self.panes.list)
        self.show(view)

    def _owe(self, promises: tuple[Promise, ...]) -> None:
        """What I owe by the end of today is marked in the list, and counted."""
        self.due = due_today(promises, self.session.now(), self.session.hours)
        self.panes.list.owe(self.due)

    def due_words(self) -> Line:
        """How much of what I promised is due today; nothing where nothing is."""
        return (Span(f"{len(self.due)} due", Role.WARNING), BETWEEN) if self.due else ()

    def _opened(self, found: Found) -> None:
        page, self.asked = found.page, found.asked
        self._owe(found.promises)
        self.loaded = True
        here = self.panes.opened.conversation.id if self.panes.opened else None
        self.panes.list.open(page, at=here)
        self._strip()
        if not page.items and self.panes.has_keyboard(self.panes.list):
            self.panes.say(NOTHING[self.view])
            self.nothing = self.panes.status.message

    def left(self) -> None:
        """A conversation is open: that the list is empty need not be said any more."""
        if self.nothing and self.panes.status.message == self.nothing:
            self.panes.status.hush()

    def _refreshed(self, found: Found) -> None:
        page, asked = found.page, found.asked
        self._owe(found.promises)
        self.panes.list.refresh_from(page)
        more, self.asked = asked > self.asked, asked
        self._strip()
        status = self.panes.status
        if more and status.message in ((), self.nothing):
            key = self.session.keymap.key_of("view.asked")
            self.panes.say(f"Somebody asks you something: {key} lists what is asked of you.", role=Role.ASK)

    def _strip(self) -> None:
        self.panes.views.show(views_line(self.view, self.asked))
