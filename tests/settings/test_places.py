import sys
from pathlib import Path

import pytest

from agentconsole.settings import places


@pytest.mark.skipif(sys.platform != "linux", reason="XDG is the custom of Linux")
def test_the_xdg_variables_are_honoured_whenever_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AGENTCONSOLE_CONFIG", raising=False)
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    assert places.config_dir() == tmp_path / "config" / "agentconsole"
    assert places.data_dir() == tmp_path / "data" / "agentconsole"
    assert places.state_dir() == tmp_path / "state" / "agentconsole"
    assert places.config_file() == tmp_path / "config" / "agentconsole" / "config.toml"
    assert places.themes_dir() == tmp_path / "config" / "agentconsole" / "themes"


def test_a_configuration_named_in_the_environment_takes_its_themes_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.setenv("AGENTCONSOLE_CONFIG", "~/other/my.toml")
    assert places.config_file() == Path("/home/ana/other/my.toml")
    assert places.themes_dir() == Path("/home/ana/other/themes")
