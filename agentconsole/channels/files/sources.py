"""Paths that are read from, and what can be wrong with them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from agentconsole.model.errors import Misconfigured, NotFound

STDIN = Path("-")


def check(path: Path, *, directory: bool = False, stream: bool = False) -> None:
    """Raise what is wrong with a path: it is missing, unreadable, or of the wrong kind."""
    if path == STDIN:
        if not stream:
            raise Misconfigured(
                "This format cannot be read from standard input.", "Name a file or a directory."
            )
        return
    if not _exists(path):
        raise NotFound(f"There is no {path}.", "Check the path.")
    if not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
        raise Misconfigured(f"{path} cannot be read.", "Check who may read it.")
    if directory and not path.is_dir():
        raise Misconfigured(f"{path} is not a directory.", "Name the directory that has cur and new in it.")
    if stream and path.is_dir():
        raise Misconfigured(f"{path} is a directory.", "Name the files in it.")


def length(path: Path) -> int:
    """The bytes of a file; none for what has no size, such as a pipe, or is gone."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def walk(path: Path) -> Iterator[tuple[Path, list[str]]]:
    """The directories from here down and the files in each, sorted. Links to directories are not followed."""
    for directory, below, names in os.walk(path):
        below.sort()
        yield Path(directory), sorted(names)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input. Raises `OSError`."""
    if path == STDIN:
        yield sys.stdin.buffer
        return
    with path.open("rb") as file:
        yield file


def unreadable(error: OSError) -> str:
    """Why a file could not be read, in words."""
    return f"It could not be read: {(error.strerror or str(error)).lower()}."


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
