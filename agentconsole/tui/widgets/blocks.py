"""The lines of items, made once for each width and neighbour."""

from collections.abc import Callable
from typing import NamedTuple

from agentconsole.show.spans import Line


class Block(NamedTuple):
    """The lines of an item: separators before it, which belong to nobody, then the item's own."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]


class Blocks:
    """Blocks that were made, by the key of their item and of the one they were made below."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.cells = 0
        """The width that the last ones were made for."""
        self._made: dict[tuple[int, int | None], tuple[object, Block]] = {}

    def get(self, item: object, key: int, before: int | None, make: Callable[[], Block]) -> Block:
        """The block of an item below another; made if it, or a newer state of the item, is not there yet."""
        known, block = self._made.get((key, before), (None, None))
        if block is None or (known is not item and known != item):
            if len(self._made) >= self.most:
                self._made.clear()
            head, body = make()
            block = Block(head, body or ((),))
            self._made[key, before] = item, block
        return block

    def clear(self) -> None:
        """Everything looks different now."""
        self._made.clear()
