"""Who looks at the screen, where and when: what a pane needs to say 'yours', 'Ana', '2 h'."""

from datetime import datetime, tzinfo
from typing import Protocol

from agentconsole.show.people import Agents


class Reader(Protocol):
    """The person at the console. A pane looks at it anew whenever it makes lines."""

    @property
    def me(self) -> str:
        """Their handle."""
        ...

    @property
    def zone(self) -> tzinfo | None:
        """The zone times are shown in; None is this machine's."""
        ...

    @property
    def agents(self) -> Agents:
        """The colleagues by handle, as far as they are known."""
        ...

    def now(self) -> datetime:
        """This moment."""
        ...
