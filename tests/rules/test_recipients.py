"""Who gets a reply when nobody says, and what can be said."""

import pytest

from agentconsole.model.entry import Author, AuthorType, Entry, Kind
from agentconsole.model.errors import Invalid
from agentconsole.model.mail import Recipients
from agentconsole.model.people import Customer, Identity, IdentityKind
from agentconsole.rules.recipients import MOST, chosen, trusted, usual, written_to
from tests.make import NOW

OURS = frozenset({"support@desk.example", "sales@desk.example"})


MEI = Customer(id=1, name="Mei", identities=(Identity(kind=IdentityKind.EMAIL, value="mei@tan.example"),))


def mail(**data: list[str]) -> Entry:
    writer = Author(type=AuthorType.CUSTOMER, id=1, name="Mei")
    return Entry(id=1, at=NOW, kind=Kind.MESSAGE, channel="email", author=writer, data=dict(data))


def ours(**data: list[str]) -> Entry:
    writer = Author(type=AuthorType.AGENT, id="ana", name="Ana")
    return Entry(id=2, at=NOW, kind=Kind.MESSAGE, channel="email", author=writer, data=dict(data))


def said(*messages: Entry) -> Recipients:
    """What there is to know of the usual reply to the last of these messages."""
    sent = [written_to(each, OURS) for each in messages if each.outgoing]
    normal = usual(messages[-1], MEI, OURS)
    return chosen(normal, (), None, met=trusted(messages, MEI), lately=sent[-1] if sent else ())


def test_the_customers_other_people_stay_in_the_loop_and_those_in_bcc_stay_unseen():
    last = mail(
        **{"from": ["Tan, Mei <mei@tan.example>"], "bcc": ["eve@x.example"]},
        to=["Support <Support@desk.example>", "ben@tan.example"],
        cc=["sales@desk.example", "MEI@tan.example", "li@tan.example"],
    )
    assert usual(last, None, OURS) == Recipients(
        to=("Tan, Mei <mei@tan.example>",), cc=("ben@tan.example", "li@tan.example")
    )


def test_of_too_many_those_are_named_who_would_not_get_it():
    crowd = [f"p{number}@tan.example" for number in range(250)]
    found = said(mail(**{"from": ["mei@tan.example"]}, cc=crowd))
    assert (found.cc, sorted(found.gone)) == (tuple(crowd[:MOST]), sorted(crowd[MOST:]))
    chose = chosen(usual(mail(**{"from": ["mei@tan.example"]}, cc=crowd), MEI, OURS), (), crowd[-2:])
    assert sorted(chose.gone) == sorted(crowd[:-2])


def test_whoever_says_where_to_answer_is_answered_there():
    last = mail(**{"from": ["mei@tan.example"], "reply_to": ["Mei at home <mei@home.example>"]})
    assert usual(last, None, OURS).to == ("Mei at home <mei@home.example>",)


@pytest.mark.parametrize(
    "text", ["Mei <mei@tan.example>, Ben <ben@tan.example>", "a@b.example, c <d@e.example>"]
)
def test_two_people_are_not_taken_for_one_with_a_long_name(text: str):
    with pytest.raises(Invalid, match="more than one person"):
        chosen(Recipients(), [text], None)


@pytest.mark.parametrize(
    "text", ["Tan, Mei <mei@tan.example>", '"Tan, Mei" <mei@tan.example>', "mei@tan.example"]
)
def test_a_name_with_a_comma_is_one_person(text: str):
    assert chosen(Recipients(), [text], None).to == (text,)


@pytest.mark.parametrize("text", ["Mei", "", "mei@", "<mei@tan.example", "mei@tan.example ben@tan.example"])
def test_what_is_no_address_is_said(text: str):
    with pytest.raises(Invalid, match="is not an e-mail address"):
        chosen(Recipients(), [text], None)


FIRST = mail(**{"from": ["Mei <mei@tan.example>"]}, to=["support@desk.example"], cc=["ben@tan.example"])
ANSWER = ours(to=["Mei <mei@tan.example>"], cc=["ben@tan.example", "sales@desk.example"])


def test_where_nothing_has_changed_there_is_nothing_to_look_at():
    found = said(FIRST)
    assert (found.cc, found.new, found.gone, found.strange) == (("ben@tan.example",), (), (), ())
    found = said(FIRST, ANSWER, FIRST)
    assert (found.new, found.gone, found.strange) == ((), (), ())


def test_whom_a_later_mail_brings_along_is_new_until_we_have_written_to_them():
    brought = mail(
        **{"from": ["mei@tan.example"]}, to=["support@desk.example"], cc=["ben@tan.example", "eve@x.example"]
    )
    found = said(FIRST, ANSWER, brought)
    assert (found.new, found.gone, found.strange) == (("eve@x.example",), (), ("x.example",))
    written = ours(to=["mei@tan.example"], cc=["ben@tan.example", "eve@x.example"])
    found = said(FIRST, ANSWER, brought, written, brought)
    assert (found.new, found.gone, found.strange) == ((), (), ())


def test_who_wants_the_answer_elsewhere_is_new_even_in_the_first_mail_and_however_often_they_ask():
    elsewhere = mail(**{"from": ["mei@tan.example"]}, reply_to=["eve@x.example"], to=["support@desk.example"])
    for messages in ((elsewhere,), (FIRST, elsewhere), (FIRST, elsewhere, elsewhere)):
        found = said(*messages)
        assert found.to == ("eve@x.example",)
        assert (found.new, found.strange) == (("eve@x.example",), ("x.example",))


def test_a_stranger_who_has_our_mail_and_writes_is_new_and_the_customer_is_missed():
    stranger = mail(**{"from": ["eve@x.example"]}, to=["support@desk.example"])
    found = said(FIRST, ANSWER, stranger, stranger)
    assert (found.new, found.strange) == (("eve@x.example",), ("x.example",))
    assert found.gone == ("Mei <mei@tan.example>", "ben@tan.example")


def test_another_address_of_the_customers_is_known():
    found = said(mail(**{"from": ["eve@x.example"]}), mail(**{"from": ["mei@tan.example"]}))
    assert (found.new, found.strange) == ((), ())
