"""What a search over the whole desk has found, and the customers there are."""

from agentconsole.model.entry import Entry
from agentconsole.model.people import Customer
from agentconsole.model.queries import Page, Query
from agentconsole.show.ages import age
from agentconsole.show.lines import entry_line
from agentconsole.show.people import author_name
from agentconsole.show.spans import Line, Role, Span, fit, spans, spread
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.blocks import Block
from agentconsole.tui.widgets.entry_pane import EntryPane
from agentconsole.tui.widgets.found import with_found
from agentconsole.tui.widgets.lines import Row
from agentconsole.tui.widgets.list_pane import ListPane

NAME = 14


class Results(EntryPane):
    """Entries from everywhere, newest first: who, then the row of a history."""

    descending = True
    looked_for = Query()

    def open(self, page: Page[Entry], query: Query) -> None:
        """Show what was found first."""
        self.looked_for = query
        self.land(page.items, up=True, down=page.complete)

    def block(self, before: Entry | None, item: Entry, width: int) -> Block:
        reader = self.reader
        who = fit(
            (Span(author_name(item.author, reader.agents), Role.CUSTOMER if item.incoming else Role.AGENT),),
            NAME,
        )
        row = entry_line(item, now=reader.now(), cells=width - NAME - 1, tz=reader.zone, agents=reader.agents)
        return Block((), ((*who, Span(" "), *row),))

    def dressed(self, item: Entry, line: Line) -> Row:
        return with_found(line, self.looked_for)


class CustomerList(ListPane[Customer]):
    """Customers, heard from last first."""

    keep = 1_000_000
    """Customers are asked for from the beginning only, so what was read stays."""

    def __init__(self, reader: Reader, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reader = reader
        self._cursor: int | None = None

    def open(self, page: Page[Customer]) -> None:
        """Show them from the beginning."""
        self._cursor = page.cursor
        self.land(page.items, up=True, down=page.complete)

    def show_page(self, request: ListPane.NeedPage, page: Page[Customer]) -> None:
        if self.is_wanted(request):
            self._cursor = page.cursor
        super().show_page(request, page)

    def key_of(self, item: Customer) -> int:
        return item.id

    def asked_from(self, edge: int) -> int:
        return edge if self._cursor is None else self._cursor

    def block(self, before: Customer | None, item: Customer, width: int) -> Block:
        home = (
            (Span(" · ", Role.MUTED), *spans(item.organization.name, Role.MUTED)) if item.organization else ()
        )
        address = item.identities[0].value if item.identities else ""
        seen = age(item.last_at, self.reader.now(), self.reader.zone) if item.last_at else ""
        left = (
            *spans(item.name or f"customer {item.id}", Role.CUSTOMER),
            *home,
            Span("  "),
            *spans(address),
        )
        return Block((), (spread(left, (Span(f"{item.entries:,}  {seen:>8}", Role.MUTED),), width),))
