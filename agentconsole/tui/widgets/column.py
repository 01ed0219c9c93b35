"""A column of panes that says how much room there is in it."""

from collections.abc import Callable

from textual.containers import Vertical

NARROWEST = 20


class Column(Vertical):
    """Panes one below the other. What is fitted to its width is fitted again when that changes.

    A pane in it may have no place yet when the desk answers what stands above or below it.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.fitting: list[Callable[[], None]] = []
        """Called when the column has another size: it has one for the first time, too."""

    @property
    def room(self) -> int:
        """Cells of a line in it, as far as that is known."""
        return max(NARROWEST, self.size.width or self.app.size.width // 2)

    def on_resize(self) -> None:
        """All that is as wide as the column."""
        for fit in self.fitting:
            fit()
