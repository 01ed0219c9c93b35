"""Finding one's way: the history, old entries, search, customers, the palette, the `:` line."""

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.entry import Kind
from agentconsole.settings.config import Config
from agentconsole.tui.screens.customer import CustomerScreen
from agentconsole.tui.screens.search import SearchScreen
from tests.tui.play import OLD, Play, play, received

EIGHTY = (80, 24)


def test_opening_lands_on_what_the_customer_said_with_the_history_at_the_same_moment(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        panes = ana.screen.panes
        assert panes.thread.current.text == "I was charged again for the same bag."
        assert panes.history.current.id == panes.thread.current.id
        assert not desk.conversation(2, by="ana").unread or not panes.opened.new

    play(desk, scene)


def test_what_is_opened_counts_as_read(desk: LocalDesk) -> None:
    received(desk, "Hello?")
    assert desk.conversation(2, by="ana").unread

    async def scene(ana: Play) -> None:
        await ana.press("enter")
        await ana.sees("Hello?")
        await ana.sees("new ──")
        await ana.until(lambda: not desk.conversation(2, by="ana").unread)

    play(desk, scene)


@pytest.mark.parametrize("size", [EIGHTY, (120, 40), (200, 50)])
def test_thread_and_history_are_side_by_side_at_every_width(desk: LocalDesk, size: tuple[int, int]) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        thread, history = ana.screen.panes.thread.region, ana.screen.panes.history.region
        assert thread.width >= 30 and history.width >= 30
        assert thread.right <= history.x
        assert (ana.screen.panes.list.region.width > 0) == (size[0] >= 140)

    play(desk, scene, size=size)


def test_what_was_looked_for_is_found_in_the_history(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("/", *"bag", "enter")
        await ana.until(lambda: len(ana.screen.panes.history.found.ids) == 2)
        assert "same bag" in ana.screen.panes.history.current.text
        await ana.press("n")
        await ana.until(lambda: ana.screen.panes.history.current.text == OLD)
        await ana.press("N")
        await ana.until(lambda: "same bag" in ana.screen.panes.history.current.text)

    play(desk, scene)


def test_an_old_entry_stands_whole_beside_the_history_and_goes_away_again(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        ana.app.screen.set_focus(ana.screen.panes.history)
        await ana.press("]", "enter")
        await ana.until(lambda: ana.screen.panes.entry.display and ana.screen.panes.entry.entry)
        assert ana.screen.panes.entry.entry.text == "Thank you, Ana."
        assert ana.screen.panes.is_open(2)
        await ana.press("escape")
        await ana.until(lambda: ana.screen.panes.thread.display)

    play(desk, scene)


def test_an_old_entry_is_quoted_into_the_draft(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"As you said:", "escape")
        ana.app.screen.set_focus(ana.screen.panes.history)
        await ana.press("G", ">")
        await ana.until(lambda: f"> {OLD}" in ana.writing)
        assert ana.writing.startswith("As you said:\n\nMei Tan, ")

    play(desk, scene)


def test_an_old_entry_can_be_what_a_question_is_about(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        ana.app.screen.set_focus(ana.screen.panes.history)
        await ana.press("G", "space", "@", *"priya", "tab", *"why?", "ctrl+s")
        await ana.until(lambda: desk.asks(conversation=2))
        assert desk.entry(desk.asks(conversation=2)[0].about[0]).text == OLD

    play(desk, scene)


def test_the_history_can_be_narrowed_and_gone_through_by_date(desk: LocalDesk) -> None:
    desk.do(c.Note(conversation=2, text="She had this before"), by="ana")

    async def scene(ana: Play) -> None:
        await ana.open()
        history = ana.screen.panes.history
        await ana.press("d", *"2023-06", "enter")
        await ana.until(lambda: history.current.text == "Thank you, Ana.")
        await ana.press("F", "tab", *"note", "enter")
        await ana.until(lambda: [each.text for each in history.window.items] == ["She had this before"])

    play(desk, scene)


def test_everything_is_searched_and_opened_where_it_stands(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.press("/", *"never", "enter")
        await ana.sees(OLD[:30])
        assert isinstance(ana.app.screen, SearchScreen)
        await ana.press("enter")
        await ana.until(lambda: ana.screen.panes.is_open(1) and ana.app.screen is ana.screen)
        assert ana.screen.panes.thread.current.text == OLD

    play(desk, scene)


def test_a_search_that_cannot_be_read_says_so(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.press("g", "s", *"before:never", "enter")
        await ana.sees("is not a date I can read")

    play(desk, scene)


def test_a_customer_is_found_by_name_and_known_by_one_more_address(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.press("g", "c")
        await ana.sees("mei@tan.example")
        await ana.press("enter")
        await ana.until(lambda: isinstance(ana.app.screen, CustomerScreen) and ana.app.screen.customer)
        await ana.sees("yours since")
        await ana.press("l", *"mei@home.example", "ctrl+s")
        await ana.until(lambda: len(desk.customer("mei@tan.example").identities) == 2)

    play(desk, scene)


def test_two_customers_are_merged_and_parted(desk: LocalDesk) -> None:
    from agentconsole.model.people import Contact

    received(desk, "Hi", key="m", customer=Contact(name="M. Tan", email="m@tan.example"))
    mei, other = desk.customer("mei@tan.example").id, desk.customer("m@tan.example").id

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("u")
        await ana.until(lambda: isinstance(ana.app.screen, CustomerScreen) and ana.app.screen.customer)
        await ana.press("m", *"m@tan.example", "ctrl+s")
        await ana.until(lambda: desk.customer(other).id == mei)
        await ana.until(lambda: ana.app.screen.customer.merged if ana.app.screen is not ana.screen else None)
        await ana.press("u", "ctrl+s")
        await ana.until(lambda: desk.customer(other).id == other)

    play(desk, scene)


def test_the_palette_knows_actions_and_people(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("ctrl+p", *"snoo", "enter")
        await ana.sees("until")
        await ana.press("escape", "ctrl+p", *"Mei T")
        await ana.sees("customer Mei Tan")

    play(desk, scene)


def test_the_palette_goes_to_a_conversation(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.press("ctrl+p")
        await ana.until(lambda: ana.app.screen.conversations)
        await ana.press(*"#1 Refund")
        await ana.press("enter")
        await ana.until(lambda: ana.screen.panes.is_open(1))

    play(desk, scene)


def test_a_line_does_what_the_command_of_that_name_does(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press(":", *"note She's had this before", "enter")
        await ana.until(lambda: any(e.kind == Kind.NOTE for e in desk.thread(2).items))
        assert desk.thread(2).items[-1].text == "She's had this before"

    play(desk, scene)


def test_a_line_that_is_wrong_stays_with_what_is_wrong_about_it(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.press(":", *"frobnicate", "enter")
        await ana.sees("is not a command")
        await ana.sees(":frobnicate")
        await ana.press("escape")
        await ana.until(lambda: "frobnicate" not in ana.text())

    play(desk, scene)


def test_a_line_is_completed(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press(":", *"handov", "tab", *"@pri", "tab")
        await ana.sees(":handover @priya")

    play(desk, scene)


def test_the_reply_of_a_line_is_stopped_by_what_was_not_seen(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        seen = ana.screen.panes.conversation
        await ana.press(":", *"reply Dear Mei")
        received(desk, "Solved!")
        await ana.until(lambda: ana.screen.panes.conversation.version > seen.version)
        await ana.press("enter")
        await ana.sees("wrote since you looked")
        assert not [e for e in desk.thread(2).items if e.outgoing]

    play(desk, scene)


def test_help_lists_the_keys_as_the_user_has_them(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.press("?")
        await ana.sees("f7")
        await ana.press("q")
        await ana.until(lambda: ana.app.screen is ana.screen)

    play(desk, scene, config=Config(keys={"app.search": ("f7",)}, timezone="UTC"))


def test_bad_keys_are_said_at_the_start(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.sees("Perhaps app.search is meant")

    play(desk, scene, config=Config(keys={"app.serch": ("f7",)}, timezone="UTC"))


def test_a_guide_is_there_until_it_is_put_away(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.sees("enter   opens Mei")
        await ana.press("q")
        await ana.until(lambda: "opens Mei" not in ana.text())
        await ana.press("?")
        await ana.sees("enter   opens Mei")

    play(desk, scene, guide="A demo.\n enter   opens Mei")


def test_leaving_is_asked_for_at_the_top(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.press("q")
        await ana.sees("Leave the console?")
        await ana.press("enter")
        await ana.until(lambda: not ana.app.is_running or ana.app._exit)

    play(desk, scene)


def test_another_process_is_seen_at_once(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        received(desk, "Are you there?")
        await ana.sees("Are you there?")
        await ana.sees("2 new")
        assert desk.conversation(2, by="ana").unread
        await ana.press("k")
        await ana.until(lambda: not desk.conversation(2, by="ana").unread)

    play(desk, scene)


def test_a_conversation_is_opened_with_all_that_stands_beside_it(desk: LocalDesk) -> None:
    found: list[tuple[bool, set[int]]] = []

    async def scene(ana: Play) -> None:
        panes = ana.screen.panes

        def look(_: object) -> None:
            found.append((panes.card.known is not None, set(panes.history.conversations)))

        ana.screen.opening.landed.append(look)
        await ana.open()

    play(desk, scene)
    assert found == [(True, {1, 2})]
