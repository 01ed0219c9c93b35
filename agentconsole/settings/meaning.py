"""What the configuration can say, and what a given file means.

What is not known is a warning. What cannot be used is an error that names the file, the key and what
may stand there.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

import msgspec

from agentconsole.model.fact import FactKind
from agentconsole.model.hours import DEFAULT, Hours
from agentconsole.settings.attachments import Attachments, read_attachments
from agentconsole.settings.channels import Channel, read_channel
from agentconsole.settings.facts import read_kind
from agentconsole.settings.hours import ALLOWED_OF_HOURS, Unusable, read_hours
from agentconsole.settings.reading import Reading, Table
from agentconsole.settings.zone import named_zone

Meant = TypeVar("Meant")
Seconds = Annotated[float, msgspec.Meta(ge=0, le=600)]


class DeskPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a named desk is: the file of an embedded one, or the URL of a team server."""

    path: str = ""
    """Absolute: a relative one counts from the configuration."""
    url: str = ""
    me: str = ""
    token_command: str = ""
    """Of a team server: prints the token."""
    unencrypted: bool = False
    """Of a team server: the token may go there without TLS, also beyond this machine."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says, or would say by default."""

    default_desk: str = ""
    me: str = ""
    undo_seconds: Seconds = 10
    theme: str = ""
    editor: str = ""
    timezone: str = ""
    bell: bool = False
    low_bandwidth: bool | None = None
    """As little as can be is sent to the terminal; None where nothing says so."""
    restricted: bool = False
    """Nothing leads out of the console (`settings.confining`)."""
    desks: dict[str, DeskPlace] = {}
    keys: dict[str, tuple[str, ...]] = {}
    hours: Hours = DEFAULT
    """When the desk is open: what times that speak of work are counted on."""
    channels: dict[str, Channel] = {}
    """The mail accounts, of whichever desk."""
    facts: dict[str, FactKind] = {}
    """Kinds of fact beside the built-in ones."""
    attachments: Attachments = Attachments()
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
    "low_bandwidth": "true or false, whether as little as can be is sent to the terminal",
    "restricted": "true or false, whether nothing leads out of the console; only an editor takes it back",
    "desks": "a table [desks.NAME] for each desk, with either path or url, and perhaps me",
    "keys": 'a table of actions and their key or keys, such as reply = ["r", "f6"]',
    "hours": 'a table of when the desk is open, such as friday = "09:00-15:00"',
    "channels": "a table [channels.NAME] for each mail account; agentconsole channel add writes it",
    "facts": 'a table [facts.KIND] for each kind of fact of your own, such as label = "policy number"',
    "attachments": "a table of which files may go with a reply, such as max_mb = 10",
}
"""Every key of the file, with what may stand there."""

ALLOWED_OF_DESK = {
    "path": 'the file of an embedded desk, such as "~/work.desk"',
    "url": 'the address of a team server, "https://desk.example.org", or of a database, '
    '"postgresql://desk@db.example.org/desk"; without a password',
    "me": ALLOWED["me"],
    "token_command": 'a command that prints the token of a team server, such as "pass show desk/token"',
    "unencrypted": "true where everything goes to that server without TLS, which others can read; else false",
}
"""The same of a `[desks.NAME]`."""

_TYPES = {
    "undo_seconds": Seconds,
    **dict.fromkeys(("bell", "low_bandwidth", "restricted", "unencrypted"), bool),
}


def understand(table: Table, file: Path) -> Config:
    """What the parsed file means. Raises `Misconfigured`."""
    return _Meaning(file).config(table)


class _Meaning(Reading):
    """The reading of a whole file."""

    def config(self, table: Table) -> Config:
        known = self.known(table, ALLOWED)
        desks = self.table(known.pop("desks", {}), "desks", ALLOWED["desks"])
        keys = self.table(known.pop("keys", {}), "keys", ALLOWED["keys"])
        hours = self.table(known.pop("hours", {}), "hours", ALLOWED["hours"])
        attachments = self.table(known.pop("attachments", {}), "attachments", ALLOWED["attachments"])
        channels = self.each(known.pop("channels", {}), "channels", read_channel)
        facts = self.each(known.pop("facts", {}), "facts", read_kind)
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
            channels=channels,
            facts=facts,
            attachments=read_attachments(self, attachments),
            warnings=tuple(self.warnings),
        )

    def each(
        self, value: object, key: str, read: Callable[[Reading, str, object, str], Meant]
    ) -> dict[str, Meant]:
        """The tables in a table, by name."""
        tables = self.table(value, key, ALLOWED[key])
        return {name: read(self, name, table, ALLOWED[key]) for name, table in tables.items()}

    def desk(self, value: object, key: str) -> DeskPlace:
        table = self.known(self.table(value, key, ALLOWED["desks"]), ALLOWED_OF_DESK, f"{key}.")
        place = {
            name: self.value(said, f"{key}.{name}", _TYPES.get(name, str), ALLOWED_OF_DESK[name])
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


def _is_address(url: str) -> bool:
    """An address of a server or a database that gives no secret away."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return (web or parts.scheme in ("postgresql", "postgres")) and parts.password is None
