"""Opening a conversation: what stands beside it, where it lands, and that it counts as read."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.ask import AskState
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import Change
from agentconsole.tui.heading import above_thread, brief_stands_above, title_line
from agentconsole.tui.opened import Opened, about, leaving, must_read, read
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.telling import LaidOut
from agentconsole.tui.widgets.found import Found
from agentconsole.tui.widgets.history import History
from agentconsole.tui.widgets.thread import Thread

RUNS = ("thread run", "history run")
"""Questions of `Paging` and others, whose answers take the place of what is in a pane."""
FOUND = "found"
"""The question what a search finds in the history."""


class Opening:
    """One conversation at a time is open."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.asked = False
        """A question to me has come up since a key was pressed."""
        self.under_way = False
        """A conversation is on its way: keys wait, so that none reaches the one before it."""
        self.meanwhile: list[Change] = []
        """What changed on the desk while the conversation was being read: what was read may lack it."""
        self.leaving: list[Callable[[], None]] = []
        """Called before another conversation takes the place of the open one."""
        self.landed: list[Callable[[Opened], None]] = []
        """Called when one has been opened."""
        self.painted: list[Callable[[], None]] = []
        """Called when it is on the screen: nobody waits for what the desk is told and asked then."""
        self.showing: list[Callable[[Opened], None]] = []
        """Called when the open conversation stands otherwise than before."""
        self.prepared: Callable[[int], Opened | None] = lambda _: None
        """A conversation as it is now, where it is known already."""

    def open(
        self, number: int, *, at: int | None = None, failed: Callable[[DeskError], None] | None = None
    ) -> None:
        """Open a conversation; at an entry, or at what matters most in it."""
        desk, me = self.session.desk, self.session.me
        beside = self.panes.beside
        self.hold()
        ready = self.prepared(number) if at is None else None
        if ready is not None:
            self.session.background.drop("open")
            self._land(ready)
            return
        self.session.background.ask(
            "open",
            lambda: read(desk, number, me=me, at=at, beside=beside),
            self._land,
            partial(self._failed, failed),
        )

    def hold(self) -> None:
        """A conversation is about to be opened."""
        self.under_way = True

    def never_mind(self) -> None:
        """Stay where we are."""
        self.session.background.drop("open")
        self._arrived()

    def _arrived(self) -> None:
        self.under_way = False
        self.meanwhile.clear()
        self.panes.screen.app.post_message(LaidOut())

    def _failed(self, hear: Callable[[DeskError], None] | None, error: DeskError) -> None:
        self._arrived()
        if hear is not None:
            hear(error)
        self.panes.tell(error)

    def _land(self, opened: Opened) -> None:
        """All that was read is shown in one frame."""
        with self.panes.screen.app.batch_update():
            self._place(opened)
        self.panes.screen.settle()
        for hear in self.painted:
            hear()
        if opened.conversation.unread:
            self.session.do(commands.MarkRead(conversation=opened.conversation.id))
        self.see()

    def _place(self, opened: Opened) -> None:
        panes = self.panes
        for tell in self.leaving:
            tell()
        self.session.background.drop(*RUNS)
        another = panes.opened is not None and panes.customer.id != opened.customer.id
        panes.opened, panes.only = opened, opened.only
        panes.leaving = panes.leaving or leaving(opened.outbox, self.session.me)
        panes.unnoticed = False
        panes.marks.clear()
        panes.marked.clear()
        panes.list.replace(replace(opened.conversation, unread=False))
        put(opened, panes.thread, panes.history)
        if another:  # now that the pane is painted whole, nothing is compared for it
            self.session.background.drop(FOUND)
            panes.history.show_found(Found())
        panes.screen.remove_class("-list", "-entry", "-nothing")
        panes.focus(panes.thread)
        self.show(opened)
        for hear in self.landed:
            hear(opened)
        self._arrived()

    def notice(self) -> None:
        """Whoever presses a key here has seen what is on the screen."""
        if self.asked:
            self.asked = False
            self.see()
        if self.panes.unnoticed and self.panes.opened is not None:
            self.panes.unnoticed = False
            self.session.do(commands.MarkRead(conversation=self.panes.opened.conversation.id), None, _nothing)

    def see(self) -> None:
        """Questions to me that are on the screen now count as seen."""
        for ask in self.panes.state().my_asks:
            if ask.state is AskState.OPEN:
                self.session.do(commands.See(ask=ask.id), None, _nothing)

    def show(self, opened: Opened) -> None:
        """Show how the conversation stands now: title, asks, card. The panes of entries stay."""
        self.panes.opened = opened
        self.panes.thread.know(opened.asks, opened.outbox, opened.customer)
        self.panes.card.brief_elsewhere = brief_stands_above(opened.conversation, self.session.me)
        self.panes.card.show(opened.customer, opened.conversation, opened.asks, opened.outbox, opened.known)
        self.above()
        self.title()
        for hear in self.showing:
            hear(opened)

    def above(self) -> None:
        """What one must know first stands above the thread: a brief one did not write, a question."""
        opened = self.panes.opened
        if opened is None:
            return
        height = self.panes.screen.size.height
        self.panes.question.show(*above_thread(opened, self.session, self.panes.middle.room, height))

    def title(self) -> None:
        """The first line of the screen."""
        width = self.panes.screen.size.width
        self.panes.title.show(title_line(self.panes.opened, self.session, width, self.panes.company()))

    def reread(self) -> None:
        """Look again at how the open conversation stands."""
        opened = self.panes.opened
        if opened is None:
            return
        desk, me, number = self.session.desk, self.session.me, opened.conversation.id

        def look() -> Opened:
            conversation = desk.conversation(number, by=me)
            customer = desk.customer(conversation.customer.id)
            asks = desk.asks(conversation=number)
            return replace(
                opened,
                conversation=conversation,
                customer=customer,
                asks=asks,
                about=about(desk, asks, me),
                outbox=desk.outbox(conversation=number),
                must_read=must_read(desk, conversation, me),
            )

        self.session.background.ask("reread", look, self._reread)

    def _reread(self, found: Opened) -> None:
        opened = self.panes.opened
        if opened is None or opened.conversation.id != found.conversation.id:
            return
        self.show(replace(found, new=opened.new, drafts=opened.drafts))
        self.asked = any(ask.state is AskState.OPEN for ask in self.panes.state().my_asks)


def put(opened: Opened, thread: Thread, history: History) -> None:
    """Show the entries of a conversation, and of its customer."""
    thread.learn(opened.asks, opened.outbox, opened.customer)
    thread.readers = {each.entry: each for each in opened.readers}
    thread.open(opened.thread, new_from=opened.new[0] if opened.new else None)
    history.learn(opened.named)
    history.open(opened.history, here=opened.conversation.id, only=opened.only)


def _nothing(_: DeskError) -> None:
    """Seeing is a courtesy: that it could not be said is not worth a word."""
