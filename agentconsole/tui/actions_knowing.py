"""The actions about what is known: facts, promises, notes on a card, the brief, the board."""

from agentconsole.model import commands as c
from agentconsole.tui import state as only
from agentconsole.tui.action import Where
from agentconsole.tui.action import declared as _in

_D, _C, _F, _P = Where.DESK, Where.CUSTOMER, Where.FACTS, Where.PROMISES

KNOWING = (
    _in(
        _D,
        "conversation.fact",
        "Facts",
        "f",
        commands=(c.SetFact,),
        help="What they told us; confirm or add one from the selected line.",
        blocked=only.nothing_open,
    ),
    _in(
        _D,
        "conversation.promise",
        "Promise",
        "p",
        commands=(c.MakePromise,),
        help="What they were told we would do, and by when on their clock.",
        blocked=only.to_promise,
    ),
    _in(
        _D,
        "conversation.brief",
        "Brief",
        "b",
        commands=(c.Brief,),
        help="Where we are, in seven lines; the first draft is made for you.",
        blocked=only.to_look_after("brief"),
    ),
    _in(
        _D,
        "conversation.briefs",
        "Versions of the brief",
        "B",
        help="And what changed from one to the next.",
        blocked=only.nothing_open,
    ),
)

FACTS = (
    _in(_F, "facts.add", "Add a fact", "a", commands=(c.SetFact,), footer="add", palette=False),
    _in(_F, "facts.edit", "Put it right", "e", commands=(c.SetFact,), footer="edit", palette=False),
    _in(
        _F,
        "facts.dismiss",
        "It is no fact",
        "x",
        "delete",
        commands=(c.DismissFact,),
        footer="dismiss",
        palette=False,
    ),
    _in(
        _F,
        "facts.again",
        "Look through all they wrote",
        "F",
        commands=(c.FindFacts,),
        help="As when the desk has a new kind of fact.",
    ),
)

PROMISES = (
    _in(_P, "promises.mine", "Promises: mine", "1", palette=False),
    _in(_P, "promises.due", "Promises: due at the desk", "2", palette=False),
    _in(_P, "promises.all", "Promises: all", "3", palette=False),
    _in(
        _P,
        "promise.keep",
        "It is kept",
        "K",
        commands=(c.KeepPromise,),
        help="Of a broken one: the customer was talked to.",
        footer="kept",
    ),
    _in(
        _P,
        "promise.renegotiate",
        "Another time",
        "R",
        commands=(c.Renegotiate,),
        help="The customer was given another time, and told why.",
        footer="another time",
    ),
)

BRIEF = (
    _in(Where.BRIEF, "brief.keep", "Keep the brief", "ctrl+s", footer="keep", palette=False),
    _in(
        Where.BRIEF,
        "brief.leave",
        "Leave (what was typed is kept)",
        "escape",
        footer="leave (kept as typed)",
        palette=False,
    ),
    _in(Where.BRIEFS, "brief.changes", "What changed, or the whole", "d", footer="changes or whole"),
    _in(
        Where.BRIEFS,
        "brief.edit",
        "Go on writing",
        "i",
        footer="write",
        blocked=only.to_go_on_writing,
        palette=False,
    ),
)

CARD = (
    _in(
        _C,
        "customer.pin",
        "Pin a note on the customer",
        "c",
        commands=(c.Pin,),
        help="It stands on their card, beside every conversation.",
        footer="pin a note",
    ),
    _in(_C, "customer.unpin", "Take a note off the card", "x", commands=(c.Unpin,)),
    _in(_C, "customer.facts", "Facts of the customer", "f", commands=(c.SetFact,), footer="facts"),
)

BOARD = (
    _in(Where.BOARD, "board.next_part", "Next part", "]", footer="next part", palette=False),
    _in(Where.BOARD, "board.previous_part", "Part before", "[", footer="part before", palette=False),
)

KNOWN_ELSEWHERE = (*FACTS, *PROMISES, *BRIEF, *CARD, *BOARD)
