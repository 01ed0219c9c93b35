"""What becomes of a message of ours that failed, that is stuck, or of which nobody knows."""

from collections.abc import Mapping

from agentconsole.cli.done import say_done
from agentconsole.cli.session import Session
from agentconsole.desk.params import is_number
from agentconsole.model import commands
from agentconsole.model.errors import Invalid
from agentconsole.model.keeping import Decision

DECIDED: Mapping[str, Decision] = {
    "retry": Decision.AGAIN,
    "cancel": Decision.NEVER,
    "sent": Decision.SENT,
}
WORDS: Mapping[Decision, str] = {
    Decision.AGAIN: "goes out again",
    Decision.NEVER: "is not sent any more; its text is the draft again",
    Decision.SENT: "has arrived",
}


def settle(session: Session, what: str, entry: str) -> None:
    """Decide about the message. Raises Invalid for words that mean nothing."""
    decision = DECIDED.get(what)
    if decision is None:
        raise Invalid(
            f"“{what} {entry}” is nothing to do with the outbox",
            "agentconsole outbox [N]; agentconsole outbox retry|cancel|sent ENTRY",
        )
    if not is_number(entry):
        said = f"“{entry}” is not the number of a message" if entry else f"{what} needs a message"
        raise Invalid(said, f"agentconsole outbox lists them; agentconsole outbox {what} ENTRY")
    number = int(entry.removeprefix("#"))
    outcome = session.do(_command(session, number, decision))
    say_done(session, f"Message {number} {WORDS[decision]}.", outcome)


def _command(session: Session, number: int, decision: Decision) -> commands.Command:
    """What has never been tried is taken back, as the console does it."""
    message = next((each for each in session.desk.outbox() if each.entry.id == number), None)
    waits = message is not None and message.state == "waiting"
    if waits and message is not None and decision is Decision.NEVER and message.entry.conversation:
        return commands.Unsend(conversation=message.entry.conversation, entry=number)
    return commands.Settle(entry=number, decision=decision)
