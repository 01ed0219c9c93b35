"""What we promised: what I owe, what is due at the desk, and all of it."""

from collections.abc import Callable

from textual import on

from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import Change
from agentconsole.model.promise import Promise
from agentconsole.model.queries import PromiseView
from agentconsole.show.promises import due_first
from agentconsole.show.spans import Role, Span
from agentconsole.tui.actions import Where
from agentconsole.tui.screens.listed import Listed
from agentconsole.tui.screens.questions import promises as questions
from agentconsole.tui.session import Session
from agentconsole.tui.telling import Open
from agentconsole.tui.widgets.list_pane import ListPane
from agentconsole.tui.widgets.promise_list import PromiseList

WORDS = {
    PromiseView.MINE: "mine",
    PromiseView.DUE: "due at the desk",
    PromiseView.ALL: "all",
}
NOTHING = {
    PromiseView.MINE: "You owe nobody anything.",
    PromiseView.DUE: "Nothing is due today.",
    PromiseView.ALL: "Nothing has been promised yet.",
}


class PromisesScreen(Listed[PromiseList]):
    """Broken ones first, then those due first."""

    PLACE = Where.PROMISES
    AUTO_FOCUS = "PromiseList"

    def __init__(self, session: Session) -> None:
        super().__init__(session, PromiseList(session))
        self.view = PromiseView.MINE
        self.handlers |= {
            **{f"promises.{view}": self._viewing(view) for view in PromiseView},
            "promise.keep": self._keep,
            "promise.renegotiate": self._renegotiate,
        }

    def on_mount(self) -> None:
        """Mine first."""
        super().on_mount()
        self.look()

    def look(self) -> None:
        """Read the view again."""
        desk, me, view = self.session.desk, self.session.me, self.view
        self._head()
        self.session.background.ask("promises", lambda: due_first(desk.promises(view, by=me)), self._show)

    def _viewing(self, view: PromiseView) -> Callable[[], None]:
        def show() -> None:
            self.view = view
            self.look()

        return show

    def _head(self) -> None:
        parts = [Span(" Promises  ", Role.TITLE)]
        for key, (view, word) in enumerate(WORDS.items(), 1):
            here = view is self.view
            said = f"[{word}]" if here else f" {word} "
            parts += [Span(f" {key}", Role.MUTED), Span(said, Role.TITLE if here else Role.TEXT)]
        self.title_line.show(tuple(parts))

    def _show(self, promises: tuple[Promise, ...]) -> None:
        if not self.is_attached:
            return
        self.list.show(promises)
        if not promises:
            self.status.say(NOTHING[self.view])

    @property
    def _current(self) -> Promise:
        if self.list.current is None:
            raise NotFound("No promise is selected", "p makes one in a conversation")
        return self.list.current

    def _keep(self) -> None:
        promise = self._current
        words = "Settled" if promise.state == "broken" else "Kept"
        self.session.do(
            commands.KeepPromise(promise=promise.id), lambda _: self.did(f"{words}: {promise.text}")
        )

    def _renegotiate(self) -> None:
        promise, desk = self._current, self.session.desk
        customer = promise.customer.id if promise.customer else 0

        def ask(zone: questions.Zone) -> None:
            self.app.push_screen(questions.renegotiate(self.session, promise, zone), self._renegotiated)

        self.session.background.ask("their zone", lambda: desk.zone(customer), ask)

    def _renegotiated(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self.did("Tell the customer as well.")

    def changed(self, changes: tuple[Change, ...]) -> None:
        if any(change.kind in ("entry", "agent") for change in changes):
            self.look()

    @on(ListPane.Selected)
    def selected(self, event: ListPane.Selected) -> None:
        """Its conversation, on the desk, where it was promised."""
        self.post_message(Open(event.item.conversation, event.item.message or event.item.entry))
