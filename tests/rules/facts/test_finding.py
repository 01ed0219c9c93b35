"""What is found in a message, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.model.fact import FactKind
from agentconsole.rules.facts.finding import find
from agentconsole.rules.facts.kinds import BUILT_IN

TOLD = {
    "order": {
        "My order number is #A-1042, thanks": "A-1042",
        "order no. 12345678 never came": "12345678",
        "Booking reference: MP79V2": "MP79V2",
        "my reservation number is QXKLMP": "QXKLMP",
        "Where is order 88123456?": "88123456",
        "My order is A-1042 and it never came": "A-1042",
        "Hello, my order is #99812 and my booking is late": "99812",
        "the order was 88123456.": "88123456",
        "it arrives tomorrow. Order 111-5014070-4118645": "111-5014070-4118645",
        "sure my booking confirmation number is rft 245": "rft245",
    },
    "email": {
        "write to Mei.Tan@Example.com please": "mei.tan@example.com",
        "I am registered under j.doe+x@mail.example.org.": "j.doe+x@mail.example.org",
        "my email is foo @ bar . com": "foo@bar.com",
        "sure its johnmac 55 gmailcom": "johnmac55@gmail.com",
    },
    "phone": {
        "call me on +64 21 123 4567": "+64211234567",
        "My number is (415) 555-2671": "+14155552671",
        "mobile no 0171 1234567": "01711234567",
        "Thanks, and have a nice day\n\nMei Tan\n+64 21 123 4567": "+64211234567",
    },
    "device": {
        "It happens on my iPhone 14 Pro Max": "iPhone 14 Pro Max",
        "I have a Pixel 8 Pro": "Pixel 8 Pro",
        "I’m using an iPad": "iPad",
        "We watch on our Fire TV Stick": "Fire TV Stick",
        "I bought an Xbox One last year": "Xbox One",
        "I have a Windows laptop": "Windows laptop",
        "iphone 7+ and the newest update": "iphone 7+",
        "it doesn't work on my Galaxy S9": "Galaxy S9",
    },
    "os": {
        "ios 11.0.3, and no sound": "ios 11.0.3",
        "I am running Windows 10": "Windows 10",
        "I’m on MacOS High Sierra": "MacOS High Sierra",
        "we're on Ubuntu 22.04 here": "Ubuntu 22.04",
        "I use Linux": "Linux",
    },
    "version": {
        "the app is version 5.2.1": "5.2.1",
        "I updated the app to version 7": "7",
        "we run v2.10.3": "2.10.3",
        "Spotify 8.4.25.906 stops": "8.4.25.906",
    },
    "plan": {
        "I'm on the Pro plan": "Pro",
        "we have the Family plan": "Family",
        "Im paying for premium but see ads": "premium",
        "as a prime member I expected more": "prime",
    },
    "serial": {
        "Serial number: C02XL0GTJGH5": "C02XL0GTJGH5",
        "S/N 5CD1234ABC": "5CD1234ABC",
        "IMEI 356938035643809": "356938035643809",
    },
    "error": {
        "I get error 0x80070057": "0x80070057",
        "not working error code 53": "53",
        "it says “Payment declined by bank”": "Payment declined by bank",
        "The app says 'Something went wrong' every time": "Something went wrong",
        "same message: error playing this video, again": "error playing this video",
    },
    "tried": {
        "I have already restarted the router.": "restarted the router",
        "I tried reinstalling the app but it still fails": "reinstalling the app",
        "I've reset it twice, help": "reset it twice",
        "done a power cycle and still the same": "a power cycle",
    },
    "name": {
        "Please call me Bea.": "Bea",
        "I go by Sam": "Sam",
        "My name is Ana María López": "Ana María López",
        "my name is christine smith and i am waiting": "christine smith",
        "Hi, I'm Jordan and I have a question": "Jordan",
    },
    "language": {
        "I speak German": "German",
        "in French, please": "French",
        "Please reply in Spanish": "Spanish",
    },
    "zone": {
        "I'm in Auckland": "Pacific/Auckland",
        "my time zone is PST": "America/Los_Angeles",
        "we are at UTC+2": "UTC+2",
    },
    "address": {
        "My address is 12 Main Street, Springfield, IL 62704": "12 Main Street, Springfield, IL 62704",
        "ship it to 221B Baker Street, London NW1 6XE": "221B Baker Street, London NW1 6XE",
        "yes my address is 85 boston street and contact number 1": "85 boston street",
        "Hauptstraße 12, 10115 Berlin": "Hauptstraße 12, 10115 Berlin",
        "my ZIP is 94110": "94110",
    },
}
NOT_TOLD = [
    "my order number is not A-1042",
    "That isn't my order number: A-1042",
    "I think my order number is 12345678",
    "maybe order 12345678",
    "for example order 12345678",
    "I ordered 3 pizzas at 10:30, order 20000 units",
    "my order is 100 short, and my purchase was 1200000 yen",
    "I think my order is A-1042",
    "my order is not A-1042",
    "the card in my order is RTX3080",
    "I don't have an iPhone",
    "Not on my iPhone 8",
    "my brother has an iPhone 8",
    "her iPhone 8 works",
    "does it work on an iPhone 8?",
    "I'm waiting for my iPhone X",
    "my Xbox account",
    "if I had a Galaxy S9",
    "Do you support Windows 10?",
    "when is iOS 12 coming?",
    "it isn't 5.2",
    "it isn't version 5.2",
    "When is version 6 coming?",
    "look at 192.168.100.12 please",
    "my sister's phone is +49 30 1234567",
    "his email is bob@shop.example",
    "I wrote to support@acme.example",
    "how much is the Family plan?",
    "I want to upgrade to the Pro plan",
    "it is not error 53",
    "I haven't restarted the router",
    "I have not tried reinstalling the app",
    "someone reset my password",
    "I tried to pay a bill",
    "My name is spelled wrong",
    "His name is Ferris",
    "call me back tomorrow, call me Monday",
    "Hi, this is URGENT",
    "I don't speak German. Do you speak English?",
    "I'm in trouble",
    "I'm in Lagos, Nigeria this week",
    "the store at 12 Main Street, Springfield, IL 62704 is closed",
    "@acme 123-4567 https://acme.example/order/12345678?error=12",
    "wait 3 times in a row",
    "",
]


@pytest.mark.parametrize(
    "kind, text, value", [(kind, text, value) for kind, told in TOLD.items() for text, value in told.items()]
)
def test_what_a_customer_tells_is_found_where_it_stands(kind: str, text: str, value: str) -> None:
    found = [one for one in find(text, region="US") if one.kind == kind]
    assert [one.value for one in found] == [value]
    assert text[found[0].start : found[0].end].strip() == text[found[0].start : found[0].end] != ""


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_denied_doubted_asked_or_somebody_elses_is_left_alone(text: str) -> None:
    assert find(text, region="US") == ()


@pytest.mark.parametrize(
    "text",
    [
        "> my order number is A-1042\nIs that right?",
        "On Mon, 3 Mar 2026 at 10:00, Ana <ana@acme.example> wrote:\nmy order number is A-1042",
        "Thanks!\n\nOn Mon, 3 Mar 2026 at 10:00, Ana <ana@acme.example> wrote:\n> Order number A-1042\n> Bye",
        "No.\n\nFrom: Ana <ana@acme.example>\nSent: Monday, 3 March 2026 10:00\nTo: Mei\nSubject: Hi\n\n"
        "Order no. A-1042",
    ],
)
def test_what_is_quoted_counts_for_nothing(text: str) -> None:
    assert find(text) == ()


def test_an_answer_around_a_quote_counts() -> None:
    text = "On Mon, Ana <ana@acme.example> wrote:\n> your order number?\n\nMy order number is A-1042.\n"
    text += "> and the device?\nmy iPad"
    assert [(one.kind, one.value) for one in find(text)] == [("order", "A-1042"), ("device", "iPad")]


def test_facts_come_in_the_order_in_which_they_stand_and_each_once() -> None:
    text = "iOS 11.2 on my iPhone 8. My iPhone 8 has iOS 11.2, order number A-1042"
    assert [one.value for one in find(text)] == ["iOS 11.2", "iPhone 8", "A-1042"]


def test_only_the_kinds_that_are_wanted_are_looked_for() -> None:
    only = [kind for kind in BUILT_IN if kind.name == "os"]
    assert [one.kind for one in find("iOS 11.2 on my iPhone 8", kinds=only)] == ["os"]


def test_a_number_without_plus_is_read_as_the_country_of_the_desk_writes_it() -> None:
    assert find("my phone is 030 1234567", region="DE")[0].value == "+49301234567"
    assert find("my phone is 030 1234567")[0].value == "0301234567"
    assert find("my phone is 030 1234567", region="no such country")[0].value == "0301234567"


def test_a_desk_may_say_itself_what_an_order_number_is() -> None:
    own = FactKind(name="order", label="order number", pattern=r"\bORD/(\d{4})\b")
    assert [one.value for one in find("order number A-1042 is ORD/7712", kinds=[*BUILT_IN, own])] == ["7712"]


FRAGMENTS = [
    *(text for told in TOLD.values() for text in told),
    *NOT_TOLD,
    *[
        "\n> ",
        "\n\n",
        " ",
        ".",
        "not ",
        "’s ",
        "“",
        "İ",
        "\ud800",
        "\x00",
        "order number ",
        "@",
        "wrote:\n",
        "1.2.3",
    ],
]


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(st.characters(), max_size=12), max_size=8).map("".join))
def test_no_text_makes_it_raise_and_every_place_lies_in_the_text(text: str) -> None:
    found = find(text, region="US")
    assert all(0 <= one.start < one.end <= len(text) and one.value.strip() for one in found)
    assert list(found) == sorted(found, key=lambda one: (one.start, one.end))
    assert len({(one.kind, one.value) for one in found}) == len(found)


def test_a_text_without_end_is_read_to_a_point() -> None:
    assert find("x " * 20_000 + "my order number is A-1042") == ()
    assert 0 < len(find(" ".join(f"order number A-{number}" for number in range(900)))) <= 200
