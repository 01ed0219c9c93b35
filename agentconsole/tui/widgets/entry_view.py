"""One entry, whole: all of its text, its files, what its source knew and what screening took out.

`EntryView(reader)`; `show(entry, asks)`; `entry` is the one shown. What it quotes is folded (`folding`).
"""

from collections.abc import Iterable, Mapping, Sequence

from agentconsole.model.ask import Ask
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import Outgoing
from agentconsole.model.reading import Readers
from agentconsole.show.spans import Line
from agentconsole.show.timeline import entry_block
from agentconsole.tui.folding import Folding
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.text_pane import TextPane


class EntryView(TextPane):
    """An old entry beside the thread."""

    def __init__(
        self,
        reader: Reader,
        folding: Folding | None = None,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.reader = reader
        self.folding = folding
        self.hints: Mapping[str, str] = {}
        """How something is done about it (`show.details.Look`)."""
        self.outbox: Mapping[int, Outgoing] = {}
        self.theirs: tuple[int, ...] = ()
        """The numbers by which the customer is known."""
        self.entry: Entry | None = None
        self.asks: dict[int, Ask] = {}
        self.readers: dict[int, Readers] = {}

    def show(self, entry: Entry | None, asks: Iterable[Ask] = ()) -> None:
        """Show an entry from its beginning; the same one anew stays where it is."""
        same = entry is not None and self.entry is not None and entry.id == self.entry.id
        self.entry, self.asks = entry, {ask.id: ask for ask in asks}
        self.remake(from_top=not same)

    def know_readers(self, readers: Mapping[int, Readers]) -> None:
        """Who has read it."""
        self.readers = dict(readers)
        if self.entry is not None and self.entry.id in readers:
            self.remake()

    def made(self, width: int) -> Sequence[Line]:
        """The entry as a block, uncut."""
        if self.entry is None:
            return ()
        reader = self.reader
        return entry_block(
            self.entry,
            now=reader.now(),
            cells=width,
            tz=reader.zone,
            agents=reader.agents,
            asks=self.asks,
            readers=self.readers.get(self.entry.id),
            whole=True,
            shut=self.folding.shut(self.entry) if self.folding else (),
            outgoing=self.outbox.get(self.entry.id),
            theirs=self.theirs,
            hints=self.hints,
        )
