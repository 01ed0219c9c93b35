"""Questions about questions: ask, answer, decline, withdraw."""

from collections.abc import Sequence

from agentconsole.model import commands as c
from agentconsole.model.ask import Ask
from agentconsole.model.commands import Command
from agentconsole.model.entry import Entry
from agentconsole.show.asks import ask_line
from agentconsole.show.lines import entry_line
from agentconsole.show.spans import Line, Role, Span, spans, wrap
from agentconsole.tui.screens.form import Deed
from agentconsole.tui.screens.questions.given import kept, needed, number_of, people, when_field
from agentconsole.tui.session import Session, Values
from agentconsole.tui.state import State
from agentconsole.tui.widgets.choices import Choice
from agentconsole.tui.widgets.fields import LineField, PickField, TextField

CELLS = 70
MOST_LINES = 5


def about(session: Session, entries: Sequence[Entry]) -> list[Line]:
    """The entries a question is about, a line each."""
    lines = [
        entry_line(entry, now=session.now(), cells=CELLS, tz=session.zone, agents=session.agents)
        for entry in entries[:MOST_LINES]
    ]
    more = len(entries) - len(lines)
    return [*lines, *([(Span(f"and {more} more", Role.MUTED),)] if more else [])]


def ask(
    session: Session, state: State, entries: Sequence[Entry], *, specialist: str = "", question: str = ""
) -> Deed:
    """One question to one specialist, about the marked entries."""
    number, owner = number_of(state), state.conversation.owner if state.conversation else None
    key = f"ask {number}"
    first = kept(session, key, specialist=specialist, question=question)
    who = PickField(
        "specialist",
        "who",
        specialist or first["specialist"],
        choices=people([agent for agent in state.others if agent.handle != owner]),
    )
    due = when_field(session, "due", "by", first.get("due", ""))

    def command(values: Values) -> Command:
        return c.Ask(
            conversation=number,
            specialist=needed(values["specialist"], "Say whom to ask: a name or a skill"),
            question=needed(values["question"], "An ask needs a question"),
            about=tuple(entry.id for entry in entries),
            due_at=due.moment(),
        )

    lead = about(session, entries) or [(Span("about no entry: space marks some before", Role.MUTED),)]
    text = TextField("question", "question", first["question"])
    return Deed(
        "Pull a specialist in",
        who,
        text,
        due,
        command=command,
        verb="ask",
        session=session,
        key=key,
        lead=lead,
    )


def answer(session: Session, asked: Ask) -> Deed:
    """The answer, and perhaps a reply the owner may take into the draft."""
    key = f"answer {asked.id}"
    first = kept(session, key)

    def command(values: Values) -> Command:
        return c.Answer(ask=asked.id, text=values["text"], suggested_reply=values["suggest"])

    return Deed(
        f"{session.name(asked.asked_by)} asks you",
        TextField("text", "answer", first.get("text", "")),
        TextField("suggest", "suggest", first.get("suggest", "")),
        command=command,
        verb="answer",
        session=session,
        key=key,
        lead=question_lines(asked),
    )


def decline(session: Session, asked: Ask) -> Deed:
    """Why not, and who might know."""
    key = f"decline {asked.id}"
    return Deed(
        f"Decline what {session.name(asked.asked_by)} asks",
        LineField("reason", "why", kept(session, key).get("reason", "")),
        command=lambda values: c.Decline(ask=asked.id, reason=values["reason"]),
        verb="decline",
        session=session,
        key=key,
        lead=question_lines(asked),
    )


def question_lines(asked: Ask) -> list[Line]:
    return [spans(piece) for piece in wrap(asked.question, CELLS)][:MOST_LINES]


def withdraw(session: Session, asks: Sequence[Ask]) -> Deed:
    """Which of the open questions to take back."""
    choices = [
        Choice(
            str(asked.id),
            ask_line(asked, now=session.now(), cells=CELLS - 12, tz=session.zone, agents=session.agents),
        )
        for asked in asks
    ]
    return Deed(
        "Withdraw a question",
        PickField("ask", "which", choices[0].key if len(choices) == 1 else "", choices=choices),
        command=lambda values: c.Withdraw(ask=int(needed(values["ask"], "Say which question"))),
        verb="withdraw",
        session=session,
    )
