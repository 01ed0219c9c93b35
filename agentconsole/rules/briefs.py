"""The brief: where we are, short enough to be read before the first word."""

from agentconsole.model import commands
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.errors import Invalid
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import must_look_after
from agentconsole.rules.text import no_longer_than, required

LINES = 7
LONGEST = 1_200
"""Characters of all its lines."""


def checked_brief(text: str) -> str:
    """The brief without blank edges, or Invalid when it is empty or too long."""
    text = required(text, "The brief is empty").strip()
    lines = text.count("\n") + 1
    if lines > LINES:
        raise Invalid(f"The brief has {lines} lines, and at most {LINES} are read", "Say it shorter")
    return no_longer_than(LONGEST, text, "The brief")


def brief(command: commands.Brief, situation: Situation) -> tuple[Entry, ...]:
    """The owner or the stand-in says where we are."""
    must_look_after(situation, "brief")
    return (situation.entry(Kind.BRIEF, text=checked_brief(command.text)),)
