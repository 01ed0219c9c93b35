"""How it stands with the way to the desk, and what waits for it."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from agentconsole.model.commands import Command


class LinkState(StrEnum):
    """How it stands with the way to the desk."""

    HERE = "here"
    """The desk is kept on this machine."""
    LIVE = "live"
    """The server answers, and tells what changes as it does."""
    CATCHING_UP = "catching up"
    """The server is back: what changed meanwhile is being read, what waited is being done."""
    OFFLINE = "offline"


class Kept(Struct, frozen=True, kw_only=True):
    """A command given while the desk could not be reached. It is done once when it can be."""

    id: int
    command: Command
    at: datetime
    stopped: str = ""
    """Why it will not be done without its writer: somebody wrote meanwhile, or a rule refused. Empty while it
    only waits."""
    hint: str = ""


class Link(Struct, frozen=True, kw_only=True):
    """How it stands with the way to the desk at this moment."""

    state: LinkState = LinkState.HERE
    since: datetime | None = None
    waiting: int = 0
    """Commands that are kept until the desk can be reached."""
    stopped: int = 0
    """Those that it refused, and which want their writer."""
