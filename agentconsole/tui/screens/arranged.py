"""A screen that looks different for a class of its own without looking through all that is on it.

The toolkit looks for the styles of every widget again when a screen gets or loses a class. For a screen of
thirty widgets that is a quarter of what opening a conversation takes.
"""

from collections.abc import Sequence
from typing import Self

from textual.screen import Screen
from textual.widget import Widget


class Arranged(Screen[None]):
    """A screen whose classes decide which of its panes are seen, and where."""

    arranged: Sequence[Widget] = ()
    """Those of which the style sheet says something for a class of the screen."""

    def add_class(self, *class_names: str, update: bool = True) -> Self:
        """Add classes; those panes look for their styles again."""
        if self._classes.issuperset(class_names):
            return self
        super().add_class(*class_names, update=False)
        return self._arrange(update=update)

    def remove_class(self, *class_names: str, update: bool = True) -> Self:
        """Take classes away; likewise."""
        if self._classes.isdisjoint(class_names):
            return self
        super().remove_class(*class_names, update=False)
        return self._arrange(update=update)

    def _arrange(self, *, update: bool) -> Self:
        if update and self.arranged:
            self.app.stylesheet.update_nodes(self.arranged)
        elif update:
            self.update_node_styles()
        return self
