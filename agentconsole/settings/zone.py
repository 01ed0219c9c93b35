"""The zone in which times are read and shown."""

import os
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

LOCALTIME = Path("/etc/localtime")


def named_zone(name: str) -> "ZoneInfo | None":
    """The zone of that name in the tz database, if this machine knows it."""
    from agentconsole.rules.zones import named  # with all that is known of zones

    return named(name)


def local_zone(name: str = "") -> tzinfo:
    """The zone of that name, else the one of this machine, with its changes of the clocks where known."""
    said = name or os.environ.get("TZ", "").removeprefix(":")
    return (named_zone(said) if said else _machine_zone()) or _offset_now()


def _machine_zone() -> "ZoneInfo | None":
    """What `/etc/localtime` says: a link into the tz database, or a copy from it."""
    from zoneinfo import ZoneInfo

    _, found, name = str(LOCALTIME.resolve()).rpartition("zoneinfo/")
    if found and (zone := named_zone(name)):
        return zone
    try:
        with LOCALTIME.open("rb") as file:
            return ZoneInfo.from_file(file)
    except (OSError, ValueError):
        return None


def _offset_now() -> tzinfo:
    zone = datetime.now().astimezone().tzinfo
    assert zone is not None
    return zone
