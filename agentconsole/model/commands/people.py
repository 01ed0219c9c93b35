"""Who there is."""

from agentconsole.model.access import Role
from agentconsole.model.commands.base import Command
from agentconsole.model.people import Identity


class LinkIdentity(Command, frozen=True, kw_only=True):
    """Know a customer by one more address."""

    customer: str
    identity: Identity


class MergeCustomers(Command, frozen=True, kw_only=True):
    """Two customers are one person. Nothing moves; `UnmergeCustomers` undoes it."""

    keep: str
    other: str


class UnmergeCustomers(Command, frozen=True, kw_only=True):
    """They were two people after all."""

    other: str


class Pin(Command, frozen=True, kw_only=True):
    """Write a note about a customer, whatever the conversation. It stands on their card."""

    customer: str
    text: str


class Unpin(Command, frozen=True, kw_only=True):
    """Take a note off a customer's card. It stays in their history."""

    entry: int


class AddAgent(Command, frozen=True, kw_only=True):
    """A colleague joins the desk, or is known better."""

    handle: str
    full_name: str = ""
    email: str = ""
    skills: tuple[str, ...] = ()
    signature: str = ""
    role: Role | None = None
    """None leaves what they are."""


class RemoveAgent(Command, frozen=True, kw_only=True):
    """A colleague leaves the desk. Whatever they own is handed over first."""

    handle: str
