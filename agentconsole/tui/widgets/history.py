"""Everything known about a customer, one row an entry, newest first.

`History(reader)`; `open(run, here=conversation, only=filter)` shows a run of it (`tui.runs`),
`NeedPage`/`show_page` bring the rest, `Jump` asks for its newest or oldest run. The separators of
conversations ask for what they do not know with `NeedConversations`, answered by `know(...)`.
`show_place(entry, newer, total)` lets the head say `9 of 214`.

`show_found(found)` takes what a search found (`Found`), also when more of it has come. `next_found(±1)`
goes there; it posts `GoTo` for an entry that is not loaded, and `NeedFound` when more may be found.
`next_conversation(±1)` goes to the conversation older or newer than the one under the cursor; it posts
`Leave` when that is not loaded. `toggle_mark()` marks entries for an ask, `marked_ids` are they.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.queries import EVERYTHING, Filter
from agentconsole.rules.screening import screen_line
from agentconsole.show.lines import entry_line, separator
from agentconsole.show.spans import Line, Role
from agentconsole.tui.reader import Reader
from agentconsole.tui.runs import Run
from agentconsole.tui.themes import PaneRole
from agentconsole.tui.widgets.blocks import Block
from agentconsole.tui.widgets.entry_pane import EntryPane
from agentconsole.tui.widgets.found import Found, with_found
from agentconsole.tui.widgets.lines import Row
from agentconsole.tui.widgets.messages import PaneMessage
from agentconsole.tui.window import Direction

FOUND = "+"
HERE = "·"
FAR = 50
"""So many entries without a conversation may stand between two of the same before it is named again."""


class History(EntryPane):
    """One continuous history; conversations are separators in it."""

    @dataclass
    class GoTo(PaneMessage):
        """An entry is wanted that is not loaded: open the run around it."""

        entry: int

    @dataclass
    class NeedFound(PaneMessage):
        """More of what the search finds is wanted, older than this entry."""

        before: int

    @dataclass
    class Leave(PaneMessage):
        """The next conversation that way is wanted (`runs.history_beside`)."""

        conversation: int
        direction: Direction

    @dataclass
    class NeedConversations(PaneMessage):
        """Conversations whose separators are loaded and cannot be named yet."""

        ids: tuple[int, ...]

    descending = True
    follow = Direction.UP
    head_rows = 1
    here: int | None = None
    """The conversation that is open beside the history."""
    only = EVERYTHING
    found = Found()
    total: int | None = None
    _base: int | None = None
    """How many entries are newer than the first one of the run as opened."""
    _seeking = False

    def __init__(self, reader: Reader, marks: set[int] | None = None, **names: str | None) -> None:
        super().__init__(reader, marks, **names)
        self.conversations: dict[int, Conversation] = {}
        self._asked: set[int] = set()
        self._unnamed: list[int] = []

    def open(self, run: Run, *, here: int | None, only: Filter = EVERYTHING, same: bool = False) -> None:
        """Show a run, the cursor where the run says, else on its first entry. Of the `same` history as before
        it is known how many there are, and so the place of a run at an end of it."""
        self.here, self.only, self._base = here, only, None
        self.total = len(run.items) if run.up and run.down else self.total if same else None
        if self.total is not None and (run.up or run.down):
            self._base = 0 if run.up else self.total - len(run.items)
        if same:
            self.refresh()  # another place of it has other rows, of which many are made already
        self.land(run.items, up=run.up, down=run.down, at=run.at, anew=not same, made=self.made_for(run))

    def learn(self, conversations: Iterable[Conversation]) -> None:
        """Conversations by which the separators of what is opened next are named."""
        self.conversations.update({each.id: each for each in conversations})

    def know(self, conversations: Iterable[Conversation]) -> None:
        """Conversations by which separators are named."""
        self.learn(conversations)
        self.repaint()

    def show_place(self, entry: int, newer: int, total: int) -> None:
        """So many entries are newer than this one, and so many there are in all."""
        index = self.window.index_of(entry)
        with self.changing():
            self.total = total
            if index is not None:
                self._base = newer - self.window.ordinal - index

    @property
    def place(self) -> tuple[int, int] | None:
        """The number of the entry under the cursor, the newest being 1, and of all of them."""
        if self._base is None or self.total is None or self.current is None:
            return None
        return self._base + self.window.ordinal + self.window.cursor + 1, self.total

    def arrive(self, *items: Entry) -> None:
        """Entries that are new in the history."""
        with self.changing():  # the head says how many there are
            if self.total is not None:
                self.total += sum(1 for item in items if self.window.index_of(item.id) is None)
            super().arrive(*items)

    def show_found(self, found: Found) -> None:
        """What a search has found so far. If `next_found` waited for more, it goes on."""
        grew = len(found.ids) > len(self.found.ids)
        seeking, self._seeking = self._seeking, False
        with self.changing():
            self.found = found
        if seeking and grew:
            self.next_found(1)

    def next_found(self, step: int) -> bool:
        """Go to the next older (or with a negative step, newer) entry found. False if there is none."""
        entry = self.found.beside(self.current.id, step) if self.current else None
        if entry is not None:
            if not self.go_to(entry):
                self.post_message(self.GoTo(self, entry))
        elif step > 0 and not self.found.whole and self.found.ids:
            self._seeking = True
            self.post_message(self.NeedFound(self, self.found.ids[-1]))
        else:
            return False
        return True

    def next_conversation(self, step: int) -> bool:
        """Go to the newest entry of the next older (or with a negative step, newer) conversation."""
        items, cursor = self.window.items, self.window.cursor
        here = items[cursor].conversation if items else None
        ahead = range(cursor + 1, len(items)) if step > 0 else range(cursor - 1, -1, -1)
        found = next((index for index in ahead if items[index].conversation not in (None, here)), None)
        direction = Direction.DOWN if step > 0 else Direction.UP
        if found is None:
            if here is None or self.window.whole[direction]:
                return False
            self.post_message(self.Leave(self, here, direction))
            return True
        while step < 0 and found and items[found - 1].conversation == items[found].conversation:
            found -= 1
        return self.go_to(items[found].id)

    def hint_of(self, item: Entry) -> Row:
        """Which entries a search has found, and which are of the conversation that is open."""
        if item.id in self.found.ids:
            return ((FOUND, PaneRole.FOUND),)
        here = self.here is not None and item.conversation == self.here
        return ((HERE, PaneRole.HERE),) if here else super().hint_of(item)

    def dressed(self, item: Entry, line: Line) -> Row:
        """A row with the words of the search made visible."""
        return with_found(line, self.found.query) if item.id in self.found.ids else line

    def head_line(self, row: int, width: int) -> Row:
        """`history ── all ── /refund 3 of 12 ── 9 of 214`."""
        place = self.place
        at = f" {place[0]:,} of {place[1]:,}" if place else ""
        said = [word for word in (self.only.channel, self.only.kind) if word] or ["all"]
        middle = " · ".join(screen_line(word) for word in (*said, self.found.words(self._told)) if word)
        room = max(0, width - len("history  ") - len(at))
        middle = set_cell_size(middle, room) if cell_len(middle) > room else middle
        rule = "─" * max(0, room - cell_len(middle) - 1)
        return (
            ("history ", Role.TITLE),
            (middle, Role.MUTED),
            (f" {rule}", PaneRole.FRAME),
            (at, Role.MUTED),
        )

    def above(self, index: int) -> Entry | None:
        """The next entry above that is of a conversation at all; an order parts none."""
        items = self.window.items
        if index and items[index - 1].conversation is not None:
            return items[index - 1]
        above = items[max(0, index - FAR) : index]
        return next((item for item in reversed(above) if item.conversation is not None), None)

    def block(self, before: Entry | None, item: Entry, width: int) -> Block:
        """One row, below the name of its conversation if the entry above is of another one."""
        zone, now, number = self.reader.zone, self.reader.now(), item.conversation
        row = entry_line(item, now=now, cells=width, tz=zone, agents=self.reader.agents)
        if number is None or number == (self.here if before is None else before.conversation):
            return Block((), (row,))
        known = self.conversations.get(number)
        if known is None:
            self._ask_for(number)
            return Block((separator(item.subject or f"#{number}", "", width),), (row,))
        return Block((separator(known.subject, known.status.value, width),), (row,))

    def _ask_for(self, number: int) -> None:
        """Ask once, for the conversations of all the blocks that are being made."""
        if number in self._asked:
            return
        self._asked.add(number)
        if not self._unnamed:
            self.call_later(self._post_unnamed)
        self._unnamed.append(number)

    def _post_unnamed(self) -> None:
        numbers, self._unnamed = tuple(self._unnamed), []
        self.post_message(self.NeedConversations(self, numbers))
