import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import wait
from datetime import UTC, datetime
from typing import Any

import pytest
from textual.app import App

from agentconsole.model.errors import DeskError, NotFound, Unavailable
from agentconsole.model.keeping import Change
from agentconsole.tui import background as rooms
from agentconsole.tui.background import Background, DeskChanged, DeskLost, Failed, Watcher

PATIENCE = 30


class Console(App[None]):
    """Hears what is posted."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.changes: list[int] = []
        self.news = asyncio.Event()

    def hear(self, thing: Any) -> None:
        assert threading.current_thread() is threading.main_thread()
        self.heard.append(thing)
        self.news.set()

    def on_failed(self, message: Failed) -> None:
        self.hear((message.group, message.error))

    def on_desk_changed(self, message: DeskChanged) -> None:
        self.changes += [change.position for change in message.changes]
        self.hear("changes")

    def on_desk_lost(self, message: DeskLost) -> None:
        self.hear("lost")

    def on_desk_back(self) -> None:
        self.hear("back")

    async def hears(self, count: int) -> list[Any]:
        async with asyncio.timeout(PATIENCE):
            while len(self.heard) < count:
                self.news.clear()
                await self.news.wait()
        return self.heard


def in_console(scene: Callable[[Console, Background], Any]) -> None:
    """Play a scene in a running console, with its background."""

    async def play() -> None:
        console = Console()
        async with console.run_test():
            background = Background(console)
            try:
                await scene(console, background)
            finally:
                assert background.close()

    asyncio.run(play())


def test_an_answer_arrives_on_the_consoles_own_thread():
    async def scene(console: Console, background: Background) -> None:
        background.ask("who", threading.current_thread, lambda thread: console.hear(thread))
        [thread] = await console.hears(1)
        assert thread is not threading.main_thread()

    in_console(scene)


def test_only_the_answer_to_the_newest_question_of_a_group_arrives():
    async def scene(console: Console, background: Background) -> None:
        asked, go_on = threading.Event(), threading.Event()

        def slow() -> str:
            asked.set()
            go_on.wait(PATIENCE)
            return "old"

        background.ask("thread", slow, console.hear)
        await asyncio.to_thread(asked.wait, PATIENCE)
        background.ask("thread", lambda: "new", console.hear)
        background.ask("history", lambda: "other", console.hear)
        await console.hears(2)
        go_on.set()
        background.ask("end", lambda: "end", console.hear)
        assert set(await console.hears(3)) == {"new", "other", "end"}

    in_console(scene)


def test_an_answer_that_lands_after_a_newer_question_was_asked_is_dropped():
    async def scene(console: Console, background: Background) -> None:
        answered = threading.Event()
        background.ask("thread", lambda: answered.set() or "old", console.hear)
        answered.wait(PATIENCE)  # holds the console up: the answer is on its way, but cannot have landed
        background.ask("thread", lambda: "new", console.hear)
        background.ask("end", lambda: "end", console.hear)
        assert set(await console.hears(2)) == {"new", "end"}

    in_console(scene)


def test_an_answer_that_lands_while_the_console_ends_is_dropped():
    async def scene(console: Console, background: Background) -> None:
        background.ask("thread", lambda: "old", console.hear)
        background.do(lambda: "done", console.hear)
        wait(background.underway, PATIENCE)  # holds the console up: the answers are on their way
        await console._shutdown()
        assert console.heard == []

    in_console(scene)


def test_a_dropped_question_is_answered_to_nobody():
    async def scene(console: Console, background: Background) -> None:
        go_on = threading.Event()
        background.ask("thread", lambda: go_on.wait(PATIENCE), console.hear)
        background.drop("thread")
        go_on.set()
        background.ask("end", lambda: "end", console.hear)
        assert await console.hears(1) == ["end"]

    in_console(scene)


def test_deeds_are_done_one_after_another_in_the_order_given_and_none_is_dropped():
    async def scene(console: Console, background: Background) -> None:
        done: list[int] = []
        for number in range(50):
            background.do(lambda number=number: done.append(number), lambda _: console.hear(len(done)))
        await console.hears(50)
        assert done == list(range(50))

    in_console(scene)


def test_closing_waits_for_the_deeds_that_were_given():
    async def scene(console: Console, background: Background) -> None:
        done: list[int] = []
        for number in range(20):
            background.do(lambda number=number: done.append(number))
        assert background.close()
        assert done == list(range(20))

    in_console(scene)


def test_what_the_desk_refuses_is_posted_and_a_handler_of_ones_own_goes_first():
    def refuse() -> None:
        raise NotFound("There is no conversation 7", "inbox all lists them")

    async def scene(console: Console, background: Background) -> None:
        background.ask("thread", refuse, console.hear)
        background.do(refuse, failed=lambda error: console.hear(error.message))
        heard = await console.hears(2)
        assert "There is no conversation 7" in heard
        [(group, error)] = [item for item in heard if isinstance(item, tuple)]
        assert (group, error.hint) == ("thread", "inbox all lists them")

    in_console(scene)


def test_an_error_nobody_foresaw_is_shown_and_logged_and_ends_nothing(caplog: pytest.LogCaptureFixture):
    async def scene(console: Console, background: Background) -> None:
        background.ask("thread", lambda: 1 / 0, console.hear)
        [(_, error)] = await console.hears(1)
        assert isinstance(error, DeskError)
        assert "ZeroDivisionError" in error.message
        background.ask("thread", lambda: "still here", console.hear)
        assert (await console.hears(2))[1] == "still here"

    in_console(scene)
    assert "ZeroDivisionError" in caplog.text


class Feed:
    """The changes of a desk, which can be cut off."""

    def __init__(self) -> None:
        self.all: list[Change] = []
        self.cut = False
        self.more = threading.Condition()

    def latest(self) -> int:
        return len(self.all)

    def happen(self, count: int = 1, *, cut: bool = False) -> None:
        with self.more:
            self.cut = cut
            for _ in range(count):
                at = datetime(2026, 3, 1, tzinfo=UTC)
                self.all.append(Change(position=len(self.all) + 1, at=at, kind="entry"))
            self.more.notify_all()

    def wait(self, after: int, *, seconds: float) -> bool:
        with self.more:
            self.more.wait_for(lambda: self.cut or len(self.all) > after, seconds)
            if self.cut:
                raise Unavailable("The desk cannot be reached")
            return len(self.all) > after

    def changes(self, after: int, *, limit: int = 500) -> tuple[Change, ...]:
        return tuple(self.all[after : after + limit])


def test_the_watcher_tells_each_change_once_and_in_order():
    async def scene(console: Console, _: Background) -> None:
        feed = Feed()
        feed.happen(3)
        watcher = Watcher(console, feed, after=2)
        watcher.start()
        await console.hears(1)
        assert console.changes == [3]
        feed.happen(2)
        while len(console.changes) < 3:
            await console.hears(len(console.heard) + 1)
        assert console.changes == [3, 4, 5]
        assert watcher.stop()

    in_console(scene)


def test_the_watcher_says_once_that_the_desk_is_gone_and_that_it_is_back(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rooms, "RETRY_SECONDS", 0.01)

    async def scene(console: Console, _: Background) -> None:
        feed = Feed()
        watcher = Watcher(console, feed, after=0)
        watcher.start()
        feed.happen(0, cut=True)
        assert await console.hears(1) == ["lost"]
        feed.happen(1)
        assert await console.hears(3) == ["lost", "back", "changes"]
        assert watcher.stop()

    in_console(scene)


def test_a_watcher_that_was_stopped_posts_nothing_more():
    async def scene(console: Console, background: Background) -> None:
        feed = Feed()
        watcher = Watcher(console, feed, after=0)
        watcher.start()
        assert watcher.stop()
        feed.happen()
        background.ask("end", lambda: "end", console.hear)
        assert await console.hears(1) == ["end"]

    in_console(scene)


def test_a_watcher_that_never_began_can_be_stopped():
    async def scene(console: Console, _: Background) -> None:
        assert Watcher(console, Feed(), after=0).stop()

    in_console(scene)
