"""Questions about people: colleagues who join, customers and their addresses."""

from agentconsole.model import commands as c
from agentconsole.model.access import Role
from agentconsole.model.people import Customer
from agentconsole.rules.identities import read as read_identity
from agentconsole.show.spans import Role as Look
from agentconsole.show.spans import Span
from agentconsole.tui.screens.form import Deed
from agentconsole.tui.screens.questions.given import needed
from agentconsole.tui.screens.questions.given import people as colleagues
from agentconsole.tui.session import Session
from agentconsole.tui.widgets.choices import Choice
from agentconsole.tui.widgets.fields import LineField, PickField

ROLES = [
    Choice(Role.AGENT, (Span("agent"),)),
    Choice(Role.LEAD, (Span("lead"), Span(", who helps and takes no conversations", Look.MUTED))),
    Choice(Role.ADMIN, (Span("admin"), Span(", who looks after people and settings too", Look.MUTED))),
]


def add_agent(session: Session) -> Deed:
    """A colleague who joins the desk."""
    return Deed(
        "Add a colleague",
        LineField("handle", "handle"),
        LineField("full_name", "name"),
        LineField("email", "e-mail"),
        LineField("skills", "skills"),
        PickField("role", "role", choices=ROLES),
        command=lambda values: c.AddAgent(
            handle=values["handle"].strip().removeprefix("@"),
            full_name=values["full_name"].strip(),
            email=values["email"].strip(),
            skills=tuple(filter(None, (skill.strip() for skill in values["skills"].split(",")))),
            role=Role(values["role"]) if values["role"] else None,
        ),
        verb="add",
        session=session,
        lead=[(Span("skills, with commas between: billing, refunds", Look.MUTED),)],
    )


def remove_agent(session: Session) -> Deed:
    """A colleague who leaves the desk."""
    here = [agent for agent in session.agents.values() if agent.left_at is None]
    return Deed(
        "A colleague leaves",
        PickField("handle", "who", choices=colleagues(sorted(here, key=lambda agent: agent.handle))),
        command=lambda values: c.RemoveAgent(handle=needed(values["handle"], "Say who leaves")),
        verb="they leave",
        session=session,
        lead=[(Span("What they wrote stays. What they own is handed over first.", Look.MUTED),)],
    )


def link(session: Session, customer: Customer) -> Deed:
    """One more address of a customer."""
    return Deed(
        f"Another address of {customer.name}",
        LineField("identity", "address"),
        command=lambda values: c.LinkIdentity(
            customer=str(customer.id), identity=read_identity(values["identity"])
        ),
        verb="add",
        session=session,
        lead=[(Span("an e-mail, a phone number, or a handle such as twitter:1157", Look.MUTED),)],
    )


def merge(session: Session, customer: Customer) -> Deed:
    """Who else this customer is."""
    return Deed(
        f"{customer.name} is also",
        LineField("other", "customer"),
        command=lambda values: c.MergeCustomers(
            keep=str(customer.id), other=needed(values["other"], "Say which customer")
        ),
        verb="merge",
        session=session,
        lead=[(Span("an id, an e-mail, a phone number or a handle. It can be undone.", Look.MUTED),)],
    )


def unmerge(session: Session, customer: Customer) -> Deed:
    """Who this customer is not, after all."""
    choices = [Choice(str(other), (Span(f"customer {other}"),)) for other in customer.merged]
    return Deed(
        f"{customer.name} is not",
        PickField("other", "customer", choices[0].key if len(choices) == 1 else "", choices=choices),
        command=lambda values: c.UnmergeCustomers(other=needed(values["other"], "Say which customer")),
        verb="unmerge",
        session=session,
    )
