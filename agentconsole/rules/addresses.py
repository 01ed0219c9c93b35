"""The address in `Mei Tan <mei@tan.example>`, as headers are kept."""

import re
from collections.abc import Iterable

_ADDRESS = re.compile(r"[^\s<>@,;:\"()\[\]\\]{1,64}@[^\s<>@,;:\"()\[\]\\]{1,255}")

_PERSON = re.compile(r"(?:\"[^\"]*\"|<[^<>]*>|[^,;])+")
_QUOTED = re.compile(r'^"([^"]*)"(?= *<)')


def apart(text: str) -> tuple[str, str]:
    """The name and the address of one person, as headers are kept. What stands in the last brackets is the
    address: a name may hold commas, and look like the address of somebody else."""
    text = _QUOTED.sub(r"\1", text.strip())
    name, bracket, inner = text.rpartition("<")
    if not bracket or not inner.endswith(">"):
        return "", text
    return name.strip(), inner[:-1].strip()


def address_in(text: str) -> str:
    """The address in lower case; empty when there is none."""
    address = apart(text)[1]
    return address.lower() if _ADDRESS.fullmatch(address) else ""


def domain_of(address: str) -> str:
    """What follows the @, in lower case."""
    return address.rpartition("@")[2].lower()


def person(name: str, address: str) -> str:
    """`Mei Tan <mei@tan.example>`; the address alone where the name says no more."""
    name = " ".join(name.replace("<", " ").replace(">", " ").split())
    return f"{name} <{address}>" if name and name.lower() != address.lower() else address


def people_in(text: str) -> tuple[str, ...]:
    """Those between the commas or semicolons, each as headers are kept: `"Tan, Mei" <mei@tan.example>` is
    one."""
    found = (match.strip() for match in _PERSON.findall(text.replace("\n", ",")))
    return tuple(dict.fromkeys(_QUOTED.sub(r"\1", person) for person in found if person))


def written(people: Iterable[str]) -> str:
    """The same the other way round: as a person can read and change it."""
    return ", ".join(_quoted(person) for person in people)


def _quoted(person: str) -> str:
    name, bracket, address = person.rpartition("<")
    inside = name.strip().replace('"', "'")
    return f'"{inside}" <{address}' if bracket and {*",;"} & {*name} else person
