"""Messages to the app, from wherever something is to be said or done."""

from dataclasses import dataclass

from textual.message import Message

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


class LaidOut(Message):
    """A question is on the screen: keys pressed meanwhile can reach it."""


@dataclass
class Open(Message):
    """A conversation is to be opened on the desk, perhaps at an entry."""

    conversation: int
    at: int | None = None
