"""A small desk for the console's tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.tui import background
from tests.make import Clock
from tests.tui.play import desk_at, small_desk


@pytest.fixture
def clock() -> Clock:
    """Time that passes only when told to."""
    return Clock()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small desk as it is before anything is done to it."""
    path = tmp_path_factory.mktemp("small") / "desk.db"
    small_desk(path, Clock()).close()
    return path


@pytest.fixture
def path(made_once: Path, tmp_path: Path) -> Path:
    """A small desk in a file of its own."""
    return Path(shutil.copy(made_once, tmp_path))


@pytest.fixture
def desk(path: Path, clock: Clock) -> Iterator[LocalDesk]:
    """Ana's desk, in that file."""
    desk = desk_at(path, clock)
    yield desk
    desk.close()


@pytest.fixture(autouse=True)
def _let_go_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who leaves the console waits as long for the watcher of the desk to end."""
    monkeypatch.setattr(background, "WAIT_SECONDS", 0.02)
