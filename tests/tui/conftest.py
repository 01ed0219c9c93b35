"""A small desk for the console's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.tui import background
from tests.make import Clock
from tests.tui.play import small_desk


@pytest.fixture
def clock() -> Clock:
    """Time that passes only when told to."""
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[LocalDesk]:
    """Ana's desk, in a file of its own."""
    desk = small_desk(tmp_path / "desk.db", clock)
    yield desk
    desk.close()


@pytest.fixture(autouse=True)
def _let_go_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who leaves the console waits as long for the watcher of the desk to end."""
    monkeypatch.setattr(background, "WAIT_SECONDS", 0.02)
