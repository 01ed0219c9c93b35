"""One conversation, entry below entry.

`Thread(reader)`; `open(run, new_from=...)` shows a run of it (`tui.runs`), by default from its end;
`NeedPage`/`show_page` bring the rest, `Jump` asks for its first or last run. `arrive(entry, ...)`
takes in what was just said, `replace(entry)` what changed, `know(asks, outbox, customer)` how its asks and
its messages stand, `know_readers(readers)` who has read what. What its mails quote is folded (`folding`).
`toggle_mark()` marks entries for an ask, `marked_ids` are they.
"""

from collections.abc import Iterable, Mapping

from agentconsole.model.ask import Ask
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import Outgoing
from agentconsole.model.people import Customer
from agentconsole.model.reading import Readers
from agentconsole.show.ages import local
from agentconsole.show.lines import day_separator
from agentconsole.show.spans import Line, Role, Span
from agentconsole.show.timeline import entry_block
from agentconsole.tui.folding import Folding
from agentconsole.tui.opened import TO_EACH_OTHER
from agentconsole.tui.reader import Reader
from agentconsole.tui.runs import Run
from agentconsole.tui.widgets.blocks import Block
from agentconsole.tui.widgets.entry_pane import EntryPane
from agentconsole.tui.window import Direction


class Thread(EntryPane):
    """The entries of a conversation as blocks, oldest first."""

    follow = Direction.DOWN
    new_from: int | None = None
    """The first entry that was not seen before; a line above it says so."""
    asks: dict[int, Ask] = {}  # noqa: RUF012 - replaced whole, never changed
    readers: dict[int, Readers] = {}  # noqa: RUF012 - likewise
    outbox: dict[int, Outgoing] = {}  # noqa: RUF012 - likewise
    theirs: tuple[int, ...] = ()
    """The numbers by which the customer is known."""
    hints: Mapping[str, str] = {}
    """How something is done about an entry (`show.details.Look`)."""

    def __init__(
        self,
        reader: Reader,
        marks: set[int] | None = None,
        folding: Folding | None = None,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(reader, marks, id=id)
        self.folding = folding

    def open(self, run: Run, *, new_from: int | None = None) -> None:
        """Show a run, the cursor where the run says, else on the first new entry, else on the last."""
        self.new_from = new_from
        self.land(
            run.items,
            up=run.up,
            down=run.down,
            at=run.at or new_from,
            end=Direction.DOWN,
            made=self.made_for(run),
        )

    def know(
        self, asks: Iterable[Ask], outbox: Iterable[Outgoing] = (), customer: Customer | None = None
    ) -> None:
        """How the conversation's asks and its messages on their way stand now, and whose it is."""
        if self.learn(asks, outbox, customer):
            self.repaint()

    def learn(self, asks: Iterable[Ask], outbox: Iterable[Outgoing], customer: Customer | None) -> bool:
        """The same of what is opened next. Whether it is anything new."""
        before = self.asks, self.outbox, self.theirs
        self.asks = {ask.id: ask for ask in asks}
        self.outbox = {outgoing.entry.id: outgoing for outgoing in outbox}
        self.theirs = customer.numbers if customer else ()
        return before != (self.asks, self.outbox, self.theirs)

    def know_readers(self, readers: Mapping[int, Readers]) -> None:
        """Who has read what; shown beside what colleagues wrote to each other."""
        before, self.readers = self.readers, dict(readers)
        shown = (each.id for each in self.window.items if each.kind in TO_EACH_OTHER)
        if any(before.get(number) != readers.get(number) for number in shown):
            self.repaint()

    def block(self, before: Entry | None, item: Entry, width: int) -> Block:
        """The entry, below the day if it is the first of one, and below `new` if it is that."""
        zone, now = self.reader.zone, self.reader.now()
        head: list[Line] = []
        if before is None or local(before.at, zone).date() != local(item.at, zone).date():
            head.append(day_separator(item.at, width, now=now, tz=zone))
        if item.id == self.new_from:
            head.append((Span("new " + "─" * (width - 4), Role.UNREAD),))
        body = entry_block(
            item,
            now=now,
            cells=width,
            tz=zone,
            agents=self.reader.agents,
            asks=self.asks,
            readers=self.readers.get(item.id) if item.kind in TO_EACH_OTHER else None,
            shut=self.folding.shut(item) if self.folding else (),
            outgoing=self.outbox.get(item.id),
            theirs=self.theirs,
            hints=self.hints,
        )
        return Block(tuple(head), tuple(body))
