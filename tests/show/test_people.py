"""People, as they are called."""

from datetime import UTC, datetime

from agentconsole.model.people import Agent, Customer, Identity, IdentityKind, Organization
from agentconsole.show.people import called, customer_card
from agentconsole.show.spans import plain, width

NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
AGENTS = {"ana": Agent(handle="ana", full_name="Ana Ruiz")}
MEI = Customer(
    id=7,
    name="Mei Tan",
    organization=Organization(id=1, name="Tan & Sons"),
    person="ana",
    person_since=datetime(2023, 3, 1, tzinfo=UTC),
    entries=1214,
    first_at=datetime(2019, 5, 1, tzinfo=UTC),
    identities=(Identity(IdentityKind.EMAIL, "mei@tan.example"), Identity(IdentityKind.PHONE, "+4912345")),
)


def card(customer: Customer, cells: int = 40, me: str | None = None) -> list[str]:
    return [
        plain(line) for line in customer_card(customer, now=NOW, cells=cells, tz=UTC, agents=AGENTS, me=me)
    ]


def test_a_card_says_who_they_are_and_who_looks_after_them() -> None:
    assert card(MEI, me="ana") == [
        "Mei Tan · Tan & Sons",
        "yours since Mar 2023",
        "1,214 entries since May 2019",
        "mei@tan.example  +4912345",
    ]
    assert card(MEI)[1] == "with Ana since Mar 2023"


def test_a_card_of_somebody_hardly_known() -> None:
    assert card(Customer(id=9, name="")) == ["customer 9", "has no person of their own yet", "0 entries"]


def test_a_card_warns_of_a_name_that_passes_for_a_colleagues_and_names_who_was_merged() -> None:
    lines = card(Customer(id=9, name="Аna Ruiz", merged=(12, 31)))
    assert lines[1] == "a customer, not our Ana"
    assert lines[-1] == "also known as customer 12, 31"


def test_a_hostile_card_stays_in_its_cells() -> None:
    wild = Customer(
        id=1,
        name="\x1b[2J" + "語" * 99,
        organization=Organization(id=1, name="\u202e" * 9),
        identities=(Identity(IdentityKind.HANDLE, "x\x1b]0;t\x07" * 50),),
    )
    lines = customer_card(wild, now=NOW, cells=30, tz=UTC, agents=AGENTS)
    assert all(width(line) <= 30 for line in lines)
    assert not any(character in plain(line) for line in lines for character in "\x1b\x07\u202e")


def test_a_colleague_is_called_by_first_name_or_else_by_handle() -> None:
    assert called("ana", AGENTS) == "Ana"
    assert called("ben", AGENTS) == "ben"
    assert called(None, AGENTS) == "somebody"
