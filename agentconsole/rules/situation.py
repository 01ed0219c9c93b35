"""What a rule looks at, and what it answers."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import SYSTEM, Attachment, Author, AuthorType, Entry
from agentconsole.model.fact import Fact, FactKind
from agentconsole.model.keeping import Outgoing
from agentconsole.model.mail import OwnMail
from agentconsole.model.people import Agent, Customer
from agentconsole.model.promise import Promise
from agentconsole.rules.absence import acting_for

THIS_REPLY = 0
"""In `about`, stands for the message that the same command sends, which has no number yet."""


class Situation(Struct, frozen=True, kw_only=True):
    """The desk as it is when a command arrives, as far as the command is concerned."""

    now: datetime
    actor: Agent | None
    """Who wants it done; None is the desk itself."""
    agents: Mapping[str, Agent]
    conversation: Conversation | None = None
    asks: Mapping[int, Ask] = {}
    """All asks of the conversation."""
    ask: Ask | None = None
    """The ask the command is about."""
    new_ask: int = 0
    """The number the next ask gets."""
    promises: Mapping[int, Promise] = {}
    """All promises of the conversation."""
    promise: Promise | None = None
    """The promise the command is about."""
    new_promises: tuple[int, ...] = ()
    """The numbers its promises get."""
    fact: Fact | None = None
    """The fact the command is about."""
    new_fact: int = 0
    facts: tuple[Fact, ...] = ()
    """All that were ever found or noted of the customer."""
    kinds: tuple[FactKind, ...] = ()
    """The kinds of fact this desk knows."""
    entry_meant: Entry | None = None
    """The entry the command names."""
    drafted: bool = False
    """The actor has a draft of what is said here."""
    files: tuple[Attachment, ...] = ()
    """The files that lie beside the actor's draft."""
    mail: OwnMail = OwnMail()
    last_message: Entry | None = None
    """The newest message of the conversation on the channel the reply goes by."""
    met: frozenset[str] = frozenset()
    """The addresses of the conversation that a reply goes to without surprise."""
    lately: tuple[str, ...] = ()
    """Who got the last message of ours in it."""
    outgoing: Outgoing | None = None
    """The message of ours the command is about, as it stands on its way."""
    owned: tuple[int, ...] = ()
    """The conversations that the named colleague owns, or owes a promise in, or is the last to see."""
    owned_unseen: int = 0
    """How many more there are that the actor does not see."""
    customer: Customer | None = None
    other: Customer | None = None
    heard: tuple[Entry, ...] = ()
    """What others said since the version the writer saw."""
    message: Entry | None = None
    """The message to take back."""

    @property
    def at(self) -> datetime:
        """When it happens: now, and never before what happened last in the conversation, whatever the
        clock of this machine says."""
        last = self.conversation.last_entry_at if self.conversation else None
        return max(self.now, last) if last else self.now

    @property
    def author(self) -> Author:
        """The actor, as the author of an entry."""
        if self.actor is None:
            return SYSTEM
        return Author(type=AuthorType.AGENT, id=self.actor.handle, name=self.actor.name)

    def entry(self, kind: str, **fields: object) -> Entry:
        """A new entry of the conversation by the actor, signed for the owner by a stand-in."""
        conversation = self.conversation
        facts: dict[str, object] = {"signed_for": self.acting_for} | fields
        if conversation is not None:
            facts |= {"conversation": conversation.id, "customer": conversation.begun_with}
        return Entry(at=self.at, kind=kind, author=self.author, **facts)  # type: ignore[arg-type] # checked by each rule's tests

    @property
    def acting_for(self) -> str | None:
        """The owner's handle, when the actor acts in their place."""
        owner = self.owner
        if owner is None or self.actor is None or owner.handle == self.actor.handle:
            return None
        acting = acting_for(owner, self.agents.get, self.now)
        return owner.handle if acting == self.actor.handle else None

    @property
    def owner(self) -> Agent | None:
        """The owner of the conversation, if it has one."""
        handle = self.conversation.owner if self.conversation else None
        return self.agents.get(handle) if handle else None

    def name(self, handle: str) -> str:
        """What to call a colleague in a sentence."""
        agent = self.agents.get(handle)
        return agent.name if agent else f"@{handle}"
