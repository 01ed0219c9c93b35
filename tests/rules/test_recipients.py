"""Who gets a reply when nobody says, and what can be said."""

import pytest

from agentconsole.model.entry import Author, AuthorType, Entry, Kind
from agentconsole.model.errors import Invalid
from agentconsole.model.mail import Recipients
from agentconsole.rules.recipients import chosen, usual
from tests.make import NOW

OURS = frozenset({"support@desk.example", "sales@desk.example"})


def mail(**data: list[str]) -> Entry:
    writer = Author(type=AuthorType.CUSTOMER, id=1, name="Mei")
    return Entry(id=1, at=NOW, kind=Kind.MESSAGE, channel="email", author=writer, data=dict(data))


def test_the_customers_other_people_stay_in_the_loop_and_those_in_bcc_stay_unseen():
    last = mail(
        **{"from": ["Tan, Mei <mei@tan.example>"], "bcc": ["eve@x.example"]},
        to=["Support <Support@desk.example>", "ben@tan.example"],
        cc=["sales@desk.example", "MEI@tan.example", "li@tan.example"],
    )
    assert usual(last, None, OURS) == Recipients(
        to=("Tan, Mei <mei@tan.example>",), cc=("ben@tan.example", "li@tan.example")
    )


def test_whoever_says_where_to_answer_is_answered_there():
    last = mail(**{"from": ["mei@tan.example"], "reply_to": ["Mei at home <mei@home.example>"]})
    assert usual(last, None, OURS).to == ("Mei at home <mei@home.example>",)


@pytest.mark.parametrize(
    "text", ["Mei <mei@tan.example>, Ben <ben@tan.example>", "a@b.example, c <d@e.example>"]
)
def test_two_people_are_not_taken_for_one_with_a_long_name(text: str):
    with pytest.raises(Invalid, match="more than one person"):
        chosen(Recipients(), [text], None, ())


@pytest.mark.parametrize(
    "text", ["Tan, Mei <mei@tan.example>", '"Tan, Mei" <mei@tan.example>', "mei@tan.example"]
)
def test_a_name_with_a_comma_is_one_person(text: str):
    assert chosen(Recipients(), [text], None, ()).to == (text,)


@pytest.mark.parametrize("text", ["Mei", "", "mei@", "<mei@tan.example", "mei@tan.example ben@tan.example"])
def test_what_is_no_address_is_said(text: str):
    with pytest.raises(Invalid, match="is not an e-mail address"):
        chosen(Recipients(), [text], None, ())
