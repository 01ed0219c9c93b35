"""Promises: what we told a customer we would do, and by when.

Whoever may write to the customer may promise, keep and renegotiate; the owner owes it. Only the desk
notices that one is broken.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, time

from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.entry import SYSTEM, Entry, Kind
from agentconsole.model.errors import Invalid, NotFound, Refused
from agentconsole.model.hours import Hours
from agentconsole.model.promise import LONGEST, Promise, Promised
from agentconsole.rules.calendar import DAY
from agentconsole.rules.hours import first_working, moment, opening, zone_of_desk
from agentconsole.rules.situation import THIS_REPLY, Situation
from agentconsole.rules.standing import actor_of, must_speak
from agentconsole.rules.text import no_longer_than, required

PROMISES = "promises"
LONGEST_CLOSED = 31
"""Days. A desk that does not open again within them has its days end at midnight."""
Entries = tuple[Entry, ...]


def make(command: commands.MakePromise, situation: Situation) -> Entries:
    """What was promised otherwise than in a reply, as by phone."""
    actor_of(situation)
    must_speak(situation)
    return _made((Promised(text=command.text, due_at=command.due_at),), situation, about=())


def made_with_reply(promises: Iterable[Promised], situation: Situation) -> Entries:
    """What the reply of the same command promises."""
    return _made(tuple(promises), situation, about=(THIS_REPLY,))


def _made(promises: tuple[Promised, ...], situation: Situation, *, about: tuple[int, ...]) -> Entries:
    return tuple(
        situation.entry(
            Kind.PROMISE,
            promise=number,
            text=_said(promise.text),
            until=_to_come(promise.due_at, situation.now),
            about=about,
        )
        for number, promise in zip(situation.new_promises, promises, strict=True)
    )


def _said(text: str) -> str:
    return no_longer_than(LONGEST, required(text, "The promise is empty").strip(), "The promise")


def keep(command: commands.KeepPromise, situation: Situation) -> Entries:
    """It is done. Of a broken one: the customer has been talked to."""
    actor_of(situation)
    must_speak(situation)
    promise = _owed(situation)
    about = () if command.entry is None else (_message(command.entry, situation),)
    kept = situation.entry(Kind.KEEP, promise=promise.id, text=promise.text, about=about)
    return (*_too_late(promise, situation), kept)


def kept_with_reply(numbers: Iterable[int], situation: Situation) -> Entries:
    """The promises that the reply of the same command keeps."""
    kept = [_owed_here(number, situation) for number in dict.fromkeys(numbers)]
    return tuple(
        entry
        for promise in kept
        for entry in (
            *_too_late(promise, situation),
            situation.entry(Kind.KEEP, promise=promise.id, text=promise.text, about=(THIS_REPLY,)),
        )
    )


def renegotiate(command: commands.Renegotiate, situation: Situation) -> Entries:
    """Another time, and why."""
    actor_of(situation)
    must_speak(situation)
    promise = _owed(situation)
    return (
        *_too_late(promise, situation),
        situation.entry(
            Kind.RENEGOTIATE,
            promise=promise.id,
            text=promise.text,
            until=_to_come(command.due_at, situation.now),
            reason=required(command.reason, "Say why it takes longer: the customer was told as well").strip(),
        ),
    )


def break_(command: commands.BreakPromise, situation: Situation) -> Entries:
    """The time of one that was not kept has passed."""
    promise = situation.promise
    if situation.actor is not None:
        raise Refused(
            "Nobody breaks a promise by hand",
            f"agentconsole renegotiate {command.promise} --due WHEN --reason R gives the customer a new time",
            rule=PROMISES,
        )
    if promise is None or not promise.pending or promise.due_at > situation.now:
        raise Refused(
            f"Promise {command.promise} is not broken",
            "agentconsole promises all says how it stands",
            rule=PROMISES,
        )
    return (_broken(promise, situation),)


def _too_late(promise: Promise, situation: Situation) -> Entries:
    """Its time has passed and no console was open to notice: it is broken before anything else is said."""
    late = promise.pending and promise.due_at <= situation.now
    return (_broken(promise, situation),) if late else ()


def _broken(promise: Promise, situation: Situation) -> Entry:
    """The desk says so, whoever made it look."""
    entry = situation.entry(Kind.BREAK, promise=promise.id, text=promise.text, until=promise.due_at)
    return replace(entry, author=SYSTEM, signed_for=None)


def end_of_today(now: datetime, hours: Hours) -> datetime:
    """When the desk opens again, on another day: what is due before that has to be done today, such as a
    promise by Friday evening in Auckland, which is Friday morning in Lisbon."""
    zone = zone_of_desk(hours, now.tzinfo)
    tomorrow = now.astimezone(zone).date() + DAY
    day = first_working((tomorrow + days * DAY for days in range(LONGEST_CLOSED)), hours, zone)
    return opening(day, hours, zone) if day else moment(tomorrow, time(), zone)


def must_be_free(
    situation: Situation, *, keeping: Collection[int] = (), promising: Iterable[Promised] = ()
) -> None:
    """Closing with a promise still to be kept asks first. With a reply that closes, what it keeps does not
    count, and what it promises does."""
    known = situation.promises.values()
    owed: list[Promise | Promised] = [each for each in known if each.pending and each.id not in keeping]
    first = min((*owed, *promising), key=lambda promise: promise.due_at, default=None)
    if first is None or situation.conversation is None:
        return
    kept = f"agentconsole keep {first.id} says that it is kept; " if isinstance(first, Promise) else ""
    raise Refused(
        f"A promise in conversation #{situation.conversation.id} is still to be kept: {first.text}",
        f"{kept}--anyway closes, and it stays to be kept",
        rule=PROMISES,
    )


def _to_come(due_at: datetime, now: datetime) -> datetime:
    if due_at <= now:
        raise Invalid(
            "The promise would be due in the past", "Give a time to come, such as --due 'fri 17:00'"
        )
    return due_at


def _owed(situation: Situation) -> Promise:
    if situation.promise is None:
        raise NotFound("There is no such promise", "agentconsole promises all lists them")
    return _still_owed(situation.promise)


def _owed_here(number: int, situation: Situation) -> Promise:
    promise = situation.promises.get(number)
    if promise is None:
        raise NotFound(
            f"There is no promise {number} in this conversation", "agentconsole promises all lists them"
        )
    return _still_owed(promise)


def _still_owed(promise: Promise) -> Promise:
    if not promise.owed:
        raise Refused(
            f"Promise {promise.id} is {promise.state.value} already",
            "agentconsole promises lists what is still to be kept",
            rule=PROMISES,
        )
    return promise


def _message(number: int, situation: Situation) -> int:
    entry = situation.entry_meant
    conversation = situation.conversation
    if entry is None or conversation is None or entry.conversation != conversation.id or not entry.outgoing:
        raise Invalid(
            f"Entry {number} is not a message of ours in this conversation",
            "Name the message that kept it, or none",
        )
    return number
