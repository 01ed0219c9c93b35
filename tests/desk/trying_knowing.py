"""Facts, notes and reading over random sequences of commands: what was told or read, stays so."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from agentconsole.model import commands
from agentconsole.model.fact import FactState
from tests.desk.trying import actors, agents, conversations
from tests.desk.trying_promises import Noted, Promising, places

customers = st.integers(min_value=1, max_value=3)
values = st.sampled_from(["A-1042", "B-2000", "C-3377"])
facts = st.integers(min_value=1, max_value=8)


class Knowing(Promising):
    def __init__(self) -> None:
        super().__init__()
        self.told: dict[int, tuple[object, ...]] = {}
        self.sure: dict[int, FactState] = {}
        self.repeats: dict[int, tuple[int, int]] = {}
        self.pinned: set[int] = set()

    def in_thread(self, number: int, place: int) -> int:
        """An entry of that conversation."""
        items = self.desk.thread(number, limit=8).items
        return items[-1 - place % len(items)].id

    # Notes and reading.

    @rule(by=actors, number=conversations, must_read=st.booleans())
    def note(self, by, number, must_read) -> None:
        by = self.who(by, number)
        done = self.attempt(commands.Note(conversation=number, text="team", must_read=must_read), by)
        assert bool(done) == (by not in self.gone and self.sees(number, by))
        if done and must_read:
            self.must_read.setdefault(number, {})[done.entries[0].id] = Noted(by)

    @rule(by=agents, number=conversations, place=places)
    def acknowledge(self, by, number, place) -> None:
        waiting = sorted(self.must_read.get(number, {}))
        entry = waiting[-1 - place % len(waiting)] if waiting else self.in_thread(number, place)
        if self.attempt(commands.Acknowledge(entry=entry), by):
            note = self.must_read[number][entry]
            note.acknowledged |= {by} - {note.author}
            self.read_by(entry, by)
        else:
            assert by in self.gone or not waiting or not self.sees(number, by)

    @rule(by=agents, number=conversations, place=places)
    def read(self, by, number, place) -> None:
        entry = self.in_thread(number, place)
        if self.attempt(commands.MarkRead(conversation=number, entries=(entry,)), by):
            self.read_by(entry, by)
        else:
            assert by in self.gone or not self.sees(number, by)

    @rule(by=agents, customer=customers)
    def pin(self, by, customer) -> None:
        if done := self.attempt(commands.Pin(customer=str(customer), text="Hard of hearing"), by):
            self.pinned.add(done.entries[0].id)

    @rule(by=agents, place=places)
    def unpin(self, by, place) -> None:
        entry = sorted(self.pinned)[-1 - place % len(self.pinned)] if self.pinned else 1
        if self.attempt(commands.Unpin(entry=entry), by):
            self.pinned.remove(entry)

    # Facts.

    @rule(by=agents, customer=customers, value=values, from_place=st.none() | places)
    def set_fact(self, by, customer, value, from_place) -> None:
        history = self.desk.history(customer, limit=8).items
        entry = None if from_place is None else history[from_place % len(history)].id
        command = commands.SetFact(customer=str(customer), kind="order", value=value, entry=entry)
        if done := self.attempt(command, by):
            self.sure[done.fact.id] = FactState.CONFIRMED
        else:
            seen = {each.id for each in self.desk.seen_by(by).history(customer, limit=1000).items}
            assert by in self.gone or entry not in seen

    @rule(by=agents, fact=facts)
    def dismiss(self, by, fact) -> None:
        if self.attempt(commands.DismissFact(fact=fact), by):
            self.sure[fact] = FactState.DISMISSED
        else:
            seen = {each.id for row in (1, 2, 3) for each in self.desk.seen_by(by).facts(row)}
            assert by in self.gone or fact not in seen

    @rule(by=agents, number=conversations, fact=facts, reason=st.sampled_from(["", "a gift"]))
    def repeat(self, by, number, fact, reason) -> None:
        command = commands.MarkRepeat(conversation=number, fact=fact, sentence="Which one?", reason=reason)
        if self.attempt(command, by):
            avoided, asked = self.repeats.get(number, (0, 0))
            self.repeats[number] = (avoided + (not reason), asked + bool(reason))

    @rule(by=agents, customer=customers)
    def look_again(self, by, customer) -> None:
        self.attempt(commands.FindFacts(customer=str(customer)), by)

    # What holds at every moment.

    @invariant()
    def no_fact_disappears_or_becomes_another(self) -> None:
        found = {fact.id: fact for row in (1, 2, 3) for fact in self.desk.facts(row)}
        assert self.told.keys() <= found.keys()
        for number, fact in found.items():
            words = (fact.customer, fact.kind, fact.value, fact.told_at, fact.entry)
            assert self.told.setdefault(number, words) == words
            assert fact.state == self.sure.get(number, FactState.SUGGESTED)

    @invariant()
    def reads_only_grow(self) -> None:
        found = self.desk.readers(sorted(self.reads))
        assert {one.entry: {each.agent for each in one.read} for one in found} == self.reads

    @invariant()
    def what_must_be_read_is_read_by_those_who_said_so(self) -> None:
        for number in self.owners:
            kept = self.desk.conversation(number).must_read
            noted = self.must_read.get(number, {})
            assert {note.entry: set(note.acknowledged) for note in kept} == {
                entry: note.acknowledged for entry, note in noted.items()
            }

    @invariant()
    def repeats_and_pins_are_counted(self) -> None:
        for number in self.owners:
            kept = self.desk.conversation(number)
            assert (kept.repeats_avoided, kept.repeats_asked) == self.repeats.get(number, (0, 0))
        pinned = {entry.id for row in (1, 2, 3) for entry in self.desk.pinned(row)}
        assert pinned == self.pinned
