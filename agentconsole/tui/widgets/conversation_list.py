"""The list of conversations of a view.

`ConversationList(reader)`; `open(page)` shows the first page of a view, `refresh_from(page)` the same
view read anew (as far as it was `loaded`); `owe(promises)` marks where something is due today. `NeedPage`
asks for what follows, its `key` the cursor to pass to the desk as `after`; `show_page(request, page)`
answers. `Highlighted` and `Selected` carry the `Conversation`.
"""

from collections.abc import Iterable
from datetime import datetime

from agentconsole.model.conversation import Conversation
from agentconsole.model.promise import Promise
from agentconsole.model.queries import Page
from agentconsole.show.lines import conversation_line
from agentconsole.tui.inbox import in_conversations
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.blocks import Block
from agentconsole.tui.widgets.list_pane import ListPane


class ConversationList(ListPane[Conversation]):
    """One conversation a row, in the order of the view, read from its beginning on."""

    keep = 1_000_000
    """An inbox is asked for from its beginning only, so what was read stays."""

    def __init__(self, reader: Reader, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.reader = reader
        self.owed: dict[int, Promise] = {}
        """For each conversation in which something is owed today, the promise that presses most."""
        self._cursor: int | None = None
        """Where the desk goes on after the last page."""
        self._made: datetime | None = None
        """The minute of which the ages are."""

    def owe(self, promises: Iterable[Promise]) -> None:
        """What is owed today: each of their conversations says so."""
        owed = in_conversations(promises)
        if owed != self.owed:
            self.owed = owed
            self.repaint()

    @property
    def loaded(self) -> int:
        """How many conversations are shown or ready to be: so many to read when reading the view anew."""
        return len(self.window.items)

    def open(self, page: Page[Conversation], *, at: int | None = None, row: int | None = None) -> None:
        """Show a view from its beginning, the cursor on the conversation `at` if it is there."""
        self._cursor = page.cursor
        now = self.reader.now().replace(second=0, microsecond=0)
        self.land(page.items, up=True, down=page.complete, at=at, row=row, anew=now != self._made)
        self._made = now

    def refresh_from(self, page: Page[Conversation]) -> None:
        """Show the view as it is now: the cursor stays on its conversation, else near its row."""
        cursor, current = self.window.cursor, self.current
        if current is None:
            self.open(page)
            return
        row = [index for index, _ in self.window.rows()].index(cursor)
        with self.changing():
            self.open(page, at=current.id, row=row)
            if self.current is not None and self.current.id != current.id:
                self.window.go(cursor)

    def show_page(self, request: ListPane.NeedPage, page: Page[Conversation]) -> None:
        """The page that was asked for."""
        if self.is_wanted(request):
            self._cursor = page.cursor
        super().show_page(request, page)

    def key_of(self, item: Conversation) -> int:
        """A conversation's number."""
        return item.id

    def asked_from(self, edge: int) -> int:
        """An inbox goes on from the desk's own cursor."""
        return edge if self._cursor is None else self._cursor

    def block(self, before: Conversation | None, item: Conversation, width: int) -> Block:
        """One line."""
        reader = self.reader
        line = conversation_line(
            item,
            now=reader.now(),
            cells=width,
            me=reader.me,
            tz=reader.zone,
            agents=reader.agents,
            owed=self.owed.get(item.id),
        )
        return Block((), (line,))
