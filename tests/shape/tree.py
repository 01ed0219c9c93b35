"""The project's own files, as the shape tests read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "agentconsole"
NOT_OURS = {"__pycache__", "build", "dist", "node_modules"}


@cache
def files(top: Path = ROOT) -> tuple[Path, ...]:
    """Every file of the project: what is hidden or made by a tool is not looked at, but `.ci` is."""
    return tuple(sorted(path for path in _walk(top) if path.suffix != ".pyc"))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        hidden = path.name.startswith(".") and path.name not in (".ci", ".gitignore")
        if hidden or path.name in NOT_OURS or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def modules() -> tuple[Path, ...]:
    """The Python files of the package."""
    return tuple(path for path in files(PACKAGE) if path.suffix == ".py")


def pages() -> tuple[Path, ...]:
    """Everything written for people."""
    return tuple(path for path in files() if path.suffix == ".md")


def named(path: Path) -> str:
    """How to name a file in a complaint."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """A Python file as a syntax tree."""
    return ast.parse(path.read_text("utf-8"), str(path))
