"""What is said beside the sentence that tells what a command did: other clocks, and the next step."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from agentconsole.cli.promising import on_both_clocks
from agentconsole.cli.session import Session
from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.entry import Kind
from agentconsole.model.fact import Fact
from agentconsole.model.keeping import DraftKind
from agentconsole.rules.screening import screen_line
from agentconsole.rules.times import say_when

Said = Iterator[str]


def beside(session: Session, command: Command, outcome: Outcome) -> Said:
    """More about what was done, for people: a line each."""
    say = _MORE.get(type(command))
    if say is not None:
        yield from say(session, command, outcome)


def _promise(session: Session, _: Command, outcome: Outcome) -> Said:
    promise, conversation = outcome.promise, outcome.conversation
    if promise is None or conversation is None or not promise.pending:
        return
    clocks = on_both_clocks(session, conversation, promise)
    if clocks != say_when(promise.due_at, session.now):
        yield f"For {screen_line(conversation.customer.name)} that is {clocks}."


def _reply(session: Session, command: commands.Reply, outcome: Outcome) -> Said:
    made = [entry for entry in outcome.entries if entry.kind == Kind.PROMISE]
    conversation = outcome.conversation
    for entry, promised in zip(made, command.promises, strict=True):
        due = on_both_clocks(session, conversation, promised) if conversation else ""
        yield f"Promise {entry.promise} is due {due}: {screen_line(entry.text)}"
    for number in dict.fromkeys(command.keeps):
        late = session.desk.promise(number).settled_at is not None
        yield f"Promise {number} " + ("was broken; this talks about it." if late else "is kept with it.")
    yield from _kept(session, command, outcome, DraftKind.REPLY)


def _note(session: Session, command: commands.Note, outcome: Outcome) -> Said:
    if command.must_read:
        number = outcome.entries[0].id
        yield f"Nobody writes to the customer before having read it; agentconsole ack {number} says so."
    yield from _kept(session, command, outcome, DraftKind.NOTE)


def _kept(
    session: Session, command: commands.Reply | commands.Note, outcome: Outcome, kind: DraftKind
) -> Said:
    """A draft with another text is not what was said."""
    if outcome.waits:
        return  # the desk cannot be asked
    if session.desk.draft(command.conversation, kind, by=session.me) is not None:
        yield f"Your draft of a {kind} there is kept."


def _pin(_: Session, __: commands.Pin, outcome: Outcome) -> Said:
    yield f"agentconsole unpin {outcome.entries[0].id} takes it off again."


def _fact(session: Session, _: commands.SetFact, outcome: Outcome) -> Said:
    fact = outcome.fact
    if fact is None or fact.superseded_by is None:
        return
    newer = {each.id: each for each in session.desk.facts(fact.customer)}[fact.superseded_by]
    yield f"They told a newer one since, which holds: {_value(newer)}."


def _value(fact: Fact) -> str:
    return f"{fact.kind} {screen_line(fact.value)}"


_MORE: Mapping[type[Command], Callable[[Session, Any, Outcome], Said]] = {
    commands.MakePromise: _promise,
    commands.Renegotiate: _promise,
    commands.Reply: _reply,
    commands.Note: _note,
    commands.Pin: _pin,
    commands.SetFact: _fact,
}
