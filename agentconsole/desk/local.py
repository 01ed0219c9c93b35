"""A desk kept in a store."""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self

from agentconsole.desk.access import AccessDesk
from agentconsole.desk.api import Outcome
from agentconsole.desk.clock import Clock
from agentconsole.desk.clock import now as system_clock
from agentconsole.desk.presence import PresentDesk
from agentconsole.desk.reading import ReadingDesk
from agentconsole.desk.seeing import Remembered, SeenStore
from agentconsole.model.commands import BreakPromise, Command, Receive, Wake
from agentconsole.model.entry import Delivery
from agentconsole.model.errors import DeskError, NotFound
from agentconsole.model.fact import FactKind
from agentconsole.model.hours import Hours
from agentconsole.model.keeping import Mark, Outgoing
from agentconsole.model.link import Kept, Link
from agentconsole.model.mail import NO_MAIL, OwnMail, Recipients
from agentconsole.rules.facts.kinds import BUILT_IN
from agentconsole.store.base import Store

if TYPE_CHECKING:
    from agentconsole.desk.writer import Writer

UNDO_SECONDS = 10.0


class LocalDesk(ReadingDesk, AccessDesk, PresentDesk):
    """The desk of `desk.api` over a store."""

    def __init__(
        self,
        store: Store,
        *,
        name: str = "desk",
        clock: Clock = system_clock,
        undo_seconds: float = UNDO_SECONDS,
        kinds: Sequence[FactKind] = BUILT_IN,
        hours: Callable[[], Hours] = Hours,
        mail: OwnMail = NO_MAIL,
    ) -> None:
        super().__init__(store, clock, kinds=kinds, hours=hours)
        self.name = name
        self.mail = mail
        self.undo_seconds = undo_seconds
        self._restrictions = Remembered()

    @cached_property
    def writer(self) -> "Writer":
        """The one write path, loaded with all its rules when something is first done."""
        from agentconsole.desk.writer import Writer

        return Writer(
            store=self.store,
            clock=self.clock,
            kinds=self.kinds,
            mail=self.mail,
            undo_seconds=self.undo_seconds,
        )

    def seen_by(self, agent: str | None) -> Self:
        whole = self.store.whole if isinstance(self.store, SeenStore) else self.store
        seen = copy(self)
        vars(seen).pop("writer", None)  # it is the whole desk's, and made anew when something is done
        seen.store = whole
        if agent is not None:
            seen.store = SeenStore(whole, agent.removeprefix("@"), self.clock, self._restrictions)
        return seen

    def do(self, command: Command, *, by: str | None = None, key: str = "") -> Outcome:
        return self.writer.do(command, by=by, key=key)

    def receive(self, batch: Sequence[Receive], *, marks: Sequence[Mark] = ()) -> list[Outcome | Exception]:
        return self.writer.receive(batch, marks=marks)

    def rehearse(self, batch: Sequence[Receive]) -> list[bool | Exception]:
        return self.writer.rehearse(batch)

    def lease(self, now: datetime, *, channels: Sequence[str], limit: int = 20) -> tuple[Outgoing, ...]:
        with self.store.writing() as write:
            return write.lease(now, channels=channels, limit=limit)

    def recipients(
        self, conversation: int, *, to: Sequence[str] = (), cc: Sequence[str] | None = None
    ) -> Recipients | None:
        return self.writer.recipients(conversation, to=to, cc=cc)

    def settle(self, entry: int, *, state: Delivery, error: str = "", due_at: datetime | None = None) -> None:
        self.writer.settle(entry, state=state, error=error, due_at=due_at)

    def come_due(self, now: datetime) -> int:
        with self.store.reading() as read:
            due: list[Command] = [Wake(conversation=each) for each in read.snoozes_over(now)]
            due += [BreakPromise(promise=each) for each in read.promises_over(now)]
        return sum(self._noticed(command) for command in due)

    def _noticed(self, command: Command) -> bool:
        """False when another console was quicker."""
        try:
            self.do(command)
        except DeskError:
            return False
        return True

    def link(self) -> Link:
        return Link()

    def kept(self) -> tuple[Kept, ...]:
        return ()

    def drop_kept(self, kept: int) -> None:
        raise NotFound(f"No command {kept} waits for this desk", "It is kept on this machine")

    def close(self) -> None:
        self.store.close()
