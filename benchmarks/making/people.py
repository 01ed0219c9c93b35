"""The customers and the agents of a made desk. Each follows from a number, so none is kept in memory."""

from random import Random

from msgspec import Struct

from benchmarks.making.languages import SHARE

GIVEN = "Mei Ana Ben Priya Jonas Lea Omar Yuki Ivan Sofia Paul Nadia Tom Elif Rosa Kofi Lina Hugo Zoe Max"
FAMILY = "Tan Costa Okafor Nair Weber Moreau Haddad Sato Petrov García Novak Rossi Smith Kaya Silva Mensah"
COMPANIES = "Tan & Sons|Lehmann GmbH|Atelier Dubois|Nordic Freight|Casa Verde|Sakura Travel|Haddad Imports"

STAR = 1
"""The customer who has a tenth of all entries."""
HUNDRED = 2
"""The customer who has a hundred."""
AGENTS = 40
STAR_AGENT, HUNDRED_AGENT = "star", "hundred"
"""They own the open conversation of one customer each, and nothing else."""


class Person(Struct, frozen=True, kw_only=True):
    """A customer."""

    number: int
    name: str
    email: str
    phone: str
    organization: str
    language: str


def person(seed: int, number: int) -> Person:
    """The customer of that number."""
    choose = Random(f"{seed} customer {number}")
    given, family = choose.choice(GIVEN.split()), choose.choice(FAMILY.split())
    company = choose.choice(COMPANIES.split("|")) if choose.random() < 0.2 else ""
    special = number in (STAR, HUNDRED)
    return Person(
        number=number,
        name=f"{given} {family}",
        email=f"customer{number}@mail{number % 97}.example",
        phone=f"+4930{number:07}" if choose.random() < 0.3 else "",
        organization=f"{company} {number % 500}" if company else "",
        language="en" if special else choose.choices(list(SHARE), list(SHARE.values()))[0],
    )


def handles() -> tuple[str, ...]:
    """Everybody who works at the desk; the first is whom the measured console belongs to."""
    return ("ana", *(f"agent{number}" for number in range(2, AGENTS + 1)), STAR_AGENT, HUNDRED_AGENT)


def owner_of(number: int) -> str:
    """Who looks after a customer. Half of them are Ana's, so that her inbox is long on a small desk too."""
    if number == STAR:
        return STAR_AGENT
    if number == HUNDRED:
        return HUNDRED_AGENT
    return handles()[0 if number % 2 else 1 + number % (AGENTS - 1)]
