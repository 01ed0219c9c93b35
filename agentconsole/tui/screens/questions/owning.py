"""Questions about whose a conversation is, and who else may write in it."""

from agentconsole.model import commands as c
from agentconsole.model.commands import Command
from agentconsole.rules.briefs import LINES
from agentconsole.show.spans import Role, Span
from agentconsole.tui.screens.form import Deed
from agentconsole.tui.screens.questions.given import kept, moment_in, needed, number_of, people, when_field
from agentconsole.tui.session import Session, Values
from agentconsole.tui.state import State
from agentconsole.tui.widgets.fields import LineField, PickField, TextField


def hand_over(session: Session, state: State) -> Deed:
    """To whom, where we are, and why: the new owner has to accept."""
    number = number_of(state)
    key = f"handover {number}"
    brief_now = state.conversation.brief.text if state.conversation and state.conversation.brief else ""
    first = kept(session, key, brief=brief_now)

    def command(values: Values) -> Command:
        return c.HandOver(
            conversation=number,
            to=needed(values["to"], "Say to whom"),
            brief=values["brief"],
            reason=values["reason"],
        )

    return Deed(
        "Hand over",
        PickField("to", "to", first.get("to", ""), choices=people(state.others)),
        TextField("brief", "brief", first["brief"], most=LINES),
        LineField("reason", "why", first.get("reason", "")),
        command=command,
        verb="offer it",
        session=session,
        key=key,
        lead=[(Span("It stays yours until they accept. An ask may be enough.", Role.MUTED),)],
    )


def refuse(session: Session, state: State) -> Deed:
    """Why it stays where it is."""
    number = number_of(state)
    key = f"refuse {number}"
    return Deed(
        "Refuse the handover",
        LineField("reason", "why", kept(session, key).get("reason", "")),
        command=lambda values: c.RefuseHandOver(conversation=number, reason=values["reason"]),
        verb="refuse",
        session=session,
        key=key,
    )


def stand_in(session: Session, state: State) -> Deed:
    """Who acts for me while I am away."""
    until = when_field(session, "until", "until")

    def command(values: Values) -> Command:
        when = moment_in(until, "Say when you are back")
        return c.StandIn(agent=needed(values["agent"], "Say who stands in"), until=when)

    return Deed(
        "While I am away",
        PickField("agent", "who", choices=people(state.others)),
        until,
        command=command,
        verb="name the stand-in",
        session=session,
        lead=[(Span("What you own stays yours. They sign “for you”.", Role.MUTED),)],
    )


def introduce(session: Session, state: State) -> Deed:
    """Which specialist may write to the customer here."""
    number = number_of(state)
    known = state.conversation
    names = set(known.specialists) - set(known.introduced) - {known.owner or ""} if known else set()
    found = people([state.agents[handle] for handle in sorted(names) if handle in state.agents])
    return Deed(
        "Introduce to the customer",
        PickField("specialist", "who", found[0].key if len(found) == 1 else "", choices=found),
        command=lambda values: c.Introduce(
            conversation=number, specialist=needed(values["specialist"], "Say whom")
        ),
        verb="introduce",
        session=session,
        lead=[(Span("They may write to the customer beside you, until released.", Role.MUTED),)],
    )


def release(session: Session, state: State) -> Deed:
    """Whose introduction ends."""
    number = number_of(state)
    names = state.conversation.introduced if state.conversation else ()
    found = people([state.agents[handle] for handle in names if handle in state.agents])
    return Deed(
        "End an introduction",
        PickField("specialist", "who", found[0].key if len(found) == 1 else "", choices=found),
        command=lambda values: c.Release(
            conversation=number, specialist=needed(values["specialist"], "Say whom")
        ),
        verb="release",
        session=session,
    )


def restrict(session: Session, state: State) -> Deed:
    """Who is to see the conversation, beside those whose it is anyhow."""
    number = number_of(state)
    named = state.conversation.people if state.conversation else ()

    def command(values: Values) -> Command:
        words = values["people"].replace(",", " ").split()
        return c.Restrict(conversation=number, people=tuple(word.removeprefix("@") for word in words))

    return Deed(
        "Restrict to its people",
        LineField("people", "to", " ".join(f"@{handle}" for handle in named)),
        command=command,
        verb="restrict",
        session=session,
        lead=[
            (Span("handles with spaces between, or nobody more: @ben @priya", Role.MUTED),),
            (Span("Its owner sees it, and whoever is asked in it. Nobody else finds it.", Role.MUTED),),
        ],
    )
