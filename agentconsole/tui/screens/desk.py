"""The desk: conversations, the open thread with its composer, the customer and their whole history."""

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from agentconsole.model.keeping import Change
from agentconsole.tui.actions import BY_ID, Where
from agentconsole.tui.controllers.accompanying import Accompanying
from agentconsole.tui.controllers.addressing import Addressing
from agentconsole.tui.controllers.asking import Asking
from agentconsole.tui.controllers.attending import Attending
from agentconsole.tui.controllers.composing import Composing
from agentconsole.tui.controllers.finding import Finding
from agentconsole.tui.controllers.flowing import Flowing
from agentconsole.tui.controllers.following import Following
from agentconsole.tui.controllers.heeding import Heeding
from agentconsole.tui.controllers.introducing import Introducing
from agentconsole.tui.controllers.knowing import Knowing
from agentconsole.tui.controllers.linking import Linking
from agentconsole.tui.controllers.listing import Listing
from agentconsole.tui.controllers.looking import Looking
from agentconsole.tui.controllers.mailing import Mailing
from agentconsole.tui.controllers.minding import Minding
from agentconsole.tui.controllers.offering import Offering
from agentconsole.tui.controllers.opening import Opening
from agentconsole.tui.controllers.owning import Owning
from agentconsole.tui.controllers.paging import Paging
from agentconsole.tui.controllers.preparing import Preparing
from agentconsole.tui.controllers.remembering import Remembering
from agentconsole.tui.controllers.returning import Returning
from agentconsole.tui.controllers.sending import Sending
from agentconsole.tui.opened import Opened
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Place
from agentconsole.tui.screens.reading import Reading
from agentconsole.tui.screens.wiring import connect, with_keys
from agentconsole.tui.session import Session
from agentconsole.tui.state import State
from agentconsole.tui.telling import Do
from agentconsole.tui.widgets.editing import ManyLines
from agentconsole.tui.widgets.guide import LOW, Guide
from agentconsole.tui.widgets.list_pane import ListPane

ARRANGED = {
    "-list": "#drawer",
    "-nothing": "#drawer, #middle, #side",
    "-entry": "#entry, #thread",
    "-writing": "#notice",
    "-narrow": "#drawer, #middle, #side",
    "-wide": "#middle, #side",
}
"""What `desk.tcss` shows, hides and puts elsewhere by the classes of the screen."""


