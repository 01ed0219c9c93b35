"""Messages to the app, from wherever something is to be said or done."""

from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget

from agentconsole.model.errors import DeskError
from agentconsole.tui.actions import Action


@dataclass
class Trouble(Message):
    """Something could not be done; the last line says why and what to do instead."""

    error: DeskError


@dataclass
class Do(Message):
    """An action is wanted, as if its key had been pressed."""

    action: Action


@dataclass
class LaidOut(Message):
    """What keys were meant for is there, or a text has taken in its letters: keys can go on."""

    text: Widget | None = None


@dataclass
class Open(Message):
    """A conversation is to be opened on the desk, perhaps at an entry."""

    conversation: int
    at: int | None = None
