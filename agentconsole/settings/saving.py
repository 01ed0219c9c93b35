"""Saving a file from outside on this machine: under a harmless name, in the folder that was named, and never
in place of another."""

import os
from contextlib import suppress
from pathlib import Path

from agentconsole.model.errors import DeskError, Invalid
from agentconsole.model.undoing import or_else
from agentconsole.rules.filenames import numbered, safe_name

MODE = 0o600
MOST = 1_000
"""Files of one name are numbered so far."""
FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class Unsaved(DeskError):
    """A file could not be written."""

    code = "unsaved"


def save(folder: Path, name: str, content: bytes) -> Path:
    """Where the file is now. Raises `Invalid` for what is no folder, and `Unsaved`; then there is no half of
    it."""
    name = safe_name(name)
    try:
        inside = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise Invalid(
            f"{folder} is no folder to save in: {error.strerror}", "Name one that is there: --to DIR"
        ) from None
    try:
        return folder.absolute() / _written(inside, name, content)
    except OSError as error:
        raise Unsaved(
            f"{name} cannot be saved in {folder}: {error.strerror}", "Save it elsewhere: --to DIR"
        ) from None
    finally:
        os.close(inside)


def _written(inside: int, name: str, content: bytes) -> str:
    for number in range(1, MOST):
        free = name if number == 1 else numbered(name, number)
        try:
            file = os.open(free, FLAGS, MODE, dir_fd=inside)
        except FileExistsError:
            continue
        _fill(inside, free, file, content)
        return free
    raise FileExistsError(0, f"there are {MOST} of that name already")


def _fill(inside: int, name: str, file: int, content: bytes) -> None:
    with or_else(lambda: _remove(inside, name)), os.fdopen(file, "wb") as opened:
        opened.write(content)


def _remove(inside: int, name: str) -> None:
    with suppress(OSError):
        os.unlink(name, dir_fd=inside)  # in that very folder, whatever its path leads to now
