"""The floor plan holds."""

import subprocess
import sys
from pathlib import Path

from tests.shape.tree import ROOT, modules, named

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_every_import_goes_downwards_and_every_room_is_known() -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LINT, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_commands_name_no_module_of_the_console() -> None:
    """Not even in a string: what is loaded by name is not seen by the contract above."""
    naming = [named(path) for path in modules() if "cli" in path.parts and _names_console(path)]
    assert naming == []


def test_one_module_speaks_http() -> None:
    speaking = [named(path) for path in modules() if "import httpx" in path.read_text("utf-8")]
    assert speaking == ["agentconsole/client/http.py"]


def _names_console(path: Path) -> bool:
    return "agentconsole.tui" in path.read_text("utf-8")
