"""Questions that change nothing: what to look for, what to show, whether to leave."""

from collections.abc import Iterable
from datetime import datetime

from agentconsole.model.entry import Entry
from agentconsole.model.queries import Filter
from agentconsole.rules.past import past_moment
from agentconsole.show.spans import Role, crop, spans
from agentconsole.tui.screens.form import Question
from agentconsole.tui.screens.questions.given import moment_in
from agentconsole.tui.session import Session
from agentconsole.tui.widgets.fields import LineField, WhenField

CELLS = 70
EXAMPLE = "14 mar, tue, 3w, 2023, 2023-03-14"


def search_history(session: Session, written: str = "") -> Question[str]:
    """What to look for in the history."""
    return Question(
        "Search in this history",
        LineField("query", "find", written),
        answer=lambda values: values["query"],
        verb="find",
        session=session,
    )


def history_filter(session: Session, only: Filter, entries: Iterable[Entry]) -> Question[Filter]:
    """Which channel or kind to show; those of the entries at hand are named."""
    known = tuple(entries)
    channels, kinds = ({each.channel for each in known}, {each.kind for each in known})
    lead = [
        spans(f"{word}: {', '.join(sorted(found))}", Role.MUTED)
        for word, found in (("channels", channels), ("kinds", kinds))
    ]
    return Question(
        "Show only",
        LineField("channel", "channel", only.channel or ""),
        LineField("kind", "kind", only.kind or ""),
        answer=lambda values: Filter(
            channel=values["channel"].strip() or None, kind=values["kind"].strip() or None
        ),
        verb="show",
        session=session,
        lead=[crop(line, CELLS) for line in lead],
    )


def date(session: Session) -> Question[datetime]:
    """Which moment to go to."""
    when = WhenField("when", "date", now=session.now, read=past_moment, example=EXAMPLE)
    return Question(
        "Go to a date",
        when,
        answer=lambda _: moment_in(when, "Say which day"),
        verb="go",
        session=session,
    )


def quit_console(session: Session) -> Question[bool]:
    """Whether to leave."""
    return Question(
        "Leave the console? Drafts are kept.", answer=lambda _: True, verb="leave", session=session
    )
