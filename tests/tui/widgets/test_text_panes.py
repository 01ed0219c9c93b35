"""The customer's card and an entry whole."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from textual.pilot import Pilot

from agentconsole.model.ask import Ask, AskState
from agentconsole.model.conversation import Brief, Conversation, CustomerRef, Handover
from agentconsole.model.entry import Attachment
from agentconsole.model.fact import Fact
from agentconsole.model.keeping import Outgoing
from agentconsole.model.people import Customer, Identity, IdentityKind
from agentconsole.model.promise import Promise
from agentconsole.tui.known import Known
from agentconsole.tui.widgets.customer_card import CustomerCard
from agentconsole.tui.widgets.entry_view import EntryView
from agentconsole.tui.window import Direction

MEI = Customer(
    id=1,
    name="Mei Tan",
    identities=(Identity(IdentityKind.EMAIL, "mei@tan.example"),),
    person="ana",
    entries=214,
)
BARE = Conversation(id=482, customer=CustomerRef(id=1, name="Mei Tan"), owner="ana")


def screen_of(stage: SimpleNamespace, pane: Any, fill: Any, **more: Any) -> str:
    """What a pane shows once it has been filled."""
    found: list[str] = []

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        fill()
        await pilot.pause()
        found.extend(stage.text_of(pane))

    stage.show(pane, scene=scene, **more)
    return "\n".join(found)


def test_a_card_says_who_the_customer_is_and_whose(stage: SimpleNamespace):
    card = CustomerCard(stage.onlooker())
    seen = screen_of(stage, card, lambda: card.show(MEI))
    assert "Mei Tan" in seen
    assert "yours" in seen
    assert "mei@tan.example" in seen


def test_a_card_says_all_that_stands_open(stage: SimpleNamespace):
    card, noon = CustomerCard(stage.onlooker()), stage.noon
    conversation = msgspec.structs.replace(
        BARE,
        stand_in="ben",
        introduced=("priya",),
        brief=Brief(entry=1, version=2, text="charged twice\nrefund on Friday", author="ana", at=noon),
        handover=Handover(entry=2, to="ben", by="ana", brief="b", reason="holiday", at=noon),
        snoozed_until=noon + timedelta(days=2),
        snooze_reason="waits for finance",
    )
    ask = Ask(
        id=1,
        conversation=482,
        entry=3,
        specialist="priya",
        asked_by="ana",
        question="Charged twice?",
        at=noon,
    )
    answered = msgspec.structs.replace(ask, id=2, question="An old one", state=AskState.ANSWERED)
    letter = stage.entry(5, conversation=482, author=stage.ana, text="Dear Mei")
    outgoing = Outgoing(entry=letter, key="k", state="uncertain", due_at=noon)
    seen = screen_of(
        stage, card, lambda: card.show(MEI, conversation, [ask, answered], [outgoing]), size=(60, 60)
    )
    for words in (
        "ben for Ana",
        "priya may write to them too",
        "charged twice",
        "refund on Friday",
        "offered by Ana to ben: holiday",
        "until Thu 19 Nov 12:00  waits for finance",
        "Charged twice?",
        "uncertain",
    ):
        assert words in seen
    assert "An old one" not in seen


def asked(stage: SimpleNamespace, many: int) -> list[Ask]:
    """So many questions that nobody has answered."""
    return [
        Ask(
            id=number,
            conversation=1,
            entry=number,
            specialist="priya",
            asked_by="ana",
            question=f"question {number}",
            at=stage.noon,
        )
        for number in range(many)
    ]


def test_a_card_is_as_high_as_it_needs_and_no_higher_than_half_the_screen(stage: SimpleNamespace):
    card = CustomerCard(stage.onlooker())
    asks = asked(stage, 20)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        card.show(MEI)
        await pilot.pause()
        assert card.size.height == len(card.lines) < 10
        card.show(MEI, BARE, asks)
        await pilot.pause()
        assert len(card.lines) > card.size.height == 10
        card.go_to_end(Direction.DOWN)
        await pilot.pause()
        assert "question 19" in "".join(stage.text_of(card)[-2:])
        card.show(msgspec.structs.replace(MEI, entries=215), BARE, asks)
        assert card.top > 0
        card.show(msgspec.structs.replace(MEI, id=2))
        assert card.top == 0

    stage.show(card, scene=scene, size=(60, 20))


def test_a_card_takes_the_keyboard_only_to_scroll_and_says_that_there_is_more(stage: SimpleNamespace):
    card = CustomerCard(stage.onlooker())

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        card.show(MEI)
        await pilot.pause()
        assert not card.focusable
        assert not any(sign in "".join(stage.text_of(card)) for sign in "↑↓▌")
        card.show(MEI, BARE, asked(stage, 20))
        await pilot.pause()
        assert card.focusable
        assert [row[:1] for row in stage.text_of(card)][-1] == "↓"
        card.focus()
        card.scroll_lines(1)
        await pilot.pause()
        assert [row[0] for row in stage.text_of(card)] == ["↑", *"▌" * 8, "↓"]

    stage.show(card, scene=scene, size=(60, 20))


def test_a_low_screen_keeps_the_card_short(stage: SimpleNamespace):
    card = CustomerCard(stage.onlooker())
    brief = Brief(entry=1, version=1, text="\n".join("abcdefg"), author="ana", at=stage.noon)
    stale = msgspec.structs.replace(BARE, brief=brief, heard_since_brief=3)
    promises = tuple(
        Promise(
            id=n,
            conversation=1,
            entry=n,
            text=f"promise {n}",
            due_at=stage.noon,
            made_by="ana",
            at=stage.noon,
        )
        for n in range(5)
    )
    told = tuple(
        Fact(id=n, customer=MEI.id, kind="error", value=f"E-{n}", told_at=stage.noon) for n in range(40)
    )

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        card.show(MEI, stale)
        card.know(Known(customer=MEI.id + 1, promises=promises))
        assert card.known is None
        card.know(Known(customer=MEI.id, promises=promises, facts=told))
        await pilot.pause()
        rows = stage.text_of(card)
        assert len(card.lines) == card.size.height == 10
        assert any("stale: 3 messages since" in row for row in rows)
        assert any("and 6 more lines" in row for row in rows)
        assert any(row.rstrip().endswith("+3") and "promise 1" in row for row in rows)
        assert any("? error E-0" in row for row in rows)

    stage.show(card, scene=scene, size=(60, 24))


def test_a_customers_name_cannot_act_on_the_card(stage: SimpleNamespace):
    card = CustomerCard(stage.onlooker())
    evil = msgspec.structs.replace(MEI, name="\x1b[2J[@click=app.quit]Mei[/]\u202e")
    seen = screen_of(stage, card, lambda: card.show(evil))
    assert seen.replace("\n", "").isprintable()
    assert "[@click=app.quit]Mei[/]" in seen


def test_an_entry_is_shown_whole_with_its_files_and_what_screening_took_out(stage: SimpleNamespace):
    view = EntryView(stage.onlooker())
    entry = stage.entry(
        3,
        subject="Baggage fee",
        text="\x1b[31mred\x1b[0m text",
        attachments=(Attachment(name="receipt.pdf", size=2048),),
        data={"order": "A-1042"},
    )
    seen = screen_of(stage, view, lambda: view.show(entry))
    for words in ("Baggage fee", "red", "receipt.pdf", "A-1042", "2 escape sequences"):
        assert words in seen


def test_a_long_entry_scrolls_to_its_last_word(stage: SimpleNamespace):
    view = EntryView(stage.onlooker())
    text = "\n".join(f"line {number}" for number in range(2000))

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        view.show(stage.entry(3, text=text))
        await pilot.pause()
        view.scroll_lines(-5)
        assert view.top == 0
        view.page(1)
        assert view.top == 11
        view.go_to_end(Direction.DOWN)
        await pilot.pause()
        assert "line 1999" in "\n".join(stage.text_of(view))
        view.scroll_lines(99)
        assert "line 1999" in "\n".join(stage.text_of(view))

    stage.show(view, scene=scene)


def test_the_same_entry_shown_anew_stays_where_it_was_read(stage: SimpleNamespace):
    view = EntryView(stage.onlooker())
    entry = stage.entry(3, text="line\n" * 200)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        view.show(entry)
        view.scroll_lines(50)
        view.show(msgspec.structs.replace(entry, delivery="sent"))
        assert view.top == 50
        view.show(stage.entry(4, text="line\n" * 200))
        assert view.top == 0
        view.show(None)
        await pilot.pause()
        assert set(stage.text_of(view)) == {"▌"}

    stage.show(view, scene=scene)


@pytest.mark.parametrize("text", ["ü" * 400_000, "a line\n" * 60_000, "two words " * 40_000])
def test_the_lines_of_a_long_entry_are_made_beside_what_the_console_does(stage: SimpleNamespace, text: str):
    asked: list[tuple[Any, Any]] = []
    view = EntryView(stage.onlooker(), None, lambda _, make, then: asked.append((make, then)))

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        view.show(stage.entry(3, text=f"begins {text} ends", data={"order": "A-1042"}))
        assert "begins" in "\n".join(stage.text_of(view))
        assert 0 < len(view.lines) < 4_000
        view.scroll_lines(50)
        make, then = asked[-1]
        then(make())
        assert view.top == 50
        assert len(view.lines) > 4_000
        view.go_to_end(Direction.DOWN)
        await pilot.pause()
        seen = "\n".join(stage.text_of(view))
        assert "ends" in seen and "A-1042" in seen
        whole = view.lines
        view.remake()
        assert view.lines is whole
        view.show(stage.entry(4, text="another"))
        then(make())
        await pilot.pause()
        assert "another" in "\n".join(stage.text_of(view))

    stage.show(view, scene=scene)


def test_no_lines_are_made_of_a_long_entry_for_a_pane_without_a_place(stage: SimpleNamespace):
    asked: list[Any] = []
    view = EntryView(stage.onlooker(), None, lambda *question: asked.append(question))
    view.show(stage.entry(3, text="a line\n" * 60_000))
    assert asked == []
    screen_of(stage, view, lambda: None)
    assert len(asked) == 1
