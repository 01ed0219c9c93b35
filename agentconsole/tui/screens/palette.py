"""Everything by name: what can be done here, with its key, and conversations and customers to go to."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from agentconsole.desk.api import Desk
from agentconsole.model.conversation import Conversation
from agentconsole.model.people import Customer
from agentconsole.model.queries import InboxView
from agentconsole.show.spans import Role, Span, spans, spread
from agentconsole.tui.actions import Action, Where
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.session import Session
from agentconsole.tui.state import State
from agentconsole.tui.telling import LaidOut
from agentconsole.tui.widgets.choices import Choice, Choices, narrowed
from agentconsole.tui.widgets.editing import OneLine

CELLS = 66
LIVE = 30
NEAR = 8


class Palette(ModalScreen[str | None]):
    """Answers with `do ACTION`, `conversation N` or `customer N`."""

    CSS_PATH = "palette.tcss"
    AUTO_FOCUS: ClassVar[str] = "OneLine"
    PLACE = Where.PALETTE

    def __init__(self, session: Session, state: State, actions: tuple[Action, ...]) -> None:
        super().__init__()
        self.session = session
        self.laid_out = False
        self.actions = [self._action(action, state) for action in actions]
        self.conversations: list[Choice] = []
        self.customers: list[Choice] = []
        self.shown_for = ""
        """What was typed when the list was narrowed last."""
        self.line = OneLine()
        self.list = Choices(self.actions)
        self.handlers: Handlers = {
            "palette.pick": self.pick,
            "palette.down": lambda: self.list.move(1),
            "palette.up": lambda: self.list.move(-1),
            "palette.leave": lambda: self.dismiss(None),
        }

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.line
            yield self.list

    def on_mount(self) -> None:
        """What waits for me can be gone to by name."""
        self.laid_out = True
        self.app.post_message(LaidOut())
        desk, me = self.session.desk, self.session.me
        self.session.background.ask("palette", lambda: _listed(desk, me), self._know)

    def _action(self, action: Action, state: State) -> Choice:
        trouble = action.blocked(state)
        title = spans(action.title, Role.TEXT if trouble is None else Role.MUTED)
        why = (Span("  "), *spans(trouble.message, Role.MUTED)) if trouble else ()
        key = Span(self.session.keymap.key_of(action.id), Role.ACCENT)
        return Choice(f"do {action.id}", spread((*title, *why), (key,), CELLS), action.help)

    def _know(self, conversations: tuple[Conversation, ...]) -> None:
        self.conversations = [
            Choice(
                f"conversation {each.id}",
                (
                    Span(f"#{each.id} ", Role.MUTED),
                    *spans(each.subject),
                    Span("  "),
                    *spans(each.customer.name, Role.CUSTOMER),
                ),
            )
            for each in conversations
        ]
        self.narrow()

    @on(OneLine.Changed)
    def typed(self) -> None:
        """Narrow what there is, and ask for customers of that name."""
        text = self.line.value.strip()
        self.narrow()
        if len(text) > 1:
            desk = self.session.desk
            self.session.background.ask(
                "palette customers", lambda: desk.customers(text, limit=NEAR).items, self._met
            )

    def _met(self, customers: tuple[Customer, ...]) -> None:
        self.customers = [
            Choice(f"customer {each.id}", (Span("customer ", Role.MUTED), *spans(each.name, Role.CUSTOMER)))
            for each in customers
        ]
        self.narrow()

    def narrow(self) -> None:
        """Show what fits."""
        text = self.line.value.strip()
        if self.is_attached:
            current = self.list.current if self.list.cursor and text == self.shown_for else None
            self.shown_for = text
            found = narrowed([*self.actions, *(self.conversations + self.customers if text else [])], text)
            keys = {choice.key for choice in found}
            others = [choice for choice in self.customers if choice.key not in keys]
            self.list.show([*found, *(others if text else [])], at=current.key if current else "")

    @on(Choices.Chosen)
    def chosen(self, event: Choices.Chosen) -> None:
        """One was clicked."""
        self.dismiss(event.key)

    def pick(self) -> None:
        """Go for what the cursor is on; typed in a burst, for the first that fits."""
        if self.line.value.strip() != self.shown_for:
            self.narrow()
        current = self.list.current
        self.dismiss(current.key if current else None)


def _listed(desk: Desk, me: str) -> tuple[Conversation, ...]:
    """What waits for me, and what was active last."""
    pages = (
        desk.inbox(view, by=me, limit=LIVE).items for view in (InboxView.MINE, InboxView.ASKED, InboxView.ALL)
    )
    return tuple({each.id: each for page in pages for each in page}.values())
