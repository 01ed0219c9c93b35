"""What stands below a mail: what was not read of it, and never less than is said."""

from datetime import UTC, datetime

from agentconsole.model.entry import Author, AuthorType, Entry
from agentconsole.show.marks import MOST, notes

MEI = Author(type=AuthorType.CUSTOMER, id=7, name="Mei Tan")


def said(count: int) -> list[str]:
    """What stands below a mail with so many notes."""
    data = {"notes": [f"note {number}" for number in range(count)]}
    entry = Entry(at=datetime(2026, 11, 17, tzinfo=UTC), kind="message", author=MEI, data=data)
    return [words for words, _ in notes(entry)]


def test_of_many_notes_the_first_are_shown_and_the_others_counted():
    assert said(MOST) == [f"note {number}" for number in range(MOST)]
    assert said(MOST + 3) == [*said(MOST), "and 3 more notes"]
