from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.model.hours import Hours, Opening
from agentconsole.rules.promising import promised

LISBON = ZoneInfo("Europe/Lisbon")
AUCKLAND = ZoneInfo("Pacific/Auckland")
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=LISBON)  # a Wednesday


def due(draft: str, now: datetime = NOW, zone: ZoneInfo = LISBON, **more: Hours) -> list[str]:
    return [f"{each.due_at.astimezone(zone):%a %d %b %H:%M}" for each in promised(draft, now, zone, **more)]


PROMISES = [
    ("I'll get back to you by Friday.", "Fri 20 Nov 17:00"),
    ("You will hear from me within 24 hours.", "Thu 19 Nov 10:00"),
    ("I'll check and come back to you tomorrow.", "Thu 19 Nov 17:00"),
    ("You will have your refund in 3 business days.", "Mon 23 Nov 17:00"),
    ("We'll call you on Tuesday at 3pm.", "Tue 24 Nov 15:00"),
    ("I will have an answer for you by the end of the day.", "Wed 18 Nov 17:00"),
    ("I’ll write again in a couple of hours.", "Wed 18 Nov 12:00"),
    ("The replacement will be with you by 27 November.", "Fri 27 Nov 17:00"),
    ("We are going to ship it next week.", "Fri 27 Nov 17:00"),
    ("By Friday you will have the new contract.", "Fri 20 Nov 17:00"),
    ("Tomorrow morning I'll speak to the warehouse.", "Thu 19 Nov 12:00"),
    ("My colleague Ben will ring you this afternoon.", "Wed 18 Nov 17:00"),
    ("Someone from billing will contact you within two working days.", "Fri 20 Nov 17:00"),
    ("Our engineers should have it fixed by tonight, I'll tell you then.", "Wed 18 Nov 22:00"),
    ("Expect an update from us by noon tomorrow.", "Thu 19 Nov 12:00"),
    ("Your parcel will arrive on Monday.", "Mon 23 Nov 17:00"),
    ("Will get back to you by 5pm.", "Wed 18 Nov 17:00"),
    ("I've asked the driver to call you before 4pm.", "Wed 18 Nov 16:00"),
    ("I am sending the form today.", "Wed 18 Nov 17:00"),
    ("Let me look into this and get back to you within the hour.", "Wed 18 Nov 11:00"),
    ("We hope to have this resolved by Thursday.", "Thu 19 Nov 17:00"),
    ("Give me 30 minutes.", "Wed 18 Nov 10:30"),
    ("I'm afraid we can't do it today, but I will do it first thing tomorrow.", "Thu 19 Nov 17:00"),
    ("I called the bank on Tuesday and they will write to you by the end of the week.", "Fri 20 Nov 17:00"),
    ("Thank you for the form you sent on Monday; we'll refund you within five days.", "Mon 23 Nov 17:00"),
    ("You should see the money in your account in 3-5 working days.", "Wed 25 Nov 17:00"),
    ("The fix will be live at 14:30.", "Wed 18 Nov 14:30"),
    ("I shall reply no later than Friday 20 November.", "Fri 20 Nov 17:00"),
    ("Don't worry, I'll phone you on the 24th of November at 9.30am.", "Tue 24 Nov 09:30"),
    ("Next update by 6 p.m. today.", "Wed 18 Nov 18:00"),
    ("We aim to answer within one business day.", "Thu 19 Nov 17:00"),
    ("I'll try to have news for you later this week.", "Fri 20 Nov 17:00"),
    ("You can expect delivery early next week.", "Wed 25 Nov 17:00"),
    ("It is due to be delivered tomorrow between 2 and 4pm.", "Thu 19 Nov 16:00"),
    ("I owe you an answer by Thursday.", "Thu 19 Nov 17:00"),
    ("We have scheduled a technician to visit you on Friday at 8:15.", "Fri 20 Nov 08:15"),
    ("I promise you will be refunded by the end of the month.", "Mon 30 Nov 17:00"),
    ("I'll know more in half an hour and will message you.", "Wed 18 Nov 10:30"),
    ("We'll send it Monday or Tuesday.", "Tue 24 Nov 17:00"),
    ("I will be back to you Friday afternoon.", "Fri 20 Nov 17:00"),
    ("ETA is Thursday 11:00.", "Thu 19 Nov 11:00"),
    ("I'm checking with the team and will update you in a few hours!", "Wed 18 Nov 13:00"),
    ("They'll get back to you on December 1st.", "Tue 01 Dec 17:00"),
    ("If you like, I'll call you tomorrow at 10am.", "Thu 19 Nov 10:00"),
    ("Your refund is on its way and will show up within a week.", "Wed 25 Nov 17:00"),
    ("No later than Monday you'll have my answer.", "Mon 23 Nov 17:00"),
    ("I will make sure this is sorted by Thursday.", "Thu 19 Nov 17:00"),
    ("Our courier will collect the box between 9am and 1pm on Friday.", "Fri 20 Nov 13:00"),
    ("Your order ships tomorrow.", "Thu 19 Nov 17:00"),
    ("You'll have it by Christmas.", "Fri 25 Dec 17:00"),
    ("I'll find out tonight and tell you in the morning.", "Thu 19 Nov 12:00"),
    ("The engineer is coming on Thursday between 8 and 11am.", "Thu 19 Nov 11:00"),
    ("You can count on a reply from me by Monday.", "Mon 23 Nov 17:00"),
    ("I'm going to keep this open and check on it again on Friday.", "Fri 20 Nov 17:00"),
    ("We're hoping to get you back online this evening.", "Wed 18 Nov 22:00"),
    ("I will get that booked in for you today.", "Wed 18 Nov 17:00"),
    ("I'm writing to the maker today and should have their answer by next Friday.", "Fri 27 Nov 17:00"),
    ("I'll let you know by Friday, and if you have any questions just write.", "Fri 20 Nov 17:00"),
]

