"""A desk on a team server: the same desk, over a line that may break.

Reads go to the server; what it answered is kept, and is the answer while it cannot be reached. What somebody
writes is on this disk before it is sent (`client.sending`). Who acts is who the token says.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import Any, Self

import msgspec
from msgspec.structs import replace

from agentconsole.client.address import named
from agentconsole.client.batches import whole
from agentconsole.client.drafts import with_kept, with_kept_all
from agentconsole.client.errors import Unreached, Unseen
from agentconsole.client.home import Home
from agentconsole.client.http import Waits
from agentconsole.client.kept import KEEPING, KeptFile, encoded
from agentconsole.client.line import Line, new_key
from agentconsole.client.live import Live
from agentconsole.client.methods import Known, Reading, Working
from agentconsole.client.renewal import Renewal
from agentconsole.client.seen import Seen
from agentconsole.client.sending import Sender
from agentconsole.desk.api import Outcome
from agentconsole.desk.clock import now
from agentconsole.model import commands
from agentconsole.model.access import Token
from agentconsole.model.commands import Command, Receive
from agentconsole.model.conversation import Conversation
from agentconsole.model.errors import DeskError, NotFound, Refused, Unavailable
from agentconsole.model.keeping import USUAL, Change, Draft, DraftKind, Mark
from agentconsole.model.link import Kept, Link
from agentconsole.model.undoing import or_else
from agentconsole.wire.me import Me
from agentconsole.wire.routes import BY_NAME

NEVER_SEEN = frozenset({"changes", "mark", "marks", "tokens", "present"})
"""Answers that are not kept: they are of the moment, or of no use without the server."""


class RemoteDesk(Reading, Known, Working):
    """The desk of `desk.api` on a server."""

    def __init__(self, line: Line, me: Me, home: Home, token: Callable[[], str]) -> None:
        self.line = line
        self.me = me
        self.name = me.desk
        self.mail = me.mail
        self.undo_seconds = me.undo_seconds
        self.known_as = me.agent.handle
        """Whose token it is: who acts."""
        self.as_of: datetime | None = None
        """From when the oldest answer is that was given while the server could not be reached."""
        self._reached = False
        self._seen = Seen(home.seen(self.known_as))
        self._kept = KeptFile(home.kept(self.known_as))
        self._sender = Sender(line, self._kept, lambda: self._live.away is not None)
        self._live = Live(
            line,
            back=self._sender.send_what_waits,
            beat=self._sender.nudge,
            renew=Renewal(line, me, token).look,
        )

    def answer(self, name: str, arguments: Mapping[str, Any]) -> Any:
        said = dict(arguments)
        self._must_be_me(said.pop("by", None))
        if BY_NAME[name].verb != "GET" or name in NEVER_SEEN:
            return self.line.read(name, self.line.fetch(name, said))
        question = _question(name, said)
        try:
            body = self._fetched(name, said)
        except Unreached as problem:
            if not self._live.is_away(problem):
                raise
            return self.line.read(name, self._as_it_was(question, problem))
        except (NotFound, Refused):
            self._seen.drop(question)
            raise
        self._reached = True
        answer = self.line.read(name, body)
        self._seen.keep(question, body)
        return answer

    def _fetched(self, name: str, said: Mapping[str, Any]) -> bytes:
        away = self._live.away
        if away is not None:
            raise away.with_traceback(None)
        return self.line.fetch(name, said)

    def _as_it_was(self, question: str, problem: Unreached) -> bytes:
        found = self._seen.find(question)
        if found is None:
            raise Unseen(
                f"{problem.message}, and this was not looked at from here before", problem.hint
            ) from None
        body, at = found
        self.as_of = at if self.as_of is None else min(at, self.as_of)
        return body

    def _must_be_me(self, by: str | None) -> None:
        if by is not None and by.removeprefix("@") != self.known_as:
            raise Refused(
                f"You are @{self.known_as} on {named(self.line.url)}, and not @{by.removeprefix('@')}",
                "Log in with a token of theirs: agentconsole login URL --name NAME",
                rule="one's own token",
            )

    def do(self, command: Command, *, by: str | None = None, key: str = "") -> Outcome:
        self._must_be_me(by)
        encoded(command)
        if isinstance(command, Receive):
            return _did(self.receive([command])[0])
        if not isinstance(command, KEEPING):
            return self._do_now(command, key or new_key())
        ready, seen = self._ready(command, fill=not key)
        outcome = self._sender.send(ready, key or new_key(), seen=seen)
        return self._told(ready, outcome) if outcome.waits else outcome

    def _do_now(self, command: Command, key: str) -> Outcome:
        """What cannot wait: it depends on how things stand at this moment."""
        self._sender.send_what_waits()
        try:
            return self.line.command(command, key)
        except Unreached as problem:
            if not problem.delivered:
                raise
            message = f"{problem.message}; it may have been done all the same"
        raise Unavailable(message, "Look before you do it again")

    def _ready(self, command: Command, *, fill: bool) -> tuple[Command, int | None]:
        """A reply stops when somebody wrote since its writer looked, however late it leaves. Whoever gives it
        a key of their own gives it twice, and as it is."""
        if isinstance(command, commands.Reply):
            if command.seen is None and fill:
                command = replace(command, seen=self.conversation(command.conversation).version)
            return command, command.seen
        if isinstance(command, commands.MarkRead):
            known = self._known(command.conversation)
            return command, known.version if known else None
        return command, None

    def _told(self, command: Command, outcome: Outcome) -> Outcome:
        """What can be said of a command that waits."""
        conversation = self._known(getattr(command, "conversation", 0))
        if not isinstance(command, commands.SaveDraft) or not command.text:
            return replace(outcome, conversation=conversation)
        draft = Draft(
            conversation=command.conversation,
            agent=self.known_as,
            kind=command.kind,
            text=command.text,
            seen=command.seen or 0,
            saved_at=now(),
            wishes=command.wishes or USUAL,
        )
        return replace(outcome, conversation=conversation, draft=draft)

    def _known(self, number: int) -> Conversation | None:
        """A conversation as it was when it was looked at last."""
        found = self._seen.find(_question("conversation", {"conversation": number}))
        return self.line.read("conversation", found[0]) if found else None

    def receive(self, batch: Sequence[Receive], *, marks: Sequence[Mark] = ()) -> list[Outcome | Exception]:
        return whole(batch, lambda good: self.answer("receive", {"batch": good, "marks": marks}))

    def rehearse(self, batch: Sequence[Receive]) -> list[bool | Exception]:
        return whole(batch, lambda good: self.answer("rehearse", {"batch": good}))

    def draft(self, conversation: int, kind: DraftKind, *, by: str) -> Draft | None:
        kept = self._kept.all()
        try:
            there = self.answer("draft", {"conversation": conversation, "kind": kind, "by": by})
        except Unseen:
            if not kept:
                raise
            there = None
        return with_kept(there, kept, conversation, kind, agent=self.known_as)

    def drafts(self, *, by: str) -> tuple[Draft, ...]:
        return with_kept_all(self.answer("drafts", {"by": by}), self._kept.all(), agent=self.known_as)

    def latest(self) -> int:
        return int(self.answer("latest", {}))

    def changes(self, after: int, *, limit: int = 500) -> tuple[Change, ...]:
        found = self._changes(after, limit)
        if any(change.hides for change in found):
            self._seen.empty()
        return found

    def _changes(self, after: int, limit: int) -> tuple[Change, ...]:
        known = self._live.changes(after, limit)
        if known is not None:
            return known
        found: tuple[Change, ...] = self.answer("changes", {"after": after, "limit": limit})
        if not found:
            self._live.nothing_between(after)
        return found

    def wait(self, after: int, *, seconds: float) -> bool:
        until = monotonic() + seconds
        while (news := self._live.wait(after, until - monotonic())) is None:
            if self.answer("changes", {"after": after, "limit": 1}):
                return True
            self._live.nothing_between(after)
        return news

    def seen_by(self, agent: str | None) -> Self:
        self._must_be_me(agent or "the desk itself")
        return self

    def holder(self, secret: str) -> Token:
        line = Line(self.line.url, secret, self.line.waits)
        try:
            number = line.me().token
        finally:
            line.close()
        return next(each for each in self.tokens() if each.id == number)

    def link(self) -> Link:
        self._live.start()
        state, since = self._live.standing
        waiting, stopped = self._kept.counts()
        return Link(state=state, since=since, waiting=waiting, stopped=stopped)

    def kept(self) -> tuple[Kept, ...]:
        return tuple(each.told() for each in self._kept.all())

    def drop_kept(self, kept: int) -> None:
        self._sender.drop(kept)

    def close(self) -> None:
        """What waits from an earlier run goes out with this one, where the server was there for it."""
        self._live.stop()
        with suppress(DeskError):
            if self._reached and self._live.away is None:
                self._sender.send_what_waits()
        self.line.close()
        self._sender.close()
        self._seen.close()
        self._kept.close()


def connect(
    url: str, token: str, waits: Waits | None = None, *, again: Callable[[], str] | None = None
) -> RemoteDesk:
    """The desk of the server at that tidy address. `again` gives the token that is kept by then, for
    when this one is no longer known. Raises NotLoggedIn, Unavailable and Misconfigured."""
    home, line = Home(url), Line(url, token, waits or Waits())
    with or_else(line.close):
        me = home.me(token, fresh=True) or _ask_who(line, home, token)
    return RemoteDesk(line, me, home, again or (lambda: token))


def _ask_who(line: Line, home: Home, token: str) -> Me:
    try:
        me = line.me()
    except Unreached:
        known = home.me(token, fresh=False)
        if known is None:
            raise
        return known
    home.keep_me(token, me)
    return me


def _question(name: str, said: Mapping[str, Any]) -> str:
    return f"{name} {msgspec.json.encode(said, order='deterministic').decode()}"


def _did(result: Outcome | Exception) -> Outcome:
    if isinstance(result, Exception):
        raise result
    return result
