from datetime import timedelta

import pytest

from agentconsole.model import commands
from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Status
from agentconsole.model.errors import Invalid, Refused
from agentconsole.rules.decide import decide
from tests.make import ANA, BEN, NOW, conversation, situation

LATER = NOW + timedelta(days=3)


def decided(command, actor=ANA, asks=None, **state):
    return decide(command, situation(actor, asks=asks or {}, conversation=conversation(owner="ana", **state)))


def test_a_snooze_keeps_its_reason_and_its_date():
    (entry,) = decided(commands.Snooze(conversation=1, until=LATER, reason="waits for the part"))
    assert (entry.kind, entry.until, entry.reason) == ("snooze", LATER, "waits for the part")


@pytest.mark.parametrize("until, reason", [(NOW, "r"), (LATER, " ")])
def test_a_snooze_needs_a_time_to_come_and_a_reason(until, reason):
    with pytest.raises(Invalid):
        decided(commands.Snooze(conversation=1, until=until, reason=reason))


def test_waking_is_the_owners_before_time_and_the_desks_after():
    asleep = {"status": Status.SNOOZED, "snoozed_until": LATER, "snooze_reason": "part"}
    assert decided(commands.Wake(conversation=1), **asleep)[0].reason == "part"
    with pytest.raises(Refused):
        decided(commands.Wake(conversation=1), actor=None, **asleep)
    assert decided(commands.Wake(conversation=1), actor=None, **(asleep | {"snoozed_until": NOW}))
    with pytest.raises(Refused):
        decided(commands.Wake(conversation=1), actor=BEN, **asleep)


def test_closing_withdraws_what_is_still_asked():
    ask = Ask(id=3, conversation=1, entry=9, specialist="ben", asked_by="ana", question="?", at=NOW)
    assert [each.kind for each in decided(commands.Close(conversation=1), asks={3: ask})] == [
        "withdraw",
        "close",
    ]


@pytest.mark.parametrize(
    "command",
    [
        commands.Close(conversation=1),
        commands.Reopen(conversation=1),
        commands.Snooze(conversation=1, until=LATER, reason="r"),
    ],
)
def test_a_bystander_neither_closes_nor_reopens_nor_snoozes(command):
    with pytest.raises(Refused):
        decided(command, actor=BEN, status=Status.CLOSED)


def test_only_what_is_closed_reopens_and_only_what_is_not_closes():
    assert decided(commands.Reopen(conversation=1), status=Status.CLOSED)[0].kind == "reopen"
    with pytest.raises(Refused):
        decided(commands.Reopen(conversation=1))
    with pytest.raises(Refused):
        decided(commands.Close(conversation=1), status=Status.CLOSED)
