"""Making the demo desk: its past happens through the same commands as everything later."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from agentconsole.desk.api import Outcome
from agentconsole.desk.demo.channel import SimulatedChannel
from agentconsole.desk.demo.people import AGENTS, CUSTOMERS, ME
from agentconsole.desk.demo.script import Beat, duration, stories
from agentconsole.desk.local import LocalDesk
from agentconsole.desk.outbox import deliver
from agentconsole.model import commands
from agentconsole.model.commands import Command, Receive
from agentconsole.model.conversation import Status
from agentconsole.model.entry import Entry
from agentconsole.model.queries import InboxView
from agentconsole.rules.reads import READ
from agentconsole.store.base import Reading, Writing
from agentconsole.store.sqlite import open_store

FILE = "demo.desk"
OPENED = timedelta(days=2600)
"""So long ago the desk was opened and its agents joined."""


def make_demo(directory: Path, now: datetime) -> Path:
    """Write a desk file as it is at `now` into the directory, and say where. The same `now` gives the
    same desk."""
    path = directory / FILE
    now = now.astimezone(UTC).replace(microsecond=0)
    store = open_store(path, create=True)
    try:
        with store.writing() as write:
            Past(write, now).happen()
    finally:
        store.close()
    return path


class _OneSession:
    """A store of which everything goes through one session: years of history are one transaction."""

    def __init__(self, write: Writing) -> None:
        self._write = write

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """The session."""
        yield self._write

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The session."""
        yield self._write

    def latest(self) -> int:
        """The position of the newest change."""
        return self._write.latest()

    def wait(self, after: int, *, seconds: float) -> bool:
        """Nobody else is here to wait for."""
        return self._write.latest() > after

    def close(self) -> None:
        """It is for whoever opened the session to end it."""


class Past:
    """The stories up to `now`, told to a desk whose clock goes with them."""

    def __init__(self, write: Writing, now: datetime) -> None:
        self._now = now
        self._clock = now - OPENED
        self._desk = LocalDesk(_OneSession(write), clock=lambda: self._clock)
        self._numbers: dict[str, int] = {}
        self._heard: dict[str, int] = {}
        self._asks: dict[tuple[str, str], int] = {}
        self._promises: dict[str, int] = {}
        self._said: dict[str, list[Entry]] = {}
        self._read: dict[tuple[str, str], int] = {}

    def happen(self) -> None:
        """All of it, in order of time."""
        for agent in AGENTS:
            self._desk.do(agent)
        for beat in stories(self._now):
            if beat.at is not None and beat.at <= self._now:
                self._clock = beat.at
                self._tell(beat)
        self._clock = self._now
        while deliver(self._desk, [SimulatedChannel()], self._now):
            pass
        self._desk.come_due(self._now)
        self._read_what_is_over()

    def _tell(self, beat: Beat) -> None:
        if beat.who == "!" or beat.who in CUSTOMERS:
            outcome = self._desk.do(received(beat, self._clock))
            if beat.matter and outcome.conversation:
                self._numbers[beat.matter.key] = outcome.conversation.id
                self._heard[beat.matter.key] = outcome.entries[0].id
            return
        number = self._numbers.get(beat.matter.key) if beat.matter else None
        if number and beat.matter:
            self._has_read(beat.who, beat.matter.key, number)
        outcome = self._desk.do(self._command(beat, number or 0), by=beat.who)
        if beat.matter:
            self._remember(beat.matter.key, outcome)

    def _has_read(self, who: str, key: str, number: int) -> None:
        """Who acts in a conversation has read what was said in it."""
        self._desk.do(commands.MarkRead(conversation=number), by=who)
        said = self._said.get(key, [])
        since = said[self._read.get((key, who), 0) :]
        unread = tuple(entry.id for entry in since if entry.author.id != who)
        self._read[key, who] = len(said)
        if unread:
            self._desk.do(commands.MarkRead(conversation=number, entries=unread), by=who)

    def _remember(self, key: str, outcome: Outcome) -> None:
        if outcome.ask:
            self._asks[key, outcome.ask.specialist] = outcome.ask.id
        if outcome.promise:
            self._promises[key] = outcome.promise.id
        said = [entry for entry in outcome.entries if entry.kind in READ]
        self._said.setdefault(key, []).extend(said)

    def _command(self, beat: Beat, number: int) -> Command:
        verb = beat.words[0] if beat.words else "replies"
        return COMMANDS[verb](self, beat, number)

    def asked(self, beat: Beat) -> int:
        """The last ask to whoever acts."""
        return self._asks[beat.matter.key if beat.matter else "", beat.who]

    def promised(self, beat: Beat) -> int:
        """The last promise of the conversation."""
        return self._promises[beat.matter.key if beat.matter else ""]

    def found(self, beat: Beat) -> int:
        """The newest fact of the kind in the last word."""
        known = self._desk.facts(self._desk.customer(address(beat)).id)
        return next(fact.id for fact in known if fact.kind == beat.words[-1])

    def about(self, beat: Beat) -> tuple[int, ...]:
        """What the customer said last."""
        heard = self._heard.get(beat.matter.key) if beat.matter else None
        return (heard,) if heard else ()

    def until(self, beat: Beat) -> datetime:
        """The time in the last word: a length from the beat, or with `+` from now."""
        word = beat.words[-1]
        return (self._now if word.startswith("+") else self._clock) + duration(word)

    def _read_what_is_over(self) -> None:
        page = self._desk.inbox(InboxView.ALL, by=ME, limit=1000)
        for each in page.items:
            if each.unread and each.status == Status.CLOSED:
                self._desk.do(commands.MarkRead(conversation=each.id), by=ME)


