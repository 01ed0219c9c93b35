"""Things in one line each, narrow and wide."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from agentconsole.model.ask import Ask, AskState
from agentconsole.model.conversation import Conversation, CustomerRef, Handover, Status
from agentconsole.model.entry import Attachment, Author, AuthorType, Entry, Kind
from agentconsole.model.keeping import Outgoing
from agentconsole.model.people import Agent
from agentconsole.rules.screening import MARK, screen
from agentconsole.show.asks import ask_line
from agentconsole.show.lines import conversation_line, day_separator, entry_line, outgoing_line, separator
from agentconsole.show.spans import Role, plain, width

NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
AGENTS = {
    "ben": Agent(handle="ben", full_name="Ben Ito"),
    "priya": Agent(handle="priya", full_name="Priya N"),
}
MEI = Author(type=AuthorType.CUSTOMER, id=7, name="Mei Tan")
ANA = Author(type=AuthorType.AGENT, id="ana", name="Ana Ruiz")
FEE = Conversation(
    id=482,
    customer=CustomerRef(id=7, name="Mei Tan"),
    subject="Baggage fee charged twice",
    owner="ana",
    waiting_since=NOW - timedelta(hours=3),
)
ASK = Ask(
    id=3,
    conversation=482,
    entry=1,
    specialist="priya",
    asked_by="ana",
    question="Was the fee charged twice?",
    at=NOW,
    due_at=NOW + timedelta(hours=4),
)


def row(conversation: Conversation, cells: int) -> str:
    return plain(conversation_line(conversation, now=NOW, cells=cells, me="ana", tz=UTC, agents=AGENTS))


def entry_row(entry: Entry, cells: int) -> str:
    return plain(entry_line(entry, now=NOW, cells=cells, tz=UTC, agents=AGENTS))


def test_a_narrow_row_of_the_inbox() -> None:
    assert row(replace(FEE, unread=True), 28) == "• Mei Tan   Baggage fee… 3 h"
    assert (
        row(replace(FEE, subject="Lost bag", owner=None, open_asks=2), 28) == "  Mei Tan   Lost bag ?@2 3 h"
    )


def test_a_wide_row_of_the_inbox() -> None:
    assert row(FEE, 60) == "  Mei Tan              Baggage fee charged twice         3 h"
    asked = replace(FEE, subject="Lost", owner=None, open_asks=2)
    assert row(asked, 70) == "  Mei Tan              Lost                  unowned · 2 asks      3 h"


@pytest.mark.parametrize(
    ("change", "sign", "words"),
    [
        ({"owner": None}, "?", "unowned"),
        ({"owner": "ben"}, " ", "Ben"),
        ({"owner": "ben", "stand_in": "ana"}, " ", "for Ben"),
        ({"open_asks": 1}, "@1", "1 ask"),
        ({"status": Status.WAITING}, "…", "waits on them"),
        ({"status": Status.CLOSED, "owner": None}, "x", "closed"),
        ({"status": Status.SNOOZED, "snoozed_until": NOW + timedelta(days=3)}, "z", "snoozed, Fri"),
        (
            {"owner": "ben", "handover": Handover(entry=1, to="ana", by="ben", brief="", reason="", at=NOW)},
            ">",
            "offered by Ben",
        ),
    ],
)
def test_how_a_conversation_stands_is_told_without_colour(
    change: dict[str, object], sign: str, words: str
) -> None:
    changed = replace(FEE, subject="x", **change)
    assert row(changed, 30).endswith(f"{sign} 3 h")
    assert row(changed, 70).split("  x ")[1].split("3 h")[0].strip() == words


def test_a_conversation_without_names_is_still_a_row() -> None:
    bare = Conversation(id=1, customer=CustomerRef(id=8, name=""))
    assert row(bare, 60).startswith("  customer 8           (no subject)")


def test_a_narrow_row_of_the_history() -> None:
    mail = Entry(at=NOW, kind="message", channel="email", author=MEI, text="> you wrote\nThank you,\nAna")
    assert entry_row(mail, 36) == "17 Nov e-mail   ← Thank you, Ana    "
    assert (
        entry_row(replace(mail, author=ANA, at=NOW.replace(year=2023)), 36)
        == "Nov'23 e-mail   → Thank you, Ana    "
    )


def test_a_wide_row_of_the_history_has_the_year() -> None:
    note = Entry(at=NOW.replace(day=2), kind="note", author=ANA, text="Had this in March.")
    assert entry_row(note, 60).rstrip() == " 2 Nov 2026 note     Had this in March."


def test_what_was_done_is_a_sentence_in_the_history_too() -> None:
    assert (
        entry_row(Entry(at=NOW, kind="close", author=ANA), 60)
        .rstrip()
        .endswith("Ana Ruiz closed the conversation")
    )
    asked = Entry(at=NOW, kind="ask", author=ANA, agent="priya", text="Twice?")
    assert entry_row(asked, 60).rstrip().endswith("ask      to Priya: Twice?")


def test_an_entry_without_text_is_named_by_its_subject_or_its_files() -> None:
    empty = Entry(at=NOW, kind="message", channel="chat", author=MEI)
    assert entry_row(replace(empty, subject="Hello"), 40).rstrip().endswith("← Hello")
    files = (Attachment(name="a.pdf"), Attachment(name="b\u202e.png"))
    assert entry_row(replace(empty, attachments=files), 50).rstrip().endswith(f"← a.pdf, b{MARK}.png")
    quoted = replace(empty, text="> only a quotation")
    assert entry_row(quoted, 50).rstrip().endswith("← > only a quotation")


def test_separators_fill_their_width() -> None:
    assert plain(separator("Refund for March", "closed", 36)) == "── Refund for March · closed ───────"
    assert plain(separator("R" * 99, "open", 30)) == "── RRRRRRRRRRRRR… · open ─────"
    assert plain(day_separator(NOW, 20, now=NOW, tz=UTC)) == "Tue 17 Nov ─────────"


def test_an_ask_in_a_line() -> None:
    seen = replace(ASK, state=AskState.SEEN, seen_at=NOW)
    assert plain(ask_line(seen, now=NOW, cells=60, tz=UTC, agents=AGENTS)) == (
        "Priya seen 09:30  Was the fee charged twice?        by 13:30"
    )
    assert (
        plain(ask_line(ASK, now=NOW, cells=38, tz=UTC, agents=AGENTS))
        == "Priya open  by 13:30  Was the fee cha…"
    )


def test_an_ask_nobody_answered_in_time_is_overdue_until_it_is_answered() -> None:
    late = NOW + timedelta(hours=5)
    assert "overdue since 13:30" in plain(ask_line(ASK, now=late, cells=70, tz=UTC))
    done = replace(ASK, state=AskState.ANSWERED, ended_at=NOW)
    assert "overdue" not in plain(ask_line(done, now=late, cells=70, tz=UTC))


def test_a_message_on_its_way_in_a_line() -> None:
    entry = Entry(at=NOW, kind="message", channel="email", author=ANA, conversation=482, text="On its way.")
    waiting = Outgoing(entry=entry, key="k", state="waiting", due_at=NOW + timedelta(hours=1))
    assert plain(outgoing_line(waiting, now=NOW, cells=66, tz=UTC)) == (
        "#482 e-mail · waiting in the outbox  On its way.        from 10:30"
    )
    failed = replace(waiting, state="failed", error="550 \x1b[31mno such user")
    line = outgoing_line(failed, now=NOW, cells=80, tz=UTC)
    assert plain(line).endswith(f"550 {MARK}no such user")
    assert Role.BAD in {span.role for span in line}


HOSTILE = st.text(st.characters(), max_size=30) | st.sampled_from(
    ["\x1b]0;t\x07", "a\nb", "語" * 40, "👩‍👩‍👧" * 9]
)


@given(HOSTILE, HOSTILE, st.integers(20, 100), st.sampled_from([*Kind, "order", "\x1b[2J"]))
def test_every_line_is_screened_and_has_exactly_its_cells(
    name: str, text: str, cells: int, kind: str
) -> None:
    conversation = Conversation(
        id=1, customer=CustomerRef(id=1, name=name), subject=text, owner=name, last_entry_at=NOW, open_asks=1
    )
    author = Author(type=AuthorType.CUSTOMER, id=1, name=name)
    entry = Entry(at=NOW, kind=kind, author=author, text=text, channel=name, agent=name, reason=text)
    lines = [
        conversation_line(conversation, now=NOW, cells=cells, tz=UTC),
        entry_line(entry, now=NOW, cells=cells, tz=UTC),
        separator(text, "open", cells),
        ask_line(replace(ASK, question=text, specialist=name), now=NOW, cells=cells, tz=UTC),
        outgoing_line(
            Outgoing(entry=entry, key="k", state="failed", due_at=NOW, error=text),
            now=NOW,
            cells=cells,
            tz=UTC,
        ),
    ]
    for line in lines:
        assert width(line) == cells
        assert screen(plain(line)) == plain(line)
        assert "\n" not in plain(line)