NO_PROMISES = [
    "Please send it by Friday.",
    "I called you on Tuesday.",
    "If you reply by Friday we can still change it.",
    "If you send us the form by Friday, we'll refund you.",
    "We are open until Friday.",
    "We will be closed on Monday.",
    "> I'll get back to you by Friday.",
    "Can I call you tomorrow at 3pm?",
    "Would you like me to send it by Friday?",
    "I can't promise it by Friday.",
    "I don't think we'll make it by Friday.",
    "I'm not sure whether we will have it by tomorrow.",
    "You said I'd call by Friday.",
    "You have 30 days to return it.",
    "You'll need to confirm by Friday.",
    "Could you send me a photo by tomorrow?",
    "Your subscription renews on 3 December.",
    "Payment is due by Friday.",
    "Our office opens at 9am tomorrow.",
    "I'm on holiday from Thursday to Monday.",
    "Thank you for your message of 3 November.",
    "Once we receive your form, we'll refund you within 3 days.",
    "We'll refund you within 5 days of receiving the parcel.",
    "We sent it last week and it arrived on Monday.",
    "I'll get back to you as soon as I can.",
    "I'll look into this.",
    "I will need your answer by Friday.",
    "You will be charged on Friday.",
    "The sale ended on Tuesday.",
    "I won't be in the office tomorrow.",
    "We never ship on Sundays, so nothing left on Sunday.",
    "Let us know by Friday.",
    "Just reply by 5pm today.",
    "Make sure you check in within 24 hours.",
    "You told us on Monday that it was broken.",
    "We had promised it by Friday, and I am sorry.",
    "As you wrote on Tuesday, the lamp is broken.",
    "Your flight on Friday is confirmed.",
    "The Tuesday delivery has been cancelled.",
    "I hope you have a lovely weekend!",
    "Have a great day today!",
    "We look forward to seeing you on Saturday.",
    "I hope to see you on Monday.",
    "You may call us between 9am and 5pm.",
    "Your card will expire on 30 November.",
    "Unless you tell us by Friday, nothing changes.",
    "It will be a year on Friday.",
    "I will be back in the office on Monday.",
    "I'm sorry we haven't been able to call you today.",
    "We expect all our guests to be polite, and he wasn't today.",
    "I hope this helps today.",
    "Please allow me just a minute.",
    "Please allow 48 hours for the seller to respond.",
    "Since Monday we have had many calls.",
]


