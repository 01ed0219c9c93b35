"""A server that ends quickly, so that a test does not wait for its threads."""

import pytest

from agentconsole.server import hub


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(hub, "LOOK_SECONDS", 0.05)
