"""Which rule answers which command."""

from collections.abc import Callable
from typing import Any

from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.entry import Entry
from agentconsole.rules import (
    asking,
    briefs,
    lifecycle,
    noting,
    ownership,
    people,
    pinning,
    promises,
    reads,
    restricting,
    settling,
    writing,
)
from agentconsole.rules.situation import Situation

# Each rule takes its own command; the table's keys say which.
Rule = Callable[[Any, Situation], tuple[Entry, ...]]

RULES: dict[type[Command], Rule] = {
    commands.Start: writing.start,
    commands.Claim: ownership.claim,
    commands.Reply: writing.reply,
    commands.Unsend: writing.unsend,
    commands.Note: writing.note,
    commands.Ask: asking.ask,
    commands.See: asking.see,
    commands.Answer: asking.answer,
    commands.Decline: asking.decline,
    commands.Withdraw: asking.withdraw,
    commands.Introduce: ownership.introduce,
    commands.Release: ownership.release,
    commands.Brief: briefs.brief,
    commands.Snooze: lifecycle.snooze,
    commands.Wake: lifecycle.wake,
    commands.Close: lifecycle.close,
    commands.Reopen: lifecycle.reopen,
    commands.HandOver: ownership.hand_over,
    commands.AcceptHandOver: ownership.accept,
    commands.RefuseHandOver: ownership.refuse,
    commands.Restrict: restricting.restrict,
    commands.Unrestrict: restricting.unrestrict,
    commands.StandIn: ownership.stand_in,
    commands.Return: ownership.come_back,
    commands.LinkIdentity: people.link,
    commands.MergeCustomers: people.merge,
    commands.UnmergeCustomers: people.unmerge,
    commands.AddAgent: people.add_agent,
    commands.RemoveAgent: people.remove_agent,
    commands.Pin: pinning.pin,
    commands.Unpin: pinning.unpin,
    commands.Acknowledge: reads.acknowledge,
    commands.Settle: settling.settle,
    commands.SetFact: noting.note,
    commands.DismissFact: noting.dismiss,
    commands.MarkRepeat: noting.repeat,
    commands.MakePromise: promises.make,
    commands.KeepPromise: promises.keep,
    commands.Renegotiate: promises.renegotiate,
    commands.BreakPromise: promises.break_,
}
"""`Receive` has a rule of its own (`rules.intake`); drafts and read marks are their
writer's alone, and looking for facts again (`FindFacts`) makes no entry."""


def decide(command: Command, situation: Situation) -> tuple[Entry, ...]:
    """The entries that follow from a command, or a `Refused`, `Conflict` or `Invalid`."""
    return RULES[type(command)](command, situation)
