"""What the configuration can say, and what a given file means.

What is not known is a warning. What cannot be used is an error that names the file, the key and what
may stand there.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec

from agentconsole.model.errors import Misconfigured
from agentconsole.model.hours import DEFAULT, Hours
from agentconsole.settings.hours import ALLOWED_OF_HOURS, Unusable, read_hours
from agentconsole.settings.zone import named_zone

Seconds = Annotated[float, msgspec.Meta(ge=0, le=600)]
Table = dict[str, Any]


class DeskPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a named desk is: the file of an embedded one, or the URL of a team server."""

    path: str = ""
    """Absolute: a relative one counts from the configuration."""
    url: str = ""
    me: str = ""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says, or would say by default."""

    default_desk: str = ""
    me: str = ""
    undo_seconds: Seconds = 10
    theme: str = ""
    editor: str = ""
    timezone: str = ""
    bell: bool = False
    desks: dict[str, DeskPlace] = {}
    keys: dict[str, tuple[str, ...]] = {}
    hours: Hours = DEFAULT
    """When the desk is open: what times that speak of work are counted on."""
    warnings: tuple[str, ...] = ()
    """What the file says and nothing understands, in sentences."""


ALLOWED = {
    "default_desk": 'the name of a desk under [desks], a path or a URL, such as "work"',
    "me": 'your handle, such as "ana"',
    "undo_seconds": "how long a reply can be taken back, a number of seconds from 0 to 600",
    "theme": 'the name of a theme, such as "dark"',
    "editor": 'a command that opens a file, such as "nvim"',
    "timezone": 'a name of the tz database, such as "Europe/Berlin"; without it, the zone of this machine',
    "bell": "true or false, whether the terminal rings when a customer writes",
    "desks": "a table [desks.NAME] for each desk, with either path or url, and perhaps me",
    "keys": 'a table of actions and their key or keys, such as reply = ["r", "f2"]',
    "hours": 'a table of when the desk is open, such as friday = "09:00-15:00"',
}
"""Every key of the file, with what may stand there."""

ALLOWED_OF_DESK = {
    "path": 'the file of an embedded desk, such as "~/work.desk"',
    "url": 'the address of a team server, such as "https://desk.example.org", without a password',
    "me": ALLOWED["me"],
}
"""The same of a `[desks.NAME]`."""

_TYPES = {"undo_seconds": Seconds, "bell": bool}


def understand(table: Table, file: Path) -> Config:
    """What the parsed file means. Raises `Misconfigured`."""
    return _Reading(file).config(table)


class _Reading:
    """One reading of one file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.warnings: list[str] = []

    def config(self, table: Table) -> Config:
        known = self.known(table, ALLOWED)
        desks = self.table(known.pop("desks", {}), "desks", ALLOWED["desks"])
        keys = self.table(known.pop("keys", {}), "keys", ALLOWED["keys"])
        hours = self.table(known.pop("hours", {}), "hours", ALLOWED["hours"])
        values = {
            key: self.value(value, key, _TYPES.get(key, str), ALLOWED[key]) for key, value in known.items()
        }
        if values.get("timezone") and named_zone(values["timezone"]) is None:
            raise self.wrong(
                "timezone", f"names no zone this machine knows: {values['timezone']}", ALLOWED["timezone"]
            )
        return Config(
            **values,
            desks={name: self.desk(value, f"desks.{name}") for name, value in desks.items()},
            keys=dict(self.keys(keys, "")),
            hours=self.hours(hours),
            warnings=tuple(self.warnings),
        )

    def desk(self, value: object, key: str) -> DeskPlace:
        table = self.known(self.table(value, key, ALLOWED["desks"]), ALLOWED_OF_DESK, f"{key}.")
        place = {
            name: self.value(said, f"{key}.{name}", str, ALLOWED_OF_DESK[name])
            for name, said in table.items()
        }
        path, url = place.get("path"), place.get("url")
        if bool(path) == bool(url):
            raise self.wrong(
                key, "has a path and a url" if path else "has neither path nor url", ALLOWED["desks"]
            )
        if path:
            place["path"] = str(self.file.parent / Path(path).expanduser())
        if url and not _is_address(url):
            raise self.wrong(f"{key}.url", "is not an address this can use", ALLOWED_OF_DESK["url"])
        return DeskPlace(**place)

    def keys(self, table: Table, prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Actions and their keys; `[keys.thread]` with `reply` is the action `thread.reply`."""
        for name, value in table.items():
            if isinstance(value, dict):
                yield from self.keys(value, f"{prefix}{name}.")
            else:
                keys = [value] if isinstance(value, str) else value
                allowed = ALLOWED["keys"]
                yield prefix + name, self.value(keys, f"keys.{prefix}{name}", tuple[str, ...], allowed)

    def hours(self, table: Table) -> Hours:
        try:
            return read_hours(self.known(table, ALLOWED_OF_HOURS, "hours."))
        except Unusable as error:
            key = f"hours.{error.key}" if error.key else "hours"
            raise self.wrong(key, error.why, ALLOWED_OF_HOURS.get(error.key, ALLOWED["hours"])) from None

    def known(self, table: Table, allowed: dict[str, str], prefix: str = "") -> Table:
        """The part of a table that is understood; the rest is warned of."""
        for name in sorted(table.keys() - allowed.keys()):
            near = get_close_matches(name, allowed, 1)
            perhaps = f" Perhaps {prefix}{near[0]} is meant." if near else ""
            self.warnings.append(f"{self.file}: there is no {prefix}{name}.{perhaps}")
        return {name: value for name, value in table.items() if name in allowed}

    def table(self, value: object, key: str, allowed: str) -> Table:
        if not isinstance(value, dict):
            raise self.wrong(key, "is not a table", allowed)
        return value

    def value(self, value: object, key: str, kind: Any, allowed: str) -> Any:
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError:
            raise self.wrong(key, f"cannot be {value!r}", allowed) from None

    def wrong(self, key: str, what: str, allowed: str) -> Misconfigured:
        return Misconfigured(f"{self.file}: {key} {what}.", f"It can be {allowed}.")


def _is_address(url: str) -> bool:
    """A web address that gives no secret away."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.password is None
