import pytest

from agentconsole.channels.email.calendar import read

INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:16010101T030000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Where is the bag\\, and
  whose is it?
DTSTART;TZID=Europe/Berlin:20260303T170000
DTEND;TZID=Europe/Berlin:20260303T180000
LOCATION:Room 4
ORGANIZER;CN="Ruiz, Ana":mailto:ana@desk.example
ATTENDEE;CN=Mei Tan;PARTSTAT=ACCEPTED:MAILTO:mei@tan.example
ATTENDEE:mailto:ben@desk.example
END:VEVENT
END:VCALENDAR
"""


def test_an_invitation_says_what_when_where_and_who():
    event = read(INVITATION)
    assert event.line() == (
        "Invitation: Where is the bag, and whose is it? · 2026-03-03 17:00 to 18:00 (Europe/Berlin) · Room 4"
        " · from Ruiz, Ana <ana@desk.example>, with Mei Tan <mei@tan.example>, ben@desk.example"
    )
    assert event.data()["method"] == "REQUEST"


def test_lines_end_as_in_mail_or_as_in_files():
    assert read(INVITATION.replace("\n", "\r\n")) == read(INVITATION)


@pytest.mark.parametrize(
    ("method", "begins"),
    [
        ("CANCEL", "Cancelled: "),
        ("REPLY", "Answer to an invitation: "),
        ("COUNTER", "Another time is proposed: "),
        ("PUBLISH", "Event: "),
    ],
)
def test_it_is_said_what_is_to_happen(method, begins):
    line = read(INVITATION.replace("METHOD:REQUEST", f"METHOD:{method}")).line()
    assert line.startswith(begins)
    assert ("Mei Tan <mei@tan.example> accepts" in line) == (method == "REPLY")


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        ("DTSTART:20260303T170000Z", "DTEND:20260304T090000Z", "2026-03-03 17:00 to 2026-03-04 09:00 (UTC)"),
        ("DTSTART;VALUE=DATE:20260303", "DTEND;VALUE=DATE:20260304", "2026-03-03 to 2026-03-04"),
        ("DTSTART:20260303T170000", "DURATION:PT1H", "2026-03-03 17:00"),
        ("DTSTART:tomorrow", "DTEND:later", ""),
    ],
)
def test_times_are_told_as_they_are_given(start, end, when):
    assert read(f"BEGIN:VEVENT\n{start}\n{end}\nEND:VEVENT").when == when


def test_a_repeated_event_and_many_people_are_told_in_short():
    people = "".join(f"ATTENDEE:mailto:p{n}@x.example\n" for n in range(1_000))
    event = read(f"BEGIN:VEVENT\nDTSTART:20260303T170000Z\nRRULE:FREQ=DAILY\n{people}END:VEVENT")
    assert event.line().endswith("p7@x.example, 992 more")
    assert "(UTC), repeated" in event.line()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "BEGIN:VCALENDAR\nEND:VCALENDAR",
        "BEGIN:VEVENT" * 10_000,
        "X;" * 100_000,
        'X="' * 60_000,
    ],
)
def test_what_is_no_invitation_is_none(text):
    assert read(text) is None


def test_a_broken_one_gives_what_it_has():
    assert read("BEGIN:VEVENT\nSUMMARY:x").what == "x"
    assert read("BEGIN:VEVENT\n" + "ATTENDEE" + ";CN=x" * 20_000 + "\nSUMMARY:x").what == "x"
