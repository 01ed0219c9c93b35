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
    "Since Monday we have had many calls.",
]


@pytest.mark.parametrize(("draft", "when"), PROMISES)
def test_a_sentence_that_promises_is_found_with_its_time(draft: str, when: str) -> None:
    assert due(draft) == [when]


@pytest.mark.parametrize("draft", NO_PROMISES)
def test_a_sentence_that_promises_nothing_is_left_alone(draft: str) -> None:
    assert due(draft) == []
