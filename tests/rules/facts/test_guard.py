"""Which sentence of a draft asks for what the customer told us, and what takes its place."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from agentconsole.model.fact import Fact, FactKind, FactState, Finding
from agentconsole.rules.facts.guard import asks_for, findings
from agentconsole.rules.facts.kinds import BUILT_IN, by_name
from agentconsole.rules.facts.languages import known, language

MARCH = datetime(2024, 3, 12, 9, 0, tzinfo=UTC)
VALUES = {
    "order": "A-1042",
    "email": "mei@tan.example",
    "phone": "+64 21 555 0100",
    "address": "12 Rose Street, Leeds",
    "device": "Acme Pad 3",
    "os": "iOS 17.4",
    "version": "5.2.1",
    "plan": "Gold",
    "serial": "SN-99-1",
    "error": "E-17: no route",
    "tried": "restarting the router",
    "name": "Mei",
    "language": "Portuguese",
    "zone": "Pacific/Auckland",
}


def fact(kind: str, value: str = "", **changes: object) -> Fact:
    said = {"id": 1, "customer": 7, "kind": kind, "value": value or VALUES.get(kind, "X-1"), "told_at": MARCH}
    return Fact(**{**said, **changes})  # type: ignore[arg-type]


EVERYTHING = tuple(fact(kind, id=number) for number, kind in enumerate(VALUES, 1))


def replaced(draft: str, found: Iterable[Finding]) -> str:
    """The draft with every sentence that was found replaced by what is offered."""
    by_place = {(one.start, one.end): one.instead for one in found}
    for (start, end), instead in sorted(by_place.items(), reverse=True):
        draft = draft[:start] + instead + draft[end:]
    return draft


@pytest.mark.parametrize(
    ("draft", "kinds"),
    [
        ("Could you send me your order number?", "order"),
        ("Please reply with the booking reference so that we can look into this.", "order"),
        ("What's the email on your account?", "email"),
        ("Could you please provide the e-mail address linked to your account?", "email"),
        ("Can I get a good contact number for you?", "phone"),
        ("Which number should we call you on?", "phone"),
        ("Where are you located?", "address"),
        ("Please confirm your shipping address.", "address"),
        ("May I ask which phone you have?", "device"),
        ("Is it happening on your tablet or your laptop?", "device"),
        ("Let us know the make and model of your router.", "device"),
        ("Are you on iOS or Android?", "os"),
        ("What version of Windows are you running?", "os"),
        ("Would you mind telling us which version of the app you use?", "version"),
        ("Are you on the free or the premium plan?", "plan"),
        ("Can you read me the serial no. on the back?", "serial"),
        ("Could you send me the IMEI?", "serial"),
        ("Please tell me the reference for your booking.", "order"),
        ("With whom do I have the pleasure of speaking?", "name"),
        ("Whom do I have the pleasure of speaking with?", "name"),
        ("What does the error message say?", "error"),
        ("Are you seeing an error code?", "error"),
        ("What have you tried so far?", "tried"),
        ("Any steps tried since then?", "tried"),
        ("Who am I speaking with?", "name"),
        ("How would you like to be addressed?", "name"),
        ("Which language do you prefer?", "language"),
        ("What time zone are you in?", "zone"),
        ("Order number, please?", "order"),
        ("I'm sorry for the trouble, DM us your name/ZIP/phone# and we'll call.", "phone address name"),
        ("Could you confirm your name, order number and e-mail address?", "order email name"),
        ("To help you I need:\n\n- your order number\n- the serial number\n", "order serial"),
        ("What device, operating system and app version are you using?", "device os version"),
        ("Don't forget to include your order number.", "order"),
    ],
)
def test_a_question_for_what_we_know_is_found(draft: str, kinds: str) -> None:
    assert [one.kind for one in findings(draft, EVERYTHING)] == kinds.split()


INNOCENT = (
    "I have your order number as A-1042.",
    "There is no need to send your order number again.",
    "We never ask for your password or your phone number.",
    "You will receive an order number by e-mail within the hour.",
    "Is your address still 12 Rose Street, Leeds?",
    "Has your phone number changed since then?",
    "Could you send me your new address?",
    "Is there another e-mail address that we could write to?",
    "Please do not post your phone number here, since everybody can read it.",
    "We will confirm your address with the courier and call you.",
    "You can find the serial number on the back of your device.",
    "I know which device you have, and that it was restarted.",
    "Would you like us to change your plan?",
    "Which plan would you like to move to?",
    "Thanks for sending your order number and your e-mail address!",
    "I have the reference for your booking, and the IMEI too.",
    "It was a pleasure to speak with you.",
    "Could you tell me what happened before the error?",
    "Could you restart your phone and tell me whether the error comes back?",
    "Please send the parcel to our address, and write your order number on it.",
    "What is the name of the colleague you spoke to?",
    "Contact us by phone or e-mail if the problem with your device returns.",
    "If we need your phone number, we will ask.",
    "Can we call you on your phone number?",
    "Please confirm that your order number is A-1042.",
    "You wrote:\n> What is your order number?\n> Could you send your address?\nI did, and I am sorry.",
    "Dear Mei,\n\nyour plan is active again. What else can I do for you?\n\nAna",
)


@pytest.mark.parametrize("draft", INNOCENT)
def test_a_draft_that_does_not_ask_is_left_alone(draft: str) -> None:
    assert findings(draft, EVERYTHING) == ()


def test_the_finding_says_where_the_sentence_stands_and_what_to_say_instead() -> None:
    draft = "Thank you for writing. Could you send me your order number? I will look at once."
    (found,) = findings(draft, [fact("order")])
    assert draft[found.start : found.end] == found.sentence == "Could you send me your order number?"
    assert found.fact == fact("order")
    assert found.instead == "I have your order number as A-1042."


def test_a_greeting_stays_where_it_is() -> None:
    draft = "Hi Mei, could you send me your order number?"
    assert replaced(draft, findings(draft, EVERYTHING)) == "Hi Mei, I have your order number as A-1042."


def test_what_we_do_not_know_is_still_asked_for() -> None:
    draft = "Could you send me your order number, your phone number and what you have tried?"
    (found,) = findings(draft, [fact("order")])
    assert found.instead == (
        "I have your order number as A-1042. "
        "Could you send me your phone number and what you have tried already?"
    )
    assert findings(found.instead, [fact("order")]) == ()
    asked = asks_for(found.instead.partition(". ")[2], english(), BUILT_IN)
    assert asked == ("phone", "tried")


def test_two_kinds_in_one_sentence_are_confirmed_together() -> None:
    first, second = findings("What is your name, and which plan are you on?", EVERYTHING)
    assert first.instead == second.instead == "I have your plan as Gold and your name as Mei."


def test_only_facts_that_hold_count_and_the_newest_is_named() -> None:
    draft = "What is your order number?"
    gone = fact("order", "A-1", state=FactState.DISMISSED)
    older = fact("order", "A-2", superseded_by=3)
    assert findings(draft, [gone, older]) == ()
    newer = fact("order", "A-3", id=2, told_at=MARCH + timedelta(days=1))
    (found,) = findings(draft, [newer, fact("order", "A-2")])
    assert found.fact == newer


def test_any_of_several_errors_is_enough_and_the_newest_is_named() -> None:
    newer = fact("error", "E-9", id=2, told_at=MARCH + timedelta(hours=1))
    (found,) = findings("What error do you see?", [newer, fact("error")])
    assert found.instead == "I have the error as E-9."


def test_a_sentence_that_says_the_value_confirms_it() -> None:
    assert findings("Which plan are you on, Gold?", [fact("plan")]) == ()
    assert len(findings("Which plan are you on?", [fact("plan")])) == 1


def test_a_kind_of_the_desk_is_guarded_by_the_names_it_is_asked_by() -> None:
    policy = FactKind(name="policy", label="policy number", asked=("policy number", "number of your policy"))
    kinds = (*BUILT_IN, policy)
    told = [fact("policy", "P-77")]
    for draft in ("May I have your policy number?", "What is the number of your policy?"):
        (found,) = findings(draft, told, kinds=kinds)
        assert found.instead == "I have your policy number as P-77."
    assert findings("Your policy number is on the letter.", told, kinds=kinds) == ()
    assert findings("May I have your policy number?", told) == ()


def test_a_value_that_reads_as_a_question_is_not_repeated() -> None:
    told = [fact("order", "A-1. What is your order number?")]
    (found,) = findings("Could you send me your order number?", told)
    assert found.instead == "I have that from you already."


def test_a_long_value_is_cut_and_lines_are_joined() -> None:
    (found,) = findings("What error do you see?", [fact("error", "Traceback\n" + "x" * 500)])
    assert found.instead.startswith("I have the error as Traceback xxx")
    assert found.instead.endswith("….")
    assert len(found.instead) < 120


def test_a_language_without_a_file_is_not_guarded() -> None:
    assert known() == ("en",)
    assert findings("What is your order number?", EVERYTHING, language="pt") == ()
    assert findings("What is your order number?", EVERYTHING, language="../en") == ()
    assert len(findings("What is your order number?", EVERYTHING, language="en-GB")) == 1


def test_every_kind_has_its_words_and_a_question_of_the_guard_asks_for_just_that_kind() -> None:
    spoken = english()
    assert set(spoken.kinds) == set(by_name(BUILT_IN))
    for kind in BUILT_IN:
        named = spoken.kinds[kind.name].say.named or f"your {spoken.kinds[kind.name].label or kind.label}"
        assert asks_for(f"Could you send me {named}?", spoken, BUILT_IN) == (kind.name,)


def english():  # type: ignore[no-untyped-def]
    spoken = language("en")
    assert spoken is not None
    return spoken
