"""The keys of mail: what it quotes, its files, to whom a reply goes, and what became of it."""

from agentconsole.model import commands as c
from agentconsole.model.keeping import Decision
from agentconsole.tui import state_mail as only
from agentconsole.tui.action import Where
from agentconsole.tui.action import declared as _in

_R, _W = Where.READING, Where.COMPOSER

READING_MAIL = (
    _in(
        _R,
        "entry.unfold",
        "Open or fold what is quoted",
        "v",
        help="Old messages, signatures and small print of a mail.",
        footer="open what is folded",
        blocked=only.to_unfold,
    ),
    _in(
        _R,
        "entry.save",
        "Save a file of it",
        "S",
        help="Under a harmless name, over nothing.",
        footer="save a file",
        blocked=only.to_save,
    ),
    _in(
        _R,
        "entry.link",
        "Link the address",
        "l",
        help="A new address of the customer: who is who is shown before.",
        commands=(c.MergeCustomers,),
        footer="link the address",
        blocked=only.to_link,
    ),
    _in(
        _R,
        "delivery.arrived",
        "It arrived",
        "I",
        help="A message of ours of which nobody could say so.",
        commands=(c.Settle,),
        footer="it arrived",
        blocked=only.to_settle(Decision.SENT),
    ),
    _in(
        _R,
        "delivery.again",
        "Send it again",
        "Z",
        help="The same message, to the same people.",
        commands=(c.Settle,),
        footer="send again",
        blocked=only.to_settle(Decision.AGAIN),
    ),
    _in(
        _R,
        "delivery.never",
        "Never send it",
        "X",
        help="Its text is the draft again.",
        commands=(c.Settle,),
        footer="never send it",
        blocked=only.to_settle(Decision.NEVER),
    ),
)

WRITING_MAIL = (
    _in(
        _W,
        "composer.recipients",
        "Who gets it",
        "f6",
        help="To and cc, kept with the draft until it is sent.",
        blocked=only.to_address,
    ),
    _in(
        _W,
        "composer.quote",
        "With their last mail below, or without",
        "f7",
        blocked=only.to_quote,
    ),
    _in(_W, "composer.attach", "Attach a file", "ctrl+o", commands=(c.Attach,), blocked=only.to_attach),
    _in(
        _W,
        "composer.detach",
        "Take a file away again",
        "ctrl+r",
        commands=(c.Detach,),
        blocked=only.to_detach,
    ),
)

CUSTOMER_MAIL = (
    _in(
        Where.CUSTOMER,
        "customer.unfold",
        "Open or fold what is quoted",
        "v",
        blocked=only.to_unfold,
        palette=False,
    ),
)
