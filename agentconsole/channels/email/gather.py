"""Getting mails out of a server, whatever one of them does to it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct

from agentconsole.channels.email.cursor import Passed
from agentconsole.channels.email.imap import Broken, Connection, Declined
from agentconsole.channels.email.imapanswers import Listed

BATCH_BYTES = 20_000_000
"""No more mail than this is held at once, but for a single one that is larger."""
LARGEST = 50_000_000
"""Bytes of a mail that is fetched whole."""
HEAD = 2_000_000
"""What is fetched of a larger one. Never changed: these bytes are what such a mail is known by."""
LYING = 2
"""How many times the size that a server gave its mail may have."""
BREAKS = 2
"""A mail that breaks the connection so often is passed over, and no more than one such at a time."""
UNSAID = Listed(0, None)


class Mail(Struct, frozen=True, kw_only=True):
    """A mail as the server gave it."""

    uid: int
    raw: bytes
    size: int
    """In bytes; more than there are in `raw` for one that is too large."""
    arrived: datetime | None


class Gathered(Struct):
    """What became of the first of the mails asked for."""

    mails: list[Mail]
    passed: list[Passed]
    """Those that the server could not give."""
    settled: list[int]
    """All of these and those that are not there any more, in order."""


Again = Callable[[], Connection]
"""Makes a new connection with the mailbox open, or raises `Unavailable`."""


def gather(connection: Connection, uids: Sequence[int], again: Again) -> Gathered:
    """The mails with these numbers, as many as may be held at once and at least one.

    They are asked for together, and when that does not work one by one."""
    try:
        return _together(connection, uids, again)
    except Declined:
        return _one_by_one(connection, uids, again)
    except Broken:
        return _one_by_one(again(), uids, again)


def _together(connection: Connection, uids: Sequence[int], again: Again) -> Gathered:
    there = connection.listed(uids)
    settled = _fitting(uids, there)
    small = [uid for uid in settled if uid in there and there[uid].size <= LARGEST]
    raws = connection.bodies(small, expected=LYING * sum(there[uid].size for uid in small))
    heads = {uid: connection.head(uid, HEAD) for uid in settled if uid in there and there[uid].size > LARGEST}
    raws.update({uid: raw for uid, raw in heads.items() if raw is not None})
    mails = [_mail(uid, raws[uid], there[uid]) for uid in settled if uid in raws]
    silent = [uid for uid in settled if uid not in raws]
    if not silent:
        return Gathered(mails, [], settled)
    found = _one_by_one(connection, silent, again)
    unsettled = set(silent).difference(found.settled)
    upto = next((place for place, uid in enumerate(settled) if uid in unsettled), len(settled))
    settled = settled[:upto]
    mails = sorted([*mails, *found.mails], key=lambda mail: settled.index(mail.uid))
    return Gathered(mails, found.passed, settled)


def _fitting(uids: Sequence[int], there: dict[int, Listed]) -> list[int]:
    fitting: list[int] = []
    size = 0
    for uid in uids:
        size += min(there.get(uid, UNSAID).size, LARGEST)
        if fitting and size > BATCH_BYTES:
            break
        fitting.append(uid)
    return fitting


def _one_by_one(connection: Connection, uids: Sequence[int], again: Again) -> Gathered:
    gathered = Gathered([], [], [])
    size = 0
    for uid in uids:
        broke = 0
        while broke < BREAKS:
            try:
                found = _alone(connection, uid)
                break
            except Broken as fault:
                found = Passed(uid=uid, reason=f"The connection broke each time: {fault.message}")
                broke += 1
                connection = again()
        if isinstance(found, Mail):
            gathered.mails.append(found)
            size += len(found.raw)
        elif found is not None:
            gathered.passed.append(found)
        gathered.settled.append(uid)
        if broke == BREAKS or size > BATCH_BYTES:
            break
    return gathered


def _alone(connection: Connection, uid: int) -> Mail | Passed | None:
    """One mail; None when it is not there any more."""
    try:
        listed = connection.listed([uid]).get(uid, UNSAID)
        if listed.size > LARGEST:
            raw = connection.head(uid, HEAD)
        else:
            raw = connection.bodies([uid], expected=LYING * listed.size).get(uid)
        if raw is not None:
            return _mail(uid, raw, listed)
        there = uid in connection.uids(f"UID {uid}")
    except Declined as refusal:
        return Passed(uid=uid, reason=refusal.message)
    return Passed(uid=uid, reason="The server says it is there, and does not give it") if there else None


def _mail(uid: int, raw: bytes, listed: Listed) -> Mail:
    size = max(listed.size, len(raw)) if listed.size > LARGEST else len(raw)
    return Mail(uid=uid, raw=raw, size=size, arrived=listed.arrived)
