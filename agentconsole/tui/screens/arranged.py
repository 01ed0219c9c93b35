"""A screen that looks different for a class of its own without looking through all that is on it.

The toolkit looks for the styles of every widget again when a screen gets or loses a class. For a screen of
thirty widgets that is a quarter of what opening a conversation takes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from agentconsole.tui.frames import Nearest
from agentconsole.tui.widgets.lines import LinePane


class Arranged(Screen[None]):
    """A screen whose classes decide which of its panes are seen, and where."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the keyboard. It says so itself: nothing else on the screen looks different."""
    arranged: Mapping[str, Sequence[Widget]] = {}
    """For each class of the screen, those of which the style sheet says something for it."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = Nearest()

    def add_class(self, *class_names: str, update: bool = True) -> Self:
        """Add classes; those panes look for their styles again."""
        if self._classes.issuperset(class_names):
            return self
        super().add_class(*class_names, update=False)
        return self._arrange(class_names, update=update)

    def remove_class(self, *class_names: str, update: bool = True) -> Self:
        """Take classes away; likewise."""
        found = self._classes.intersection(class_names)
        if not found:
            return self
        super().remove_class(*class_names, update=False)
        return self._arrange(found, update=update)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Give a widget the keyboard. Panes show it from now on, and not when the toolkit has told them."""
        before = self.focused
        super().set_focus(widget, scroll_visible, from_app_focus)
        for pane in (before, self.focused):
            if isinstance(pane, LinePane):
                pane.keyed(pane is self.focused)

    def settle(self) -> None:
        """Lay out and paint what has changed now, in one frame, and not in one for each pane as it tells."""
        if not self.is_current or self.app._batch_count:
            return
        wanting = [each for each in self.walk_children(Widget) if each._layout_required]
        if wanting or self._layout_required:
            for each in wanting:
                _to_be_laid_out(each)
            self._layout_required = False
            with self.app.batch_update():
                self._refresh_layout()
        self._compositor.update_widgets(set(self._compositor.visible_widgets))
        self._compositor_refresh()

    def _arrange(self, class_names: Iterable[str], *, update: bool) -> Self:
        if update and self.arranged.keys() >= set(class_names):
            panes = {pane for name in class_names for pane in self.arranged[name]}
            self.app.stylesheet.update_nodes(panes)
        elif update:
            self.update_node_styles()
        return self


def _to_be_laid_out(widget: Widget) -> None:
    """What the toolkit does of itself once the widget has nothing else to do."""
    widget._layout_required = False
    for ancestor in widget.ancestors:
        if not isinstance(ancestor, Widget):
            return
        ancestor._clear_arrangement_cache()
        ancestor._layout_updates += 1
        if not ancestor.styles.auto_dimensions:
            return
