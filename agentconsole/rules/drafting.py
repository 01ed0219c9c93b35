"""The first draft of a brief: what the desk knows already, for its owner to put right.

At most seven lines: what they want, what they told us, what was tried, what we promised, what was asked of
whom, and so what not to ask again.
"""

from collections.abc import Sequence
from datetime import tzinfo

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.fact import Fact, FactKind
from agentconsole.model.promise import Promise
from agentconsole.rules.briefs import LINES
from agentconsole.rules.text import shortened

WIDEST = 160
"""Characters of one line. A brief is read at a glance."""


def brief_draft(
    conversation: Conversation,
    *,
    facts: Sequence[Fact],
    promises: Sequence[Promise],
    asks: Sequence[Ask],
    entries: Sequence[Entry],
    kinds: Sequence[FactKind],
    zone: tzinfo,
) -> str:
    """What there is, a line each, told first, first; nothing is said of what is not known."""
    in_order = sorted(facts, key=lambda fact: (fact.told_at, fact.id))
    labels = {kind.name: kind.label for kind in kinds}
    told = [fact for fact in in_order if fact.kind != "tried"]
    lines = (
        _line("wants", [_wanted(conversation, entries)]),
        _line("knows", [f"{labels.get(fact.kind, fact.kind)} {fact.value}" for fact in told]),
        _line("tried", [fact.value for fact in in_order if fact.kind == "tried"]),
        _line("promised", [_promise(each, zone) for each in promises if each.owed]),
        _line("asked", [f"@{ask.specialist}: {ask.question}" for ask in asks if ask.pending]),
        _line("heard", [f"@{ask.specialist}: {ask.answer}" for ask in asks if ask.answer][-1:]),
        _line("do not ask again", [labels.get(fact.kind, fact.kind) for fact in told]),
    )
    return "\n".join([line for line in lines if line][:LINES])


def _line(name: str, parts: Sequence[str]) -> str:
    said = "; ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
    if not said:
        return ""
    return shortened(f"{name}: {said}", WIDEST)


def _wanted(conversation: Conversation, entries: Sequence[Entry]) -> str:
    """The subject, and the first line of what the customer wrote last."""
    last = next((entry for entry in reversed(entries) if entry.incoming), None)
    words = next((line for line in last.text.splitlines() if line.strip()), "") if last else ""
    subject = conversation.subject.strip()
    if not subject or words.startswith(subject.removesuffix("…")):
        return words or subject
    return f"{subject}: {words}" if words else subject


def _promise(promise: Promise, zone: tzinfo) -> str:
    return f"{promise.text} by {promise.due_at.astimezone(zone):%a %-d %b %H:%M} {zone}"
