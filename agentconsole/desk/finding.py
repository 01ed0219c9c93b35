"""What customers tell us, found as it comes in, and again when somebody asks for it."""

import re
from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from agentconsole.desk.resolve import ids_of
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.fact import FactKind, Found
from agentconsole.model.people import Customer, IdentityKind
from agentconsole.model.queries import Filter
from agentconsole.rules.facts.answers import answer, asked, could_be_answer
from agentconsole.rules.facts.finding import find
from agentconsole.rules.facts.finding_contact import country_of
from agentconsole.rules.noting import suggested
from agentconsole.store.base import Reading, Writing

_NUMBER = re.compile(r"\d(?:[ ().\-/]{0,2}\d){6}")
"""What could be a telephone number."""
PAGE = 500
LOOKED_BACK = 5
"""The question that a bare answer is to stands among so many entries before it."""


def note_facts(write: Writing, entry: Entry, kinds: Sequence[FactKind]) -> int:
    """Keep what rules find in a message of a customer as suggestions; how many are new."""
    found = find(entry.text, kinds=kinds, region=partial(_country, write, entry)) or _answered(
        write, entry, kinds
    )
    if not found:
        return 0
    writer = entry.party or entry.customer or 0
    new = suggested(found, entry, write.facts([writer]))
    for fact in new:
        write.save_fact(replace(fact, id=write.new_fact()))
    return len(new)


def _country(read: Reading, entry: Entry) -> str | None:
    """Where the customer telephones from, as far as a number of theirs says: so they write another one."""
    if not _NUMBER.search(entry.text):
        return None
    customer = read.customer(entry.party or entry.customer or 0)
    theirs = customer.identities if customer else ()
    found = (country_of(each.value) for each in theirs if each.kind is IdentityKind.PHONE)
    return next(filter(None, found), None)


def _answered(read: Reading, entry: Entry, kinds: Sequence[FactKind]) -> tuple[Found, ...]:
    """The value that a bare answer is, by what we asked just before."""
    if entry.conversation is None or not could_be_answer(entry.text):
        return ()
    before = read.thread(entry.conversation, before=entry.id, after=None, limit=LOOKED_BACK).items
    last = next((one for one in reversed(before) if one.kind == Kind.MESSAGE), None)
    if last is None or not last.outgoing:
        return ()
    found = answer(entry.text, asked(last.text, kinds))
    return () if found is None else (found,)


def find_again(write: Writing, customer: Customer, kinds: Sequence[FactKind]) -> int:
    """Look through all messages of a customer, oldest first; how many facts are new."""
    rows = ids_of(write, customer)
    new = 0
    for number in reversed(_heard(write, rows)):
        entry = write.entry(number)
        if entry is not None and (entry.party or entry.customer) in rows:
            new += note_facts(write, entry, kinds)
    return new


def _heard(read: Reading, rows: Sequence[int]) -> list[int]:
    """The ids of all messages of customers in a history, newest first."""
    found: list[int] = []
    before: int | None = None
    while True:
        page = read.history(rows, before=before, after=None, limit=PAGE, only=Filter(kind=Kind.MESSAGE))
        found += [entry.id for entry in page.items if entry.incoming]
        if page.complete:
            return found
        before = page.cursor
