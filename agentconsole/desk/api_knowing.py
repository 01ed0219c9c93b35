"""The part of the desk's interface about what is known of customers, and what a lead looks at."""

from collections.abc import Sequence
from typing import Protocol

from agentconsole.model.board import Board
from agentconsole.model.entry import Entry
from agentconsole.model.fact import Fact, FactKind, Finding
from agentconsole.model.people import Met
from agentconsole.model.promise import Promise, Promised
from agentconsole.model.queries import PromiseView
from agentconsole.model.reading import Readers


class Knowing(Protocol):
    """What customers told us, what we promised them, who has read what."""

    def fact_kinds(self) -> tuple[FactKind, ...]:
        """The kinds of fact this desk knows, its own ones included."""
        ...

    def facts(self, customer: int) -> tuple[Fact, ...]:
        """Everything a customer ever told us, dismissed and superseded facts too; told last, first."""
        ...

    def asked_again(self, conversation: int, text: str) -> tuple[Finding, ...]:
        """The sentences of a draft to this customer that ask for what they have told already, without those
        that were asked anyway before; in the order of the draft."""
        ...

    def promises_in(self, conversation: int, text: str) -> tuple[Promised, ...]:
        """The promises a draft to this customer makes, with the time each is due: their days, their zone."""
        ...

    def zone(self, customer: int) -> tuple[str, str]:
        """The customer's time zone, as the tz database names it, and how we know it."""
        ...

    def promise(self, promise: int) -> Promise:
        """One promise."""
        ...

    def promises(
        self,
        view: PromiseView = PromiseView.ALL,
        *,
        by: str | None = None,
        conversation: int | None = None,
        customer: int | None = None,
    ) -> tuple[Promise, ...]:
        """Promises of a view, perhaps of one conversation or one customer; due first, first. `mine` needs
        `by`. `customer`, `owner` and `stand_in` are filled."""
        ...

    def readers(self, entries: Sequence[int]) -> tuple[Readers, ...]:
        """For each of these entries, who has read it and who it is for and has not; in the order given."""
        ...

    def pinned(self, customer: int) -> tuple[Entry, ...]:
        """The notes on a customer's card, newest first."""
        ...

    def met(self, customer: int) -> tuple[Met, ...]:
        """Every colleague this customer has ever met; whom they met first, first."""
        ...

    def brief_draft(self, conversation: int) -> str:
        """The first draft of a brief, made of what the desk knows; at most seven lines, perhaps none."""
        ...

    def board(self) -> Board:
        """The desk as a lead sees it now."""
        ...
