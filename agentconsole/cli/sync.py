"""Carrying the desk's mail: once, as from cron, or for as long as it runs."""

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock, Thread
from types import FrameType
from typing import Annotated

import typer

from agentconsole.channels.email.follow import Standing
from agentconsole.cli.channels import NAMES
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.shapes_mailing import STANDING
from agentconsole.desk import channels
from agentconsole.desk.channels import standing
from agentconsole.desk.post import News, Post
from agentconsole.model.errors import DeskError, NotLoggedIn, Refused, Unavailable
from agentconsole.opening import turn_at
from agentconsole.opening.mail import post_of
from agentconsole.opening.naming import desk_place

PARTLY = 7
STEP = 0.2
"""Seconds until a signal is heeded."""
LAST_SECONDS = 15.0
"""What is on its way when the program is to end may take so long."""


def sync(
    context: typer.Context,
    channel: Annotated[
        str | None, typer.Argument(metavar="CHANNEL", help="Only this one.", autocompletion=NAMES)
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="Fetch what is there, send what is due, and end.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell of problems only.")] = False,
) -> None:
    """Carry the desk's mail: fetch what comes in, send what is due, until it is stopped.

    One program at a time does it for a desk: another says so, and ends with 0 after --once and with 6
    otherwise. With --once the exit code is 3 when no server could be reached, and 7 when some could not,
    or a message did not leave.
    """
    session = session_of(context)
    turn = turn_at(desk_place(session.which, session.config))
    desk = session.whole
    if not turn.take():
        if once:
            session.streams.say("Another program carries the mail of this desk already.")
            return
        raise Refused(
            "Another program carries the mail of this desk already",
            "It is a console, or agentconsole sync; agentconsole channels shows how it stands",
            rule="one post",
        )
    try:
        tell = _Telling(session, quiet=quiet)
        post = post_of(desk, session.which, session.config, only=channel or "", tell=tell)
        if once:
            _once(session, post)
        else:
            tell(News("mail", f"carried for {desk.name} until this is stopped"))
            _carried(post, post.run)
    finally:
        turn.give()


class _Telling:
    """Says what happens, from whichever thread."""

    def __init__(self, session: Session, *, quiet: bool) -> None:
        self._streams = session.streams
        self._quiet = quiet
        self._alone = Lock()

    def __call__(self, news: News) -> None:
        if news.problem or not self._quiet:
            kind = "problem" if news.problem else "note"
            with self._alone:
                self._streams.say(f"{news.channel}: {news.words}", kind=kind, channel=news.channel)


def _once(session: Session, post: Post) -> None:
    stands: list[Standing] = []
    before = {each.channel: _lost(each) for each in standing(session.whole, session.now)}
    _carried(post, lambda: stands.extend(post.once()))
    carried = {line.account.name for line in post.lines}
    now = [each for each in standing(session.whole, session.now) if each.channel in carried]
    session.streams.items(STANDING, now)
    stuck = [each.channel for each in now if each.stuck]
    session.exit_code = _exit_code(stands, ways=len(post.dispatchers), stuck=len(stuck))
    if not session.exit_code and any(_lost(each) > before.get(each.channel, 0) for each in now):
        session.exit_code = PARTLY


def _lost(channel: channels.Standing) -> int:
    """Messages that did not leave, or perhaps not, and are not tried again."""
    return channel.failed + channel.uncertain


def _exit_code(stands: Sequence[Standing], *, ways: int, stuck: int) -> int:
    """0 where everything was done, 7 where something was; else 3, or 4 where nobody lets us in."""
    faults = [each for each in stands if not each.connected]
    if not faults and not stuck:
        return 0
    if len(faults) < len(stands) or (not stands and stuck < ways):
        return PARTLY
    refused = stands and all(each.code in LOGIN_CODES for each in faults)
    return NotLoggedIn.exit_code if refused else Unavailable.exit_code


LOGIN_CODES = ("not_logged_in", "no_secret")


def _carried(post: Post, work: Callable[[], object]) -> None:
    """Do it in a thread, until it is done or a signal ends it. Raises what it raised."""
    faults: list[DeskError] = []

    def do() -> None:
        try:
            work()
        except DeskError as fault:
            faults.append(fault)

    thread = Thread(target=do, name="sync", daemon=True)
    with _signals() as came:
        thread.start()
        while thread.is_alive() and not came:
            thread.join(STEP)
        post.stop()
        thread.join(LAST_SECONDS)
    if faults:
        raise faults[0]
    if signal.SIGINT in came:
        raise KeyboardInterrupt


@contextmanager
def _signals() -> Iterator[list[int]]:
    """What was sent to end us, while the block runs. Nothing else is done in the handler: it may come at
    any moment, also between taking a lock and giving it back."""
    came: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        came.append(number)

    before = {each: signal.signal(each, note) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield came
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


COMMANDS: Mapping[str, Callable[..., None]] = {"sync": sync}
