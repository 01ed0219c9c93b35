"""Where this machine keeps what belongs to a server: commands that wait, for good; answers that were seen and
who a token is, as long as there is room.

Both are in folders of their own for each server, and in files that only their owner can read.
"""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from time import time

import msgspec

from agentconsole.client.address import folder_name, plain_name
from agentconsole.client.private import private_file
from agentconsole.settings import places
from agentconsole.wire.me import Me

FRESH_SECONDS = 60.0
"""For which it is not asked again who a token is: scripts run one command after another."""


class Home:
    """The folders of one server."""

    def __init__(self, url: str) -> None:
        self._cache = places.cache_dir() / "servers" / folder_name(url)
        self._data = places.data_dir() / "servers" / folder_name(url)

    def seen(self, agent: str) -> Path:
        """What was seen as that agent."""
        return self._cache / f"{plain_name(agent)}.seen.db"

    def kept(self, agent: str) -> Path:
        """What waits for the server, of that agent."""
        return self._data / f"{plain_name(agent)}.kept.db"

    def me(self, token: str, *, fresh: bool) -> Me | None:
        """Who that token is, as the server said last; or only if it said so a moment ago."""
        file = self._who(token)
        try:
            if fresh and not 0 <= time() - file.stat().st_mtime < FRESH_SECONDS:
                return None
            return _who_in(file)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None

    def keep_me(self, token: str, me: Me) -> None:
        """Remember it."""
        file = self._who(token)
        new = file.with_name(f"{file.name}.{os.getpid()}")
        with suppress(OSError):
            private_file(new).write_bytes(msgspec.json.encode(me))
            new.replace(file)

    def forget(self, agent: str) -> None:
        """Take away what was seen as that agent, and which tokens are theirs."""
        for file in (self.seen(agent), *self._cache.glob("*.me.json")):
            with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
                if file.suffix == ".db" or _who_in(file).agent.handle == agent:
                    file.unlink(missing_ok=True)

    def _who(self, token: str) -> Path:
        """The name of the file tells nothing of the token."""
        return self._cache / f"{sha256(token.encode()).hexdigest()[:24]}.me.json"


def _who_in(file: Path) -> Me:
    return msgspec.json.decode(file.read_bytes(), type=Me)
