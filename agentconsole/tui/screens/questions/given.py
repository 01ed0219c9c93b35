"""What questions are made of: what was typed before, and what must not be missing."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from agentconsole.model.errors import Invalid
from agentconsole.model.people import Agent
from agentconsole.rules.times import echo, parse_future
from agentconsole.rules.zones import read as read_zone
from agentconsole.show.spans import Role, Span, spans
from agentconsole.tui.session import Session, Values
from agentconsole.tui.state import State
from agentconsole.tui.widgets.choices import Choice
from agentconsole.tui.widgets.fields import WhenField

Zone = tuple[str, str]
"""The customer's time zone by name, and how we know it."""
EXAMPLE = "4h, tue 9am, 24 nov 14:00"


def kept(session: Session, key: str, **first: str) -> Values:
    """What was typed the last time and not sent, else what to begin with."""
    return {**first, **session.left.get(key, {})}


def number_of(state: State) -> int:
    if state.conversation is None:
        raise Invalid("No conversation is open", "enter opens one from the list")
    return state.conversation.id


def needed(text: str, why: str) -> str:
    if not text.strip():
        raise Invalid(why)
    return text


def when_field(session: Session, name: str, label: str, value: str = "") -> WhenField:
    """A moment to come, counted on the desk's hours."""
    return WhenField(name, label, value, now=session.now, read=partial(parse_future, hours=session.hours))


def when_there(session: Session, name: str, label: str, zone: Zone | None) -> WhenField:
    """A moment to come on the customer's clock, said on theirs and ours."""
    there = (read_zone(zone[0]) if zone else None) or session.zone
    hours = replace(session.hours, zone="")  # the desk's hours, as if it stood where they are

    def read(text: str, now: datetime) -> datetime:
        return parse_future(text, now.astimezone(there), hours)

    def say(at: datetime, now: datetime) -> str:
        return echo(at, now, there)

    return WhenField(name, label, now=session.now, read=read, say=say, example=f"{EXAMPLE}: on their clock")


def moment_in(field: WhenField, why: str) -> datetime:
    at = field.moment()
    if at is None:
        raise Invalid(why, "Write it like 4h, eod, fri, tue 9am")
    return at


def people(agents: Sequence[Agent]) -> list[Choice]:
    """Colleagues to choose from, found by name or skill."""
    return [
        Choice(
            agent.handle,
            (
                *spans(agent.name, Role.AGENT),
                Span(" "),
                *spans(f"@{agent.handle}", Role.MUTED),
                Span("  "),
                *spans(", ".join(agent.skills)),
            ),
        )
        for agent in agents
    ]
