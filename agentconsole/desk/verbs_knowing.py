"""The verbs about what customers told us, what we promised them, and who has read what."""

from agentconsole.desk.params import Param, ParamKind, Verb
from agentconsole.model import commands

_CONVERSATION = Param(name="conversation", help="the conversation's number", kind=ParamKind.CONVERSATION)
_CUSTOMER = Param(
    name="customer", help="an id, an e-mail, a phone number or a handle", kind=ParamKind.CUSTOMER
)
_PROMISE = Param(name="promise", help="the promise's number", kind=ParamKind.PROMISE)
_FACT = Param(name="fact", help="the fact's number", kind=ParamKind.FACT)
_ENTRY = Param(name="entry", help="the note's number", kind=ParamKind.ENTRY)

FACTS = (
    Verb(
        name="fact",
        help="Note or confirm something the customer has told us. A newer value takes the older one's place.",
        command=commands.SetFact,
        params=(
            _CUSTOMER,
            Param(name="kind", help="order, email, ... or one of the desk's own", kind=ParamKind.WORD),
            Param(name="value", help="what they told us", kind=ParamKind.TEXT),
            Param(
                name="from",
                help="the entry in which they said it",
                kind=ParamKind.ENTRY,
                field="entry",
                flag=True,
                required=False,
            ),
        ),
    ),
    Verb(
        name="dismiss",
        help="Say that what was found is no fact.",
        command=commands.DismissFact,
        params=(_FACT,),
    ),
    Verb(
        name="repeat",
        help="Note a question whose answer we had: avoided, or asked anyway for a reason.",
        command=commands.MarkRepeat,
        params=(
            _CONVERSATION,
            _FACT,
            Param(name="sentence", help="the question", kind=ParamKind.TEXT),
            Param(
                name="reason",
                help="why it is asked anyway; without one it was avoided",
                kind=ParamKind.TEXT,
                flag=True,
                required=False,
            ),
        ),
    ),
)

PROMISES = (
    Verb(
        name="promise",
        help="Note what the customer was told we would do, and by when.",
        command=commands.MakePromise,
        params=(
            _CONVERSATION,
            Param(name="text", help="what was promised", kind=ParamKind.TEXT),
            Param(
                name="due",
                help="by when, as in fri: on the customer's clock",
                kind=ParamKind.BY,
                field="due_at",
                flag=True,
            ),
        ),
    ),
    Verb(
        name="keep",
        help="Say that a promise is kept; of a broken one, that the customer was talked to about it.",
        command=commands.KeepPromise,
        params=(
            _PROMISE,
            Param(
                name="with",
                help="the message that kept it",
                kind=ParamKind.ENTRY,
                field="entry",
                flag=True,
                required=False,
            ),
        ),
    ),
    Verb(
        name="renegotiate",
        help="Say that the customer was given another time, and why.",
        command=commands.Renegotiate,
        params=(
            _PROMISE,
            Param(
                name="due",
                help="by when now, on the customer's clock",
                kind=ParamKind.BY,
                field="due_at",
                flag=True,
            ),
            Param(name="reason", help="why it takes longer", kind=ParamKind.TEXT, flag=True),
        ),
    ),
)

READING = (
    Verb(
        name="ack",
        help="Say that you have read a note that must be read.",
        command=commands.Acknowledge,
        params=(_ENTRY,),
    ),
    Verb(
        name="pin",
        help="Write a note about a customer, whatever the conversation. It stands on their card.",
        command=commands.Pin,
        params=(_CUSTOMER, Param(name="text", help="what everybody should know", kind=ParamKind.BODY)),
    ),
    Verb(
        name="unpin",
        help="Take a note off a customer's card. It stays in their history.",
        command=commands.Unpin,
        params=(_ENTRY,),
    ),
)
