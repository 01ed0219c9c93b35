"""Where somebody was in a console that ended without being left: a small file for each agent of each desk."""

import os
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from agentconsole.settings import places

MODE = 0o600


def file_for(which: str, agent: str) -> Path:
    """Where it is kept for that agent of the desk of that name, path or URL: by checksums of both, whatever
    is in their names."""
    known = which if "://" in which or not Path(which).exists() else str(Path(which).absolute())
    name = "-".join(f"{crc32(each.encode('utf-8', 'surrogateescape')):08x}" for each in (known, agent))
    return places.state_dir() / "places" / f"{name}.json"


def read(file: Path) -> bytes:
    """What is kept; nothing where nothing is, or where it cannot be read."""
    with suppress(OSError):
        return file.read_bytes()
    return b""


def write(file: Path, said: bytes) -> None:
    """Keep it, in one step and for its owner alone. Where it cannot be kept, nothing is lost but a place."""
    new = file.with_name(f".{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        opened = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, MODE)
        with os.fdopen(opened, "wb") as out:
            out.write(said)
        new.replace(file)


def forget(file: Path) -> None:
    """Keep it no longer."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


def is_running(pid: int) -> bool:
    """Whether there is such a process on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
