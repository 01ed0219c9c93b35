"""What a thread and a history have in common: items are entries, and entries can be marked."""

from agentconsole.model.entry import Entry
from agentconsole.tui.reader import Reader
from agentconsole.tui.runs import Run
from agentconsole.tui.widgets.blocks import Blocks
from agentconsole.tui.widgets.list_pane import ListPane
from agentconsole.tui.widgets.messages import PaneMessage

MARKED = "*"


class EntryPane(ListPane[Entry]):
    """A list of entries. Panes given the same set of marks mark the same entries."""

    class Marked(PaneMessage):
        """An entry was marked, or its mark taken away. Panes that share the marks want a `repaint`."""

    def __init__(
        self,
        reader: Reader,
        marks: set[int] | None = None,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.reader = reader
        self.marks = set() if marks is None else marks
        self.ahead: tuple[Run, Blocks] | None = None
        """A run that may be shown next, and the lines of it that will be in view then."""

    def made_for(self, run: Run) -> Blocks | None:
        """The lines of a run that were made ahead. They are taken once."""
        ahead, self.ahead = self.ahead, None
        return ahead[1] if ahead and ahead[0] is run else None

    @property
    def marked_ids(self) -> tuple[int, ...]:
        """The marked entries, oldest first."""
        return tuple(sorted(self.marks))

    def toggle_mark(self) -> None:
        """Mark the entry under the cursor, or take its mark away."""
        if self.current is not None:
            with self.changing():
                self.marks ^= {self.current.id}
            self.post_message(self.Marked(self))

    def clear_marks(self) -> None:
        """Nothing is marked any more."""
        with self.changing():
            self.marks.clear()
        self.post_message(self.Marked(self))

    def key_of(self, item: Entry) -> int:
        """An entry's id."""
        return item.id

    def mark_of(self, item: Entry) -> str:
        """A sign beside the entries that are marked."""
        return MARKED if item.id in self.marks else ""
