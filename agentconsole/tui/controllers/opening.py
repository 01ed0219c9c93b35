"""Opening a conversation: what stands beside it, where it lands, and that it counts as read."""

from collections.abc import Callable

from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.ask import AskState
from agentconsole.model.conversation import Status
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import Change
from agentconsole.rules.screening import screen
from agentconsole.show.ages import moment
from agentconsole.show.asks import due_words
from agentconsole.show.lines import entry_line
from agentconsole.show.spans import Line, Role, Span, crop, marked, spans, spread, wrap
from agentconsole.tui.opened import Opened, about, leaving, read, to_me
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.telling import LaidOut
from agentconsole.tui.widgets.found import Found


class Opening:
    """One conversation at a time is open."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.under_way = False
        """A conversation is on its way: keys wait, so that none reaches the one before it."""
        self.meanwhile: list[Change] = []
        """What changed on the desk while the conversation was being read: what was read may lack it."""
        self.leaving: list[Callable[[], None]] = []
        """Called before another conversation takes the place of the open one."""
        self.landed: list[Callable[[Opened], None]] = []
        """Called when one has been opened."""

    def open(self, number: int, *, at: int | None = None) -> None:
        """Open a conversation; at an entry, or at what matters most in it."""
        desk, me = self.session.desk, self.session.me
        beside = (self.panes.customer.id, self.panes.only) if self.panes.opened else None
        self.hold()
        self.session.background.ask(
            "open", lambda: read(desk, number, me=me, at=at, beside=beside), self._land, self._failed
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

    def _failed(self, error: DeskError) -> None:
        self._arrived()
        self.panes.tell(error)

    def _land(self, opened: Opened) -> None:
        panes = self.panes
        for tell in self.leaving:
            tell()
        if panes.opened is not None and panes.customer.id != opened.customer.id:
            panes.history.show_found(Found())
        panes.opened, panes.only = opened, opened.only
        panes.leaving = panes.leaving or leaving(opened.outbox, self.session.me)
        panes.unnoticed = False
        panes.marks.clear()
        panes.marked.clear()
        panes.thread.open(opened.thread, new_from=opened.new[0] if opened.new else None)
        panes.history.open(opened.history, here=opened.conversation.id, only=panes.only)
        panes.screen.remove_class("-list", "-entry", "-nothing")
        panes.focus(panes.thread)
        self.show(opened)
        for hear in self.landed:
            hear(opened)
        self._arrived()
        if opened.conversation.unread:
            self.session.do(commands.MarkRead(conversation=opened.conversation.id))
        self.see()

    def notice(self) -> None:
        """Whoever presses a key here has seen what is on the screen."""
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
        self.panes.thread.know(opened.asks)
        self.panes.card.show(opened.customer, opened.conversation, opened.asks, opened.outbox)
        self.question(opened)
        self.title()

    def question(self, opened: Opened) -> None:
        """A question to me stands above the thread until it is answered, with what it is about."""
        asked, session = to_me(opened.asks, self.session.me), self.session
        if asked is None:
            self.panes.question.show()
            return
        cells = max(20, self.panes.thread.size.width or self.panes.screen.size.width // 2)
        due = due_words(asked, session.now(), session.zone)
        keys = (
            f"{session.keymap.key_of('ask.answer')} answers, {session.keymap.key_of('ask.decline')} declines"
        )
        lines = [
            (Span(f" {session.name(asked.asked_by)} asks ", Role.ASK), *due, Span(f"  {keys}", Role.MUTED))
        ]
        lines += [
            (Span("  "), *marked(piece, Role.TITLE)) for piece in wrap(screen(asked.question), cells - 3)
        ][:4]
        lines += [
            (
                Span("  "),
                *entry_line(e, now=session.now(), cells=cells - 3, tz=session.zone, agents=session.agents),
            )
            for e in opened.about[:3]
        ]
        self.panes.question.show(*(crop(line, cells) for line in lines))

    def title(self) -> None:
        """The first line of the screen: subject, number, state, owner, what is new."""
        opened = self.panes.opened
        cells = self.panes.screen.size.width
        if opened is None:
            who = (Span(self.session.name(self.session.me), Role.MUTED), Span(" "))
            self.panes.title.show(spread((Span(" "), *spans(self.session.desk.name, Role.TITLE)), who, cells))
            return
        subject = spans(opened.conversation.subject, Role.TITLE) or (Span("(no subject)", Role.TITLE),)
        self.panes.title.show(spread((Span(" "), *subject), (*self._facts(opened), Span(" ")), cells))

    def _facts(self, opened: Opened) -> Line:
        conversation, session = opened.conversation, self.session
        said = [f"#{conversation.id}", self._status(opened), self._owner(opened)]
        facts: Line = (Span(" · ".join(said), Role.MUTED),)
        if conversation.handover is not None:
            offer = conversation.handover
            mine = offer.to == session.me
            words = (
                f"offered by {session.name(offer.by)}: {session.keymap.key_of('owner.accept')} accepts"
                if mine
                else f"offered to {session.name(offer.to)}"
            )
            facts += (Span(f" · {words}", Role.WARNING),)
        if opened.new:
            facts += (Span(f" · {len(opened.new)} new", Role.UNREAD),)
        return facts

    def _status(self, opened: Opened) -> str:
        conversation = opened.conversation
        if conversation.status is Status.SNOOZED and conversation.snoozed_until:
            return (
                f"snoozed until {moment(conversation.snoozed_until, self.session.now(), self.session.zone)}"
            )
        return conversation.status.value

    def _owner(self, opened: Opened) -> str:
        conversation, session = opened.conversation, self.session
        if conversation.owner is None:
            return "unowned"
        owner = session.name(conversation.owner)
        if conversation.owner == session.me:
            return f"{owner} (you)"
        if conversation.stand_in == session.me:
            return f"{owner} (you stand in)"
        return owner

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
            )

        self.session.background.ask("reread", look, self._reread)

    def _reread(self, found: Opened) -> None:
        opened = self.panes.opened
        if opened is None or opened.conversation.id != found.conversation.id:
            return
        self.show(replace(found, new=opened.new, drafts=opened.drafts))
        self.see()


def _nothing(_: DeskError) -> None:
    """Seeing is a courtesy: that it could not be said is not worth a word."""
