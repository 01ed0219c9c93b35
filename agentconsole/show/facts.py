"""What customers told us, in a line each.

A sign stands before a fact that is not sure: `?` rules found it and nobody has looked at it yet, `x`
somebody said that it is none. What a newer value took the place of is dim and says until when it held.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from agentconsole.model.fact import Fact, FactKind, FactState
from agentconsole.show.ages import told
from agentconsole.show.people import NOBODY, Agents, called
from agentconsole.show.spans import Line, Role, Span, fit, flow, spans, spread, width
from agentconsole.show.words import USUAL, channel_word

Kinds = Mapping[str, FactKind]

SIGNS = {FactState.SUGGESTED: "?", FactState.CONFIRMED: " ", FactState.DISMISSED: "x"}
LABEL = 19
"""Cells of a kind's name in a row."""
ENOUGH = 30
"""Cells of a value that are enough, so that the day stands beside it."""
SHORTEST = 10
"""Cells that a value has at least, before the row says when it was told."""


def kind_label(kind: str, kinds: Kinds = USUAL) -> str:
    """What a kind is called in a sentence: `order number`."""
    return kinds[kind].label if kind in kinds else kind


def fact_words(fact: Fact) -> Line:
    """As short as can be: `order A-1042`, `? plan Pro`."""
    sign = (Span("? ", Role.WARNING),) if fact.state == FactState.SUGGESTED else ()
    return (*sign, Span(f"{fact.kind} ", Role.MUTED), *spans(fact.value))


def facts_flow(facts: Iterable[Fact], cells: int, rows: int) -> list[Line]:
    """The facts that hold, one after another: `order A-1042 · ? plan Pro`. Those that a colleague has
    confirmed come first; last those of which there are many, such as what they tried."""
    holding = [fact for fact in facts if fact.holds]
    several = {kind.name for kind in USUAL.values() if kind.several}
    holding.sort(key=lambda fact: (fact.state == FactState.SUGGESTED, fact.kind in several))
    return flow(map(fact_words, holding), cells, rows)


def fact_line(
    fact: Fact,
    *,
    now: datetime,
    cells: int,
    until: datetime | None = None,
    tz: tzinfo | None = None,
    agents: Agents = NOBODY,
    kinds: Kinds = USUAL,
) -> Line:
    """A row: the sign, the kind, the value, and when it was told or until when it held (`until`, when
    what took its place was told)."""
    role = Role.TEXT if fact.holds else Role.MUTED
    sign = Span(f"{SIGNS[fact.state]} ", Role.WARNING if fact.holds else Role.MUTED)
    label = fit(spans(kind_label(fact.kind, kinds), Role.MUTED), LABEL)
    left = (sign, *label, Span(" "), *spans(fact.value, role))
    if cells < LABEL + SHORTEST:
        return fit(left, cells)
    return spread(
        left, (Span(_fitting(fact, left, cells, _standing(fact, until, now, tz, agents)), Role.MUTED),), cells
    )


def _fitting(fact: Fact, left: Line, cells: int, standing: str) -> str:
    """As much of when it was told as leaves the value its room: all, the day alone, or nothing."""
    day = standing.rpartition(", ")[0] if fact.holds else ""
    for words in (standing, day):
        if width(left) + 1 + len(words) <= cells:
            return words
    return day if cells - LABEL - len(day) >= ENOUGH else ""


def ended(facts: Iterable[Fact]) -> dict[int, datetime]:
    """When the facts that hold no longer were told anew, by their number."""
    every = tuple(facts)
    at = {fact.id: fact.told_at for fact in every}
    return {
        fact.id: at[fact.superseded_by]
        for fact in every
        if fact.superseded_by is not None and fact.superseded_by in at
    }


def _standing(fact: Fact, until: datetime | None, now: datetime, tz: tzinfo | None, agents: Agents) -> str:
    """`12 Mar, e-mail`; `until 3 Feb`; `dismissed, Ana`."""
    if fact.state == FactState.DISMISSED:
        return f"dismissed, {called(fact.by, agents)}"
    if until is not None:
        return f"{told(fact.told_at, now, tz)} until {told(until, now, tz)}"
    where = channel_word(fact.channel) if fact.channel else called(fact.by, agents)
    return f"{told(fact.told_at, now, tz)}, {where}"
