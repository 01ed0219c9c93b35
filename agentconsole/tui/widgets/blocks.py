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
        self._most = most
        self._made: dict[tuple[int, int | None], Block] = {}

    def get(self, key: int, before: int | None, make: Callable[[], Block]) -> Block:
        """The block of an item below another, made if need be. It has a line at least."""
        block = self._made.get((key, before))
        if block is None:
            if len(self._made) >= self._most:
                self._made.clear()
            block = make()
            self._made[key, before] = block = block if block.body else Block(block.head, ((),))
        return block

    def forget(self, key: int | None = None) -> None:
        """An item looks different now, or below it; without a key, all of them."""
        self._made = {keys: made for keys, made in self._made.items() if key is not None and key not in keys}
