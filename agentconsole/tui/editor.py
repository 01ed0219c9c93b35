"""The person's own editor, over a file only they can read."""

import os
import shlex
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from textual.app import App, SuspendNotSupported

from agentconsole.model.errors import Invalid

FALLBACK = "vi"


def command(configured: str = "") -> list[str]:
    """What opens a file: as configured, or as the environment says."""
    said = configured or os.environ.get("VISUAL") or os.environ.get("EDITOR") or FALLBACK
    return shlex.split(said)


def edited(app: App[object], text: str, configured: str = "") -> str:
    """The text as it is when the editor is left. Raises `Invalid`, which names the file it is in."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", prefix="agentconsole-", delete=False) as file:
        file.write(text)
    path = Path(file.name)
    try:
        with app.suspend():
            run = subprocess.run([*command(configured), str(path)], check=False)
        said = path.read_text("utf-8", errors="replace")
    except SuspendNotSupported:
        _forget(path)
        raise Invalid("An editor cannot be opened from here", "It needs a terminal of its own") from None
    except (OSError, ValueError) as error:
        raise Invalid(
            f"The editor could not be opened: {error}", f"Your text is kept here, and in {path}"
        ) from None
    if run.returncode:
        hint = f"Your text is as it was before; what the editor left is in {path}"
        raise Invalid(f"The editor ended with an error ({run.returncode})", hint)
    _forget(path)
    return said.removesuffix("\n")


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
