"""Customers: who there is, and one of them at full width with the whole history."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from agentconsole.model.people import Customer
from agentconsole.model.queries import Page
from agentconsole.show.spans import Role, Span
from agentconsole.tui.actions import Where
from agentconsole.tui.screens.customer import CustomerScreen
from agentconsole.tui.screens.place import Place
from agentconsole.tui.session import Session
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.editing import OneLine
from agentconsole.tui.widgets.list_pane import ListPane
from agentconsole.tui.widgets.results import CustomerList

PAGE = 50


class CustomersScreen(Place):
    """The customers whose name, organization or address has what is typed."""

    CSS_PATH = "search.tcss"
    PLACE = Where.SEARCH
    AUTO_FOCUS = "CustomerList"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.line = OneLine(id="query")
        self.people = CustomerList(session, id="people")
        self.handlers["search.edit"] = lambda: self.set_focus(self.line)

    def compose(self) -> ComposeResult:
        with Horizontal(classes="title searching"):
            yield Bar((Span(" Customers ", Role.TITLE),), classes="label")
            yield self.line
        yield self.people
        yield self.status

    def on_mount(self) -> None:
        """All of them, heard from last first."""
        self.look()

    @on(OneLine.Changed)
    def look(self) -> None:
        """Those that fit what is typed."""
        desk, text = self.session.desk, self.line.value
        self.session.background.ask("customers", lambda: desk.customers(text, limit=PAGE), self._show)

    def _show(self, page: Page[Customer]) -> None:
        if self.is_attached:
            self.people.open(page)

    @on(OneLine.Submitted)
    def to_list(self) -> None:
        """On to those that fit."""
        self.set_focus(self.people)

    @on(ListPane.NeedPage)
    def need_page(self, event: ListPane.NeedPage) -> None:
        """More of them."""
        desk, text = self.session.desk, self.line.value
        self.session.background.ask(
            "customers page",
            lambda: desk.customers(text, after=event.key, limit=PAGE),
            lambda page: self.people.show_page(event, page),
            lambda _: self.people.forget(event),
        )

    @on(ListPane.Selected)
    def selected(self, event: ListPane.Selected) -> None:
        """One of them, at full width."""
        self.app.push_screen(CustomerScreen(self.session, event.item.id))
