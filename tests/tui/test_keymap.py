"""The user's keys: what can be, and what is said about the rest."""

import pytest

from agentconsole.tui.actions import ACTIONS, BY_ID, Where
from agentconsole.tui.keymap import FORBIDDEN, RESERVED, Keymap, normalised, read


def test_a_wish_is_granted_and_the_old_key_is_free() -> None:
    keymap, warnings = read({"conversation.reply": ("f6", "x")})
    assert warnings == ()
    assert keymap.keys["conversation.reply"] == ("f6", "x")
    assert keymap.action((Where.DESK,), "x") is BY_ID["conversation.reply"]
    assert keymap.action((Where.DESK,), "r") is None


def test_two_actions_can_change_keys_with_each_other() -> None:
    keymap, warnings = read({"conversation.reply": ("c",), "conversation.note": ("r",)})
    assert warnings == ()
    assert keymap.action((Where.DESK,), "c") is BY_ID["conversation.reply"]
    assert keymap.action((Where.DESK,), "r") is BY_ID["conversation.note"]


def test_an_action_can_be_left_without_a_key() -> None:
    keymap, warnings = read({"conversation.close": ()})
    assert warnings == () and keymap.key_of("conversation.close") == ""


@pytest.mark.parametrize(
    ("action", "key", "said"),
    [
        ("conversation.repyl", "x", "Perhaps conversation.reply is meant"),
        ("nonsense", "x", "there is no such action"),
        ("conversation.reply", "c", "c is conversation.note already"),
        ("conversation.reply", "j", "j is list.down already"),
        ("go.mine", "r", "r is conversation.reply already"),
        ("conversation.reply", "ctrl+p", "ctrl+p is kept for the palette"),
        ("conversation.reply", "ctrl+c", "ctrl+c is kept for copy"),
        ("conversation.reply", "f1", "f1 is kept for help"),
        ("conversation.reply", "x y", "a chord begins with"),
        ("conversation.reply", "g i x", "not one key, nor two"),
        ("conversation.reply", "g", "begins the chords"),
        ("conversation.reply", "hyper+x", "is not a key I know"),
        ("composer.strip", "x", "is text there"),
        ("composer.strip", "enter", "is text there"),
        *(("conversation.reply", key, f"{key} cannot be bound") for key in FORBIDDEN),
    ],
)
def test_what_cannot_be_is_said_in_words_and_left_out(action: str, key: str, said: str) -> None:
    keymap, (warning,) = read({action: (key,)})
    assert warning.startswith(f"[keys] {action}: ")
    assert said in warning
    assert keymap.keys == Keymap().keys


def test_a_bad_wish_leaves_the_good_ones() -> None:
    keymap, warnings = read({"conversation.reply": ("ctrl+h",), "conversation.note": ("x",)})
    assert len(warnings) == 1
    assert keymap.keys["conversation.note"] == ("x",)
    assert keymap.keys["conversation.reply"] == ("r",)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("question_mark", "?"),
        ("?", "?"),
        ("G", "G"),
        ("Ctrl+S", "ctrl+s"),
        ("shift+ctrl+x", "ctrl+shift+x"),
        ("g  i", "g i"),
        ("space", "space"),
        ("escape", "escape"),
        ("at", "@"),
        ("pgdn", "pagedown"),
        ("Esc", "escape"),
    ],
)
def test_a_key_can_be_written_as_the_toolkit_calls_it(written: str, meant: str) -> None:
    assert normalised(written) == meant


def test_in_a_text_only_its_own_place_has_the_editing_keys() -> None:
    keymap, _ = read({"app.undo": ("backspace",)})
    places = (Where.TEXT, Where.EVERYWHERE)
    assert keymap.action(places, "backspace") is BY_ID["app.undo"]
    assert keymap.action(places, "backspace", in_text=True) is None


def test_the_defaults_would_be_granted_themselves() -> None:
    for action in ACTIONS:
        _, warnings = read({action.id: action.keys})
        assert warnings == (), action.id


def test_reserved_keys_belong_to_what_they_are_kept_for() -> None:
    owners = {key: action.id for action in ACTIONS for key in action.keys if key in RESERVED}
    assert owners == {"ctrl+q": "app.quit", "ctrl+p": "app.palette", "f1": "app.help"}
