"""What every store can be told, by the one writer."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from agentconsole.model.access import Token
from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Attachment, Delivery, Entry
from agentconsole.model.fact import Fact
from agentconsole.model.keeping import ChangeKind, Draft, Mark, Outgoing
from agentconsole.model.people import Agent, Customer, Identity, Met
from agentconsole.model.presence import Presence
from agentconsole.model.promise import Promise
from agentconsole.store.reading import Reading


class WritingBeside(Protocol):
    """Keeping what stands beside the entries."""

    def wrote(self, customers: Sequence[int]) -> tuple[Met, ...]:
        """The colleagues with a handle who wrote in these histories, notes and answers to an ask too, and so
        know these customers, who may never have heard from them; who began first, first."""
        ...

    def new_fact(self) -> int:
        """The next fact's number."""
        ...

    def new_promise(self) -> int:
        """The next promise's number."""
        ...

    def save_fact(self, fact: Fact) -> None:
        """Keep a fact as it is now. A change is noted."""
        ...

    def mark_entries_read(
        self, entries: Sequence[int], *, conversation: int | None, by: str, at: datetime
    ) -> None:
        """The agent has read them; who had already, had then. A change is noted for each that is new."""
        ...

    def pin(self, customer: int, entry: int) -> None:
        """The note stands on the customer's card."""
        ...

    def unpin(self, entry: int) -> None: ...

    def set_mark(self, mark: Mark) -> None: ...

    def answer_failed(self, conversation: int) -> None:
        """Say that we have written again since messages of it failed."""
        ...

    def save_draft_file(self, conversation: int, file: Attachment, content: bytes, *, by: str) -> None:
        """Put a file beside a draft reply, in place of one of the same name."""
        ...

    def drop_draft_file(self, conversation: int, name: str, *, by: str) -> bool: ...

    def send_draft_files(self, conversation: int, entry: int, *, by: str) -> None:
        """The files beside the draft belong to the message from now on, in the order of `draft_files`."""
        ...

    def files_again(self, entry: int, conversation: int, *, by: str) -> None:
        """The files of a message of ours lie beside the draft again."""
        ...


class Writing(Reading, WritingBeside, Protocol):
    """The one writer's session."""

    def add_agent(self, agent: Agent) -> None:
        """Add, or replace what is known of, a colleague."""
        ...

    def add_customer(self, name: str, organization: str = "") -> int:
        """A new customer; an organization is made when nobody has named it before."""
        ...

    def save_customer(self, customer: Customer) -> None:
        """Keep a customer's own row: `name`, `organization`, `merged_into`, and who their person is."""
        ...

    def link(self, customer: int, identity: Identity) -> None:
        """The identity belongs to that customer from now on."""
        ...

    def organization(self, name: str) -> int:
        """The id of the organization of that name, made when there is none."""
        ...

    def new_conversation(self) -> int:
        """The next conversation's number."""
        ...

    def new_ask(self) -> int:
        """The next ask's number."""
        ...

    def new_entry_id(self, at: datetime) -> int:
        """The next free id in the second of `at` (`model.ids`)."""
        ...

    def ahead(self, *questions: Callable[[], object]) -> None:
        """What is asked next, in any order. Where each question is a way to another machine and back, all of
        them go together, and the answers are remembered until the session says anything else. A question is
        of one thing, and takes it well when there is nothing."""
        ...

    def last_entry_id(self, at: datetime) -> int | None:
        """The last that an entry of that second has, if any."""
        ...

    def add_keys(self, conversation: int, channel: str, keys: Sequence[str]) -> None:
        """The conversation is known by these keys too, where no other has them already."""
        ...

    def add(
        self,
        entry: Entry,
        *,
        conversation: Conversation | None,
        asks: Mapping[int, Ask],
        promises: Mapping[int, Promise] = {},
        histories: Sequence[int],
        original: bytes = b"",
        due_at: datetime | None = None,
        chosen: bool = False,
        by: str | None = None,
    ) -> Entry:
        """Keep an entry (complete, with an id from `new_entry_id`) and all that goes with it.

        `conversation`, `asks` and `promises` are the state after it and are saved; `histories` are the
        customers in whose history it shows. With `due_at` it also goes into the outbox; `chosen` says that
        its writer chose the time. A change is noted, with `by` and the entry's `agent`. An `unsend` entry
        also marks the outbox row of the message it is about `unsent`. Returned as `Reading.entry` would
        read it, so with its delivery.
        """
        ...

    def save_draft(self, draft: Draft) -> None:
        """An empty text removes it. A change is noted."""
        ...

    def mark_read(self, conversation: int, version: int, *, by: str) -> None:
        """The agent has seen all up to that version. The mark only moves forward, and a change is noted
        when it does."""
        ...

    def lease(self, now: datetime, *, channels: Sequence[str], limit: int) -> tuple[Outgoing, ...]:
        """Messages of these channels that wait and are due become `sending`. Those a program that died left
        `sending` longer than `LEASE_SECONDS` ago become `uncertain`, and are not returned. Those tried
        least often come first, then those due first. A change is noted for each."""
        ...

    def settle(
        self, entry: int, *, state: Delivery, error: str, now: datetime, due_at: datetime | None = None
    ) -> None:
        """Note what became of a message; the attempt is counted, and `waiting` may be leased again, from
        `due_at` on when it is given. A change is noted. Raises `NotFound` for what is not in the outbox."""
        ...

    def keep_done(self, by: str, key: str, did: bytes, *, now: datetime) -> None:
        """Remember what a command with that key did. What is older than `KEY_DAYS` is forgotten."""
        ...

    def save_token(self, token: Token, digest: bytes | None = None) -> None:
        """Keep a new token, with the hash of its secret; or what is known of one now."""
        ...

    def new_token(self) -> int:
        """The next token's number."""
        ...

    def save_presence(self, presence: Presence) -> None:
        """What an agent does in a conversation, in place of what was known; whoever's time was over before
        `presence.since` goes away. No change is noted."""
        ...

    def drop_presence(self, conversation: int, agent: str) -> bool:
        """False when it was not there."""
        ...

    def note_change(
        self,
        kind: ChangeKind,
        *,
        conversation: int | None = None,
        by: str | None = None,
        agent: str | None = None,
        entry: int | None = None,
    ) -> None:
        """News of something that is not an entry."""
        ...
