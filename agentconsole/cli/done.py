"""What was done to a conversation, told in the format asked for."""

from agentconsole.cli.session import Session
from agentconsole.cli.shapes import CONVERSATION
from agentconsole.cli.streams import Format
from agentconsole.desk.api import Outcome
from agentconsole.wire.nouns import conversation_json, entry_json


def say_done(session: Session, words: str, outcome: Outcome) -> None:
    """A sentence for people; for programs the conversation as it is now, with the entries that were added."""
    streams, conversation = session.streams, outcome.conversation
    if streams.format is Format.TABLE or conversation is None:
        streams.text(words)
    elif streams.machine:
        entries = [entry_json(entry) for entry in outcome.entries]
        streams.json({**conversation_json(conversation), "entries": entries})
    else:
        streams.items(CONVERSATION, [conversation])
