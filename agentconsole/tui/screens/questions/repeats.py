"""The question why something is asked that the customer has told already."""

from agentconsole.model import commands as c
from agentconsole.model.fact import Finding
from agentconsole.show.spans import Line, Role, crop, spans
from agentconsole.tui.screens.form import Deed
from agentconsole.tui.screens.questions.given import kept, needed
from agentconsole.tui.session import Session
from agentconsole.tui.widgets.fields import LineField

CELLS = 70


def ask_anyway(session: Session, conversation: int, finding: Finding, told: Line) -> Deed:
    """Why it is asked anyway. `told` says what we have."""
    key = f"ask anyway {conversation} {finding.sentence}"
    return Deed(
        "Ask anyway",
        LineField("reason", "why", kept(session, key).get("reason", "")),
        command=lambda values: c.MarkRepeat(
            conversation=conversation,
            fact=finding.fact.id,
            sentence=finding.sentence,
            reason=needed(values["reason"], "Say why: the customer has told us already"),
        ),
        verb="ask anyway",
        session=session,
        key=key,
        lead=[crop(spans(finding.sentence, Role.TEXT), CELLS), crop(told, CELLS)],
    )
