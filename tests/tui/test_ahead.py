import asyncio
import threading

import pytest

from agentconsole.model.errors import Unavailable
from agentconsole.tui import ahead as room
from agentconsole.tui.ahead import Ahead
from agentconsole.tui.background import Background
from tests.tui.test_background import PATIENCE, Console, in_console


async def told(ahead: Ahead[str]) -> None:
    async with asyncio.timeout(PATIENCE):
        while ahead.found is None:
            await asyncio.sleep(0.001)


def test_an_answer_is_there_for_what_was_asked_and_for_nothing_else() -> None:
    async def scene(_: Console, background: Background) -> None:
        ahead: Ahead[str] = Ahead(background, "ahead")
        assert ahead.take((1,)) is None
        ahead.ask((1,), lambda: "one")
        await told(ahead)
        assert (ahead.take((2,)), ahead.take((1,)), ahead.take((1,))) == (None, "one", "one")

    in_console(scene)


def test_an_answer_that_was_forgotten_is_not_there_any_more() -> None:
    async def scene(_: Console, background: Background) -> None:
        ahead: Ahead[str] = Ahead(background, "ahead")
        ahead.ask((1,), lambda: "one")
        await told(ahead)
        ahead.forget()
        assert ahead.take((1,)) is None

    in_console(scene)


def test_an_answer_that_was_on_its_way_when_it_was_forgotten_never_arrives() -> None:
    async def scene(console: Console, background: Background) -> None:
        ahead, go_on = Ahead[str](background, "ahead"), threading.Event()
        ahead.ask((1,), lambda: str(go_on.wait(PATIENCE)))
        ahead.forget()
        go_on.set()
        background.ask("end", lambda: "end", console.hear)
        await console.hears(1)
        assert ahead.found is None

    in_console(scene)


def test_nothing_is_asked_while_something_is_being_done() -> None:
    async def scene(console: Console, background: Background) -> None:
        ahead, go_on = Ahead[str](background, "ahead"), threading.Event()
        background.do(lambda: go_on.wait(PATIENCE), console.hear)
        ahead.ask((1,), lambda: "what is being done may be missing here")
        go_on.set()
        await console.hears(1)
        background.ask("end", lambda: "end", console.hear)
        await console.hears(2)
        assert ahead.found is None

    in_console(scene)


def test_an_old_answer_is_not_good(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(_: Console, background: Background) -> None:
        ahead: Ahead[str] = Ahead(background, "ahead", seconds=10)
        began = room.time.monotonic()
        ahead.ask((1,), lambda: "one")
        await told(ahead)
        monkeypatch.setattr(room.time, "monotonic", lambda: began + 9)
        assert ahead.take((1,)) == "one"
        monkeypatch.setattr(room.time, "monotonic", lambda: began + 11)
        assert ahead.take((1,)) is None
        monkeypatch.undo()

    in_console(scene)


def test_that_it_could_not_be_answered_is_told_to_nobody() -> None:
    async def scene(console: Console, background: Background) -> None:
        def fails() -> str:
            raise Unavailable("The desk is not there")

        ahead: Ahead[str] = Ahead(background, "ahead")
        ahead.ask((1,), fails)
        background.ask("end", lambda: "end", console.hear)
        assert await console.hears(1) == ["end"]
        assert ahead.found is None

    in_console(scene)
