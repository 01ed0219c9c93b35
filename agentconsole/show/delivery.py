"""How a message of ours fares on its way out, below its head: what went wrong, and what can be done."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from agentconsole.model.keeping import Outgoing
from agentconsole.rules.screening import screen_line
from agentconsole.show.ages import moment
from agentconsole.show.spans import Role

LONGEST = 400
"""Characters of what a server said that are shown in a thread."""
NO_ANSWER = "nobody can say whether it arrived"


def delivery_notes(
    outgoing: Outgoing, now: datetime, tz: tzinfo | None = None, hint: str = ""
) -> Iterator[tuple[str, Role]]:
    """Lines about it, with their role. `hint` says what can be decided about one that failed, or of which it
    is not known whether it left."""
    error = screen_line(outgoing.error)[:LONGEST]
    if outgoing.state == "failed":
        yield f"! not delivered: {error or 'no reason was given'}", Role.BAD
    elif outgoing.state == "uncertain":
        yield f"! {NO_ANSWER}: {error}" if error else f"! {NO_ANSWER}", Role.BAD
    elif outgoing.state == "waiting" and outgoing.attempts:
        times = "once" if outgoing.attempts == 1 else f"{outgoing.attempts} times"
        again = f", again {moment(outgoing.due_at, now, tz)}" if outgoing.due_at > now else ""
        yield f"! not left yet, tried {times}{again}: {error}", Role.WARNING
    if hint and outgoing.state in ("failed", "uncertain"):
        yield hint, Role.MUTED