class DeskScreen(Place):
    """What the console opens with."""

    PLACE = Where.DESK

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.panes = panes = Panes(self, session, self.status)
        self.opening = Opening(panes)
        self.preparing = Preparing(panes)
        self.listing = Listing(panes, self.opening.open)
        self.following = Following(panes, self.listing, self.opening)
        self.paging = Paging(panes)
        self.composing = Composing(panes)
        self.offering = Offering(panes)
        self.sending = Sending(panes, self.composing, self.following, self.offering)
        self.introducing = Introducing(panes)
        self.minding = Minding(panes, self.composing, self.introducing, self.show_state)
        self.heeding = Heeding(panes, self.opening)
        self.asking = Asking(panes, self.composing, self.following)
        self.owning = Owning(panes, self.listing, self.opening, self.following)
        self.looking = Looking(panes, self.paging, self.composing)
        self.finding = Finding(panes)
        self.knowing = Knowing(panes, self.following)
        self.attending = Attending(panes)
        self.returning = Returning(panes, self.composing)
        self.mailing = Mailing(panes, self.following, self.returning)
        self.addressing = Addressing(panes, self.composing)
        self.flowing = Flowing(panes)
        self.linking = Linking(panes)
        self.accompanying = Accompanying(panes, self.opening, self.composing)
        self.guide = Guide(session.guide, session.keymap.key_of("app.back"), id="guide")
        self.remembering = Remembering(self)
        self.handlers["list.toggle"] = self.toggle_list
        for concern in with_keys(self):
            self.handlers |= concern.handlers
        connect(self)
        self.add_class("-list", "-nothing")

    def compose(self) -> ComposeResult:
        panes = self.panes
        yield panes.title
        with Horizontal(id="panes"):
            with Vertical(id="drawer"):
                yield panes.views
                yield panes.list
            with panes.middle:
                with Reading(self.paging, self.finding, self.looking, id="reading"):
                    yield panes.notice
                    yield panes.question
                    yield panes.thread
                    yield panes.entry
                    yield panes.kept
                yield panes.composer
            with Reading(self.paging, self.finding, self.looking, id="side"):
                yield panes.card
                yield panes.history
        yield self.guide
        yield self.status

    def on_mount(self) -> None:
        """The inbox first; and once a second, while something can be taken back."""
        self.arranged = {name: tuple(self.query(which).results(Widget)) for name, which in ARRANGED.items()}
        self.set_focus(self.panes.list)
        self.listing.begin()
        self.flowing.look()
        self.remembering.begin()
        self.clock = self.set_interval(1, self.tick)

    def on_resize(self) -> None:
        """The first line fits the new width."""
        self.opening.title()

    @property
    def laid_out(self) -> bool:
        """Keys reach the conversation they are meant for."""
        return not self.opening.under_way and not self.offering.looking

    def noticed(self) -> None:
        self.opening.notice()
        self.attending.marking.key()
        self.accompanying.key()

    def type_on(self) -> None:
        if self.focused is self.panes.composer.strip:
            self.sending.back()

    def stop_waiting(self) -> None:
        self.opening.never_mind()
        self.offering.never_mind()

    def state(self) -> State:
        state = self.panes.state()
        return replace(
            state,
            finding=self.minding.finding,
            introduction=self.introducing.line,
            mail=self.addressing.recipients,
            files=self.addressing.files,
        )

    def leave(self) -> None:
        """Back: an old entry is put away, then the list is there, then it asks whether to leave."""
        if self.looking.hide() or self.guide.put_away():
            return
        if not self.panes.has_keyboard(self.panes.list):
            self.add_class("-list")
            self.set_focus(self.panes.list)
            return
        self.post_message(Do(BY_ID["app.quit"]))

    def take_in(self, _: Opened) -> None:
        """What came while the conversation was being opened."""
        self.following.catch_up()
        self.knowing.changed(tuple(self.opening.meanwhile))
        self.show_state()

    def make_room(self, _: Opened) -> None:
        """On a low screen the guide gives way to the first conversation; the help has it too."""
        if self.guide.lines and self.size.height < LOW:
            self.guide.put_away()
            self.panes.say(f"{self.session.keymap.key_of('app.help')} has the guide, above the keys.")

    def toggle_list(self) -> None:
        """Show or hide the list of conversations, where it is a drawer."""
        showing = self.has_class("-list")
        self.set_class(not showing, "-list")
        if not showing:
            self.set_focus(self.panes.list)
        elif self.panes.has_keyboard(self.panes.list) and self.panes.opened is not None:
            self.set_focus(self.panes.thread)
        else:
            self.add_class("-list")

    def tick(self) -> None:
        """Say how things stand; nothing is painted where nothing changed."""
        self.sending.tick()
        self.following.tick()
        self.attending.tick()
        self.knowing.tick()
        self.flowing.tick()
        self.linking.tick()
        self.accompanying.tick()
        self.remembering.tick()
        self.show_state()

    def show_state(self) -> None:
        """The right of the last line: can it be taken back, is it live, is it saved."""
        said = (
            *self.sending.countdown(),
            *self.listing.due_words(),
            *self.flowing.words(),
            *self.linking.words(lost=self.has_class("-lost")),
            *self.composing.words(),
        )
        self.status.set_state(said)
        self.status.offer(self.keys_of(*self._places()))

    def _places(self) -> tuple[Where, ...]:
        """Where keys go now, from the innermost place outwards."""
        if self.focused is self.panes.composer.strip:
            return (Where.STRIP,)
        if self.focused is self.panes.composer.writing:
            return (Where.COMPOSER,)
        if self.focused is self.panes.list:
            return (Where.LISTS,)
        return (Where.READING, Where.DESK) if self.focused is self.panes.history else (Where.DESK,)

    def next_panes(self) -> list[Widget]:
        """Panes that tab goes through, from left to right."""
        panes = self.panes
        middle = panes.entry if self.has_class("-entry") else panes.thread
        found: list[Widget] = [panes.list] if self.has_class("-list") or self.has_class("-wide") else []
        if panes.opened is None:
            return found
        writing: list[Widget] = [panes.composer.writing] if panes.composer.is_open else []
        return [*found, middle, *writing, panes.card, panes.history]

    @on(ListPane.NeedPage)
    def need_page(self, event: ListPane.NeedPage) -> None:
        """More of the view is wanted."""
        self.listing.need_page(event)

    @on(ListPane.Highlighted, "#list")
    def rested(self) -> None:
        """The cursor is on another conversation."""
        self.preparing.rest.begin()

    @on(ListPane.Selected)
    def selected(self, event: ListPane.Selected) -> None:
        """A conversation is to be opened."""
        self.opening.open(event.item.id)

    @on(ManyLines.Changed, "#writing")
    def typed(self) -> None:
        """The draft has changed."""
        self.composing.changed()
        self.minding.changed()
        self.accompanying.typed()
        self.show_state()

    @on(ManyLines.SelectionChanged, "#writing")
    def moved(self) -> None:
        """The cursor is elsewhere in the draft."""
        self.minding.show()

    def on_descendant_focus(self) -> None:
        """Other keys matter now."""
        self.show_state()

    def changed(self, changes: tuple[Change, ...]) -> None:
        self.preparing.changed(changes)
        self.paging.reaching.changed(changes)
        self.following.changed(changes)
        self.knowing.changed(changes)
        self.attending.changed(changes)
        self.addressing.changed(changes)
        self.flowing.changed(changes)
        self.accompanying.changed(changes)

    def repaint(self) -> None:
        for pane in (self.panes.list, self.panes.thread, self.panes.history):
            pane.repaint()
        self.panes.card.remake()
        self.opening.title()
