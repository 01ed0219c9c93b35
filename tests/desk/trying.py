"""Colleagues and customers who do whatever they like: who owns what, and who has a voice.

The machine keeps its own small model, written without the rules it tests, and compares after every step.
"""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from agentconsole.desk.api import Outcome
from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands
from agentconsole.model.commands import Command, Receive
from agentconsole.model.conversation import Status
from agentconsole.model.entry import visibility
from agentconsole.model.errors import DeskError
from agentconsole.model.people import Contact
from agentconsole.store.sqlite import open_store
from tests.desk.contract import join
from tests.make import Clock

HANDLES = ("ana", "ben", "priya")
agents = st.sampled_from(HANDLES)
actors = st.sampled_from(["the owner", "the owner", "the owner", *HANDLES])
takers = st.sampled_from(["the offered", "the offered", "the owner", *HANDLES])
askers = st.sampled_from(["the asked", "the asked", "the asked", *HANDLES])
"""Half the time whoever it is theirs to do, so that the sequences get somewhere."""
conversations = st.integers(min_value=1, max_value=3)
asks = st.integers(min_value=1, max_value=4)
hours = st.integers(min_value=0, max_value=48)


class Talking(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.desk = LocalDesk(open_store(self.directory / "desk.db", create=True), clock=self.clock)
        self.owners: dict[int, str | None] = {}
        self.offered: dict[int, str | None] = {}
        self.introduced: dict[int, set[str]] = {}
        self.away: dict[str, tuple[str, object]] = {}
        self.gone: set[str] = set()
        self.pulled_in: dict[int, set[str]] = {}
        self.restricted: dict[int, set[str]] = {}
        self.received: dict[tuple[str, str], str] = {}
        self.reads: dict[int, set[str]] = {}

    @initialize()
    def sit_down(self) -> None:
        join(self.desk)
        for number in range(3):
            self.receive(number, number, "in", "message", "", 1)
        for number, handle in ((1, "ana"), (2, "ben")):
            self.claim(handle, number)
            self.ask("the owner", number, "priya")

    def teardown(self) -> None:
        assert list(differences(self.desk.store)) == []
        self.desk.close()
        shutil.rmtree(self.directory)

    def attempt(self, command: Command, by: str | None) -> Outcome | None:
        """What was done. What was not done has changed nothing, and whoever has left does nothing."""
        before = self.desk.latest()
        try:
            outcome = self.desk.do(command, by=by)
        except DeskError:
            assert self.desk.latest() == before
            return None
        assert by not in self.gone or isinstance(command, commands.AddAgent)
        return outcome

    def who(self, by: str | None, number: int) -> str | None:
        """The handle of whom a role names in that conversation now."""
        roles = {"the owner": self.owners[number], "the offered": self.offered[number]}
        return (roles.get(by, by) or "ana") if by else None

    def asked(self, by: str, ask: int) -> str:
        pending = {each.id: each.specialist for each in self.desk.asks(pending=True)}
        return pending.get(ask, "ben") if by.startswith("the ") else by

    def looks_after(self, number: int, by: str) -> bool:
        owner = self.owners[number]
        return owner is not None and by in (owner, self.acting_for(owner)) and by not in self.gone

    def acting_for(self, owner: str | None) -> str | None:
        """Along those who stand in for one another, to the first who is not away."""
        passed: list[str | None] = [owner]
        while (away := self.away.get(passed[-1] or "")) and self.clock() < away[1]:
            if away[0] in passed or away[0] in self.gone:
                return None
            passed.append(away[0])
        return passed[-1] if len(passed) > 1 else None

    def read_by(self, entry: int, by: str) -> None:
        self.reads.setdefault(entry, set()).add(by)

    def is_free(self, number: int) -> bool:
        """Whoever answers first is to own it."""
        return self.owners[number] is None or self.owners[number] in self.gone

    def sees(self, number: int, by: str) -> bool:
        """They may know of it: nobody restricted it, or it is theirs in one of the ways there are."""
        if number not in self.restricted:
            return True
        owner = self.owners[number]
        its = {owner, self.offered[number]} | self.pulled_in[number] | self.restricted[number]
        return by in its or by == self.acting_for(owner)

    def has_a_voice(self, number: int, by: str) -> bool:
        return by not in self.gone and (self.looks_after(number, by) or by in self.introduced[number])

    def take(self, number: int, by: str) -> None:
        """The one way, beside an acceptance, in which somebody becomes the owner."""
        assert self.is_free(number)
        if self.owners[number] is not None:
            self.pulled_in[number].add(self.owners[number])
            self.introduced[number].discard(by)
            self.offered[number] = None
        self.owners[number] = by

    # What customers, files and channels do.

    @rule(
        number=st.integers(0, 9),
        matter=st.integers(0, 3),
        direction=st.sampled_from(["in", "in", "out", "event"]),
        kind=st.sampled_from(["message"] * 6 + ["note", "order", "claim", "accept", "handover", "answer"]),
        author=st.sampled_from(["", *HANDLES, "somebody"]),
        back=hours,
    )
    def receive(self, number, matter, direction, kind, author, back) -> None:
        key = ("chat", f"x{number}")
        command = Receive(
            channel="chat",
            external_id=key[1],
            at=self.clock() - timedelta(hours=back),
            customer=Contact(name=f"C{matter}", handle=f"chat:{matter % 3}"),
            direction=direction,
            kind=kind,
            author=author,
            text=f"My order number is A-{100 + number}",
            keys=(f"matter {matter}",),
            begins=True,
        )
        owners = dict(self.owners)
        if self.attempt(command, None):
            self.received.setdefault(key, command.text)
        self.learn(owners)

    def learn(self, owners) -> None:
        """What comes in may begin ownership, and never change it."""
        for known in self.desk.inbox("all", limit=50).items:
            if owners.get(known.id) is None:
                self.owners[known.id] = known.owner
                self.offered.setdefault(known.id, None)
                self.introduced.setdefault(known.id, set())
                self.pulled_in.setdefault(known.id, set())

    # What colleagues do.

    @rule(by=actors, number=conversations)
    def claim(self, by, number) -> None:
        by = self.who(by, number)
        if self.attempt(commands.Claim(conversation=number), by):
            self.take(number, by)
        else:
            assert by in self.gone or not self.is_free(number) or not self.sees(number, by)

    @rule(by=actors, number=conversations, to=agents)
    def hand_over(self, by, number, to) -> None:
        by = self.who(by, number)
        command = commands.HandOver(conversation=number, to=to, brief="where we are", reason="leave")
        if self.attempt(command, by):
            assert self.owners[number] == by != to
            assert to not in self.gone
            self.offered[number] = to

    @rule(number=conversations, to=agents)
    def offer_and_take(self, number, to) -> None:
        self.hand_over("the owner", number, to)
        self.accept("the offered", number)

    @rule(by=takers, number=conversations)
    def accept(self, by, number) -> None:
        by = self.who(by, number)
        if self.attempt(commands.AcceptHandOver(conversation=number), by):
            assert self.offered[number] == by
            self.pulled_in[number].add(self.owners[number])
            self.owners[number], self.offered[number] = by, None
            self.introduced[number].discard(by)

    @rule(by=takers, number=conversations)
    def refuse(self, by, number) -> None:
        by = self.who(by, number)
        if self.attempt(commands.RefuseHandOver(conversation=number, reason="no"), by):
            self.offered[number] = None

    @rule(by=agents, other=agents, time=hours)
    def stand_in(self, by, other, time) -> None:
        until = self.clock() + timedelta(hours=time)
        if self.attempt(commands.StandIn(agent=other, until=until), by):
            assert by != other
            assert other not in self.gone
            self.away[by] = (other, until)

    @rule(by=agents)
    def back(self, by) -> None:
        if self.attempt(commands.Return(), by):
            del self.away[by]

    @rule(by=actors, number=conversations, specialist=agents)
    def ask(self, by, number, specialist) -> None:
        by = self.who(by, number)
        if self.attempt(commands.Ask(conversation=number, specialist=specialist, question="?"), by):
            self.pulled_in[number].add(specialist)

    @rule(by=askers, ask=asks, how=st.sampled_from([commands.See, commands.Withdraw]))
    def see_or_withdraw(self, by, ask, how) -> None:
        by = self.asked(by, ask)
        if self.attempt(how(ask=ask), by) and how is commands.See:
            self.read_by(self.desk.ask(ask).entry, by)

    @rule(by=askers, ask=asks)
    def answer(self, by, ask) -> None:
        by = self.asked(by, ask)
        self.attempt(commands.Answer(ask=ask, text="yes", suggested_reply="Dear"), by)

    @rule(by=actors, number=conversations, specialist=agents)
    def introduce(self, by, number, specialist) -> None:
        by = self.who(by, number)
        if self.attempt(commands.Introduce(conversation=number, specialist=specialist), by):
            self.introduced[number].add(specialist)

    @rule(by=actors, number=conversations, specialist=agents)
    def release(self, by, number, specialist) -> None:
        by = self.who(by, number)
        if self.attempt(commands.Release(conversation=number, specialist=specialist), by):
            self.introduced[number].remove(specialist)

    @rule(by=actors, number=conversations, people=st.sets(agents))
    def restrict(self, by, number, people) -> None:
        by = self.who(by, number)
        mine = self.looks_after(number, by) or self.is_free(number)
        allowed = mine and self.sees(number, by) and not people & self.gone and by not in self.gone
        done = self.attempt(commands.Restrict(conversation=number, people=tuple(people)), by)
        assert bool(done) == allowed
        if done:
            self.restricted[number] = people | {by}

    @rule(by=actors, number=conversations)
    def unrestrict(self, by, number) -> None:
        by = self.who(by, number)
        allowed = number in self.restricted and self.sees(number, by)
        if self.attempt(commands.Unrestrict(conversation=number), by):
            assert allowed
            assert self.looks_after(number, by) or self.is_free(number)
            del self.restricted[number]

    @rule(by=actors, number=conversations, time=hours)
    def snooze(self, by, number, time) -> None:
        by = self.who(by, number)
        until = self.clock() + timedelta(hours=time)
        self.attempt(commands.Snooze(conversation=number, until=until, reason="part"), by)

    @rule(
        by=st.sampled_from(["the owner", "the owner", "ana", "ben", None]),
        number=conversations,
        what=st.sampled_from([commands.Reopen, commands.Wake]),
    )
    def other(self, by, number, what) -> None:
        by = self.who(by, number)
        self.attempt(what(conversation=number), by)

    @rule(by=agents, handle=agents)
    def leave_or_come_back(self, by, handle) -> None:
        """One at a time."""
        for gone in self.gone:
            assert self.attempt(commands.AddAgent(handle=gone), by)
            self.gone = set()
            return
        if self.attempt(commands.RemoveAgent(handle=handle), by):
            for number, owner in self.owners.items():
                assert owner != handle or self.desk.conversation(number).status == Status.CLOSED
                stay = {each for each in HANDLES if each != handle}
                assert any(self.sees(number, each) for each in stay) or not self.sees(number, handle)
            self.gone.add(handle)
            self.away.pop(handle, None)

    @rule(by=agents, keep=st.integers(1, 3), other=st.integers(1, 3))
    def merge(self, by, keep, other) -> None:
        self.attempt(commands.MergeCustomers(keep=str(keep), other=str(other)), by)

    @rule(by=agents, other=st.integers(1, 3))
    def unmerge(self, by, other) -> None:
        self.attempt(commands.UnmergeCustomers(other=str(other)), by)

    @rule(time=hours)
    def wait(self, time) -> None:
        self.clock.go(hours=time)

    @rule()
    def deliver(self) -> None:
        for message in self.desk.lease(self.clock(), channels=["chat"]):
            self.desk.settle(message.entry.id, state="sent")

    # What holds at every moment.

    @invariant()
    def one_owner_who_changes_only_by_an_accepted_handover(self) -> None:
        for conversation in self.desk.inbox("all", limit=50).items:
            assert conversation.owner == self.owners[conversation.id]

    @invariant()
    def what_is_restricted_is_seen_by_its_people_and_nobody_else(self) -> None:
        if not self.restricted:
            return
        handle = HANDLES[self.desk.latest() % 3]
        desk = self.desk.seen_by(handle)
        seen = {number for number in self.owners if self.sees(number, handle)}
        assert {each.id for each in desk.inbox("all", limit=50).items} == seen
        every, history = (each.history(1, limit=1000).items for each in (self.desk, desk))
        assert {each.conversation for each in history} - {None} <= seen
        assert {each.id for each in every if each.conversation in seen} <= {each.id for each in history}
        if history:
            assert desk.place(1, history[-1].id) == (len(history) - 1, len(history))
        assert {each.conversation for each in desk.promises()} <= seen
        assert {each.conversation for each in desk.facts(1)} <= seen | {None}

    @invariant()
    def a_note_cannot_leave(self) -> None:
        for conversation in self.desk.inbox("all", limit=50).items:
            for entry in self.desk.thread(conversation.id, limit=1000).items:
                if entry.delivery is not None:
                    assert visibility(entry.kind) == "customer"
        assert all(waiting.entry.kind == "message" for waiting in self.desk.outbox())

    @invariant()
    def what_came_in_is_there_once(self) -> None:
        found: dict[tuple[str, str], list[str]] = {}
        for customer in self.desk.customers(limit=50).items:
            for entry in self.desk.history(customer.id, limit=1000).items:
                if entry.external_id:
                    texts = found.setdefault((entry.channel, entry.external_id), [])
                    if not texts or entry.party is None:
                        texts.append(entry.text)
        assert {key: [text] for key, text in self.received.items()} == found
