import pytest

from agentconsole.model.errors import Invalid
from agentconsole.model.people import Contact
from agentconsole.rules import identities


@pytest.mark.parametrize(
    "text, kind, value",
    [
        ("Mei@Tan.Example", "email", "mei@tan.example"),
        (" <mei@tan.example> ", "email", "mei@tan.example"),
        ("+49 (30) 123-4567", "phone", "+49301234567"),
        ("0049 30 1234567", "phone", "+49301234567"),
        ("030 1234567", "phone", "0301234567"),
        ("twitter:@Mei_T", "handle", "twitter:mei_t"),
        ("twitter:115798", "handle", "twitter:115798"),
    ],
)
def test_two_spellings_are_one_identity(text, kind, value):
    identity = identities.read(text)
    assert (identity.kind, identity.value) == (kind, value)


@pytest.mark.parametrize("text", ["", "mei", "a b@c", "@", "12", "mei tan"])
def test_what_is_no_address_says_what_would_be(text):
    with pytest.raises(Invalid) as refusal:
        identities.read(text)
    assert "twitter:mei" in refusal.value.hint


def test_a_contact_has_all_its_addresses_once():
    contact = Contact(name="Mei", email="mei@tan.example", phone="+4930123456", handle="chat:mei")
    assert [each.kind for each in identities.of(contact)] == ["email", "phone", "handle"]


def test_an_odd_address_is_still_known_again():
    odd = Contact(email="not an  address")
    assert identities.of(odd) == identities.of(Contact(email="Not an address")) != ()


def test_who_has_only_a_name_is_known_by_it():
    assert identities.of(Contact(name="Mei  Tan"))[0].value == "name:mei tan"
    assert identities.of(Contact()) == ()
