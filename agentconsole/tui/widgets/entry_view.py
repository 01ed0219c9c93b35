"""One entry, whole: all of its text, its files, what its source knew and what screening took out.

`EntryView(reader)`; `show(entry, asks)`; `entry` is the one shown. What it quotes is folded (`folding`). The
lines of a long one are made beside what the console does (`laying`): until then, it shows how it begins.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from agentconsole.model.ask import Ask
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import Outgoing
from agentconsole.model.reading import Readers
from agentconsole.show.folding import LONG
from agentconsole.show.spans import Line
from agentconsole.show.timeline import entry_block
from agentconsole.tui.folding import Folding, Folds
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.text_pane import TextPane

Lines = tuple[Line, ...]
Lay = Callable[[str, Callable[[], Lines], Callable[[Lines], None]], None]
"""Makes lines in a thread; they come back on the console's own (`Background.ask`)."""
ON_ITS_WAY = "\n…"


class EntryView(TextPane):
    """An old entry beside the thread."""

    def __init__(
        self,
        reader: Reader,
        folding: Folding | None = None,
        laying: Lay | None = None,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.reader = reader
        self.folding = folding
        self.laying = laying
        self._laid: tuple[int, int] | None = None
        """The long entry of which all lines are there, and their width."""
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
        """The entry as a block, uncut; of a long one what is there of it."""
        entry = self.entry
        if entry is None:
            return ()
        make = self._maker(width)
        shut = self.folding.shut(entry) if self.folding else ()
        if self.laying is None or not _is_long(entry):
            return make(entry, shut=shut)
        place = entry.id, width
        if self.size.width:  # else it has no place yet, and the lines would be made for none
            every = partial(_all_lines, make, entry, shut)
            self.laying(f"lines {id(self)}", every, partial(self._take, place))
        if self._laid == place:
            return self.lines
        self._laid = None
        beginning = _beginning(entry)
        known = beginning.text.count("\n")
        return make(beginning, shut=tuple(fold for fold in shut if fold.last < known))

    def _maker(self, width: int) -> Callable[..., list[Line]]:
        """What makes the lines of the entry, with all that is known of it now."""
        entry, reader = self.entry, self.reader
        number = entry.id if entry else 0
        return partial(
            entry_block,
            now=reader.now(),
            cells=width,
            tz=reader.zone,
            agents=reader.agents,
            asks=self.asks,
            readers=self.readers.get(number),
            whole=True,
            outgoing=self.outbox.get(number),
            theirs=self.theirs,
            hints=self.hints,
        )

    def _take(self, place: tuple[int, int], lines: Lines) -> None:
        """All lines of a long entry are there. It is looked at from where it was."""
        if self.entry is None or place != (self.entry.id, self.room):
            return
        self._laid = place
        with self.repainting():
            self.lines = lines
            self.top = min(self.top, self._lowest)


def _all_lines(make: Callable[..., list[Line]], entry: Entry, shut: Folds) -> Lines:
    return tuple(make(entry, shut=shut))


def _is_long(entry: Entry) -> bool:
    messages = entry.data.get("messages")
    within = messages if isinstance(messages, list) else []
    return len(entry.text) + sum(len(str(one)) for one in within) > LONG


def _beginning(entry: Entry) -> Entry:
    """As much of it as takes no time."""
    data = {name: value for name, value in entry.data.items() if name != "messages"}
    return replace(entry, text=entry.text[:LONG] + ON_ITS_WAY, data=data)
