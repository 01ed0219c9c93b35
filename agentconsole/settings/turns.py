"""One program at a time: a lock that goes with the program that holds it, however it ends."""

import fcntl
import os
from pathlib import Path

from agentconsole.model.errors import Misconfigured


class Turn:
    """The turn at something on this machine, named by a file, which stays and holds nothing."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._held: int | None = None

    def take(self) -> bool:
        """Whether it is ours now. It is not while another program has it. Raises `Misconfigured`."""
        if self._held is not None:
            return True
        try:
            number = os.open(self.file, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o660)
        except OSError as error:
            raise Misconfigured(f"{self.file} cannot be made: {error.strerror}", "Look at it") from None
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(number)
            return False
        self._held = number
        return True

    def give(self) -> None:
        """Let it go."""
        held, self._held = self._held, None
        if held is not None:
            os.close(held)
