"""What the console looks up by itself: that it could not is no news while the desk is out of reach."""

from agentconsole.model.errors import DeskError, Unavailable
from agentconsole.model.link import Link, LinkState

UNASKED = (
    "addresses",
    "addressing",
    "agents",
    "back",
    "channels",
    "customer news",
    "customer place",
    "here",
    "hidden",
    "kept",
    "known",
    "met",
    "news ",
    "offers",
    "place",
    "present",
    "readers",
    "reread",
    "separators",
    "watch",
    "whereabouts",
)
"""How the names of such questions begin (`Background.ask`)."""


def is_no_news(error: DeskError, group: str, link: Link) -> bool:
    """Whether the last line says it already."""
    away = isinstance(error, Unavailable) and link.state in (LinkState.OFFLINE, LinkState.CATCHING_UP)
    return away and group.startswith(UNASKED)
