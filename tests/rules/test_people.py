import pytest

from agentconsole.model import commands
from agentconsole.model.errors import Invalid, NotFound, Refused
from agentconsole.model.people import Customer, Identity, IdentityKind
from agentconsole.rules.decide import decide
from tests.make import situation

MEI, TAN = Customer(id=7, name="Mei Tan"), Customer(id=8, name="M. Tan")
ADDRESS = Identity(IdentityKind.EMAIL, "mei@work.example")
LINK = commands.LinkIdentity(customer="7", identity=ADDRESS)
MERGE = commands.MergeCustomers(keep="7", other="8")


def test_a_free_address_is_one_more_way_to_know_them():
    (entry,) = decide(LINK, situation(customer=MEI))
    assert (entry.kind, entry.customer, entry.text) == ("identity", 7, "email mei@work.example")


def test_somebody_elses_address_says_whose_and_how_to_merge():
    with pytest.raises(Refused) as refusal:
        decide(LINK, situation(customer=MEI, other=TAN))
    assert "M. Tan" in refusal.value.message
    assert "merge 7 8" in refusal.value.hint


def test_their_own_address_is_known_already():
    with pytest.raises(Refused, match="already"):
        decide(LINK, situation(customer=MEI, other=MEI))


def test_a_merge_stands_in_both_histories():
    (entry,) = decide(MERGE, situation(customer=MEI, other=TAN))
    assert (entry.kind, entry.customer, entry.party) == ("merge", 7, 8)


def test_nobody_is_merged_with_themselves_or_with_nobody():
    with pytest.raises(Refused):
        decide(MERGE, situation(customer=MEI, other=MEI))
    with pytest.raises(NotFound):
        decide(MERGE, situation(customer=MEI, other=None))


def test_only_who_was_merged_is_parted():
    merged = Customer(id=8, name="M. Tan", merged_into=7)
    (entry,) = decide(commands.UnmergeCustomers(other="8"), situation(other=merged))
    assert (entry.kind, entry.customer, entry.party) == ("unmerge", 7, 8)
    with pytest.raises(Refused):
        decide(commands.UnmergeCustomers(other="8"), situation(other=TAN))


@pytest.mark.parametrize("handle", ["ana", "@ana", "a.b-c_9"])
def test_a_handle_is_short_and_lower_case(handle):
    (entry,) = decide(commands.AddAgent(handle=handle), situation(None))
    assert entry.agent == handle.removeprefix("@")


@pytest.mark.parametrize("handle", ["", "Ana", "a b", "-a", "x" * 33, "é"])
def test_what_cannot_be_a_handle_says_what_can(handle):
    with pytest.raises(Invalid, match="cannot be a handle"):
        decide(commands.AddAgent(handle=handle), situation(None))


def test_people_are_linked_and_merged_by_a_person():
    with pytest.raises(Refused):
        decide(MERGE, situation(None, customer=MEI, other=TAN))
