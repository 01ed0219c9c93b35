"""Questions that do not need each other's answers are asked at once where each goes over a network."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.errors import NotFound
from agentconsole.model.link import Link, LinkState
from agentconsole.model.queries import InboxView
from agentconsole.tui import inbox
from agentconsole.tui.opened import read
from agentconsole.tui.together import together


class Away:
    """A desk as if it were over a network; some of its methods, asked for the first time, answer only when
    all of them are asked."""

    def __init__(self, desk: LocalDesk, *meeting: str) -> None:
        self.desk = desk
        self.meeting = set(meeting)
        self.all = threading.Barrier(max(1, len(meeting)), timeout=20)

    def link(self) -> Link:
        return Link(state=LinkState.LIVE)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.desk, name)

        def ask(*args: Any, **more: Any) -> Any:
            if name in self.meeting:
                self.meeting.remove(name)
                self.all.wait()
            return method(*args, **more)

        return ask


def on_this_machine(desk: LocalDesk) -> Callable[[], int]:
    with together(desk) as ask:
        return ask(threading.get_ident)


def test_on_this_machine_they_are_asked_one_after_another_by_whoever_asks(desk: LocalDesk) -> None:
    assert on_this_machine(desk)() == threading.get_ident()


def test_over_a_network_each_is_asked_while_others_wait(desk: LocalDesk) -> None:
    both = threading.Barrier(2, timeout=20)
    with together(Away(desk)) as ask:
        first, second = ask(both.wait), ask(both.wait)
        assert {first(), second()} == {0, 1}


def test_an_answer_that_is_an_error_is_raised_where_it_is_wanted(desk: LocalDesk) -> None:
    with together(Away(desk)) as ask:
        wanted = ask(lambda: desk.conversation(999))
        with pytest.raises(NotFound):
            wanted()


@pytest.mark.parametrize(
    "meeting",
    [
        ("conversation", "thread", "asks", "outbox", "draft"),
        ("customer", "facts", "fact_kinds", "promises", "pinned", "met", "zone", "entry"),
    ],
)
def test_a_conversation_is_opened_with_a_few_rounds_of_questions(
    desk: LocalDesk, meeting: tuple[str, ...]
) -> None:
    entry = desk.thread(2, limit=1).items[-1].id
    desk.do(c.Ask(conversation=2, specialist="priya", question="?", about=(entry,)), by="ana")
    assert read(Away(desk, *meeting), 2, me="priya") == read(desk, 2, me="priya")


def test_a_list_is_read_in_one_round(desk: LocalDesk) -> None:
    away = Away(desk, "inbox", "asks", "promises")
    assert inbox.read(away, InboxView.ALL, "ana") == inbox.read(desk, InboxView.ALL, "ana")
