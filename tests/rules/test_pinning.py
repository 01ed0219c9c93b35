"""Notes on a customer's card."""

import pytest
from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.errors import Invalid, Refused
from agentconsole.model.people import Customer
from agentconsole.rules.decide import decide
from tests.make import BEN, agent, customer, entry, situation

MEI = Customer(id=7, name="Mei Tan")


def test_anybody_pins_a_note_that_is_in_no_conversation():
    (made,) = decide(commands.Pin(customer="7", text="Hard of hearing"), situation(BEN, customer=MEI))
    assert (made.kind, made.customer, made.conversation, made.visibility) == ("note", 7, None, "team")


def test_anybody_takes_it_off_and_what_it_said_stays_in_the_history():
    note = replace(entry("note", agent("ana"), version=4, text="Hard of hearing"), conversation=None)
    (made,) = decide(commands.Unpin(entry=4), situation(BEN, entry_meant=note))
    assert (made.kind, made.about, made.text, made.customer) == ("unpin", (4,), "Hard of hearing", 7)


@pytest.mark.parametrize(
    ("command", "fields", "error"),
    [
        (commands.Pin(customer="7", text=" "), {"customer": MEI}, Invalid),
        (commands.Pin(customer="7", text="x"), {"customer": MEI, "actor": None}, Refused),
        (commands.Unpin(entry=4), {"entry_meant": entry("note", agent("ana"), version=4)}, Refused),
        (commands.Unpin(entry=4), {"entry_meant": entry("message", customer(), version=4)}, Refused),
        (commands.Unpin(entry=4), {}, Refused),
        (commands.Unpin(entry=4), {"actor": None}, Refused),
    ],
    ids=["empty", "by nobody", "a note of a conversation", "a message", "nothing", "off by nobody"],
)
def test_it_is_refused(command, fields, error):
    with pytest.raises(error):
        decide(command, situation(**fields))
