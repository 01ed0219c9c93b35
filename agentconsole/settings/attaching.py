"""Reading a file of this machine that is to go with a reply, and finding it by the beginning of its path."""

import mimetypes
import os
import stat
from pathlib import Path

from msgspec import Struct

from agentconsole.model.errors import Invalid

MOST = 500
"""Names of a folder that are looked at to complete one."""
SHOWN = 40


class Chosen(Struct, frozen=True, kw_only=True):
    """A file as it goes along."""

    name: str
    media_type: str
    content: bytes


def read_file(path: Path, largest: int) -> Chosen:
    """The file. Raises `Invalid` where it is none, cannot be read, or has more than `largest` bytes."""
    path = path.expanduser()
    try:
        content = _content(path, largest)
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}", "Nothing was attached") from None
    if len(content) > largest:
        raise Invalid(
            f"{path.name} is too large",
            f"At most {largest // 1_000_000} MB go with a reply ([attachments] max_mb)",
        )
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Chosen(name=path.name, media_type=kind, content=content)


def _content(path: Path, largest: int) -> bytes:
    """Not more than one byte too many. Only of a file: a pipe or a device could keep one waiting."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Invalid(f"{path} is no file", "Name a file, not a folder")
    with path.open("rb") as file:
        return file.read(largest + 1)


def completions(typed: str, *, folders: bool = False) -> tuple[str, ...]:
    """Paths that begin so, folders with a `/` at their end, first by name. Nothing where nothing can be
    seen. Names that begin with a dot only where that dot was typed."""
    head, slash, begun = typed.rpartition("/")
    folder = Path(f"{head}{slash}" or ".").expanduser()
    found: list[str] = []
    try:
        with os.scandir(folder) as names:
            for entry, _ in zip(names, range(MOST), strict=False):
                if _fits(entry, begun, folders):
                    found.append(f"{head}{slash}{entry.name}{'/' * _is_folder(entry)}")
    except OSError:
        return ()
    return tuple(sorted(found)[:SHOWN])


def _fits(entry: os.DirEntry[str], begun: str, folders: bool) -> bool:
    hidden = entry.name.startswith(".") and not begun.startswith(".")
    return entry.name.startswith(begun) and not hidden and (not folders or _is_folder(entry))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
