"""What a customer told us: found in one line, known, and what was true before."""

from enum import IntEnum

from agentconsole.model.fact import Fact, FactState
from agentconsole.show.facts import Kinds, ended, fact_line
from agentconsole.show.spans import Line, Role, Span
from agentconsole.show.words import USUAL
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.blocks import Block
from agentconsole.tui.widgets.list_pane import ListPane


class Part(IntEnum):
    """Under which head a fact stands."""

    HERE = 0
    FOUND = 1
    KNOWN = 2
    BEFORE = 3


HEADS = {
    Part.HERE: "found in this line",
    Part.FOUND: "found elsewhere, nobody has looked at it yet",
    Part.KNOWN: "known",
    Part.BEFORE: "before, and what was none",
}


class FactList(ListPane[Fact]):
    """One row a fact, below the head of its part."""

    def __init__(self, reader: Reader, entry: int | None = None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reader = reader
        self.entry = entry
        """The line that facts are looked for in."""
        self.kinds: Kinds = USUAL
        self.until = ended(())

    def show(self, facts: tuple[Fact, ...], kinds: Kinds) -> None:
        """These are all the customer's facts; the cursor stays on its fact. Where that is in another part now
        it stays near its row: what comes next there wants to be looked at."""
        cursor, current = self.window.cursor, self.current
        before = self.part_of(current) if current is not None else None
        self.kinds, self.until = kinds, ended(facts)
        ordered = sorted(facts, key=self.part_of)
        self.land(ordered, up=True, down=True, at=current.id if current else None)
        moved = self.current is not None and self.part_of(self.current) != before
        if current is not None and self.current is not None and (moved or self.current.id != current.id):
            with self.changing():
                self.window.go(cursor)

    def part_of(self, fact: Fact) -> Part:
        """Under which head it stands. What was found in the line comes first, whatever became of it since
        it was confirmed."""
        if not fact.holds:
            return Part.BEFORE
        if fact.state == FactState.CONFIRMED:
            return Part.KNOWN
        return Part.HERE if fact.entry is not None and fact.entry == self.entry else Part.FOUND

    def key_of(self, item: Fact) -> int:
        """A fact's number."""
        return item.id

    def block(self, before: Fact | None, item: Fact, width: int) -> Block:
        """The row, below the head of its part."""
        part = self.part_of(item)
        head: list[Line] = []
        if before is None or self.part_of(before) != part:
            head = [(), (Span(HEADS[part], Role.TITLE),)] if before is not None else []
            head = head or [(Span(HEADS[part], Role.TITLE),)]
        reader = self.reader
        line = fact_line(
            item,
            now=reader.now(),
            cells=width,
            until=self.until.get(item.id),
            tz=reader.zone,
            agents=reader.agents,
            kinds=self.kinds,
        )
        return Block(tuple(head), (line,))
