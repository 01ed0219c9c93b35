"""The question for a fact: of which kind, and which value."""

import re
from collections.abc import Sequence

from agentconsole.model import commands as c
from agentconsole.model.commands import Command
from agentconsole.model.entry import Entry
from agentconsole.model.fact import Fact, FactKind
from agentconsole.model.people import Customer
from agentconsole.rules.screening import screen, screen_line
from agentconsole.show.spans import Line, Role, Span, marked, spans, wrap
from agentconsole.tui.screens.form import Deed
from agentconsole.tui.screens.questions.given import kept, needed
from agentconsole.tui.session import Session, Values
from agentconsole.tui.widgets.choices import Choice
from agentconsole.tui.widgets.fields import LineField, PickField

CELLS = 70
MOST_LINES = 5
SHORT = 60
"""Characters of a line that may be the value as it stands."""
_TELLING = re.compile(r"\S*\d\S*|\S+@\S+\.\S+")
"""A word that is likely to be told once: it has a digit, or is an address."""
_EDGES = ".,;:!?()[]{}\"'“”‘’<>"


def fact(
    session: Session,
    customer: Customer,
    kinds: Sequence[FactKind],
    *,
    fact: Fact | None = None,
    entry: Entry | None = None,
) -> Deed:
    """Note a fact, or put one right: the value stands there already, from the fact or from the line."""
    source = fact.entry if fact else entry.id if entry else None
    key = f"fact {customer.id} {fact.id if fact else source}"
    value = fact.value if fact else likely_value(entry.text) if entry else ""
    first = kept(session, key, kind=fact.kind if fact else "", value=value)

    def command(values: Values) -> Command:
        kind = needed(values["kind"], "Say what kind of fact it is")
        return c.SetFact(customer=str(customer.id), kind=kind, value=values["value"], entry=source)

    return Deed(
        "Put a fact right" if fact else "Note a fact",
        PickField("kind", "kind", first["kind"], choices=[_choice(kind) for kind in kinds]),
        LineField("value", "value", first["value"]),
        command=command,
        verb="confirm",
        session=session,
        key=key,
        lead=_line(entry) if entry else [(Span("as they told it", Role.MUTED),)],
    )


def likely_value(text: str) -> str:
    """What of a line is likely to be the value: all of a short one, else the word that looks like one."""
    line = screen_line(text)
    telling = max((word.strip(_EDGES) for word in _TELLING.findall(line)), key=len, default="")
    return telling or (line if len(line) <= SHORT else "")


def _choice(kind: FactKind) -> Choice:
    label = (*spans(kind.label), Span("  "), *spans(kind.name, Role.MUTED))
    return Choice(kind.name, label)


def _line(entry: Entry) -> list[Line]:
    pieces = [piece for line in screen(entry.text).splitlines() for piece in wrap(line, CELLS)]
    return [marked(piece, Role.MUTED) for piece in pieces if piece][:MOST_LINES]
