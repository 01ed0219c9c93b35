"""Every way to change a desk, as a person writes it.

From this one table come the commands (`agentconsole ask 482 @priya …`) and the console's `:` line
(`:ask @priya …`).
"""

from collections.abc import Sequence
from functools import partial

from agentconsole.desk import line
from agentconsole.desk.params import Context, Param, ParamKind, Verb
from agentconsole.desk.verbs_knowing import FACTS, PROMISES, READING
from agentconsole.desk.verbs_people import PEOPLE
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.keeping import DraftKind

_conversation = Param(name="conversation", help="the conversation's number", kind=ParamKind.CONVERSATION)
_ask = Param(name="ask", help="the ask's number", kind=ParamKind.ASK)
_customer = Param(
    name="customer", help="an id, an e-mail, a phone number or a handle", kind=ParamKind.CUSTOMER
)
_specialist = Param(name="specialist", help="the colleague", kind=ParamKind.HANDLE)
_flag = partial(Param, flag=True, required=False)


_seen = _flag(
    name="seen", help="the version of the conversation you saw", kind=ParamKind.NUMBER, called="VERSION"
)


def _body(help_text: str) -> Param:
    return Param(name="text", help=help_text, kind=ParamKind.BODY)


def _text(name: str, help_text: str) -> Param:
    return Param(name=name, help=help_text, kind=ParamKind.TEXT)


TALKING = (
    Verb(
        name="start",
        help="Begin a conversation with a customer; you own it.",
        command=commands.Start,
        params=(
            _customer,
            _flag(name="subject", help="what it is about", kind=ParamKind.TEXT, required=True),
            _body("the first message to the customer"),
            _flag(name="channel", help="how to reach them", kind=ParamKind.WORD),
        ),
    ),
    Verb(
        name="claim",
        help="Become the owner of a conversation that has none, or whose owner has left.",
        command=commands.Claim,
        params=(_conversation,),
    ),
    Verb(
        name="reply",
        help="Write to the customer. Nothing is sent when somebody wrote since you looked (--seen).",
        command=commands.Reply,
        params=(
            _conversation,
            _body("what the customer will read"),
            _seen,
            _flag(
                name="later",
                help="not before then, as in tue 9am: on the customer's clock",
                kind=ParamKind.THERE,
                field="send_at",
            ),
            _flag(name="close", help="close the conversation with it", kind=ParamKind.SWITCH),
            _flag(name="channel", help="by default the one they wrote on last", kind=ParamKind.WORD),
            _flag(name="keeps", help="a promise kept with it", kind=ParamKind.PROMISE, many=True),
            _flag(name="to", help="by default whoever wrote last", kind=ParamKind.WORD, many=True),
            _flag(name="cc", help="by default all the last mail went to", kind=ParamKind.WORD, many=True),
            _flag(name="quote", help="with what they wrote last below", kind=ParamKind.SWITCH),
            _flag(
                name="anyway",
                help="also with a must-read note unread, or to a domain nobody here wrote to",
                kind=ParamKind.SWITCH,
            ),
        ),
    ),
    Verb(
        name="unsend",
        help="Take a reply back that has not left yet; its text becomes the draft again.",
        command=commands.Unsend,
        params=(
            _conversation,
            _flag(name="entry", help="by default your newest waiting message", kind=ParamKind.ENTRY),
        ),
    ),
    Verb(
        name="note",
        help="Write something for the team that can never reach the customer.",
        command=commands.Note,
        params=(
            _conversation,
            _body("what colleagues will read"),
            _flag(name="must_read", help="it is to be read before anybody writes", kind=ParamKind.SWITCH),
        ),
    ),
    Verb(
        name="detach",
        help="Take a file away from your draft reply.",
        command=commands.Detach,
        params=(_conversation, _text("name", "the file's name")),
    ),
    Verb(
        name="draft",
        help="Keep text that is not sent yet; an empty text drops the draft.",
        command=commands.SaveDraft,
        params=(
            _conversation,
            _flag(
                name="kind",
                help="reply or note",
                kind=ParamKind.CHOICE,
                required=True,
                choices=tuple(DraftKind),
            ),
            _body("what has been typed"),
            _seen,
        ),
    ),
    Verb(
        name="read",
        help="Say that you have seen everything said so far, or have read single entries.",
        command=commands.MarkRead,
        params=(
            _conversation,
            _flag(name="entry", help="one you have read", kind=ParamKind.ENTRY, field="entries", many=True),
        ),
    ),
)

