"""Which keys do what, and whether what the user wrote about it can be.

The toolkit ignores the id of an action it does not know, and silently disables the action whose key
another one takes: so the user's `[keys]` are judged here, entry by entry. A bad entry becomes a
sentence and is left out; the rest counts.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from textual.keys import REPLACED_KEYS, Keys, key_to_character

from agentconsole.tui.actions import ACTIONS, BY_ID, PREFIXES, Action, Where

FORBIDDEN = {
    "ctrl+h": "most terminals send it for backspace",
    "ctrl+i": "it is the tab key",
    "ctrl+m": "it is the enter key",
    "ctrl+j": "it is a line's end: a pasted text would press it",
    "ctrl+[": "it is the escape key",
    "ctrl+left_square_bracket": "it is the escape key",
    "alt+enter": "terminals send plain enter for it",
    "shift+enter": "terminals send plain enter for it",
    "ctrl+enter": "terminals send plain enter for it",
    "ctrl+a": "screen takes it",
    "ctrl+b": "tmux takes it",
}
RESERVED = {
    "ctrl+c": "copy",
    "ctrl+q": "leave the console",
    "ctrl+p": "the palette",
    "f1": "help",
}
_MODIFIERS = ("ctrl", "shift", "alt")
_NAMED = frozenset(key.value for key in Keys if "+" not in key.value and not key.value.startswith("<"))
_TYPING = frozenset({Where.COMPOSER, Where.BRIEF})
"""Places where letters are text: a key there has to be something that is not typed."""
_SPOKEN = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "delete": "del"}
_WRITTEN = {spoken: key for key, spoken in _SPOKEN.items()}
_EDITING = frozenset(
    ("enter", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown")
) | {"up", "down", "left", "right"}
"""Keys a text keeps for itself, wherever else they count."""
_LISTING = (Where.ASKS, Where.SEARCH, Where.CUSTOMER, Where.FACTS, Where.PROMISES, Where.BOARD, Where.BRIEFS)
TOGETHER = (
    frozenset({Where.LISTS, Where.READING, Where.DESK, Where.EVERYWHERE}),
    *(frozenset({Where.LISTS, place, Where.EVERYWHERE}) for place in _LISTING),
)
"""Places that count at the same time: a key of the inner one hides that of the outer."""


def pressed(key: str, character: str | None) -> str:
    """A key press, as keys are written here."""
    if key == "space":
        return "space"
    return character if character and character.isprintable() and len(character) == 1 else key


def normalised(written: str) -> str:
    """Keys as the user wrote them, in our own spelling: `question_mark` is `?`. A chord keeps its blank."""
    return " ".join(_one(part) for part in written.split())


def _one(key: str) -> str:
    if len(key) == 1 or key in _NAMED:
        return key
    character = key_to_character(REPLACED_KEYS.get(key, key))
    if character is not None and character.isprintable() and character != " ":
        return character
    *modifiers, last = key.lower().split("+")
    return "+".join((*sorted(modifiers, key=_order), _WRITTEN.get(last, last)))


def _order(modifier: str) -> int:
    return _MODIFIERS.index(modifier) if modifier in _MODIFIERS else len(_MODIFIERS)


class Keymap:
    """What each key does in each place."""

    def __init__(self, keys: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.keys = {action.id: action.keys for action in ACTIONS} | dict(keys or {})
        self._found: dict[Where, dict[str, Action]] = {where: {} for where in Where}
        for action in ACTIONS:
            for key in self.keys[action.id]:
                self._found[action.where].setdefault(key, action)

    def action(self, places: Sequence[Where], key: str, *, in_text: bool = False) -> Action | None:
        """What a key or a whole chord does; the places go from the innermost outwards."""
        near = places[:1] if in_text and key in _EDITING else places
        return next((self._found[at][key] for at in near if key in self._found[at]), None)

    def following(self, places: Sequence[Where], prefix: str) -> dict[str, Action]:
        """What can follow the first key of a chord: the second key, and what it does."""
        found: dict[str, Action] = {}
        for at in places:
            for key, action in self._found[at].items():
                first, blank, second = key.partition(" ")
                if blank and first == prefix:
                    found.setdefault(second, action)
        return found

    def key_of(self, action_id: str) -> str:
        """The key to name when an action is mentioned, as people say it; nothing when it has none."""
        return said(next(iter(self.keys[action_id]), ""))

    def key_in_text(self, action_id: str) -> str:
        """The key to name beside a text, where letters are text."""
        keys = (key for key in self.keys[action_id] if len(key) > 1 and " " not in key)
        return said(next(keys, "")) or self.key_of(action_id)


def said(key: str) -> str:
    """A key as people say it: `esc`."""
    return " ".join(_SPOKEN.get(part, part) for part in key.split())


def read(wanted: Mapping[str, Sequence[str]]) -> tuple[Keymap, tuple[str, ...]]:
    """The keymap with the user's wishes, and in sentences those that cannot be."""
    warnings: list[str] = []
    keys: dict[str, tuple[str, ...]] = {}
    for action_id, written in wanted.items():
        action = BY_ID.get(action_id)
        if action is None:
            warnings.append(f"[keys] {action_id}: there is no such action.{_nearest(action_id)}")
            continue
        wishes = tuple(normalised(key) for key in written)
        trouble = next((said for key in wishes if (said := _unusable(key, action))), "")
        if trouble:
            warnings.append(f"[keys] {action_id}: {trouble}")
        else:
            keys[action_id] = wishes
    keys = _without_clashes(keys, warnings)
    return Keymap(keys), tuple(warnings)


