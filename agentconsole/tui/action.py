"""What an action is, and the places where keys count."""

from enum import StrEnum

from msgspec import Struct

from agentconsole.model.commands import Command
from agentconsole.tui.state import Blocked, never


class Where(StrEnum):
    """Where a key counts. The innermost place that knows a key decides."""

    EVERYWHERE = "everywhere but in text"
    LISTS = "every list"
    DESK = "a conversation"
    READING = "thread and history"
    TEXT = "a text of several lines"
    COMPOSER = "writing"
    STRIP = "about to send"
    ASKS = "asks of me"
    SEARCH = "search"
    CUSTOMER = "a customer"
    FACTS = "facts"
    PROMISES = "promises"
    BOARD = "the board"
    KEPT = "what is kept here"
    BRIEF = "writing a brief"
    BRIEFS = "versions of a brief"
    FORM = "a question to you"
    COMMAND = "the : line"
    PALETTE = "the palette"


class Action(Struct, frozen=True, kw_only=True):
    """Something a person can do."""

    id: str
    """Public: what `[keys]` in the configuration calls it."""
    title: str
    where: Where
    keys: tuple[str, ...] = ()
    help: str = ""
    commands: tuple[type[Command], ...] = ()
    """What it can lead to on the desk."""
    footer: str = ""
    """What the last line calls it, where it belongs there."""
    blocked: Blocked = never
    palette: bool = True


def declared(where: Where, id_: str, title: str, *keys: str, **more: object) -> Action:
    return Action(id=id_, title=title, where=where, keys=keys, **more)  # type: ignore[arg-type]
