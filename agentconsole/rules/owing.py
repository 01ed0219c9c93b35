"""What becomes of a promise, as it follows from the entries of its conversation."""

from msgspec.structs import replace

from agentconsole.model.entry import Entry
from agentconsole.model.promise import Promise, PromiseState, Term
from agentconsole.rules.thread import Thread


def made(thread: Thread, entry: Entry) -> Thread:
    """Somebody told the customer what we would do, in a message or otherwise."""
    if entry.promise is None or entry.until is None:
        return thread
    promise = Promise(
        id=entry.promise,
        conversation=thread.conversation.id,
        entry=entry.id,
        text=entry.text,
        due_at=entry.until,
        made_by=_handle(entry),
        at=entry.at,
        message=next(iter(entry.about), None),
    )
    return thread.having_promise(promise)


def kept(thread: Thread, entry: Entry) -> Thread:
    """Done. A broken one stays broken, and is settled: somebody talked to the customer about it."""
    was = _of(thread, entry)
    if was is None or not was.owed:
        return thread
    done = replace(was, kept_with=next(iter(entry.about), None), before=replace(was, before=None))
    if was.state == PromiseState.BROKEN:
        return thread.having_promise(replace(done, settled_at=entry.at))
    return thread.having_promise(replace(done, state=PromiseState.KEPT, ended_at=entry.at))


def renegotiated(thread: Thread, entry: Entry) -> Thread:
    """Another time. The one before stays to be seen, with what became of it and why."""
    was = _of(thread, entry)
    if was is None or entry.until is None or not was.owed:
        return thread
    outcome = PromiseState.BROKEN if was.state == PromiseState.BROKEN else PromiseState.RENEGOTIATED
    term = Term(due_at=was.due_at, ended_at=entry.at, state=outcome, reason=entry.reason, by=_handle(entry))
    return thread.having_promise(
        replace(
            was,
            due_at=entry.until,
            state=PromiseState.RENEGOTIATED,
            ended_at=None,
            past=(*was.past, term),
            before=None,
        )
    )


def broken(thread: Thread, entry: Entry) -> Thread:
    """Its time passed."""
    was = _of(thread, entry)
    if was is None or not was.pending:
        return thread
    return thread.having_promise(replace(was, state=PromiseState.BROKEN, ended_at=was.due_at, before=None))


def taken_back(thread: Thread, entry: Entry) -> Thread:
    """A reply was taken back: what it promised was never said, and what it kept is still to be kept."""
    for was in thread.promises.values():
        now = _never_said(was, entry) if was.message in entry.about else was
        if now.kept_with in entry.about and now.before is not None:
            now = now.before
        if now is not was:
            thread = thread.having_promise(now)
    return thread


def _never_said(was: Promise, entry: Entry) -> Promise:
    """The reply that made it was taken back. One that is kept stays so, unless that is taken back as well."""
    if was.owed:
        return replace(was, state=PromiseState.WITHDRAWN, ended_at=entry.at, before=None)
    return replace(was, before=_never_said(was.before, entry)) if was.before else was


def _of(thread: Thread, entry: Entry) -> Promise | None:
    return thread.promises.get(entry.promise or 0)


def _handle(entry: Entry) -> str:
    return entry.author.id if isinstance(entry.author.id, str) else ""
