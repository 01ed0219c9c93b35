"""Which files may go with a reply, as the configuration says it.

[attachments]
max_mb = 10
refuse = [".exe", ".js"]
"""

from typing import Annotated, Any

import msgspec

from agentconsole.settings.reading import Reading, Table

ALLOWED_OF_ATTACHMENTS = {
    "max_mb": "the largest file that goes with a reply, in MB, from 1 to 100",
    "refuse": 'endings of files that are not sent, and warned of when they come, such as [".exe", ".js"]',
}
"""Every key of `[attachments]`, with what may stand there."""


class Attachments(msgspec.Struct, frozen=True, kw_only=True):
    """What may go with a reply."""

    max_mb: int = 25
    """Many servers take no mail above that."""
    refuse: tuple[str, ...] = ()
    """Endings in lower case, each with its dot."""


_KINDS: dict[str, Any] = {"max_mb": Annotated[int, msgspec.Meta(ge=1, le=100)], "refuse": tuple[str, ...]}


def read_attachments(reading: Reading, table: Table) -> Attachments:
    """What `[attachments]` means. Raises `Misconfigured`."""
    known = reading.known(table, ALLOWED_OF_ATTACHMENTS, "attachments.")
    fields = reading.values(known, _KINDS, ALLOWED_OF_ATTACHMENTS, "attachments.")
    endings = tuple(each.strip().lower() for each in fields.pop("refuse", ()))
    if not all(each.strip(".") for each in endings):
        raise reading.wrong("attachments.refuse", "has an empty ending", ALLOWED_OF_ATTACHMENTS["refuse"])
    return Attachments(refuse=tuple(f".{each.lstrip('.')}" for each in endings), **fields)
