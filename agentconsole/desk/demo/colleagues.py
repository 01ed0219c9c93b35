"""The colleagues: they see what they are asked, answer what they know, and take what they are given."""

from collections.abc import Callable, Sequence
from functools import partial

from agentconsole.desk.api import Desk
from agentconsole.desk.demo.agenda import Agenda
from agentconsole.desk.demo.knowledge import Knowledge, NotMine, understood
from agentconsole.desk.demo.matters import matter_of
from agentconsole.desk.demo.people import AGENTS
from agentconsole.desk.demo.script import Beat
from agentconsole.model import commands
from agentconsole.model.keeping import Change
from agentconsole.model.people import Agent

SEE, ANSWER, READ = (2.0, 4.0), (6.0, 12.0), (3.0, 6.0)
"""Seconds after which an ask is seen, and answered, and a note is read."""


class Colleagues:
    """Everybody on the desk but `me` and those who are away."""

    def __init__(self, desk: Desk, agenda: Agenda, told: Sequence[Beat], *, me: str) -> None:
        self._desk = desk
        self._agenda = agenda
        self._me = me
        self._handles = {agent.handle for agent in AGENTS} - {me}
        self._knowledge = Knowledge(told)

    def notice(self, change: Change) -> None:
        """Plan what follows from a change, for the one it concerns."""
        if change.entry_kind == "note" and change.by == self._me and change.entry is not None:
            self._pass_round(change.entry)
        who, number = change.agent, change.conversation
        if change.kind != "entry" or who not in self._handles or number is None or not self._present(who):
            return
        if change.entry_kind == "ask" and change.ask is not None:
            asked = change.ask
            self._agenda.within(*SEE, lambda: self._desk.do(commands.See(ask=asked), by=who))
            self._agenda.within(*ANSWER, lambda: self._answer(asked, who))
        planned = self._plans().get(change.entry_kind)
        if planned is not None:
            self._agenda.within(4, 8, lambda: planned(number, who))

    def _pass_round(self, note: int) -> None:
        """Whoever it is for, and is there, reads it."""
        (readers,) = self._desk.readers([note])
        for who in readers.not_yet:
            if who in self._handles and self._present(who):
                self._agenda.within(*READ, partial(self._has_read, note, who))

    def _has_read(self, note: int, who: str) -> None:
        entry = self._desk.entry(note)
        if entry.must_read:
            self._desk.do(commands.Acknowledge(entry=note), by=who)
        else:
            self._desk.do(commands.MarkRead(conversation=entry.conversation or 0, entries=(note,)), by=who)

    def _plans(self) -> dict[str, Callable[[int, str], None]]:
        return {"handover": self._decide, "introduce": self._say_hello, "accept": self._thank}

    def _present(self, handle: str) -> bool:
        return self._agent(handle).stand_in_at(self._agenda.clock()) is None

    def _agent(self, handle: str) -> Agent:
        return self._desk.agent(handle)

    def _answer(self, asked: int, who: str) -> None:
        ask = self._desk.ask(asked)
        conversation = self._desk.conversation(ask.conversation)
        found = self._knowledge.answer(
            who,
            ask.question,
            matter=matter_of(self._desk, conversation.id),
            customer=conversation.customer.name,
            owner=self._agent(conversation.owner or ask.asked_by).first_name,
        )
        if isinstance(found, NotMine):
            self._desk.do(commands.Decline(ask=asked, reason=found.reason), by=who)
        else:
            said = commands.Answer(ask=asked, text=found.answer, suggested_reply=found.letter)
            self._desk.do(said, by=who)

    def _decide(self, number: int, who: str) -> None:
        """Take what is offered with a brief one can work with."""
        offer = self._desk.conversation(number).handover
        if offer is None or offer.to != who:
            return
        if not understood(offer.brief):
            reason = "I would gladly, but I cannot tell from the brief what they want. One more sentence?"
            self._desk.do(commands.RefuseHandOver(conversation=number, reason=reason), by=who)
            return
        self._desk.do(commands.AcceptHandOver(conversation=number), by=who)
        giver = self._agent(offer.by).first_name
        thanks = (
            f"Thank you, {giver}. I have read the brief and take it from here. Stay in the thread, please."
        )
        self._desk.do(commands.Note(conversation=number, text=thanks), by=who)

    def _thank(self, number: int, who: str) -> None:
        owner = self._desk.conversation(number).owner
        if owner is None or owner == who:
            return
        thanks = f"Thank you, {self._agent(owner).first_name}. I stay in the thread if you need me."
        self._desk.do(commands.Note(conversation=number, text=thanks), by=who)

    def _say_hello(self, number: int, who: str) -> None:
        conversation = self._desk.conversation(number)
        if who not in conversation.introduced or conversation.owner is None:
            return
        name, owner = self._agent(who).first_name, self._agent(conversation.owner).first_name
        hello = (
            f"Hello, {name} here, beside {owner}. I look into my part of this, and {owner} stays with you."
        )
        self._desk.do(commands.Reply(conversation=number, text=hello), by=who)