def address(beat: Beat) -> str:
    """How to find the customer a beat is about."""
    contact = CUSTOMERS[beat.customer]
    return contact.email or contact.phone or contact.handle


def received(beat: Beat, at: datetime) -> Receive:
    """A beat of a customer, or of nobody, as it comes in."""
    event = beat.who == "!"
    matter = None if event else beat.matter
    channel, kind = beat.words if event else (matter.channel if matter else "desk", "message")
    return Receive(
        channel=channel,
        external_id=beat.id,
        at=at,
        customer=CUSTOMERS[beat.customer if event else beat.who],
        direction="event" if event else "in",
        kind=kind,
        keys=(matter.key,) if matter else (),
        subject=matter.subject if matter else "",
        text=beat.text,
        data=dict(beat.data),
    )


_Making = Callable[[Past, Beat, int], Command]

COMMANDS: dict[str, _Making] = {
    "replies": lambda _, beat, number: commands.Reply(conversation=number, text=beat.text),
    "note": lambda _, beat, number: commands.Note(conversation=number, text=beat.text),
    "claim": lambda _, beat, number: commands.Claim(conversation=number),
    "brief": lambda _, beat, number: commands.Brief(conversation=number, text=beat.text),
    "close": lambda _, beat, number: commands.Close(conversation=number),
    "wake": lambda _, beat, number: commands.Wake(conversation=number),
    "accept": lambda _, beat, number: commands.AcceptHandOver(conversation=number),
    "introduce": lambda _, beat, number: commands.Introduce(conversation=number, specialist=beat.words[1]),
    "handover": lambda _, beat, number: commands.HandOver(
        conversation=number, to=beat.words[1], brief=beat.text, reason=beat.second
    ),
    "snooze": lambda past, beat, number: commands.Snooze(
        conversation=number, until=past.until(beat), reason=beat.text
    ),
    "ask": lambda past, beat, number: commands.Ask(
        conversation=number,
        specialist=beat.words[1],
        question=beat.text,
        about=past.about(beat),
        due_at=past.until(beat),
    ),
    "sees": lambda past, beat, number: commands.See(ask=past.asked(beat)),
    "answers": lambda past, beat, number: commands.Answer(
        ask=past.asked(beat), text=beat.text, suggested_reply=beat.second
    ),
    "must": lambda _, beat, number: commands.Note(conversation=number, text=beat.text, must_read=True),
    "promise": lambda past, beat, number: commands.MakePromise(
        conversation=number, text=beat.text, due_at=past.until(beat)
    ),
    "keeps": lambda past, beat, _: commands.KeepPromise(promise=past.promised(beat)),
    "moves": lambda past, beat, _: commands.Renegotiate(
        promise=past.promised(beat), due_at=past.until(beat), reason=beat.text
    ),
    "fact": lambda past, beat, _: commands.SetFact(
        customer=address(beat), kind=beat.words[1], value=beat.text, entry=next(iter(past.about(beat)), None)
    ),
    "dismiss": lambda past, beat, _: commands.DismissFact(fact=past.found(beat)),
    "pin": lambda _, beat, __: commands.Pin(customer=address(beat), text=beat.text),
    "leave": lambda _, beat, __: commands.RemoveAgent(handle=beat.words[1]),
    "standin": lambda past, beat, number: commands.StandIn(agent=beat.words[1], until=past.until(beat)),
}
"""What the colleagues of the stories do, by the word for it."""
