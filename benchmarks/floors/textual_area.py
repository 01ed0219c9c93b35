"""A Textual app with one TextArea."""

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class Bare(App[None]):
    """Nothing but the text."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """One widget."""
        yield TextArea("ready to write")

    def on_mount(self) -> None:
        """The cursor is in it."""
        self.query_one(TextArea).focus()


Bare().run()
