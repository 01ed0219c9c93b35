"""From key presses to actions, one after another.

The toolkit hands a key to the widget that has the keyboard and comes back to the next key before
that one is done: over a slow line, where keys arrive in bursts, the letters after `r` would never
reach the reply. So every key is judged here before the next one is looked at, and keys that come
before a question has been laid out wait for it.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from textual import events
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from agentconsole.tui.actions import Action, Where
from agentconsole.tui.keymap import Keymap, pressed
from agentconsole.tui.widgets.lines import LinePane


class Chord(Struct, frozen=True):
    """The first key of two was pressed."""

    prefix: str
    following: dict[str, Action]


class Unknown(Struct, frozen=True):
    """The second key of a chord means nothing."""

    keys: str


class Keyboard:
    """Knows which keys have been pressed and what they mean where."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.prefix = ""

    def press(self, event: events.Key, screen: Screen[Any]) -> Action | Chord | Unknown | None:
        """What this key does here; None leaves it to the toolkit."""
        focused = screen.focused
        places = places_of(focused or screen)
        key = pressed(event.key, event.character)
        if self.prefix:
            chord, self.prefix = f"{self.prefix} {key}", ""
            return self.keymap.action(places, chord) or Unknown("" if key == "escape" else chord)
        typing = focused is not None and focused.check_consume_key(event.key, event.character)
        if typing:
            return None
        following = self.keymap.following(places, key)
        if following:
            self.prefix = key
            return Chord(key, following)
        in_text = focused is not None and focused.check_consume_key("a", "a")
        return self.keymap.action(places, key, in_text=in_text)


def places_of(node: DOMNode) -> Sequence[Where]:
    """The places a widget is in, from the innermost outwards. A question to the person ends them, and so
    does the strip that sends: beside it no key does anything else."""
    places: list[Where] = []
    for ancestor in node.ancestors_with_self:
        place = getattr(ancestor, "PLACE", None)
        if isinstance(place, Where):
            places.append(place)
        elif isinstance(ancestor, LinePane) and ancestor.can_focus:
            places.append(Where.LISTS)
        if ancestor.is_modal or place is Where.STRIP:
            return places
    return [*places, Where.EVERYWHERE]


def ends_typing(event: events.Key, focused: Widget) -> bool:
    """Whether a key that is not text comes to a text, which has to take in the letters before it first."""
    is_text = focused.check_consume_key("a", "a")
    return is_text and not focused.check_consume_key(event.key, event.character)


def is_laid_out(screen: Screen[Any]) -> bool:
    """Whether keys pressed now reach what the person means: a question needs its fields for that."""
    return bool(getattr(screen, "laid_out", True))
