"""A secret in a file that only its owner can read, for machines without a keyring.

The file is 0600, in a folder that is 0700. What others could read or change is not believed.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from agentconsole.model.errors import Misconfigured
from agentconsole.settings import places

NOT_FOR_OTHERS = 0o077
LONGEST = 20_000


def folder() -> Path:
    """Where they are."""
    return places.data_dir() / "secrets"


def read(channel: str) -> str | None:
    """The secret of that channel, if it is in a file. Raises `Misconfigured` for one that others can read."""
    file = folder() / channel
    try:
        _must_be_private(file.parent.lstat(), file.parent, 0o700)
        number = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(file, error) from None
    with os.fdopen(number, "rb") as opened:
        _must_be_private(os.fstat(number), file, 0o600)
        return opened.read(LONGEST).decode("utf-8", "replace").rstrip("\r\n")


def write(channel: str, secret: str) -> Path:
    """Keep a secret, in one step. Where it is. Raises `Misconfigured`."""
    file = folder() / channel
    new = file.with_name(f".{channel}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.parent.is_symlink():
            file.parent.chmod(0o700)
        _must_be_private(file.parent.lstat(), file.parent, 0o700)
        new.unlink(missing_ok=True)
        number = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(number, "wb") as opened:
            os.fchmod(number, 0o600)
            opened.write(secret.encode())
        new.replace(file)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise _unusable(file, error) from None
    return file


def remove(channel: str) -> None:
    """Take it away, if it is there."""
    with suppress(OSError):
        (folder() / channel).unlink(missing_ok=True)


def _must_be_private(found: os.stat_result, path: Path, mode: int) -> None:
    if stat.S_ISLNK(found.st_mode) or found.st_uid != os.getuid():
        raise Misconfigured(
            f"{path} is not yours alone, so no secret is read from it", "Look at what is there"
        )
    if stat.S_IMODE(found.st_mode) & NOT_FOR_OTHERS:
        raise Misconfigured(
            f"{path} can be read by others, so no secret is read from it", f"chmod {mode:o} {path}"
        )


def _unusable(file: Path, error: OSError) -> Misconfigured:
    return Misconfigured(f"{file} cannot be used: {error.strerror}", "Look at what is there")
