"""Small things that are easily got wrong again."""

import asyncio
from datetime import datetime

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.ask import AskState
from agentconsole.model.errors import NotFound
from agentconsole.model.fact import FactState
from agentconsole.model.link import Link, LinkState
from agentconsole.settings.config import Config
from agentconsole.show.facts import fact_line
from agentconsole.show.spans import plain
from agentconsole.tui.app import Console
from agentconsole.tui.hints import hint
from agentconsole.tui.screens.facts import FactsScreen
from agentconsole.tui.sketch import Sketch
from tests.make import NOW
from tests.tui.play import Play, play, received


@pytest.mark.parametrize(
    "said, shown",
    [
        ("agentconsole claim 2 takes it over", ":claim 2 takes it over"),
        ("agentconsole agent add ben", ":agent add ben"),
        ("agentconsole show 2 has its entries", "agentconsole show 2 has its entries"),
    ],
)
def test_a_hint_names_a_verb_of_the_line_only_where_the_line_has_it(
    desk: LocalDesk, said: str, shown: str
) -> None:
    async def scene(ana: Play) -> None:
        assert hint(NotFound("It is not there", said), ana.screen.state(), str) == shown

    play(desk, scene)


def test_versions_of_a_brief_do_not_offer_what_they_refuse(desk: LocalDesk) -> None:
    desk.do(c.Brief(conversation=2, text="Charged twice."), by="ana")

    async def scene(ben: Play) -> None:
        await ben.open()
        await ben.press("B")
        await ben.sees("Brief of #2")
        assert "i write" not in ben.text()
        await ben.press("i")
        await ben.sees("These are only looked at")

    play(desk, scene, me="ben")


def test_confirming_a_fact_leaves_the_cursor_before_the_next_and_the_keys_in_their_place(
    desk: LocalDesk,
) -> None:
    received(desk, "My order number is A-1042, and I live in Auckland.")

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("f")
        await ana.until(lambda: isinstance(ana.app.screen, FactsScreen) and ana.app.screen.list.window.items)
        assert "confirm, or where it was said" in ana.text()
        facts = ana.app.screen.list  # type: ignore[attr-defined]
        first, second = facts.window.items[:2]
        await ana.press("enter")
        await ana.until(lambda: first.id not in {each.id for each in suggested(facts)})
        assert facts.window.cursor == 0 and facts.current.id == second.id

    def suggested(facts: object) -> list[object]:
        return [each for each in facts.window.items if each.state is FactState.SUGGESTED]  # type: ignore[attr-defined]

    play(desk, scene)


def test_a_question_that_comes_up_unseen_is_not_marked_as_seen(desk: LocalDesk) -> None:
    async def scene(priya: Play) -> None:
        await priya.open()
        ask = desk.do(c.Ask(conversation=2, specialist="priya", question="Charged twice?"), by="ana").ask
        assert ask is not None
        await priya.sees("Charged twice?")
        await priya.pilot.pause()
        assert desk.ask(ask.id).state is AskState.OPEN, "nobody has touched a key"
        await priya.press("j")
        await priya.until(lambda: desk.ask(ask.id).state is AskState.SEEN)

    play(desk, scene, me="priya")


@pytest.mark.parametrize("cells", range(34, 90, 4))
def test_a_value_has_its_room_before_the_day_it_was_told(desk: LocalDesk, cells: int) -> None:
    received(desk, "My order number is A-1042-2026-77.")
    (fact,) = (each for each in desk.facts(1) if each.kind == "order")
    line = plain(fact_line(fact, now=NOW, cells=cells))
    assert len(line) == cells
    assert fact.value in line or cells < 20 + len(fact.value) + 2
    assert ("17 Nov" in line) == (cells >= 20 + 2 + len(fact.value) + 1 + len("17 Nov"))


def test_what_time_brings_is_noticed_by_the_server_where_there_is_one(desk: LocalDesk) -> None:
    noticed: list[datetime] = []
    desk.come_due = lambda now: len(noticed.append(now) or noticed)  # type: ignore[method-assign,func-returns-value]

    async def scene(ana: Play) -> None:
        desk.link = lambda: Link(state=LinkState.LIVE)  # type: ignore[method-assign]
        ana.app._wake()
        await ana.answered()
        assert noticed == []
        desk.link = Link  # type: ignore[method-assign]
        ana.app._wake()
        await ana.until(lambda: noticed == [desk.clock()])

    play(desk, scene)


def test_what_happens_between_the_sketch_and_the_console_is_not_missed(desk: LocalDesk) -> None:
    async def run() -> None:
        sketch = Sketch(desk, "priya", Config(timezone="UTC"), desk.clock)
        desk.do(c.Ask(conversation=2, specialist="priya", question="Charged twice?"), by="ana")
        app = Console(desk, "priya", Config(timezone="UTC"), clock=desk.clock, sketch=sketch)
        priya = Play(app, desk)
        async with app.run_test(size=(80, 24)):
            await priya.sees("2 asked 1")

    asyncio.run(run())
