"""Drafts as their writer left them: those of the server, with what waits to go there."""

from collections.abc import Iterable, Sequence

from agentconsole.client.kept import Waiting
from agentconsole.client.sending import as_draft
from agentconsole.model import commands
from agentconsole.model.keeping import USUAL, Draft, DraftKind


def with_kept(
    draft: Draft | None, kept: Sequence[Waiting], conversation: int, kind: DraftKind, *, agent: str
) -> Draft | None:
    """One draft."""
    for each in kept:
        draft = _after(draft, each, conversation, kind, agent)
    return draft


def with_kept_all(drafts: Iterable[Draft], kept: Sequence[Waiting], *, agent: str) -> tuple[Draft, ...]:
    """All of them, newest first."""
    there = {(draft.conversation, draft.kind): draft for draft in drafts}
    for each in kept:
        place = _place(each)
        if place is not None:
            found = with_kept(there.pop(place, None), [each], *place, agent=agent)
            if found is not None:
                there[place] = found
    return tuple(sorted(there.values(), key=lambda draft: draft.saved_at, reverse=True))


def draft_of(each: Waiting, agent: str) -> Draft | None:
    """What a kept command leaves as the draft; null where nothing is left: it is sent, or empty."""
    command = each.command
    if not isinstance(command, commands.SaveDraft):
        if not each.stopped:
            return None
        written = as_draft(command)
        if written is None:
            return None
        command = written
    if not command.text:
        return None
    return Draft(
        conversation=command.conversation,
        agent=agent,
        kind=command.kind,
        text=command.text,
        seen=command.seen or 0,
        saved_at=each.at,
        wishes=command.wishes or USUAL,
    )


def _after(
    draft: Draft | None, each: Waiting, conversation: int, kind: DraftKind, agent: str
) -> Draft | None:
    """The draft when that was given. What stopped gave way to whatever was written since."""
    if _place(each) != (conversation, kind):
        return draft
    if each.stopped and draft is not None and draft.saved_at > each.at:
        return draft
    return draft_of(each, agent)


def _place(each: Waiting) -> tuple[int, DraftKind] | None:
    command = each.command if isinstance(each.command, commands.SaveDraft) else as_draft(each.command)
    return None if command is None else (command.conversation, command.kind)
