"""What was given while the desk could not be reached: looked at, and decided about."""

from textual import on

from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import Change
from agentconsole.model.link import Kept, Link
from agentconsole.show.links import command_words, is_told, link_words
from agentconsole.show.spans import Role, Span
from agentconsole.tui.actions import Where
from agentconsole.tui.screens.listed import Listed
from agentconsole.tui.session import Session
from agentconsole.tui.telling import Open
from agentconsole.tui.widgets.kept_list import KeptList
from agentconsole.tui.widgets.list_pane import ListPane


class KeptScreen(Listed[KeptList]):
    """Each is done once, in their order, when the link is back; what stopped wants its writer."""

    PLACE = Where.KEPT
    AUTO_FOCUS = "KeptList"

    def __init__(self, session: Session) -> None:
        super().__init__(session, KeptList(session))
        self.link: Link | None = None
        self.handlers |= {"kept.drop": self._drop}

    def on_mount(self) -> None:
        """As it is, and from now on."""
        super().on_mount()
        self.tick()
        self.set_interval(1, self.tick)

    def tick(self) -> None:
        """Read it again where it stands otherwise."""
        link = self.session.desk.link()
        if link != self.link:
            self.link = link
            said = link_words(link, self.session.now(), self.session.zone)
            self.title_line.show((Span(" Kept here  ", Role.TITLE), *said))
            self.look()

    def look(self) -> None:
        """Read it again."""
        self.session.background.ask("kept screen", self.session.desk.kept, self._show)

    def _show(self, kept: tuple[Kept, ...]) -> None:
        told = tuple(each for each in kept if is_told(each))
        if self.is_attached:
            self.list.show(told)
            if not told and not self.status.message:
                self.status.say("Nothing waits: all you did is with the desk.")

    @property
    def _current(self) -> Kept:
        if self.list.current is None:
            raise NotFound("Nothing is selected", "Nothing waits to be done")
        return self.list.current

    def _drop(self) -> None:
        kept, desk = self._current, self.session.desk
        words = f"Given up: the {command_words(kept.command)}. What you typed is still the draft."
        self.session.background.do(lambda: desk.drop_kept(kept.id), lambda _: self.did(words))

    def changed(self, changes: tuple[Change, ...]) -> None:
        self.look()

    def _open(self, conversation: int) -> None:
        self.post_message(Open(conversation))

    @on(ListPane.Selected)
    def selected(self, event: ListPane.Selected) -> None:
        """The conversation it is for, and its text in the draft."""
        kept: Kept = event.item
        number = getattr(kept.command, "conversation", None)
        ask = getattr(kept.command, "ask", None)
        if isinstance(number, int):
            self.post_message(Open(number))
        elif isinstance(ask, int):
            desk = self.session.desk
            self.session.background.ask("kept ask", lambda: desk.ask(ask).conversation, self._open)
        else:
            self.status.say("No conversation belongs to this.")
