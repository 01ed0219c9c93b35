"""Whatever may go wrong is named, save in the three places where nobody can know."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.shape.tree import modules, named, parsed

MAY_CATCH_ALL = {
    "agentconsole/main.py",  # the outermost call: a line for the person, the whole of it in the log
    "agentconsole/tui/background.py",  # a question in a thread of the console: seen, and the console lives
    "agentconsole/desk/outbox.py",  # the instant in which nobody knows whether a message left
}
BROAD = {"Exception", "BaseException"}


def test_only_three_places_catch_whatever_comes() -> None:
    found = [f"{named(path)}:{handler.lineno}" for path in modules() for handler in _broad(path)]
    assert {each.partition(":")[0] for each in found} == MAY_CATCH_ALL
    assert len(found) == len(MAY_CATCH_ALL), found


def _broad(path: Path) -> Iterator[ast.ExceptHandler]:
    """Whoever only puts things back needs none: `model.undoing` does."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node):
            yield node


def _is_broad(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or (isinstance(kind, ast.Name) and kind.id in BROAD) for kind in kinds)