@pytest.mark.parametrize(("draft", "when"), PROMISES)
def test_a_sentence_that_promises_is_found_with_its_time(draft: str, when: str) -> None:
    assert due(draft)[-1:] == [when]
    assert [each.text for each in promised(draft, NOW, LISBON)][-1:] == [draft]


@pytest.mark.parametrize("draft", NO_PROMISES)
def test_a_sentence_that_promises_nothing_is_left_alone(draft: str) -> None:
    assert due(draft) == []


def test_by_friday_is_when_it_closes_on_friday_where_the_customer_is() -> None:
    (found,) = promised("Hello Mei.\n\nI'll get back to you by Friday.\n\nAna", NOW, AUCKLAND)
    assert found.due_at == datetime(2026, 11, 20, 17, 0, tzinfo=AUCKLAND).astimezone(UTC)
    assert found.due_at == datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
    assert (found.text, found.start, found.end) == ("I'll get back to you by Friday.", 12, 43)


@pytest.mark.parametrize(
    ("wrote", "there", "meant"),
    [
        # On a Thursday afternoon in Lisbon it is Friday morning in Auckland, and Friday is today.
        ((2026, 11, 19, 15, 0), AUCKLAND, (2026, 11, 20, 17, 0)),
        # On a Friday evening in Lisbon it is Saturday in Auckland, and Friday is next week's.
        ((2026, 11, 20, 18, 0), AUCKLAND, (2026, 11, 27, 17, 0)),
        # On a Friday morning in Lisbon it is still Thursday in Honolulu.
        ((2026, 11, 20, 8, 0), ZoneInfo("Pacific/Honolulu"), (2026, 11, 20, 17, 0)),
    ],
)
def test_whose_friday_it_is_depends_on_where_the_customer_is(
    wrote: tuple[int, ...], there: ZoneInfo, meant: tuple[int, ...]
) -> None:
    (found,) = promised("I'll get back to you by Friday.", datetime(*wrote, tzinfo=LISBON), there)
    assert found.due_at == datetime(*meant, tzinfo=there).astimezone(UTC)


@pytest.mark.parametrize(
    ("draft", "now", "meant"),
    [
        ("I'll call you tomorrow at 9am.", (2026, 3, 28, 12, 0), (2026, 3, 29, 8, 0)),  # an hour is lost
        (
            "I'll call you tomorrow at 9am.",
            (2026, 10, 24, 12, 0),
            (2026, 10, 25, 9, 0),
        ),  # an hour comes twice
        ("You'll have it within 24 hours.", (2026, 3, 28, 12, 0), (2026, 3, 29, 12, 0)),
        ("You'll have it within 24 hours.", (2026, 10, 24, 12, 0), (2026, 10, 25, 12, 0)),
        ("I'll reply by Friday.", (2026, 12, 30, 12, 0), (2027, 1, 1, 17, 0)),
        ("I'll reply by 4 January.", (2026, 12, 30, 12, 0), (2027, 1, 4, 17, 0)),
        ("I'll reply by the end of the month.", (2026, 12, 31, 18, 0), (2027, 1, 29, 17, 0)),
        ("I'll reply tomorrow.", (2028, 2, 28, 12, 0), (2028, 2, 29, 17, 0)),
        ("I'll reply by 29 February.", (2026, 11, 18, 12, 0), (2028, 2, 29, 17, 0)),
    ],
)
def test_changes_of_the_clocks_years_and_leap_days_are_counted(
    draft: str, now: tuple[int, ...], meant: tuple[int, ...]
) -> None:
    wrote = datetime(*now, tzinfo=UTC)
    there = ZoneInfo("Europe/Lisbon")
    (found,) = promised(draft, wrote, there)
    assert found.due_at == datetime(*meant, tzinfo=UTC)
    assert [each.due_at for each in promised(draft, wrote.astimezone(AUCKLAND), there)] == [found.due_at]


