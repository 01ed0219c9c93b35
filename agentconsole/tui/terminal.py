"""The terminal the console is drawn on, which may be gone at any moment.

The toolkit writes from a thread of its own, fed by a short queue. That thread ends with the first write
that fails, and whoever writes on waits for it for ever once the queue is full: a console whose window was
closed would never end. Here nothing fails: what cannot be written is not wanted any more.
"""

from contextlib import suppress
from typing import IO, Any, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class Screenless:
    """A file that takes what it is given, whether or not anybody sees it."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write it, if there is still a terminal; always the whole of it."""
        with suppress(OSError, ValueError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Pass on what is written, if there is still a terminal."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        """Everything else a file has."""
        return getattr(self._file, name)


class Terminal(LinuxDriver):
    """The toolkit's own, over a file that never fails."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = Screenless(cast(IO[str], self._file))