def _nearest(action_id: str) -> str:
    near = get_close_matches(action_id, BY_ID, 1)
    return f" Perhaps {near[0]} is meant." if near else " ? lists them all."


def _unusable(key: str, action: Action) -> str:
    """Why a key cannot be used for that action, as a sentence; empty when it can."""
    parts = key.split()
    if not 1 <= len(parts) <= 2:
        return f"“{key}” is not one key, nor two pressed one after the other."
    if len(parts) == 2 and parts[0] not in PREFIXES:
        return f"a chord begins with {' or '.join(PREFIXES)}, and “{key}” does not."
    for part in parts:
        if part in FORBIDDEN:
            return f"{part} cannot be bound: {FORBIDDEN[part]}."
        if part in RESERVED and part not in action.keys:
            return f"{part} is kept for {RESERVED[part]}."
        if not _exists(part):
            return f"“{part}” is not a key I know; write it like r, @, f4, ctrl+s or g i."
    if len(parts) == 1 and key in PREFIXES:
        return f"{key} begins the chords of “{PREFIXES[key]}”."
    if action.where in _TYPING and (len(key) == 1 or key in ("space", "enter", "backspace")):
        return f"“{key}” is text there; take a key with ctrl or a function key."
    return ""


def _exists(key: str) -> bool:
    *modifiers, last = key.split("+") if len(key) > 1 else (key,)
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return False
    return last in _NAMED or (len(last) == 1 and last.isprintable() and not last.isspace())


def _without_clashes(keys: dict[str, tuple[str, ...]], warnings: list[str]) -> dict[str, tuple[str, ...]]:
    """Leave out, one after the other, each wish for a key that something else in the same place has."""
    while True:
        clash = _first_clash(keys)
        if clash is None:
            return keys
        mine, key, other = clash
        del keys[mine.id]
        warnings.append(
            f"[keys] {mine.id}: {key} is {other.id} already (“{other.title}”, {other.where})."
            f" Give {other.id} another key as well."
        )


def _first_clash(keys: dict[str, tuple[str, ...]]) -> tuple[Action, str, Action] | None:
    """The last wish that takes the key of another action, the key, and that action."""
    for mine_id in reversed(keys):
        mine = BY_ID[mine_id]
        for other in ACTIONS:
            taken = (set(keys[mine_id]) - set(mine.keys)) & set(keys.get(other.id, other.keys))
            if taken and other.id != mine_id and _meet(mine.where, other.where):
                return mine, min(taken), other
    return None


def _meet(one: Where, other: Where) -> bool:
    return one is other or any({one, other} <= places for places in TOGETHER)
