"""The verbs about who there is."""

from functools import partial

from agentconsole.desk.params import Param, ParamKind, Verb
from agentconsole.model import commands
from agentconsole.model.access import Role

_flag = partial(Param, flag=True, required=False)

PEOPLE = (
    Verb(
        name="link",
        help="Know a customer by one more address.",
        command=commands.LinkIdentity,
        params=(
            Param(
                name="customer", help="an id, an e-mail, a phone number or a handle", kind=ParamKind.CUSTOMER
            ),
            Param(name="identity", help="an e-mail, a phone number or a handle", kind=ParamKind.IDENTITY),
        ),
    ),
    Verb(
        name="merge",
        help="Say that two customers are one person. Nothing moves; unmerge undoes it.",
        command=commands.MergeCustomers,
        params=(
            Param(name="keep", help="the customer they are", kind=ParamKind.CUSTOMER),
            Param(name="other", help="the customer found to be the same", kind=ParamKind.CUSTOMER),
        ),
    ),
    Verb(
        name="unmerge",
        help="Say that they were two people after all.",
        command=commands.UnmergeCustomers,
        params=(Param(name="other", help="the customer that was merged", kind=ParamKind.CUSTOMER),),
    ),
    Verb(
        name="agent add",
        help="Let a colleague join the desk, or know them better.",
        command=commands.AddAgent,
        params=(
            Param(name="handle", help="how they are called here", kind=ParamKind.NEW_HANDLE),
            _flag(name="full_name", help="how they sign", kind=ParamKind.TEXT, called="NAME"),
            _flag(name="email", help="their own address", kind=ParamKind.WORD, called="ADDRESS"),
            _flag(name="signature", help="what stands below their mails", kind=ParamKind.TEXT),
            _flag(
                name="skill",
                help="what they can be asked",
                kind=ParamKind.TEXT,
                field="skills",
                many=True,
            ),
            _flag(
                name="role",
                help="a lead helps and takes no conversations; an admin looks after people and settings",
                kind=ParamKind.CHOICE,
                choices=tuple(Role),
            ),
        ),
    ),
    Verb(
        name="agent remove",
        help="Say that a colleague has left the desk. What they own is handed over first.",
        command=commands.RemoveAgent,
        params=(Param(name="handle", help="the colleague", kind=ParamKind.HANDLE),),
    ),
)
