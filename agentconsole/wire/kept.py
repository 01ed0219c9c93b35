"""The JSON of what waits for a server."""

from agentconsole.model.commands import Command
from agentconsole.model.link import Kept
from agentconsole.wire.noun import NUMBER, TEXT, TEXT_OR_NULL, TIME, WORD, Field, Noun, optional
from agentconsole.wire.routes import COMMAND_NAMES


def word_of(command: Command) -> str:
    """The verb of a command."""
    return COMMAND_NAMES[type(command)]


kept_json = Noun[Kept](
    "kept",
    "A command that was given while the server could not be reached.",
    Field("id", NUMBER, "its number on this machine, as in `kept --drop 3`"),
    Field("at", TIME, "when it was given"),
    Field("command", WORD, "the verb", lambda kept: word_of(kept.command)),
    Field(
        "conversation",
        optional(NUMBER),
        "what it is about",
        lambda kept: getattr(kept.command, "conversation", None),
    ),
    Field("text", TEXT_OR_NULL, "what was written", lambda kept: getattr(kept.command, "text", None)),
    Field("stopped", TEXT_OR_NULL, "why it wants its writer; null while it only waits"),
    Field("hint", TEXT, "what to do"),
)