SPECIALISTS = (
    Verb(
        name="ask",
        help="Pull a specialist in with one question.",
        command=commands.Ask,
        params=(
            _conversation,
            _specialist,
            _text("question", "the one question"),
            _flag(name="about", help="an entry it is about", kind=ParamKind.ENTRY, many=True),
            _flag(name="due", help="by when, as in 4h or fri", kind=ParamKind.WHEN, field="due_at"),
        ),
    ),
    Verb(
        name="seen",
        help="Say that you have the question before you.",
        command=commands.See,
        params=(_ask,),
    ),
    Verb(
        name="answer",
        help="Answer an ask, perhaps with a reply the owner may take into the draft.",
        command=commands.Answer,
        params=(
            _ask,
            _text("text", "the answer, for the team"),
            _flag(
                name="suggest",
                help="a reply the owner may send",
                kind=ParamKind.TEXT,
                field="suggested_reply",
                called="REPLY",
            ),
        ),
    ),
    Verb(
        name="decline",
        help="Say that you cannot answer, and why.",
        command=commands.Decline,
        params=(_ask, _text("reason", "why not, and who might know")),
    ),
    Verb(name="withdraw", help="Take a question back.", command=commands.Withdraw, params=(_ask,)),
    Verb(
        name="introduce",
        help="Let a specialist write to the customer here, beside the owner.",
        command=commands.Introduce,
        params=(_conversation, _specialist),
    ),
    Verb(
        name="release",
        help="End an introduction.",
        command=commands.Release,
        params=(_conversation, _specialist),
    ),
)

COURSE = (
    Verb(
        name="brief",
        help="Write down where we are, in at most seven lines. It replaces the brief before it.",
        command=commands.Brief,
        params=(_conversation, _body("where we are")),
    ),
    Verb(
        name="snooze",
        help="Set a conversation aside until a time, and say why.",
        command=commands.Snooze,
        params=(
            _conversation,
            Param(name="until", help="as in tue 9am", kind=ParamKind.WHEN),
            _flag(name="reason", help="what we wait for", kind=ParamKind.TEXT, required=True),
        ),
    ),
    Verb(name="wake", help="End a snooze.", command=commands.Wake, params=(_conversation,)),
    Verb(
        name="close",
        help="Say that the matter is settled. A late message from the customer reopens it.",
        command=commands.Close,
        params=(
            _conversation,
            _flag(name="anyway", help="also with a promise still to be kept", kind=ParamKind.SWITCH),
        ),
    ),
    Verb(
        name="reopen",
        help="Say that the matter is not settled after all.",
        command=commands.Reopen,
        params=(_conversation,),
    ),
    Verb(
        name="handover",
        help="Offer ownership to a colleague. It moves when they accept.",
        command=commands.HandOver,
        params=(
            _conversation,
            Param(name="to", help="the colleague", kind=ParamKind.HANDLE),
            _flag(name="brief", help="where we are", kind=ParamKind.TEXT, required=True),
            _flag(name="reason", help="why it moves", kind=ParamKind.TEXT, required=True),
        ),
    ),
    Verb(
        name="accept",
        help="Become the owner. The owner before stays in the thread as a specialist.",
        command=commands.AcceptHandOver,
        params=(_conversation,),
    ),
    Verb(
        name="refuse",
        help="Decline ownership, and say why. The owner calls a handover off with it.",
        command=commands.RefuseHandOver,
        params=(_conversation, _text("reason", "why not")),
    ),
    Verb(
        name="restrict",
        help="Let only these people see a conversation, beside its owner and whoever is asked in it.",
        command=commands.Restrict,
        params=(
            _conversation,
            _flag(name="to", help="who is to see it", kind=ParamKind.HANDLE, field="people", many=True),
        ),
    ),
    Verb(
        name="unrestrict",
        help="Let everybody on the desk see a conversation again.",
        command=commands.Unrestrict,
        params=(_conversation,),
    ),
    Verb(
        name="standin",
        help="While you are away, let a colleague act for you in the conversations you own.",
        command=commands.StandIn,
        params=(
            Param(name="agent", help="the colleague", kind=ParamKind.HANDLE),
            _flag(name="until", help="when you are back, as in fri", kind=ParamKind.WHEN, required=True),
        ),
    ),
    Verb(
        name="back", help="Say that you are back: nobody stands in for you any more.", command=commands.Return
    ),
)

VERBS = {verb.name: verb for verb in (*TALKING, *SPECIALISTS, *COURSE, *FACTS, *PROMISES, *READING, *PEOPLE)}

ELSEWHERE: dict[type[Command], str] = {
    commands.Receive: "import",
    commands.FindFacts: "facts",
    commands.Attach: "attach",
    commands.Settle: "outbox",
}
"""Commands whose verb is not made from this table: it reads whole files, or lists what it did."""

UNSPOKEN: frozenset[type[Command]] = frozenset({commands.BreakPromise})
"""What only the desk itself does."""


def parse_line(text: str, context: Context) -> Command:
    """The command a `:` line means. Raises Invalid with the usage of the verb."""
    return line.parse(text, VERBS, context)


def complete(text: str, *, handles: Sequence[str] = (), conversations: Sequence[int] = ()) -> list[str]:
    """What the last word of an unfinished `:` line can become: whole words, in the order to offer them."""
    return line.complete(text, VERBS, handles=handles, conversations=conversations)
