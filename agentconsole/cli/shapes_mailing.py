"""How channels, and how it stands with them, are written: their cells, their JSON, their id."""

from pathlib import Path

import msgspec
from msgspec import Struct

from agentconsole.cli.streams import Column, Shape
from agentconsole.desk.channels import Standing
from agentconsole.settings.channels import Channel, MailServer, masked
from agentconsole.wire.mailing import channel_json, standing_json


def _where(server: MailServer | None) -> str | None:
    return f"{server.host}:{server.port}" if server else None


CHANNEL = Shape[Channel](
    columns=(
        Column("name", lambda it: it.name),
        Column("kind", lambda it: it.kind, table=False),
        Column("address", lambda it: it.address),
        Column("desk", lambda it: it.desk),
        Column("imap", lambda it: _where(it.imap)),
        Column("smtp", lambda it: _where(it.smtp)),
        Column("mailboxes", lambda it: it.mailboxes),
    ),
    json=lambda it: channel_json(masked(it)),
    id=lambda it: it.name,
)


def _state(it: Standing) -> str:
    if it.connected is None:
        return "never fetched"
    if not it.connected:
        return "NOT CONNECTED"
    return "flowing" if it.flowing else "nobody looks"


def _lag(seconds: int | None) -> str | None:
    """As people say it: `40 s`, `12 min`, `3 h`, `2 d`."""
    if seconds is None:
        return None
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


STANDING = Shape[Standing](
    columns=(
        Column("channel", lambda it: it.channel),
        Column("state", _state),
        Column("since", lambda it: it.since, table=False),
        Column("last_success", lambda it: it.last_success),
        Column("lag", lambda it: _lag(it.lag)),
        Column("left", lambda it: it.left),
        Column("waiting", lambda it: it.waiting),
        Column("stuck", lambda it: it.stuck),
        Column("uncertain", lambda it: it.uncertain),
        Column("failed", lambda it: it.failed),
        Column("why", lambda it: it.error or it.why),
    ),
    json=standing_json,
    id=lambda it: it.channel,
)


class Trial(Struct, frozen=True):
    """One thing that was tried of a channel."""

    what: str
    found: str
    ok: bool


TRIAL = Shape[Trial](
    columns=(
        Column("what", lambda it: it.what),
        Column("ok", lambda it: "ok" if it.ok else "WRONG"),
        Column("found", lambda it: it.found),
    ),
    json=msgspec.structs.asdict,
    id=lambda it: it.what,
)


class Saved(Struct, frozen=True):
    """A file of an entry that is on this machine now."""

    entry: int
    number: int
    """Counted from 1, as `save` counts."""
    name: str
    media_type: str
    size: int
    path: Path


SAVED = Shape[Saved](
    columns=(
        Column("path", lambda it: str(it.path)),
        Column("size", lambda it: it.size),
        Column("media_type", lambda it: it.media_type),
        Column("name", lambda it: it.name, table=False),
        Column("entry", lambda it: it.entry, table=False),
        Column("number", lambda it: it.number, table=False),
    ),
    json=lambda it: {**msgspec.structs.asdict(it), "path": str(it.path)},
    id=lambda it: str(it.path),
)
