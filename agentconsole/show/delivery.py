"""How a message of ours fares on its way out, below its head: what went wrong, and what can be done."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo

from agentconsole.model.keeping import Outgoing
from agentconsole.rules.screening import screen_line
from agentconsole.show.ages import moment
from agentconsole.show.spans import Role

LONGEST = 400
"""Characters of what a server said that are shown in a thread."""
NO_ANSWER = "nobody can say whether it arrived"
WAYS = {"uncertain": ("arrived", "again", "never"), "failed": ("again", "never"), "waiting": ("again",)}
"""What can be decided about one that stands so."""


def delivery_notes(
    outgoing: Outgoing, now: datetime, tz: tzinfo | None = None, hints: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Role]]:
    """Lines about it, with their role. `hints` say how something is decided: `arrived`, `again`, `never`."""
    said = _standing(outgoing, now, tz)
    if said is None:
        return
    yield said
    ways = [hints[way] for way in WAYS[outgoing.state] if way in hints] if hints else []
    if ways:
        yield " · ".join(ways), Role.MUTED


def _standing(outgoing: Outgoing, now: datetime, tz: tzinfo | None) -> tuple[str, Role] | None:
    error = screen_line(outgoing.error)[:LONGEST]
    if outgoing.state == "failed":
        return f"! not delivered: {error or 'no reason was given'}", Role.BAD
    if outgoing.state == "uncertain":
        return f"! {NO_ANSWER}{': ' if error else ''}{error}", Role.BAD
    if outgoing.state != "waiting" or not outgoing.attempts:
        return None
    times = "once" if outgoing.attempts == 1 else f"{outgoing.attempts} times"
    again = f", again {moment(outgoing.due_at, now, tz)}" if outgoing.due_at > now else ""
    return f"! not left yet, tried {times}{again}: {error}", Role.WARNING
