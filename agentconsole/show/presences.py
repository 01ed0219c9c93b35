"""Who else is in a conversation, in words."""

from collections.abc import Iterable

from agentconsole.model.presence import Doing, Presence
from agentconsole.show.people import NOBODY, Agents, called
from agentconsole.show.spans import Line, Role, Span, joined

FEW = 2
"""Colleagues that are named; of more, it is said how many."""


def presence_line(present: Iterable[Presence], agents: Agents = NOBODY, *, short: bool = False) -> Line:
    """`Priya is writing a reply · Ben is looking`, in short `Priya writes · Ben looks`: who writes, first."""
    there = tuple(present)
    if short:
        doings = ((Doing.WRITING, "writes", Role.WARNING), (Doing.LOOKING, "looks", Role.ACCENT))
        names = ((", ".join(_called(there, doing, agents)), verb, role) for doing, verb, role in doings)
        return joined((Span(f"{who} {verb}", role),) if who else () for who, verb, role in names)
    writing = _names(there, Doing.WRITING, agents)
    looking = _names(there, Doing.LOOKING, agents)
    return joined(
        (
            (Span(f"{writing} writing a reply", Role.WARNING),) if writing else (),
            (Span(f"{looking} looking", Role.ACCENT),) if looking else (),
        )
    )


def too_words(present: Iterable[Presence], agents: Agents = NOBODY) -> str:
    """`Priya is writing a reply too`; empty where nobody is."""
    writing = _names(tuple(present), Doing.WRITING, agents)
    return f"{writing} writing a reply too" if writing else ""


def _names(present: tuple[Presence, ...], doing: Doing, agents: Agents) -> str:
    """`Ben is`, `Ben and Priya are`, `4 colleagues are`."""
    names = _called(present, doing, agents)
    if not names:
        return ""
    if len(names) == 1:
        return f"{names[0]} is"
    return f"{' and '.join(names)} are" if len(names) <= FEW else f"{len(names)} colleagues are"


def _called(present: tuple[Presence, ...], doing: Doing, agents: Agents) -> list[str]:
    return [called(each.agent, agents) for each in present if each.doing is doing]
