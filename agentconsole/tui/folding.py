"""What of the entries on the screen is folded, and which of them were opened.

Only of what is shown it is ever asked. Short texts are looked through at once, long ones beside what the
console does; until that is known, they are shown as they came.
"""

from collections.abc import Callable
from functools import partial

from agentconsole.model.entry import Entry
from agentconsole.rules.quoting import Fold
from agentconsole.show.folding import LONG, folds_of, may_fold

MOST = 2_000
"""Entries of which it is remembered."""

Folds = tuple[Fold, ...]
Ask = Callable[[str, Callable[[], Folds], Callable[[Folds], None]], None]
"""Asks in a thread; the answer comes back on the console's own (`Background.ask`)."""


class Folding:
    """Folds by entry."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: dict[int, Folds] = {}
        self._asked: set[int] = set()
        self.opened: set[int] = set()
        """The entries of which nothing is folded, as somebody wants to read all."""
        self.found: list[Callable[[int], None]] = []
        """Called with the id of an entry when it looks otherwise than before."""

    def folds(self, entry: Entry) -> Folds:
        """What can be folded of it, as far as it is known."""
        known = self._known.get(entry.id)
        if known is not None:
            return known
        if not may_fold(entry):
            return ()
        if len(entry.text) <= LONG:
            return self._keep(entry.id, folds_of(entry))
        if entry.id not in self._asked:
            self._asked.add(entry.id)
            self._ask(f"folds {entry.id}", partial(folds_of, entry), partial(self._answer, entry.id))
        return ()

    def shut(self, entry: Entry) -> Folds:
        """What is folded of it now."""
        return () if entry.id in self.opened else self.folds(entry)

    def toggle(self, entry: Entry) -> None:
        """Open all that is folded of it, or fold it again."""
        self.opened ^= {entry.id}
        self._tell(entry.id)

    def _answer(self, number: int, found: Folds) -> None:
        self._asked.discard(number)
        self._keep(number, found)
        if found:
            self._tell(number)

    def _keep(self, number: int, found: Folds) -> Folds:
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[number] = found
        return found

    def _tell(self, number: int) -> None:
        for hear in self.found:
            hear(number)
