"""What is hidden, and lists without it."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Protocol, TypeVar

from msgspec.structs import replace

from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.queries import EVERYTHING, Filter, Page
from agentconsole.store.base import Reading

PAGE = 500
ABOUT_FACTS = (Kind.FACT, Kind.DISMISS)
"""Entries outside any conversation that tell what was said in one."""


class Numbered(Protocol):
    """Whatever a list goes on from."""

    @property
    def id(self) -> int: ...


N = TypeVar("N", bound=Numbered)


class Hiding:
    """A session with what is hidden in it, by number."""

    def __init__(self, read: Reading, hidden: Mapping[int, Conversation]) -> None:
        self._read = read
        self._hidden = hidden
        self._entries_hidden: dict[int, bool] = {}

    def _shows(self, conversation: int | None) -> bool:
        return conversation not in self._hidden

    def _shown(self, entry: Entry | None) -> Entry | None:
        """The entry as it may be seen: pointing at nothing that is hidden, if it is not itself."""
        if entry is None or not self._shows(entry.conversation):
            return None
        if not entry.about:
            return entry
        about = tuple(each for each in entry.about if not self._hides(each))
        if entry.conversation is None and about != entry.about and entry.kind in ABOUT_FACTS:
            return None
        return entry if about == entry.about else replace(entry, about=about)

    def _hides(self, number: int) -> bool:
        """Whether an entry is of a hidden conversation."""
        if number not in self._entries_hidden:
            entry = self._read.entry(number)
            self._entries_hidden[number] = entry is not None and not self._shows(entry.conversation)
        return self._entries_hidden[number]

    def _entries_shown(self, entries: Sequence[Entry]) -> list[Entry]:
        return [shown for each in entries if (shown := self._shown(each)) is not None]

    def _hidden_of(self, customers: Sequence[int]) -> list[Entry]:
        """What is hidden in these customers' histories: looked for in them, or, where that is less, in all
        that is hidden."""
        if self._read.place(customers, -1)[1] <= sum(each.version for each in self._hidden.values()):
            return self._within(customers, EVERYTHING)
        whose = set(customers)
        found = [each for each in self._all_hidden if {each.customer, each.party} & whose]
        if found:
            found += (e for kind in ABOUT_FACTS for e in self._within(customers, Filter(kind=kind)))
        return found

    @cached_property
    def _all_hidden(self) -> list[Entry]:
        return [entry for number in self._hidden for entry in self._read.entries_of(number)]

    def _within(self, customers: Sequence[int], only: Filter) -> list[Entry]:
        """What is hidden, found by reading histories from end to end."""
        found: list[Entry] = []
        before: int | None = None
        while True:
            page = self._read.history(customers, before=before, after=None, limit=PAGE, only=only)
            found += [entry for entry in page.items if self._shown(entry) is None]
            if page.complete:
                return found
            before = page.cursor


def refilled(
    ask: Callable[[int | None], Page[N]],
    shown: Callable[[Sequence[N]], list[N]],
    *,
    start: int | None,
    limit: int,
    backwards: bool = False,
) -> Page[N]:
    """A page as long as it would be if what is not shown were not there. `ask` gives the next one after a
    cursor; `backwards` are its items in the other order than the one in which it goes on."""
    found: list[N] = []
    cursor = start
    while True:
        page = ask(cursor)
        items = page.items[::-1] if backwards else page.items
        found += shown(items)
        cursor = page.cursor
        if page.complete or len(found) > limit or len(items) < max(limit, 1):
            break  # a search may give up before a page is full, and says where to go on
    kept, more = found[:limit], len(found) > limit
    if more and kept:
        cursor = kept[-1].id
    return Page(
        items=tuple(kept[::-1] if backwards else kept),
        complete=page.complete and not more,
        cursor=None if page.complete and not more else cursor,
    )
