"""Searching the whole desk: newest first, page by page; what is found opens where it stands."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from agentconsole.model.entry import Entry
from agentconsole.model.errors import DeskError
from agentconsole.model.queries import Page, Query
from agentconsole.rules.query import parse_query
from agentconsole.show.spans import Role, Span
from agentconsole.tui.actions import Where
from agentconsole.tui.screens.place import Place
from agentconsole.tui.session import Session
from agentconsole.tui.telling import Open, Trouble
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.editing import OneLine
from agentconsole.tui.widgets.list_pane import ListPane
from agentconsole.tui.widgets.results import Results

PAGE = 50
HELP = 'refund  from:ana  channel:email  before:2026-01  "exact words"  word*  -without'


class SearchScreen(Place):
    """A line to type into, and what was found."""

    CSS_PATH = "search.tcss"
    PLACE = Where.SEARCH
    AUTO_FOCUS = "OneLine"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.line = OneLine(id="query")
        self.results = Results(session, id="results")
        self.about = Bar((Span(f" {HELP}", Role.MUTED),))
        self.handlers["search.edit"] = lambda: self.set_focus(self.line)

    def compose(self) -> ComposeResult:
        with Horizontal(classes="title searching"):
            yield Bar((Span(" Search ", Role.TITLE),), classes="label")
            yield self.line
        yield self.about
        yield self.results
        yield self.status

    @on(OneLine.Submitted)
    def search(self) -> None:
        """Look for it."""
        try:
            query = parse_query(self.line.value, self.session.now())
        except DeskError as error:
            self.post_message(Trouble(error))
            return
        if query == Query():
            self.status.say("Say what to look for.", HELP)
            return
        desk = self.session.desk
        self.session.background.ask(
            "search", lambda: desk.search(query, limit=PAGE), lambda page: self._show(page, query)
        )

    def _show(self, page: Page[Entry], query: Query) -> None:
        if not self.is_attached:
            return
        self.results.open(page, query)
        if not page.items:
            self.about.show((Span(" Nothing has all of that.", Role.MUTED),))
            return
        more = "" if page.complete else " and more"
        self.about.show((Span(f" {len(page.items)}{more}, newest first", Role.MUTED),))
        self.set_focus(self.results)

    @on(ListPane.NeedPage)
    def need_page(self, event: ListPane.NeedPage) -> None:
        """What was found further back."""
        desk, query = self.session.desk, self.results.looked_for
        self.session.background.ask(
            "search page",
            lambda: desk.search(query, before=event.key, limit=PAGE),
            lambda page: self.results.show_page(event, page),
            lambda _: self.results.forget(event),
        )

    @on(ListPane.Selected)
    def selected(self, event: ListPane.Selected) -> None:
        """Open it where it stands."""
        if event.item.conversation is None:
            self.status.say("That belongs to no conversation.")
        else:
            self.post_message(Open(event.item.conversation, event.item.id))
