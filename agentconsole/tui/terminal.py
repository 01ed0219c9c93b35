"""The terminal the console is drawn on, which may be gone at any moment.

The toolkit writes from a thread of its own, fed by a short queue. That thread ends with the first write
that fails, and whoever writes on waits for it for ever once the queue is full: a console whose window was
closed would never end. Here nothing fails: what cannot be written is not wanted any more.
"""

from contextlib import suppress
from typing import IO, Any, cast

from rich.console import RenderableType
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

from agentconsole.tui.frames import NOTHING, Shown
from agentconsole.tui.sketch import ENTER, Sketch


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
        self.shown = Shown()
        self.sketch = app.sketch if isinstance(app, TerminalApp) else None
        self._file: Any = Screenless(cast(IO[str], self._file))

    def start_application_mode(self) -> None:
        """Take the terminal, for the first time or again: there may be anything on it."""
        self.shown.forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.sketch is not None:
            self.attrs_before, self.sketch.taken, self.sketch = self.sketch.before, True, None

    def write(self, data: str) -> None:
        """Send it; where a sketch stands already, there is no other screen to be entered."""
        if self.sketch is None or data != ENTER:
            super().write(data)


class TerminalApp(App[None], inherit_bindings=False):
    """An app that sends of each frame only what its terminal does not show yet, and none before it can show
    as much as a sketch does."""

    sketch: Sketch | None = None
    """What stands on the terminal already."""
    held = False
    """Frames are not whole yet."""

    def get_driver_class(self) -> type[Driver]:
        """On a terminal, one that may go away."""
        usual = super().get_driver_class()
        return Terminal if usual is LinuxDriver else usual

    def release(self) -> None:
        """From now on, frames are sent."""
        self.held = False
        self.refresh(repaint=True)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        driver = self._driver
        if self.held:
            return
        if not isinstance(driver, Terminal) or self._batch_count:
            super()._display(screen, renderable)
            return
        change = driver.shown.change(renderable, self.console)
        if change == NOTHING and self.cursor_position == self._previous_cursor_position:
            self.post_display_hook()
        else:
            super()._display(screen, change)

    def on_resize(self) -> None:
        """A terminal of another size may have moved what was on it."""
        self.forget_shown()

    def redraw(self) -> None:
        """Send everything again, whatever is on the terminal."""
        self.forget_shown()
        self.refresh(repaint=True, layout=True)

    def forget_shown(self) -> None:
        """The next frame is sent whole."""
        if isinstance(self._driver, Terminal):
            self._driver.shown.forget()
