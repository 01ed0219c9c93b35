"""What changed on the desk, here or elsewhere, and what of the screen it touches."""

from collections import deque
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from agentconsole.desk.api import Desk, Outcome
from agentconsole.model.ask import Ask
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.keeping import Change
from agentconsole.show.spans import Line, Role
from agentconsole.tui.controllers.hiding import Hiding
from agentconsole.tui.controllers.listing import Listing
from agentconsole.tui.controllers.opening import Opening
from agentconsole.tui.opened import SAID
from agentconsole.tui.screens.panes import Panes

FRESH = 100
NEWS = {
    "answer": "{who} answered.",
    "decline": "{who} declined the question.",
    "seen": "{who} has seen the question.",
    "handover": "{who} offers the conversation.",
    "accept": "{who} is the owner now.",
    "ack": "{who} has read the note.",
}


class Following:
    """Keeps the screen true to the desk, touching only what changed."""

    def __init__(self, panes: Panes, listing: Listing, opening: Opening) -> None:
        self.panes = panes
        self.session = panes.session
        self.listing = listing
        self.opening = opening
        self.hiding = Hiding(panes, opening)
        self.fresh: deque[Entry] = deque(maxlen=FRESH)
        """What arrived last: a run that was read before may lack it."""
        self.told: tuple[Line, ...] = ()
        """The news as last said: newer news may take its place."""
        self.hear: list[Callable[[tuple[Entry, ...]], None]] = []
        """Called with entries that are new, or stand otherwise than before."""
        self.undoing: set[int] = set()
        """Entries in the thread that can still be taken back."""
        self.read_at: dict[int, int] = {}
        """The newest position at which an entry was read, for those read last."""

    def changed(self, changes: tuple[Change, ...]) -> None:
        """News from the desk."""
        if self.session.bell and any(
            change.entry_kind == Kind.MESSAGE and not change.by for change in changes
        ):
            self.panes.screen.app.bell()
        if any(change.kind == "entry" or _all_read(change) for change in changes):
            self.listing.refresh()
        if self.opening.under_way:
            self.opening.meanwhile += changes
        self._look(changes)
        self.hiding.changed(changes)

    def tick(self) -> None:
        """What could be taken back until now is painted as it stands."""
        now = self.session.now()
        items = self.panes.thread.window.items
        undoing = {entry.id for entry in items if entry.undo_until is not None and now < entry.undo_until}
        if self.undoing - undoing:
            self.panes.thread.repaint()
        self.undoing = undoing

    def catch_up(self) -> None:
        """A conversation has been opened: take in what it may lack."""
        self._look(tuple(self.opening.meanwhile))

    def again(self) -> None:
        """Another run has been opened: what arrived while it was read has its place in it."""
        self._show(tuple(self.fresh))

    def _look(self, changes: tuple[Change, ...]) -> None:
        mine = [change for change in changes if self._touches(change)]
        entries = tuple(
            dict.fromkeys(c.entry for c in mine if c.entry is not None and c.kind in ("entry", "delivery"))
        )
        if entries:
            desk, opened = self.session.desk, self.panes.opened
            number = opened.conversation.id if opened else None
            self.session.background.ask(
                f"news {changes[-1].position}",
                lambda: (_read(desk, entries), desk.asks(conversation=number) if number else ()),
                lambda found: self._arrived(found[0], mine, found[1] if self.panes.is_open(number) else None),
            )
        if any(change.kind in ("entry", "delivery") for change in mine):
            self.opening.reread()

    def open(self, conversation: int) -> None:
        """Go to another conversation."""
        self.opening.open(conversation)

    def took(self, outcome: Outcome) -> None:
        """What I just did is on the screen before the news of it comes."""
        opened = self.panes.opened
        if opened is None or outcome.conversation is None or not self.panes.is_open(outcome.conversation.id):
            self.listing.refresh()
            return
        self.fresh.extend(outcome.entries)
        self._show(outcome.entries)
        if outcome.entries:
            self.panes.thread.go_to(outcome.entries[-1].id)
        asks = tuple(ask for ask in opened.asks if outcome.ask is None or ask.id != outcome.ask.id)
        asks += (outcome.ask,) if outcome.ask else ()
        self.opening.show(replace(opened, conversation=outcome.conversation, asks=asks, new=()))
        self.listing.refresh()

    def show_news(self, entries: tuple[int, ...], then: Callable[[], None]) -> None:
        """Show what stopped a reply; `then` is called when it is on the screen."""
        opened, desk, me = self.panes.opened, self.session.desk, self.session.me
        if opened is None:
            return
        number = opened.conversation.id

        def look() -> tuple[tuple[Entry, ...], object]:
            return tuple(desk.entry(entry) for entry in entries), desk.conversation(number, by=me)

        def show(found: tuple[tuple[Entry, ...], object]) -> None:
            if self.panes.is_open(number) and self.panes.opened is not None:
                news, conversation = found
                self.opening.show(replace(self.panes.opened, conversation=conversation, new=entries))
                self.panes.thread.new_from = entries[0]
                self.panes.thread.arrive(*news)
                self.panes.thread.go_to(entries[0])
                then()

        self.session.background.ask("news", look, show)

    def _touches(self, change: Change) -> bool:
        opened, leaving = self.panes.opened, self.panes.leaving
        if leaving is not None and change.entry == leaving.id:
            return True
        if opened is None:
            return False
        return change.conversation == opened.conversation.id or change.customer == opened.customer.id

    def _arrived(
        self, entries: tuple[Entry, ...], changes: list[Change], asks: tuple[Ask, ...] | None
    ) -> None:
        self._still_leaving(entries)
        opened = self.panes.opened
        if opened is None:
            return
        if asks is not None:  # an answer that is told of can be taken
            opened = self.panes.opened = replace(opened, asks=asks)
        newest = self._not_read_since(changes[-1].position, entries)
        self.fresh.extend(newest)
        self._show(newest)
        new = {change.entry for change in changes if change.kind == "entry"}
        here = (e for e in entries if self.panes.is_open(e.conversation) and e.id in new)
        news = tuple(e for e in here if e.author.id != self.session.me)
        said = tuple(e.id for e in news if e.kind in SAID and e.id not in opened.new)
        if said and self.panes.opened is not None:
            self.panes.opened = replace(self.panes.opened, new=(*opened.new, *said))
            self.panes.unnoticed = True
            self.opening.title()
        for entry in news:
            self._announce(entry)
        for tell in self.hear:
            tell(entries)

    def _not_read_since(self, position: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Without those that news have shown which came later: one answer may overtake another."""
        newest = tuple(entry for entry in entries if self.read_at.get(entry.id, 0) <= position)
        for entry in newest:
            self.read_at.pop(entry.id, None)
            self.read_at[entry.id] = position
        for number in tuple(self.read_at)[:-FRESH]:
            del self.read_at[number]
        return newest

    def _show(self, entries: tuple[Entry, ...]) -> None:
        """Thread and history take in what belongs there."""
        self.panes.thread.arrive(*(entry for entry in entries if self.panes.is_open(entry.conversation)))
        self._into_history(tuple(entry for entry in entries if self._is_theirs(entry)))

    def _is_theirs(self, entry: Entry) -> bool:
        customer = self.panes.customer
        return not {entry.customer, entry.party}.isdisjoint(customer.numbers)

    def _into_history(self, entries: tuple[Entry, ...]) -> None:
        only = self.panes.only
        fitting = (e for e in entries if only.channel in (None, e.channel) and only.kind in (None, e.kind))
        self.panes.history.arrive(*fitting)

    def _still_leaving(self, entries: tuple[Entry, ...]) -> None:
        """A reply of mine that has left cannot be taken back any more."""
        leaving = self.panes.leaving
        if leaving is not None and any(e.id == leaving.id and e.delivery != "waiting" for e in entries):
            self.panes.leaving = None

    def _announce(self, entry: Entry) -> None:
        """Say in the last line what somebody else just did here, unless something else is being said."""
        status = self.panes.status
        if status.message and (status.message is not self.told or entry.kind == Kind.SEEN):
            return
        who = (
            self.session.name(str(entry.author.id))
            if entry.author.id in self.session.agents
            else entry.author.name
        )
        if entry.incoming:
            self.panes.say(f"{who} wrote.", role=Role.UNREAD)
        elif entry.kind in NEWS:
            key = self.session.keymap.key_of("ask.take")
            take = f" {key} takes the suggested reply into the draft." if entry.suggested_reply else ""
            self.panes.say(NEWS[entry.kind].format(who=who) + take, role=Role.ANSWER)
        self.told = status.message


def _all_read(change: Change) -> bool:
    """Somebody has seen all of a conversation, and not only one thing in it."""
    return change.kind == "read" and change.entry is None


def _read(desk: Desk, numbers: Iterable[int]) -> tuple[Entry, ...]:
    """These entries, and the messages they take back: those stand otherwise now."""
    entries = tuple(desk.entry(number) for number in numbers)
    unsent = [number for entry in entries if entry.kind == Kind.UNSEND for number in entry.about]
    return (*entries, *(desk.entry(number) for number in unsent))
