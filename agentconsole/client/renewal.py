"""Going on under another token: whoever was logged out, and logs in again in another window, need not start
the console anew."""

from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from agentconsole.client.line import Line
from agentconsole.model.errors import DeskError
from agentconsole.wire.me import Me

RARELY = 300.0
"""Seconds between two looks at most."""


class Renewal:
    """Looks where the token is kept, now and then."""

    def __init__(self, line: Line, me: Me, token: Callable[[], str]) -> None:
        self._line = line
        self._who = me.agent.handle
        self._token = token
        self._pause = line.waits.login
        self._due = 0.0

    def look(self) -> None:
        """Take up another token of the same agent. Somebody else's is left alone: what is on the screen and
        what waits to be sent is not theirs."""
        if monotonic() < self._due:
            return
        # A command that gives the token may ask for a password: who does not want to is asked more rarely.
        self._pause = min(RARELY, self._pause * 2)
        with suppress(DeskError):
            token = self._token()
            self._pause = self._line.waits.login
            if token != self._line.token and self._is_mine(token):
                self._line.use(token)
        self._due = monotonic() + self._pause

    def _is_mine(self, token: str) -> bool:
        asking = Line(self._line.url, token, self._line.waits)
        try:
            return asking.me().agent.handle == self._who
        finally:
            asking.close()
