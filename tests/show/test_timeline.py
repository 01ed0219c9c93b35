"""Entries as blocks of a thread: told apart without colour, and safe whatever is in them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.model import ids
from agentconsole.model.ask import Ask, AskState
from agentconsole.model.conversation import Brief
from agentconsole.model.entry import SYSTEM, Attachment, Author, AuthorType, Entry, Kind
from agentconsole.model.people import Agent
from agentconsole.rules.screening import MARK, screen
from agentconsole.show.details import MOST_LINES
from agentconsole.show.spans import Line, Role, plain, width
from agentconsole.show.timeline import brief_block, entry_block

NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
AT = datetime(2026, 11, 17, 9, 12, tzinfo=UTC)
AGENTS = {
    "ana": Agent(handle="ana", full_name="Ana Ruiz"),
    "ben": Agent(handle="ben", full_name="Ben Ito"),
    "priya": Agent(handle="priya"),
}
MEI = Author(type=AuthorType.CUSTOMER, id=7, name="Mei Tan")
ANA = Author(type=AuthorType.AGENT, id="ana", name="Ana Ruiz")
BEN = Author(type=AuthorType.AGENT, id="ben", name="Ben Ito")


def lines_of(entry: Entry, cells: int = 60, **more: object) -> list[Line]:
    return entry_block(entry, now=NOW, cells=cells, tz=UTC, agents=AGENTS, **more)  # type: ignore[arg-type]


def block_of(entry: Entry, cells: int = 60, **more: object) -> str:
    return "\n".join(plain(line).rstrip() for line in lines_of(entry, cells, **more))


def entry(kind: str = "message", author: Author = MEI, **fields: object) -> Entry:
    facts = {"at": AT, "channel": "email" if kind == "message" else "desk", **fields}
    return Entry(kind=kind, author=author, **facts)  # type: ignore[arg-type]


def test_a_message_from_the_customer() -> None:
    said = entry(
        text="I was charged again.\n> On Monday Ana wrote",
        attachments=(Attachment(name="a.pdf", size=48_213),),
    )
    assert block_of(said) == (
        "← Mei Tan 09:12 e-mail\n"
        "  I was charged again.\n"
        "  > On Monday Ana wrote\n"
        "  file  a.pdf  application/octet-stream, 48.2 kB"
    )
    assert lines_of(said)[2][1].role == Role.MUTED


def test_a_message_of_a_stand_in_says_for_whom_and_that_it_can_be_undone() -> None:
    undo = NOW + timedelta(seconds=8)
    reply = entry(author=BEN, signed_for="ana", text="It is on its way.", delivery="waiting", undo_until=undo)
    assert block_of(reply) == (
        "→ Ben for Ana 09:12 e-mail               undo until 09:30:08\n  It is on its way."
    )
    assert block_of(reply, 30).splitlines()[:2] == ["→ Ben for Ana 09:12 e-mail", "  undo until 09:30:08"]


def test_what_leaves_on_another_day_says_when() -> None:
    later = entry(author=ANA, text="Later.", delivery="waiting", undo_until=NOW + timedelta(days=2))
    assert block_of(later, 60).splitlines()[0].endswith("leaves Thu 19 Nov 09:30")


@pytest.mark.parametrize(
    ("delivery", "words"),
    [
        ("waiting", "waiting in the outbox"),
        ("sent", "sent"),
        ("failed", "not delivered"),
        ("uncertain", "uncertain: it may have left"),
        ("unsent", "taken back"),
    ],
)
def test_a_message_of_ours_says_how_far_it_has_come(delivery: str, words: str) -> None:
    assert block_of(entry(author=ANA, text="x", delivery=delivery)).splitlines()[0].endswith(words)


def test_what_only_the_team_can_read_has_a_bar_and_what_the_customer_reads_has_none() -> None:
    assert (
        block_of(entry("note", ANA, text="She had this in March."))
        == "note  Ana 09:12\n┊ She had this in March."
    )
    assert "┊" not in block_of(entry(author=ANA, text="x")) + block_of(entry(text="x"))


def test_an_ask_says_who_asks_whom_by_when_about_what_and_how_far_it_has_come() -> None:
    asked = entry("ask", ANA, ask=3, agent="priya", text="Twice?", about=(ids.first_id_at(AT),))
    due = NOW + timedelta(hours=4)
    ask = Ask(
        id=3, conversation=1, entry=1, specialist="priya", asked_by="ana", question="Twice?", at=AT,
        due_at=due, state=AskState.SEEN, seen_at=AT + timedelta(minutes=9),
    )  # fmt: skip
    assert block_of(asked, asks={3: ask}) == (
        "ask  Ana to priya 09:12, by 13:30                 seen 09:21\n┊ Twice?\n┊ about what was said 09:12"
    )


def test_an_answer_carries_its_suggested_reply() -> None:
    answer = entry(
        "answer", Author(type=AuthorType.AGENT, id="priya"), text="Yes.", suggested_reply="You were\nright."
    )
    assert block_of(answer) == "answer  priya 09:12\n┊ Yes.\n┊ suggests:\n┊   You were\n┊   right."


def test_a_handover_carries_its_brief_and_its_reason() -> None:
    offer = entry("handover", ANA, agent="ben", text="wants a refund\nknows nothing", reason="on leave")
    assert (
        block_of(offer)
        == "handover  Ana to Ben 09:12\n┊ wants a refund\n┊ knows nothing\n┊ because: on leave"
    )


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (entry("claim", ANA), "Ana claimed the conversation"),
        (entry("claim", SYSTEM, agent="ana", reason="their person"), "Ana is the owner: their person"),
        (entry("seen", Author(type=AuthorType.AGENT, id="priya")), "priya has seen the question"),
        (entry("withdraw", ANA, agent="ben"), "Ana withdrew the question to Ben"),
        (entry("introduce", ANA, agent="ben"), "Ana introduced Ben to the customer"),
        (entry("release", ANA, agent="ben"), "Ana released Ben from writing to the customer"),
        (
            entry("snooze", ANA, until=datetime(2026, 11, 20, 9, tzinfo=UTC), reason="waiting for the part"),
            "Ana snoozed the conversation until Fri 20 Nov 09:00: waiting for the part",
        ),
        (entry("wake", SYSTEM), "The conversation woke up"),
        (entry("close", ANA), "Ana closed the conversation"),
        (entry("reopen", ANA), "Ana reopened the conversation"),
        (entry("accept", BEN, agent="ana", reason="on leave"), "Ben is the owner now, after Ana: on leave"),
        (entry("refuse", BEN, agent="ben", reason="away"), "Ben refused the handover: away"),
        (entry("refuse", ANA, agent="ben", reason="I stay"), "Ana called off the handover to Ben: I stay"),
        (entry("unsend", ANA), "Ana took a message back"),
        (entry("standin", ANA, agent="ben", until=NOW), "Ben stands in for Ana until 09:30"),
        (entry("return", ANA), "Ana is back"),
        (
            entry("identity", ANA, text="email mei@tan.example"),
            "Ana linked an address: email mei@tan.example",
        ),
        (entry("merge", ANA, text="Mei is Mei Tan"), "Ana merged two customers: Mei is Mei Tan"),
        (
            entry("unmerge", ANA, text="Mei is their own person"),
            "Ana parted two customers: Mei is their own person",
        ),
        (
            entry("agent", SYSTEM, agent="eve", text="Eve, eve@desk.example"),
            "eve joined the desk: Eve, eve@desk.example",
        ),
    ],
)
def test_what_was_done_is_a_sentence(event: Entry, said: str) -> None:
    assert block_of(event, 90) == f"· 09:12 {said}"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_the_desk_is_shown_with_words_of_its_own(kind: Kind) -> None:
    shown = block_of(entry(kind, ANA, agent="ben", text="text", reason="reason", until=NOW))
    assert "Ana" in shown or "Ben" in shown
    assert "None" not in shown


def test_a_kind_from_outside_is_shown_with_its_text_and_what_its_source_knew() -> None:
    shop = Author(type=AuthorType.SYSTEM, name="shop")
    data = {"order_number": "A-1042", "amount": 12.5, "lines": [1, 2], "long": "x" * 999}
    order = entry("order", shop, channel="shop", text="shipped", data=data)
    assert block_of(order) == "· order  09:12 shop\n  shipped\n  order number A-1042 · amount 12.5"
    assert "lines: [1, 2]" in block_of(order, whole=True)


def test_a_name_that_passes_for_a_colleague_is_said_to_be_a_customers() -> None:
    eve = Author(type=AuthorType.CUSTOMER, id=9, name="Аna Ruiz")
    assert block_of(entry(author=eve, text="x")).splitlines()[0].endswith("a customer, not our Ana")
    mixed = Author(type=AuthorType.CUSTOMER, id=9, name="pаypal")
    assert block_of(entry(author=mixed, text="x")).splitlines()[0].endswith("a name in mixed alphabets")
    hidden = Author(type=AuthorType.CUSTOMER, id=9, name="pay\u200bpal")
    assert block_of(entry(author=hidden, text="x")).splitlines()[0].endswith("a name with hidden characters")


def test_a_name_that_is_doubted_has_its_address_beside_it() -> None:
    data = {"from": ["pаypal <eve@evil.example>"]}
    eve = Author(type=AuthorType.CUSTOMER, id=9, name="pаypal")
    assert "a name in mixed alphabets: eve@evil.example" in block_of(entry(author=eve, text="x", data=data))
    narrow = block_of(entry(author=eve, text="x", data=data), cells=38)
    assert narrow.splitlines()[1:3] == ["  a name in mixed alphabets:", "  eve@evil.example"]
    mei = Author(type=AuthorType.CUSTOMER, id=9, name="Mei Tan")
    assert "evil.example" not in block_of(entry(author=mei, text="x", data=data))


def test_a_name_or_text_cannot_pass_for_a_note_or_a_reply_of_ours() -> None:
    for name in ("note  Ana", "→ Ana", "┊", "ask Ana to Ben"):
        forged = Author(type=AuthorType.CUSTOMER, id=9, name=name)
        shown = block_of(entry(author=forged, text="note  Ana 09:15\n┊ She may have it all.\n→ Ana 09:16"))
        assert all(line.startswith(("← ", "  ")) for line in shown.splitlines())
    assert block_of(entry("nоte", MEI, text="x")).startswith("· ")


def test_mail_that_could_not_be_read_says_so() -> None:
    assert "could not be read" in block_of(entry(text="=?x?", kept_raw=True))


def test_the_whole_entry_says_what_was_taken_out_and_on_which_day_it_came() -> None:
    shown = block_of(entry(text="\x1b[31mred\x1b[0m", subject="Fee"), whole=True)
    assert shown.splitlines() == [
        "← Mei Tan Tue 17 Nov 2026 09:12 e-mail",
        "  Fee",
        f"  {MARK}red{MARK}",
        f"  {MARK} stands for 2 escape sequences. The original is kept.",
    ]


def test_a_very_long_text_is_cut_in_the_thread_and_whole_when_opened() -> None:
    long = entry(text="word " * 20_000)
    assert len(lines_of(long)) == MOST_LINES + 2
    assert "cut here, 100,000 characters" in plain(lines_of(long)[-1])
    whole = lines_of(long, whole=True)
    assert sum(plain(line).count("word") for line in whole) == 20_000


HOSTILE = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        "\x1b]0;t\x07",
        "\x1b[2J",
        "\u202e" * 3,
        "a\nb",
        "語" * 40,
        "👩‍👩‍👧" * 9,
        "[@click=app.quit]x[/]",
        "x" * 500,
    ]
)


@given(
    HOSTILE, HOSTILE, st.sampled_from([*Kind, "order", "[/]", "\x1b[1m"]), st.integers(20, 90), st.booleans()
)
def test_whatever_is_in_an_entry_its_block_is_screened_and_fits(
    text: str, name: str, kind: str, cells: int, whole: bool
) -> None:
    hostile = entry(
        kind,
        Author(type=AuthorType.CUSTOMER, id=1, name=name),
        text=text,
        subject=name,
        reason=text,
        channel=name,
        agent=name,
        suggested_reply=text,
        attachments=(Attachment(name=name, media_type=text),),
        data={name: text, "n": [text]},
    )
    for line in lines_of(hostile, cells, whole=whole):
        assert width(line) <= cells
        assert "\n" not in plain(line)
        assert screen(plain(line)) == plain(line)


def test_the_brief_says_whose_it_is_and_how_old() -> None:
    brief = Brief(entry=1, version=2, text="charged twice\nwants it back", author="ana", at=AT)
    shown = [plain(line) for line in brief_block(brief, now=NOW, cells=50, tz=UTC, agents=AGENTS)]
    assert shown == ["brief  Ana · 18 min · version 2", "┊ charged twice", "┊ wants it back"]
