"""What stands above the panes: the title of a conversation, and above its thread what one must know first."""

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation, Status
from agentconsole.rules.screening import screen
from agentconsole.show.ages import age, moment
from agentconsole.show.asks import due_words
from agentconsole.show.briefs import brief_rows, stale_words
from agentconsole.show.lines import entry_line
from agentconsole.show.spans import BETWEEN, Line, Role, Span, crop, joined, marked, spans, spread, wrap
from agentconsole.tui.opened import Opened, to_me
from agentconsole.tui.session import Session

LOW = 30
"""Rows of a screen below which the brief above a thread takes few of them."""
FEW, ALL = 4, 7
QUESTION = 4
ABOUT = 3


def title_line(opened: Opened | None, session: Session, cells: int, company: Line = ()) -> Line:
    """Subject, number, state, owner, what is new, who else is there; where nothing is open, the desk."""
    if opened is None:
        who = (Span(session.name(session.me), Role.MUTED), Span(" "))
        return spread((Span(" "), *spans(session.desk.name, Role.TITLE)), who, cells)
    subject = spans(opened.conversation.subject, Role.TITLE) or (Span("(no subject)", Role.TITLE),)
    there = joined((_standing(opened, session), company))
    return spread((Span(" "), *subject), (*there, Span(" ")), cells)


def brief_stands_above(conversation: Conversation, me: str) -> bool:
    """Whoever joins a conversation that somebody else looks after reads its brief first."""
    return conversation.brief is not None and me not in (conversation.owner, conversation.stand_in)


def above_thread(opened: Opened, session: Session, cells: int, rows: int) -> list[Line]:
    """The brief for whoever joins, and the question to them with what it is about; `rows` has the screen."""
    lines: list[Line] = []
    if brief_stands_above(opened.conversation, session.me):
        lines += _brief(opened.conversation, session, cells, FEW if rows < LOW else ALL)
    asked = to_me(opened.asks, session.me)
    if asked is not None:
        lines += _question(asked, opened, session, cells)
    return [crop(line, cells) for line in lines]


def _brief(conversation: Conversation, session: Session, cells: int, most: int) -> list[Line]:
    brief = conversation.brief
    if brief is None:
        return []
    said = f" {session.name(brief.author)} · {age(brief.at, session.now(), session.zone)}"
    head = (Span(" brief", Role.NOTE), Span(said, Role.MUTED))
    rows = brief_rows(conversation, cells - 3, most)
    return [head, *((Span("  "), *row) for row in rows)]


def _question(asked: Ask, opened: Opened, session: Session, cells: int) -> list[Line]:
    now, zone = session.now(), session.zone
    due = due_words(asked, now, zone)
    keys = f"{session.keymap.key_of('ask.answer')} answers, {session.keymap.key_of('ask.decline')} declines"
    head = (Span(f" {session.name(asked.asked_by)} asks ", Role.ASK), *due, Span(f"  {keys}", Role.MUTED))
    said = [(Span("  "), *marked(piece, Role.TITLE)) for piece in wrap(screen(asked.question), cells - 3)]
    about = [
        (Span("  "), *entry_line(entry, now=now, cells=cells - 3, tz=zone, agents=session.agents))
        for entry in opened.about[:ABOUT]
    ]
    return [head, *said[:QUESTION], *about]


def _standing(opened: Opened, session: Session) -> Line:
    conversation = opened.conversation
    said = [f"#{conversation.id}", _status(conversation, session), _owner(conversation, session)]
    facts: Line = (Span(" · ".join(said), Role.MUTED),)
    if conversation.handover is not None:
        offer = conversation.handover
        words = (
            f"offered by {session.name(offer.by)}: {session.keymap.key_of('owner.accept')} accepts"
            if offer.to == session.me
            else f"offered to {session.name(offer.to)}"
        )
        facts += (BETWEEN, Span(words, Role.WARNING))
    if conversation.restricted:
        facts += (BETWEEN, Span("restricted", Role.WARNING))
    if stale := stale_words(conversation):
        facts += (BETWEEN, Span(f"brief is {stale}", Role.WARNING))
    if opened.new:
        facts += (BETWEEN, Span(f"{len(opened.new)} new", Role.UNREAD))
    return facts


def _status(conversation: Conversation, session: Session) -> str:
    if conversation.status is Status.SNOOZED and conversation.snoozed_until:
        return f"snoozed until {moment(conversation.snoozed_until, session.now(), session.zone)}"
    return conversation.status.value


def _owner(conversation: Conversation, session: Session) -> str:
    if conversation.owner is None:
        return "unowned"
    owner = session.name(conversation.owner)
    if conversation.owner == session.me:
        return f"{owner} (you)"
    if conversation.stand_in == session.me:
        return f"{owner} (you stand in)"
    return owner
