"""What a reply promises and what it keeps, shown in the strip before it is sent."""

from datetime import tzinfo
from functools import partial
from typing import NamedTuple

from agentconsole.desk.api import Desk
from agentconsole.model.errors import DeskError
from agentconsole.rules import zones
from agentconsole.show.promises import due_first
from agentconsole.tui.offers import Offers, offered
from agentconsole.tui.quiet import is_no_news
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.telling import LaidOut


class Found(NamedTuple):
    """What the desk says about a reply, and where its reader lives."""

    offers: Offers
    zone: tzinfo | None


class Offering:
    """Looks once for each time the strip is opened; keys wait until it is shown what would be promised."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.strip = panes.composer.strip
        self.looking = False
        """The desk is being asked: what would be promised is not on the screen yet."""
        self.handlers: Handlers = {
            "send.promises": lambda: self._all(makes=True, none="Nothing in it promises anything by a time."),
            "send.keeps": lambda: self._all(makes=False, none="Nothing is promised here that it could keep."),
            "send.toggle": lambda: self._show(self.strip.offers.switched()),
            "send.down": lambda: self._show(self.strip.offers.moved(1)),
            "send.up": lambda: self._show(self.strip.offers.moved(-1)),
        }
        self.zone: tzinfo | None = None

    def look(self, conversation: int, text: str) -> None:
        """Ask what the text promises, and what it may keep."""
        self.looking = True
        question = partial(find, self.session.desk, conversation, self.panes.customer.id, text)
        self.session.background.ask("offers", question, self._found, self._failed)

    def never_mind(self) -> None:
        """Do without it: what has not been shown is not promised."""
        if self.looking:
            self.session.background.drop("offers")
            self._done()

    def _found(self, found: Found) -> None:
        self.zone = found.zone
        if found.offers.items and self.strip.is_there:
            self._show(found.offers)
        self._done()

    def _failed(self, error: DeskError) -> None:
        if not is_no_news(error, "offers", self.session.desk.link()):
            self.panes.tell(error)
        self._done()

    def _done(self) -> None:
        self.looking = False
        self.panes.screen.app.post_message(LaidOut())

    def _all(self, *, makes: bool, none: str) -> None:
        offers = self.strip.offers
        if offers.has(makes=makes):
            self._show(offers.all_switched(makes=makes))
        else:
            self.panes.say(none)

    def _show(self, offers: Offers) -> None:
        if offers.items:
            self.strip.show(offers, self.session, self.zone)


def find(desk: Desk, conversation: int, customer: int, text: str) -> Found:
    """Calls the desk, so it belongs into `Background.ask`."""
    promised = desk.promises_in(conversation, text)
    owed = due_first(each for each in desk.promises(conversation=conversation) if each.owed)
    name, _ = desk.zone(customer) if promised else ("", "")
    return Found(offered(promised, owed), zones.named(name) or zones.read(name) if name else None)
