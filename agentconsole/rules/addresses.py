"""The address in `Mei Tan <mei@tan.example>`, as headers are kept."""

import re

_ADDRESS = re.compile(r"[^\s<>@,;:\"()\[\]\\]{1,64}@[^\s<>@,;:\"()\[\]\\]{1,255}")


def address_in(text: str) -> str:
    """The address in lower case; empty when there is none. What stands in the last brackets counts: a
    display name may look like the address of somebody else."""
    inner = text.rpartition("<")[2].partition(">")[0] if text.rstrip().endswith(">") else text
    inner = inner.strip()
    return inner.lower() if _ADDRESS.fullmatch(inner) else ""


def domain_of(address: str) -> str:
    """What follows the @, in lower case."""
    return address.rpartition("@")[2].lower()
