"""What changed on the desk, here or elsewhere, and what of the screen it touches."""

from collections.abc import Callable

from msgspec.structs import replace

from agentconsole.desk.api import Outcome
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.keeping import Change
from agentconsole.show.spans import Role
from agentconsole.tui.controllers.listing import Listing
from agentconsole.tui.controllers.opening import Opening
from agentconsole.tui.opened import SAID
from agentconsole.tui.screens.panes import Panes

NEWS = {
    "answer": "{who} answered: t takes a suggested reply into the draft.",
    "decline": "{who} declined the question.",
    "seen": "{who} has seen the question.",
    "handover": "{who} offers the conversation.",
    "accept": "{who} is the owner now.",
}


class Following:
    """Keeps the screen true to the desk, touching only what changed."""

    def __init__(self, panes: Panes, listing: Listing, opening: Opening) -> None:
        self.panes = panes
        self.session = panes.session
        self.listing = listing
        self.opening = opening

    def changed(self, changes: tuple[Change, ...]) -> None:
        """News from the desk."""
        if self.session.bell and any(
            change.entry_kind == Kind.MESSAGE and not change.by for change in changes
        ):
            self.panes.screen.app.bell()
        if any(change.kind in ("entry", "read") for change in changes):
            self.listing.refresh()
        mine = [change for change in changes if self._touches(change)]
        entries = tuple(
            dict.fromkeys(c.entry for c in mine if c.entry is not None and c.kind in ("entry", "delivery"))
        )
        if entries:
            desk = self.session.desk
            self.session.background.ask(
                f"news {entries[-1]}",
                lambda: tuple(desk.entry(entry) for entry in entries),
                lambda found: self._arrived(found, mine),
            )
        if any(change.kind == "entry" for change in mine):
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
        self.panes.thread.arrive(*outcome.entries)
        if outcome.entries:
            self.panes.thread.go_to(outcome.entries[-1].id)
        self._into_history(outcome.entries)
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

    def _arrived(self, entries: tuple[Entry, ...], changes: list[Change]) -> None:
        self._still_leaving(entries)
        opened = self.panes.opened
        if opened is None:
            return
        here = tuple(entry for entry in entries if entry.conversation == opened.conversation.id)
        fresh = {change.entry for change in changes if change.kind == "entry"}
        self.panes.thread.arrive(*here)
        self._into_history(tuple(entry for entry in entries if self._is_theirs(entry)))
        news = tuple(e for e in here if e.id in fresh and e.author.id != self.session.me)
        said = tuple(e.id for e in news if e.kind in SAID and e.id not in opened.new)
        if said and self.panes.opened is not None:
            self.panes.opened = replace(self.panes.opened, new=(*opened.new, *said))
            self.panes.unnoticed = True
            self.opening.title()
        for entry in news:
            self._announce(entry)

    def _is_theirs(self, entry: Entry) -> bool:
        customer = self.panes.customer
        return not {entry.customer, entry.party}.isdisjoint((customer.id, *customer.merged))

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
        """Say in the last line what somebody else just did here, unless something is being said."""
        if self.panes.status.message:
            return
        who = (
            self.session.name(str(entry.author.id))
            if entry.author.id in self.session.agents
            else entry.author.name
        )
        if entry.incoming:
            self.panes.say(f"{who} wrote.", role=Role.UNREAD)
        elif entry.kind in NEWS:
            self.panes.say(NEWS[entry.kind].format(who=who), role=Role.ANSWER)
