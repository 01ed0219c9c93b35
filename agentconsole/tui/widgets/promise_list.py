"""Promises, those broken first, then those due first."""

from agentconsole.model.promise import Promise
from agentconsole.show.promises import promise_standing, terms, to_whom
from agentconsole.show.spans import Line, Role, Span, crop, spans
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.blocks import Block
from agentconsole.tui.widgets.list_pane import ListPane


class PromiseList(ListPane[Promise]):
    """Two rows a promise: when and what, then to whom and whose it is; below, the times before."""

    def __init__(self, reader: Reader, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reader = reader

    def show(self, promises: tuple[Promise, ...]) -> None:
        """Show these; the cursor stays on its promise, else near its place."""
        cursor, current = self.window.cursor, self.current
        self.land(promises, up=True, down=True, at=current.id if current else None)
        if current is not None and self.current is not None and self.current.id != current.id:
            with self.changing():
                self.window.go(cursor)

    def key_of(self, item: Promise) -> int:
        """A promise's number."""
        return item.id

    def block(self, before: Promise | None, item: Promise, width: int) -> Block:
        """When, what, to whom, whose."""
        reader = self.reader
        now, zone, agents = reader.now(), reader.zone, reader.agents
        what = (*promise_standing(item, now, zone), Span("  "), *spans(item.text, Role.TITLE))
        lines: list[Line] = [what, (Span("  "), *to_whom(item, agents=agents, me=reader.me))]
        lines += ((Span("  "), *line) for line in terms(item, now=now, tz=zone, agents=agents))
        return Block((), tuple(crop(line, width) for line in lines))