def test_a_promise_is_due_within_the_desks_hours_on_the_customers_clock() -> None:
    short = (Opening(9 * 60, 15 * 60),)
    hours = Hours(
        week=(short,) * 5 + ((), ()), holidays=frozenset({date(2026, 11, 20)}), zone="Europe/Lisbon"
    )
    assert due("I'll reply by Thursday.", zone=AUCKLAND, hours=hours) == ["Thu 19 Nov 15:00"]
    assert due("I'll reply in one business day.", now=NOW.replace(day=19), hours=hours) == [
        "Mon 23 Nov 15:00"
    ]


def test_two_promises_in_a_sentence_are_two() -> None:
    assert due("I'll call you tomorrow and send the refund by Friday.") == [
        "Thu 19 Nov 17:00",
        "Fri 20 Nov 17:00",
    ]


def test_a_reply_is_read_sentence_by_sentence_without_what_it_quotes() -> None:
    draft = (
        "> We'll call you by Monday.\n\nI'll call you at 4 p.m. today. Please stay at home until 5pm.\n"
        "- You will have the part on Friday"
    )
    assert due(draft) == ["Wed 18 Nov 16:00", "Fri 20 Nov 17:00"]


def test_an_unknown_language_is_read_as_english() -> None:
    assert promised("I'll reply by Friday.", NOW, LISBON, language="tlh") == promised(
        "I'll reply by Friday.", NOW, LISBON
    )
    assert promised("I'll reply by Friday.", NOW, LISBON, language="en-GB")


WORDS = [
    "I'll",
    "we'll",
    "you",
    "will",
    "have",
    "get",
    "back",
    "please",
    "if",
    "not",
    "can't",
    "by",
    "within",
    "on",
]
WORDS += [
    "until",
    "Friday",
    "tomorrow",
    "24",
    "hours",
    "the",
    "end",
    "of",
    "day",
    "week",
    "3",
    "business",
    "days",
    "at",
]
WORDS += [
    "5pm",
    ",",
    ".",
    ";",
    ":",
    "?",
    "!",
    "\n",
    ">",
    "-",
    "once",
    "sent",
    "said",
    "and",
    "or",
    "may",
    "be",
    "it",
]


@given(
    st.text() | st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
    st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=st.just(UTC)),
    st.sampled_from([LISBON, AUCKLAND, ZoneInfo("America/New_York")]),
)
def test_any_draft_can_be_read_and_what_it_promises_is_to_come(
    draft: str, now: datetime, zone: ZoneInfo
) -> None:
    for each in promised(draft, now, zone):
        assert each.due_at > now
        assert each.due_at.tzinfo is UTC
        assert draft[each.start : each.end] == each.text


HARD = [
    "I'll ",
    "by friday ",
    "a" * 50,
    "if you ",
    "1-",
    "at ",
    "in the next ",
    "the end of ",
    "you aaaa",
    ", ",
]


@pytest.mark.parametrize("piece", HARD)
def test_a_sentence_without_end_is_read_to_its_end(piece: str) -> None:
    """The work grows with the draft and not with its square: otherwise this would take minutes."""
    draft = "I'll do it by Friday, " + piece * (60_000 // len(piece))
    assert all(each.end == len(draft.rstrip()) for each in promised(draft, NOW, LISBON))
