"""Where things are kept on this machine, as its platform and the XDG variables say.

Functions and not constants, so that a changed environment counts; platformdirs is loaded when asked.
"""

import os
import sys
from pathlib import Path

APP = "agentconsole"
CONFIG_VARIABLE = "AGENTCONSOLE_CONFIG"


def config_dir() -> Path:
    """For what the user writes: `~/.config/agentconsole` on Linux."""
    found = _xdg("XDG_CONFIG_HOME", ".config")
    if found is not None:
        return found
    from platformdirs import user_config_path

    return user_config_path(APP)


def _xdg(variable: str, usual: str) -> Path | None:
    """What XDG says on Linux where nothing is odd. Every command asks, and platformdirs, which knows all
    other cases, takes longer to load than a short one has."""
    named, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
    if sys.platform != "linux" or not home.startswith("/"):
        return None
    return Path(named if named.startswith("/") else f"{home}/{usual}") / APP


def data_dir() -> Path:
    """For embedded desks: `~/.local/share/agentconsole` on Linux."""
    from platformdirs import user_data_path

    return user_data_path(APP)


def state_dir() -> Path:
    """For logs and what may be lost: `~/.local/state/agentconsole` on Linux."""
    from platformdirs import user_state_path

    return user_state_path(APP)


def cache_dir() -> Path:
    """For what can be fetched again: `~/.cache/agentconsole` on Linux."""
    from platformdirs import user_cache_path

    return user_cache_path(APP)


def config_file() -> Path:
    """The configuration: where `AGENTCONSOLE_CONFIG` says, else `config.toml` in `config_dir`."""
    named = os.environ.get(CONFIG_VARIABLE)
    return Path(named).expanduser() if named else config_dir() / "config.toml"


def themes_dir() -> Path:
    """The user's own themes: `themes` beside the configuration."""
    return config_file().parent / "themes"
