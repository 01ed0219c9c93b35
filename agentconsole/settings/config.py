"""The configuration of this machine: `config.toml`. It holds no secrets.

    default_desk = "work"
    me = "ana"

    [desks.work]
    path = "~/work.desk"

    [keys]
    "thread.reply" = ["r", "f6"]

A flag goes before the environment (`AGENTCONSOLE_DESK`, `AGENTCONSOLE_AS`), the environment before the
file, and the file before the default.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from agentconsole.model.errors import Misconfigured
from agentconsole.settings import places
from agentconsole.settings.meaning import ALLOWED, Config, DeskPlace, understand

__all__ = ["Config", "DeskPlace", "acting_agent", "asked_agent", "load", "set_values", "wanted_desk"]

DESK_VARIABLE = "AGENTCONSOLE_DESK"
AGENT_VARIABLE = "AGENTCONSOLE_AS"


def wanted_desk(config: Config, flag: str | None = None) -> str:
    """Which desk to open: a name, a path or a URL; empty when nothing says."""
    return flag or os.environ.get(DESK_VARIABLE) or config.default_desk


def acting_agent(config: Config, desk: str = "", flag: str | None = None) -> str:
    """Who acts on the desk of that name, as a handle; empty when nothing says."""
    place = config.desks.get(desk)
    said = asked_agent(flag) or (place and place.me) or config.me
    return said.removeprefix("@")


def asked_agent(flag: str | None = None) -> str:
    """Who this one run is to act as, as a handle; empty when it does not say."""
    return (flag or os.environ.get(AGENT_VARIABLE) or "").removeprefix("@")


def load(path: Path | None = None) -> Config:
    """The configuration in that file, by default in `places.config_file()`; all defaults where there is
    none. Raises `Misconfigured`."""
    file = path or places.config_file()
    text = _text(file)
    return understand(_parsed(text, file), file)


def set_values(path: Path | None, values: Mapping[str, Any]) -> Config:
    """Write values, named in dotted form (`desks.work.me`), all at once, leaving comments and order as
    they are. None takes a value out, a table with all that is in it.

    Returns the configuration as it is now. Raises `Misconfigured`, and leaves the file alone, for a key
    that is not known or a value that cannot be used.
    """
    file = path or places.config_file()
    with _alone(file):
        text = _text(file)
        before = understand(_parsed(text, file), file)
        written = _with_values(text, values, file)
        after = understand(_parsed(written, file), file)
        if unknown := set(after.warnings) - set(before.warnings):
            raise Misconfigured(unknown.pop(), f"There are: {', '.join(ALLOWED)}.")
        _replace(file.resolve(), written)
    return after


def _with_values(text: str, values: Mapping[str, Any], file: Path) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    document = tomlkit.parse(text)
    for key, value in values.items():
        *tables, last = key.split(".")
        try:
            table: Any = document
            for name in tables:
                table = table.setdefault(name, tomlkit.table())
            if value is None:
                table.pop(last, None)
            else:
                table[last] = value
        except (TOMLKitError, TypeError, ValueError, AttributeError):
            raise Misconfigured(f"{file}: {key} cannot be set to {value!r}.", _hint(key)) from None
    return tomlkit.dumps(document)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """One program at a time changes the files of a directory: none undoes what another has just written."""
    import fcntl

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        directory = os.open(file.parent, os.O_RDONLY)
    except OSError as error:
        raise _unwritable(file, error) from None
    try:
        fcntl.flock(directory, fcntl.LOCK_EX)
        yield
    finally:
        os.close(directory)


def _hint(key: str) -> str:
    return f"It can be {ALLOWED.get(key.partition('.')[0], ', '.join(ALLOWED))}."


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise Misconfigured(f"{file} is not UTF-8.", "Save it as UTF-8, or move it away.") from None
    except OSError as error:
        raise Misconfigured(f"{file} cannot be read: {error.strerror}.", "Look at what is there.") from None


def _parsed(text: str, file: Path) -> dict[str, Any]:
    if not text:
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(
            f"{file} is not TOML: {error}.", "Correct that line, or move the file away."
        ) from None


def _replace(file: Path, text: str) -> None:
    """Change the file in one step: whoever reads it finds the old one or the new one."""
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, "utf-8")
        if file.exists():
            new.chmod(file.stat().st_mode)
        new.replace(file)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise _unwritable(file, error) from None


def _unwritable(file: Path, error: OSError) -> Misconfigured:
    return Misconfigured(f"{file} cannot be written: {error.strerror}.", "Look at its permissions.")
