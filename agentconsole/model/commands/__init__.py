"""Everything that can change a desk. There is no other way to change one.

`desk.do(command, by=handle)` asks a pure rule what follows from a command and keeps that in one
transaction. The command line, the console's keys and its `:` line are all made from these
(`desk.verbs`).
"""

from agentconsole.model.commands.asking import Answer, Ask, Decline, Introduce, Release, See, Withdraw
from agentconsole.model.commands.base import AboutAsk, AboutPromise, Command, InConversation
from agentconsole.model.commands.course import (
    AcceptHandOver,
    Brief,
    Claim,
    Close,
    HandOver,
    RefuseHandOver,
    Reopen,
    Restrict,
    Return,
    Snooze,
    StandIn,
    Unrestrict,
    Wake,
)
from agentconsole.model.commands.incoming import Receive
from agentconsole.model.commands.knowing import (
    BreakPromise,
    DismissFact,
    FindFacts,
    KeepPromise,
    MakePromise,
    MarkRepeat,
    Renegotiate,
    SetFact,
)
from agentconsole.model.commands.people import (
    AddAgent,
    LinkIdentity,
    MergeCustomers,
    Pin,
    RemoveAgent,
    UnmergeCustomers,
    Unpin,
)
from agentconsole.model.commands.talking import (
    Acknowledge,
    Attach,
    Detach,
    MarkRead,
    Note,
    Reply,
    SaveDraft,
    Settle,
    Start,
    Unsend,
)

__all__ = [
    "AboutAsk",
    "AboutPromise",
    "AcceptHandOver",
    "Acknowledge",
    "AddAgent",
    "Answer",
    "Ask",
    "Attach",
    "BreakPromise",
    "Brief",
    "Claim",
    "Close",
    "Command",
    "Decline",
    "Detach",
    "DismissFact",
    "FindFacts",
    "HandOver",
    "InConversation",
    "Introduce",
    "KeepPromise",
    "LinkIdentity",
    "MakePromise",
    "MarkRead",
    "MarkRepeat",
    "MergeCustomers",
    "Note",
    "Pin",
    "Receive",
    "RefuseHandOver",
    "Release",
    "RemoveAgent",
    "Renegotiate",
    "Reopen",
    "Reply",
    "Restrict",
    "Return",
    "SaveDraft",
    "See",
    "SetFact",
    "Settle",
    "Snooze",
    "StandIn",
    "Start",
    "UnmergeCustomers",
    "Unpin",
    "Unrestrict",
    "Unsend",
    "Wake",
    "Withdraw",
]
