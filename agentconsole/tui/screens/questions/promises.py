"""Questions about promises: what and by when, another time and why."""

from datetime import datetime

from msgspec.structs import replace

from agentconsole.model import commands as c
from agentconsole.model.commands import Command
from agentconsole.model.promise import Promise
from agentconsole.rules.times import echo, parse_by
from agentconsole.rules.zones import read as read_zone
from agentconsole.show.promises import promise_standing, to_whom
from agentconsole.show.spans import Role, Span, spans, wrap
from agentconsole.tui.screens.form import Deed
from agentconsole.tui.screens.questions.given import kept, moment_in, needed, number_of
from agentconsole.tui.session import Session, Values
from agentconsole.tui.state import State
from agentconsole.tui.widgets.fields import LineField, WhenField

CELLS = 70
EXAMPLE = "fri, tomorrow 3pm, eod, 3bd, 24 nov: on the customer's clock"
Zone = tuple[str, str]
"""The customer's time zone by name, and how we know it."""


def promise(session: Session, state: State, zone: Zone) -> Deed:
    """What the customer was told we would do, and by when."""
    number = number_of(state)
    key = f"promise {number}"
    first = kept(session, key)
    due = by_field(session, zone, first.get("due", ""))

    def command(values: Values) -> Command:
        text = needed(values["text"], "Say what was promised")
        return c.MakePromise(conversation=number, text=text, due_at=moment_in(due, "Say by when"))

    return Deed(
        "Promise",
        LineField("text", "what", first.get("text", "")),
        due,
        command=command,
        verb="keep it in mind",
        session=session,
        key=key,
        lead=[(Span(f"Their clock: {zone[0]}, {zone[1]}.", Role.MUTED),)],
    )


def renegotiate(session: Session, promised: Promise, zone: Zone) -> Deed:
    """The time the customer was given instead, and why."""
    key = f"renegotiate {promised.id}"
    first = kept(session, key)
    due = by_field(session, zone, first.get("due", ""))

    def command(values: Values) -> Command:
        due_at = moment_in(due, "Say by when now")
        return c.Renegotiate(promise=promised.id, due_at=due_at, reason=values["reason"])

    what = [spans(piece) for piece in wrap(promised.text, CELLS)][:3]
    return Deed(
        "Another time",
        due,
        LineField("reason", "why", first.get("reason", "")),
        command=command,
        verb="that is the time now",
        session=session,
        key=key,
        lead=[
            *what,
            (*promise_standing(promised, session.now(), session.zone), Span("  "), *to_whom(promised)),
            (Span("The customer is to be told as well.", Role.MUTED),),
        ],
    )


def by_field(session: Session, zone: Zone, value: str = "") -> WhenField:
    """A time by which something is to be done: read on the customer's clock, said on theirs and ours."""
    there = read_zone(zone[0]) or session.zone
    hours = replace(session.hours, zone="")  # the desk's hours, as if it stood where they are

    def by(text: str, now: datetime) -> datetime:
        return parse_by(text, now.astimezone(there), hours)

    def say(at: datetime, now: datetime) -> str:
        return echo(at, now, there)

    return WhenField("due", "by", value, now=session.now, read=by, say=say, example=EXAMPLE)
