"""The zone in which times are read and shown."""

import os
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from agentconsole.rules.zones import named as named_zone

__all__ = ["local_zone", "named_zone"]

LOCALTIME = Path("/etc/localtime")


def local_zone(name: str = "") -> tzinfo:
    """The zone of that name, else the one of this machine, with its changes of the clocks where known."""
    said = name or os.environ.get("TZ", "").removeprefix(":")
    return (named_zone(said) if said else _machine_zone()) or _offset_now()


def _machine_zone() -> ZoneInfo | None:
    """What `/etc/localtime` says: a link into the tz database, or a copy from it."""
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
