"""Promises over random sequences of commands: what was promised, stays to be seen.

To the model of who owns what (`trying`) comes one of promises and of the replies that make and keep them.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from agentconsole.model import commands
from agentconsole.model.promise import Promised
from tests.desk.trying import Talking, actors, agents, conversations, hours

places = st.integers(min_value=0, max_value=7)
"""Which of several, counted from the newest."""


@dataclass(frozen=True)
class Pledge:
    """A promise, as the model sees it."""

    conversation: int
    due: datetime
    message: int | None = None
    state: str = "open"
    talked: bool = False
    """Of a broken one: somebody spoke to the customer."""
    past: tuple[tuple[datetime, str], ...] = ()
    kept_with: int | None = None
    before: "Pledge | None" = None

    @property
    def pending(self) -> bool:
        return self.state in ("open", "renegotiated")

    @property
    def owed(self) -> bool:
        return self.pending or (self.state == "broken" and not self.talked)


@dataclass
class Noted:
    """A note that must be read, and who said that they did."""

    author: str
    acknowledged: set[str] = field(default_factory=set)


class Promising(Talking):
    def __init__(self) -> None:
        super().__init__()
        self.pledges: dict[int, Pledge] = {}
        self.must_read: dict[int, dict[int, Noted]] = {}

    @initialize()
    def sit_down(self) -> None:
        super().sit_down()
        self.promise("the owner", 1, 24)
        self.reply("the owner", 2, False, False, 24, "nothing", 0)

    def due(self, time: int) -> datetime:
        return self.clock() + timedelta(hours=time)

    def newest(self, place: int) -> int:
        """The number of a promise."""
        return len(self.pledges) - place % max(1, len(self.pledges))

    def pledge(self, number: int) -> Pledge:
        return self.pledges.get(number, Pledge(conversation=1, due=self.clock(), state="none"))

    def stands(self, it: Pledge) -> Pledge:
        """What was to be kept by now is broken, also before the desk has noted it."""
        return replace(it, state="broken", before=None) if it.pending and it.due <= self.clock() else it

    # Writing to the customer.

    @rule(
        by=actors,
        number=conversations,
        close=st.sampled_from([False, False, True]),
        anyway=st.booleans(),
        time=st.none() | hours,
        keeps=st.sampled_from(["nothing", "nothing", "what is owed", "something"]),
        place=places,
    )
    def reply(self, by, number, close, anyway, time, keeps, place) -> None:
        by = self.who(by, number)
        made = (Promised(text="You hear from me", due_at=self.due(time)),) if time is not None else ()
        owed = [key for key, it in self.pledges.items() if it.conversation == number and it.owed]
        kept = {"nothing": (), "what is owed": tuple(owed)}.get(keeps, (self.newest(place),))
        free = self.is_free(number)
        command = commands.Reply(
            conversation=number, text="Dear customer", close=close, promises=made, keeps=kept, anyway=anyway
        )
        allowed = self.may_reply(by, command)
        done = self.attempt(command, by)
        assert bool(done) == allowed
        if done is None:
            return
        if free:
            self.take(number, by)
        if close:
            self.offered[number] = None
        message = next(entry.id for entry in done.entries if entry.outgoing)
        for each in kept:
            self.keep(each, message)
        for entry in done.entries:
            if entry.kind == "promise":
                self.pledges[entry.promise] = Pledge(number, entry.until, message)

    def may_reply(self, by: str, command: commands.Reply) -> bool:
        number, free = command.conversation, self.is_free(command.conversation)
        voice = by not in self.gone and ((free and self.sees(number, by)) or self.has_a_voice(number, by))
        may_close = not command.close or free or self.looks_after(number, by)
        unread = any(
            by != note.author and by not in note.acknowledged
            for note in self.must_read.get(number, {}).values()
        )
        left = [key for key, it in self.pledges.items() if it.conversation == number and it.pending]
        owing = command.close and bool(command.promises or set(left) - set(command.keeps))
        keeps = [self.pledge(each) for each in command.keeps]
        theirs = all(each.conversation == number and each.owed for each in keeps)
        to_come = all(each.due_at > self.clock() for each in command.promises)
        return voice and may_close and theirs and to_come and (command.anyway or not (unread or owing))

    @rule(by=actors, number=conversations)
    def unsend(self, by, number) -> None:
        by = self.who(by, number)
        done = self.attempt(commands.Unsend(conversation=number), by)
        if done is None:
            return
        message = done.entries[0].about[0]
        for key, it in self.pledges.items():
            if it.message == message:
                self.pledges[key] = it = self.never_said(it)
            if it.kept_with == message and it.before is not None:
                self.pledges[key] = it.before

    def never_said(self, it: Pledge) -> Pledge:
        if it.owed:
            return replace(it, state="withdrawn", before=None)
        return replace(it, before=self.never_said(it.before)) if it.before else it

    @rule(by=actors, number=conversations, anyway=st.booleans())
    def close(self, by, number, anyway) -> None:
        by = self.who(by, number)
        if self.attempt(commands.Close(conversation=number, anyway=anyway), by):
            owed = [it for it in self.pledges.values() if it.conversation == number and it.pending]
            assert self.looks_after(number, by)
            assert anyway or not owed
            self.offered[number] = None

    # Promises.

    @rule(by=actors, number=conversations, time=hours)
    def promise(self, by, number, time) -> None:
        by = self.who(by, number)
        command = commands.MakePromise(conversation=number, text="A call", due_at=self.due(time))
        allowed = self.has_a_voice(number, by) and time > 0
        done = self.attempt(command, by)
        assert bool(done) == allowed
        if done is not None:
            self.pledges[done.promise.id] = Pledge(number, command.due_at)

    @rule(by=actors, place=places)
    def keep_promise(self, by, place) -> None:
        promise = self.newest(place)
        it = self.pledge(promise)
        by = self.who(by, it.conversation)
        allowed = it.owed and self.has_a_voice(it.conversation, by)
        assert bool(self.attempt(commands.KeepPromise(promise=promise), by)) == allowed
        if allowed:
            self.keep(promise, None)

    def keep(self, number: int, message: int | None) -> None:
        was = self.stands(self.pledges[number])
        broken = was.state == "broken"
        self.pledges[number] = replace(
            was,
            state="broken" if broken else "kept",
            talked=broken,
            kept_with=message,
            before=replace(was, before=None),
        )

    @rule(by=actors, place=places, time=hours)
    def renegotiate(self, by, place, time) -> None:
        promise = self.newest(place)
        was = self.pledge(promise)
        by = self.who(by, was.conversation)
        command = commands.Renegotiate(promise=promise, due_at=self.due(time), reason="part")
        allowed = was.owed and time > 0 and self.has_a_voice(was.conversation, by)
        assert bool(self.attempt(command, by)) == allowed
        if allowed:
            outcome = "broken" if self.stands(was).state == "broken" else "renegotiated"
            past = (*was.past, (was.due, outcome))
            self.pledges[promise] = replace(
                was, due=command.due_at, state="renegotiated", past=past, kept_with=None, before=None
            )

    @rule(by=agents, place=places)
    def break_by_hand(self, by, place) -> None:
        assert not self.attempt(commands.BreakPromise(promise=self.newest(place)), by)

    @rule()
    def come_due(self) -> None:
        self.desk.come_due(self.clock())
        self.pledges = {key: self.stands(it) for key, it in self.pledges.items()}

    # What holds at every moment.

    @invariant()
    def no_promise_and_none_of_its_terms_is_lost_and_only_the_desk_breaks_one(self) -> None:
        for each in self.desk.promises():
            it = self.stands(self.pledges[each.id])
            assert (each.state, each.due_at, each.owed) == (it.state, it.due, it.owed)
            assert tuple((term.due_at, term.state) for term in each.past) == it.past
        assert len(self.desk.promises()) == len(self.pledges)
