"""What was begun is undone where it does not end well."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager


@contextmanager
def or_else(undo: Callable[[], object]) -> Iterator[None]:
    """Undo what was begun, unless the block ends well."""
    with ExitStack() as begun:
        begun.callback(undo)
        yield
        begun.pop_all()
