"""The way out for what somebody wrote: on the disk first, then to the server, in order, each once.

Whoever sends, in whichever program, has the turn: a lock that ends with its program. What a rule refuses, or
what stops because somebody wrote meanwhile, waits for its writer, and its text is their draft.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep

from agentconsole.client.errors import Unreached
from agentconsole.client.kept import KeptFile, Waiting
from agentconsole.client.line import Line
from agentconsole.desk.api import Outcome
from agentconsole.desk.clock import now
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.errors import DeskError, Misconfigured, NotFound, NotLoggedIn, Unavailable
from agentconsole.model.keeping import DraftKind, Wishes
from agentconsole.settings.turns import Turn
from agentconsole.store.base import KEY_DAYS

TURN_SECONDS = 15.0
LOOK_SECONDS = 0.02


class Unknown(DeskError):
    """Nobody knows any more whether it was done."""

    def __init__(self, at: datetime) -> None:
        super().__init__(
            f"It was given on {at:%d %B %Y}, so long ago that nobody knows whether it was done",
            "Look into the conversation, and send it anew if it is not there",
        )


class Sender:
    """Sends what is kept. Safe from any thread and in several programs."""

    def __init__(self, line: Line, kept: KeptFile, away: Callable[[], bool]) -> None:
        """`away` says whether the server is known to be out of reach."""
        self._line = line
        self._kept = kept
        self._away = away
        self._lock = Lock()
        self._turn = Turn(Path(f"{kept.file}.turn"))
        self._nudging = Lock()
        self._over = False

    def send(self, command: Command, key: str, *, seen: int | None) -> Outcome:
        """Do it, after all that was given before. While the server is out of reach it waits, on the disk."""
        away = self._away()
        try:
            number = self._kept.add(command, key, seen=seen, tried=not away)
        except Misconfigured:  # the disk is full, say: whoever can be heard is heard
            if away:
                raise
            return self._line.command(command, key)
        if away:
            return Outcome(waits=True)
        with self._having_turn() as mine:
            return self._up_to(number, command, key) if mine else Outcome(waits=True)

    def send_what_waits(self) -> None:
        """All of it. Raises what keeps it from the server."""
        if not self._kept.counts()[0]:
            return
        with self._having_turn() as mine:
            for each in self._kept.waiting() if mine else ():
                if not self._over:
                    self._send_later(each)

    def close(self) -> None:
        """Begin nothing more, and wait for what was begun: its line is closed."""
        self._over = True
        if self._nudging.acquire(timeout=TURN_SECONDS):
            self._nudging.release()

    def nudge(self) -> None:
        """Send what waits, soon, and not in this thread."""
        if not self._over and self._kept.counts()[0] and self._nudging.acquire(blocking=False):
            Thread(target=self._nudged, name="desk-sender", daemon=True).start()

    def drop(self, number: int) -> None:
        """Give one up. Its text is the draft. Raises NotFound."""
        with self._having_turn() as mine:
            if not mine:
                raise Unavailable("It may be on its way at this moment", "Look again in a while")
            given_up = self._kept.one(number)
            if given_up is None or not self._kept.remove(number):
                raise NotFound(f"No command {number} waits for this desk", "It may be done by now")
            draft = None if given_up.stopped else as_draft(given_up.command)
            if draft is not None and not self._is_newer(given_up, draft):
                self._kept.add(draft, f"{given_up.key}.draft", seen=None, tried=False)
        self.nudge()

    def _up_to(self, number: int, command: Command, key: str) -> Outcome:
        """Send what was given before, and then this one."""
        for each in self._kept.waiting():
            if each.id >= number:
                break
            try:
                self._send_later(each)
            except Unavailable:
                self._kept.try_(number, False)
                return Outcome(waits=True)
            except NotLoggedIn:
                self._not_let_in(number, command)
                raise
        mine = self._kept.one(number)
        if mine is None and isinstance(command, commands.SaveDraft):
            return Outcome()  # a newer one took its place
        return self._send_now(number, mine.command if mine else command, key)

    def _send_now(self, number: int, command: Command, key: str) -> Outcome:
        """Its writer waits for what comes of it. Another program may have been quicker: then the server says
        what it did."""
        try:
            outcome = self._line.command(command, key)
        except Unavailable as problem:
            if isinstance(problem, Unreached) and not problem.delivered:
                self._kept.try_(number, False)
            return Outcome(waits=True)
        except NotLoggedIn:
            self._not_let_in(number, command)
            raise
        except DeskError:
            self._kept.remove(number)
            raise
        self._kept.remove(number)
        return outcome

    def _not_let_in(self, number: int, command: Command) -> None:
        """A draft goes out when its writer has logged in again: its console may be gone by then. What was to
        be done is not done."""
        if isinstance(command, commands.SaveDraft):
            self._kept.try_(number, False)
        else:
            self._kept.remove(number)

    def _send_later(self, each: Waiting) -> None:
        """Its writer may be gone. Raises what keeps us from the server."""
        if not each.tried:
            self._kept.try_(each.id, True)
        try:
            if forgotten(each, now()):
                raise Unknown(each.at)
            if not _is_stale(each, self._line):
                self._line.command(each.command, each.key)
            self._kept.remove(each.id)
        except (Unavailable, NotLoggedIn) as problem:
            if isinstance(problem, Unreached) and not problem.delivered and not each.tried:
                self._kept.try_(each.id, False)
            raise
        except DeskError as refusal:
            self._keep_text(each)
            self._kept.stop(each.id, refusal)

    def _keep_text(self, each: Waiting) -> None:
        """The text of what was not done is its writer's draft, unless they have written another since."""
        draft = as_draft(each.command)
        if draft is None or self._is_newer(each, draft):
            return
        try:
            asked = {"conversation": draft.conversation, "kind": draft.kind}
            there = self._line.read("draft", self._line.fetch("draft", asked))
            if there is None or there.saved_at <= each.at:
                self._line.command(draft, f"{each.key}.draft")
        except (Unavailable, NotLoggedIn):
            raise
        except DeskError:
            return  # the conversation is not there for us any more; what is kept still has the text

    def _is_newer(self, each: Waiting, draft: commands.SaveDraft) -> bool:
        """Whether a later draft of the same kind waits too."""
        return any(
            isinstance(other.command, commands.SaveDraft)
            and (other.command.conversation, other.command.kind) == (draft.conversation, draft.kind)
            for other in self._kept.waiting()
            if other.id > each.id
        )

    def _nudged(self) -> None:
        try:
            self.send_what_waits()
        except DeskError:
            return  # it stays kept; how it stands is for the live stream to say
        finally:
            self._nudging.release()

    @contextmanager
    def _having_turn(self) -> Iterator[bool]:
        """Whether nobody else sends. After a while we wait no longer: whoever sends, sends ours too."""
        until = monotonic() + TURN_SECONDS
        if not self._lock.acquire(timeout=TURN_SECONDS):
            yield False
            return
        try:
            mine = self._turn.take()
            while not mine and monotonic() < until:
                sleep(LOOK_SECONDS)
                mine = self._turn.take()
            yield mine
        finally:
            self._turn.give()
            self._lock.release()


def as_draft(command: Command) -> commands.SaveDraft | None:
    """What was written, as the draft it was; null for what is none."""
    if isinstance(command, commands.Reply):
        return commands.SaveDraft(
            conversation=command.conversation,
            kind=DraftKind.REPLY,
            text=command.text,
            seen=command.seen,
            wishes=Wishes(to=command.to, cc=command.cc, quote=command.quote),
        )
    if isinstance(command, commands.Note):
        return commands.SaveDraft(conversation=command.conversation, kind=DraftKind.NOTE, text=command.text)
    return None


def forgotten(each: Waiting, at: datetime) -> bool:
    """Whether the server may have done it so long ago that it does not know its key any more."""
    return each.tried and at - each.at > timedelta(days=KEY_DAYS)


def _is_stale(each: Waiting, line: Line) -> bool:
    """Whether it says that everything was seen, and more was said since."""
    command = each.command
    if not isinstance(command, commands.MarkRead) or command.entries:
        return False
    asked = {"conversation": command.conversation}
    return (
        each.seen is None or line.read("conversation", line.fetch("conversation", asked)).version > each.seen
    )
