"""What customers tell us, found as it comes in, and again when somebody asks for it."""

from collections.abc import Sequence

from msgspec.structs import replace

from agentconsole.desk.resolve import ids_of
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.fact import FactKind
from agentconsole.model.people import Customer
from agentconsole.model.queries import Filter
from agentconsole.rules.facts.finding import find
from agentconsole.rules.noting import suggested
from agentconsole.store.base import Reading, Writing

PAGE = 500


def note_facts(write: Writing, entry: Entry, kinds: Sequence[FactKind]) -> int:
    """Keep what rules find in a message of a customer as suggestions; how many are new."""
    found = find(entry.text, kinds=kinds)
    if not found:
        return 0
    writer = entry.party or entry.customer or 0
    new = suggested(found, entry, write.facts([writer]))
    for fact in new:
        write.save_fact(replace(fact, id=write.new_fact()))
    return len(new)


def find_again(write: Writing, customer: Customer, kinds: Sequence[FactKind]) -> int:
    """Look through all messages of a customer, oldest first; how many facts are new."""
    rows = ids_of(write, customer)
    numbers = [entry.id for entry in _messages(write, rows) if entry.incoming]
    new = 0
    for number in reversed(numbers):
        entry = write.entry(number)
        if entry is not None and (entry.party or entry.customer) in rows:
            new += note_facts(write, entry, kinds)
    return new


def _messages(read: Reading, rows: Sequence[int]) -> list[Entry]:
    """All messages of a history, newest first."""
    found: list[Entry] = []
    before: int | None = None
    while True:
        page = read.history(rows, before=before, after=None, limit=PAGE, only=Filter(kind=Kind.MESSAGE))
        found += page.items
        if page.complete:
            return found
        before = page.cursor
