"""The one table of actions: nothing missing, nothing twice, nothing that cannot be done."""

import re
from itertools import combinations

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands
from agentconsole.model.commands import AboutAsk, AboutPromise, Command, InConversation
from agentconsole.tui.actions import ACTIONS, PREFIXES, Where
from agentconsole.tui.keymap import FORBIDDEN, TOGETHER
from tests.tui.play import Play, play

HIDES = {("app.search", "history.search"), ("app.search", "search.edit")}
"""Where an inner key means the same for what one is in."""
FROM_OUTSIDE = {commands.Receive, commands.BreakPromise}
"""What no person does."""


def all_commands() -> set[type[Command]]:
    """Every command there is."""
    found = {
        thing for thing in vars(commands).values() if isinstance(thing, type) and issubclass(thing, Command)
    }
    return found - {Command, InConversation, AboutAsk, AboutPromise}


def test_every_command_can_be_reached_from_the_keyboard() -> None:
    reached = {command for action in ACTIONS if action.keys or action.palette for command in action.commands}
    assert all_commands() - reached == FROM_OUTSIDE - reached


def test_ids_are_unique_and_look_like_ids() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", each) for each in ids)


def test_no_key_means_two_things_where_both_count() -> None:
    for one, other in combinations(ACTIONS, 2):
        same = one.where is other.where or any({one.where, other.where} <= places for places in TOGETHER)
        if same and (one.id, other.id) not in HIDES:
            assert not set(one.keys) & set(other.keys), (one.id, other.id)


def test_no_key_is_one_that_terminals_eat() -> None:
    for action in ACTIONS:
        assert not set(action.keys) & set(FORBIDDEN), action.id
        assert not [key for key in action.keys if key.startswith("alt+")], action.id


def test_nothing_that_can_be_pasted_sends() -> None:
    keys = {key for action in ACTIONS if action.where is Where.COMPOSER for key in action.keys}
    without_sending = {"f3", "f5", "f8", "f9"}  # a sentence is changed or added, a note marked
    without_sending |= {"f6", "f7", "ctrl+o", "ctrl+r"}  # who gets it, what goes along
    assert keys == {"ctrl+s", "escape", "f4"} | without_sending


def test_the_first_key_of_a_chord_means_nothing_alone() -> None:
    assert not [action.id for action in ACTIONS if set(action.keys) & set(PREFIXES)]


@pytest.mark.parametrize("me", ["ana", "ben"])
def test_every_action_of_the_desk_does_something_or_says_why_not(desk: LocalDesk, me: str) -> None:
    async def scene(person: Play) -> None:
        app = person.app
        for action in ACTIONS:
            if action.where in (Where.DESK, Where.READING, Where.EVERYWHERE):
                assert app.handler_of(action), action.id

    play(desk, scene, me=me)


def test_later_features_are_nowhere() -> None:
    words = ("remedy", "refund", "signal", "theme of")
    assert not [action.id for action in ACTIONS if any(word in action.title.lower() for word in words)]
