"""What a command did: the noun it is about in JSON, a sentence for people."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from agentconsole.cli.beside import beside
from agentconsole.cli.promising import offer_promises
from agentconsole.cli.session import Session
from agentconsole.cli.shapes import AGENT, ASK, CONVERSATION, CUSTOMER, DRAFT
from agentconsole.cli.shapes_knowing import FACT, PROMISE
from agentconsole.cli.streams import Format, Shape
from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.fact import FactState
from agentconsole.rules.screening import screen_line
from agentconsole.rules.times import say_when
from agentconsole.wire.nouns import draft_json, entry_json

ABOUT: Mapping[type[Command], str] = {
    commands.Ask: "ask",
    commands.See: "ask",
    commands.Answer: "ask",
    commands.Decline: "ask",
    commands.Withdraw: "ask",
    commands.SaveDraft: "draft",
    commands.LinkIdentity: "customer",
    commands.MergeCustomers: "customer",
    commands.UnmergeCustomers: "customer",
    commands.SetFact: "fact",
    commands.DismissFact: "fact",
    commands.MakePromise: "promise",
    commands.KeepPromise: "promise",
    commands.Renegotiate: "promise",
    commands.Pin: "customer",
    commands.Unpin: "customer",
    commands.AddAgent: "agent",
    commands.RemoveAgent: "agent",
    commands.StandIn: "agent",
    commands.Return: "agent",
}
"""The noun a command is about, where that is not its conversation."""

SHAPES: Mapping[str, Shape[Any]] = {
    "conversation": CONVERSATION,
    "ask": ASK,
    "draft": DRAFT,
    "customer": CUSTOMER,
    "fact": FACT,
    "promise": PROMISE,
    "agent": AGENT,
}


def tell(session: Session, command: Command, outcome: Outcome) -> None:
    """Write what came of a command, in the format asked for."""
    streams = session.streams
    if outcome.waits:
        _tell_waiting(session, command)
        return
    offer_promises(session, command)
    if streams.format is Format.TABLE:
        streams.text("\n".join((sentence(command, outcome, session.now), *beside(session, command, outcome))))
        return
    name = ABOUT.get(type(command), "conversation")
    if getattr(outcome, name) is None:
        name = "conversation"
    shape, thing = SHAPES[name], getattr(outcome, name)
    if not streams.machine:
        streams.items(shape, [thing])
        return
    more: dict[str, Any] = {"entries": [entry_json(entry) for entry in outcome.entries]}
    if outcome.draft is not None and name != "draft":
        more["draft"] = draft_json(outcome.draft)
    streams.json({**shape.json(thing), **more})


def _tell_waiting(session: Session, command: Command) -> None:
    """It is kept: whoever gives it again says it twice."""
    number = getattr(command, "conversation", None)
    if session.streams.machine:
        session.streams.json({"waits": True, "conversation": number})
    else:
        about = f" for #{number}" if number else ""
        session.streams.say(
            f"The server has not taken it yet. What you wrote{about} is kept, and goes out by itself: do not "
            "give it again. agentconsole kept lists what waits."
        )


def sentence(command: Command, outcome: Outcome, now: datetime) -> str:
    """What was done, in one sentence."""
    say = _SENTENCES.get(type(command))
    if say is not None:
        return say(command, outcome, now)
    assert outcome.conversation is not None
    return _PLAIN[type(command)].format(_called(outcome.conversation))


def _called(conversation: Conversation | None) -> str:
    """A conversation, as a sentence names it."""
    if conversation is None:
        return "the conversation"
    subject = screen_line(conversation.subject)
    return f"#{conversation.id} ({subject})" if subject else f"#{conversation.id}"


_PLAIN: Mapping[type[Command], str] = {
    commands.Claim: "{} is yours.",
    commands.Note: "Noted in {}, for the team only.",
    commands.Brief: "The brief of {} is written.",
    commands.Wake: "{} is awake.",
    commands.Close: "{} is closed.",
    commands.Reopen: "{} is open again.",
    commands.AcceptHandOver: "{} is yours. The owner before stays as a specialist.",
    commands.RefuseHandOver: "The handover of {} is off; its owner is the one before.",
    commands.MarkRead: "{} is read.",
    commands.MarkRepeat: "It is in the history of {}.",
    commands.Acknowledge: "You have read the note in {}.",
    commands.Unrestrict: "Everybody on the desk sees {} again.",
    commands.Detach: "Taken away from your draft in {}.",
}


def _waiting(entry: Entry | None, conversation: Conversation | None, now: datetime) -> str:
    number = conversation.id if conversation else ""
    until = entry.undo_until if entry else None
    if until is None:
        return "It stands in the outbox."
    there = until.astimezone(now.tzinfo)
    when = f"{there:%H:%M:%S}" if there.date() == now.date() else say_when(until, now)
    return f"It stands in the outbox until {when} at least; agentconsole unsend {number} takes it back."


def _message(outcome: Outcome) -> Entry | None:
    return next((entry for entry in outcome.entries if entry.outgoing), None)


def _start(_: commands.Start, outcome: Outcome, now: datetime) -> str:
    waits = _waiting(_message(outcome), outcome.conversation, now)
    return f"Began {_called(outcome.conversation)}, which is yours. {waits}"


def _reply(command: commands.Reply, outcome: Outcome, now: datetime) -> str:
    conversation = outcome.conversation
    to = screen_line(conversation.customer.name) if conversation else "the customer"
    closed = " It is closed with it." if command.close else ""
    waits = _waiting(_message(outcome), conversation, now)
    return f"Replied to {to} in {_called(conversation)}. {waits}{closed}"


def _unsend(_: commands.Unsend, outcome: Outcome, __: datetime) -> str:
    return f"Taken back before it left {_called(outcome.conversation)}; the text is your draft again."


def _draft(command: commands.SaveDraft, outcome: Outcome, _: datetime) -> str:
    did = "kept" if command.text else "dropped"
    return f"The draft of a {command.kind} in {_called(outcome.conversation)} is {did}."


def _ask(command: commands.Ask, outcome: Outcome, now: datetime) -> str:
    due = f", by {say_when(command.due_at, now)}" if command.due_at else ""
    number = outcome.ask.id if outcome.ask else ""
    return f"Ask {number} is before @{command.specialist} in {_called(outcome.conversation)}{due}."


def _ended(did: str) -> Callable[[Any, Outcome, datetime], str]:
    def say(command: commands.AboutAsk, outcome: Outcome, _: datetime) -> str:
        return f"Ask {command.ask} in {_called(outcome.conversation)} is {did}."

    return say


def _introduce(command: commands.Introduce, outcome: Outcome, _: datetime) -> str:
    return f"@{command.specialist} may write to the customer in {_called(outcome.conversation)}."


def _release(command: commands.Release, outcome: Outcome, _: datetime) -> str:
    return f"@{command.specialist} no longer writes to the customer in {_called(outcome.conversation)}."


def _snooze(command: commands.Snooze, outcome: Outcome, now: datetime) -> str:
    return f"{_called(outcome.conversation)} sleeps until {say_when(command.until, now)}."


def _hand_over(command: commands.HandOver, outcome: Outcome, _: datetime) -> str:
    return f"{_called(outcome.conversation)} is offered to @{command.to}. It stays yours until they accept."


def _restrict(_: commands.Restrict, outcome: Outcome, __: datetime) -> str:
    named = outcome.conversation.people if outcome.conversation else ()
    people = ", ".join(f"@{handle}" for handle in named)
    beside = f"{people}, its owner" if people else "its owner"
    return f"Only {beside} and whoever is asked in it see {_called(outcome.conversation)}."


def _stand_in(command: commands.StandIn, _: Outcome, now: datetime) -> str:
    until = say_when(command.until, now)
    return f"@{command.agent} stands in for you until {until}. What you own stays yours."


def _back(_: commands.Return, __: Outcome, ___: datetime) -> str:
    return "You are back. Nobody stands in for you."


def _link(command: commands.LinkIdentity, outcome: Outcome, _: datetime) -> str:
    return f"{_customer(outcome)} is known by {screen_line(command.identity.value)} too."


def _merge(command: commands.MergeCustomers, outcome: Outcome, _: datetime) -> str:
    return f"{screen_line(command.other)} is {_customer(outcome)}. agentconsole unmerge undoes it."


def _unmerge(command: commands.UnmergeCustomers, _: Outcome, __: datetime) -> str:
    return f"{screen_line(command.other)} is a customer of their own again."


def _agent(_: commands.AddAgent, outcome: Outcome, __: datetime) -> str:
    agent = outcome.agent
    return f"@{agent.handle} ({screen_line(agent.name)}) is on the desk." if agent else "Done."


def _customer(outcome: Outcome) -> str:
    customer = outcome.customer
    return f"{screen_line(customer.name)} (customer {customer.id})" if customer else "The customer"


def _fact(_: Command, outcome: Outcome, __: datetime) -> str:
    fact = outcome.fact
    if fact is None:
        return "Done."
    done = "is dismissed" if fact.state is FactState.DISMISSED else "is known"
    return f"Fact {fact.id}: {fact.kind} {screen_line(fact.value)} {done}."


def _promise(_: Command, outcome: Outcome, now: datetime) -> str:
    promise = outcome.promise
    if promise is None:
        return "Done."
    if promise.settled_at is not None:
        return f"Promise {promise.id} was broken, and the customer has been talked to."
    if not promise.pending:
        return f"Promise {promise.id} is {promise.state.value}: {screen_line(promise.text)}"
    return f"Promise {promise.id} is due {say_when(promise.due_at, now)}: {screen_line(promise.text)}"


def _pin(_: commands.Pin, outcome: Outcome, __: datetime) -> str:
    return f"It stands on the card of {_customer(outcome)}."


def _unpin(_: commands.Unpin, outcome: Outcome, __: datetime) -> str:
    return f"It stands no longer on the card of {_customer(outcome)}."


def _left(command: commands.RemoveAgent, _: Outcome, __: datetime) -> str:
    return f"@{command.handle} has left the desk."


_SENTENCES: Mapping[type[Command], Callable[[Any, Outcome, datetime], str]] = {
    commands.Start: _start,
    commands.Reply: _reply,
    commands.Unsend: _unsend,
    commands.SaveDraft: _draft,
    commands.Ask: _ask,
    commands.See: _ended("seen"),
    commands.Answer: _ended("answered"),
    commands.Decline: _ended("declined"),
    commands.Withdraw: _ended("withdrawn"),
    commands.Introduce: _introduce,
    commands.Release: _release,
    commands.Snooze: _snooze,
    commands.HandOver: _hand_over,
    commands.Restrict: _restrict,
    commands.StandIn: _stand_in,
    commands.Return: _back,
    commands.LinkIdentity: _link,
    commands.MergeCustomers: _merge,
    commands.UnmergeCustomers: _unmerge,
    commands.AddAgent: _agent,
    commands.RemoveAgent: _left,
    commands.SetFact: _fact,
    commands.DismissFact: _fact,
    commands.MakePromise: _promise,
    commands.KeepPromise: _promise,
    commands.Renegotiate: _promise,
    commands.Pin: _pin,
    commands.Unpin: _unpin,
}
