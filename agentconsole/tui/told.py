"""What the customer has told already, pointed out while somebody asks for it again: in a line."""

from collections.abc import Iterable

from msgspec.structs import replace

from agentconsole.model.fact import Finding
from agentconsole.show.ages import told
from agentconsole.show.people import called
from agentconsole.show.spans import Role, Span, spans
from agentconsole.show.words import channel_word
from agentconsole.tui.session import Session
from agentconsole.tui.widgets.one_row import Said

ALREADY = "already "
"""Left out where there is little room."""


def follow(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """The findings where their sentences are in the changed text; without those that are there no more."""
    kept = []
    for finding in findings:
        start = finding.start
        if not text.startswith(finding.sentence, start):
            start = text.find(finding.sentence)
        if start >= 0:
            kept.append(replace(finding, start=start, end=start + len(finding.sentence)))
    return tuple(kept)


def told_words(findings: Iterable[Finding], session: Session) -> str:
    """`already told 12 Mar, e-mail: A-1042`."""
    now, zone = session.now(), session.zone
    said = []
    for fact in dict.fromkeys(each.fact for each in findings):
        where = channel_word(fact.channel) if fact.channel else f"noted by {called(fact.by, session.agents)}"
        said.append(f"{told(fact.told_at, now, zone)}, {where}: {fact.value}")
    return f"{ALREADY}told {'; '.join(said)}"


def finding_row(findings: Iterable[Finding], session: Session) -> Said:
    """What we were told, and the keys; where there is no room for these, the last line of the screen has
    them."""
    key_of = session.keymap.key_of
    words = told_words(findings, session)
    sign = Span("? ", Role.WARNING)
    return Said(
        whole=(sign, *spans(words)),
        short=(sign, *spans(words.removeprefix(ALREADY))),
        keys=(
            Span(key_of("composer.instead"), Role.ACCENT),
            Span(" replaces, ", Role.MUTED),
            Span(key_of("composer.anyway"), Role.ACCENT),
            Span(" asks ", Role.MUTED),
        ),
    )


def introduction_row(introduction: str, session: Session) -> Said:
    """The line that could be put above the reply, and the key for it."""
    key = session.keymap.key_of("composer.introduce")
    said = (Span("not met yet: ", Role.WARNING), *spans(f"“{introduction}”"))
    return Said(whole=said, short=said, keys=(Span(key, Role.ACCENT), Span(" adds it ", Role.MUTED)))
