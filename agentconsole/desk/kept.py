"""Commands that keep something without an entry: drafts, what was read, what was found again."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from agentconsole.desk.api import Outcome
from agentconsole.desk.resolve import at_moment, customer_row, entry_numbered, ids_of, root, whole
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Attachment
from agentconsole.model.errors import Invalid, NotFound, Refused
from agentconsole.model.keeping import USUAL, Draft
from agentconsole.model.people import Agent
from agentconsole.rules.situation import Situation
from agentconsole.store.base import Writing


def _draft(write: Writing, command: commands.SaveDraft, situation: Situation) -> Outcome:
    actor, conversation = _personal(situation)
    wishes = command.wishes
    if wishes is None:
        typed = write.draft(conversation.id, command.kind, by=actor.handle)
        wishes = typed.wishes if typed else USUAL
    draft = Draft(
        conversation=conversation.id,
        agent=actor.handle,
        kind=command.kind,
        text=command.text,
        seen=conversation.version if command.seen is None else command.seen,
        saved_at=situation.now,
        wishes=wishes,
    )
    write.save_draft(draft)
    now = at_moment(write, conversation, situation.now)
    return Outcome(conversation=now, draft=draft if command.text else None)


def _read(write: Writing, command: commands.MarkRead, situation: Situation) -> Outcome:
    actor, conversation = _personal(situation)
    if command.entries:
        _must_be_theirs(write, command.entries, conversation)
        write.mark_entries_read(
            command.entries, conversation=conversation.id, by=actor.handle, at=situation.now
        )
    else:
        write.mark_read(conversation.id, conversation.version, by=actor.handle)
        conversation = replace(conversation, read_version=conversation.version, unread=False)
    return Outcome(conversation=at_moment(write, conversation, situation.now))


def _must_be_theirs(write: Writing, entries: Sequence[int], conversation: Conversation) -> None:
    theirs = set(ids_of(write, customer_row(write, conversation.begun_with)))
    for number in entries:
        entry = entry_numbered(write, number)
        if entry.conversation != conversation.id and not {entry.customer, entry.party} & theirs:
            raise Invalid(
                f"Entry {number} is not in conversation #{conversation.id}, nor in the customer's history",
                f"agentconsole show {conversation.id} lists its entries",
            )


def _attach(write: Writing, command: commands.Attach, situation: Situation) -> Outcome:
    actor, conversation = _personal(situation)
    name = command.name.strip()
    if not name:
        raise Invalid("The file has no name", "Give it one")
    mail = situation.mail
    if len(command.content) > mail.largest:
        raise Invalid(
            f"{name} is too large: it has {len(command.content):,} bytes",
            f"At most {mail.largest // 1_000_000} MB go with a reply ([attachments] max_mb)",
        )
    if name.lower().endswith(mail.refused):
        raise Invalid(f"{name} is of a kind that is not sent", "[attachments] refuse names those kinds")
    file = Attachment(name=name, media_type=command.media_type, size=len(command.content))
    write.save_draft_file(conversation.id, file, command.content, by=actor.handle)
    return Outcome(conversation=at_moment(write, conversation, situation.now))


def _detach(write: Writing, command: commands.Detach, situation: Situation) -> Outcome:
    actor, conversation = _personal(situation)
    if not write.drop_draft_file(conversation.id, command.name, by=actor.handle):
        raise NotFound(
            f"There is no file {command.name} beside your draft in conversation #{conversation.id}",
            "agentconsole drafts lists what is there",
        )
    return Outcome(conversation=at_moment(write, conversation, situation.now))


def _find(write: Writing, command: commands.FindFacts, situation: Situation) -> Outcome:
    from agentconsole.desk.finding import find_again  # likewise only where a message is read

    row = customer_row(write, command.customer)
    find_again(write, row, situation.kinds)
    return Outcome(customer=whole(write, root(write, row)))


def _personal(situation: Situation) -> tuple[Agent, Conversation]:
    if situation.conversation is None or situation.actor is None:
        raise Refused("Only a person has drafts and reads", "Say who: --as HANDLE", rule="attribution")
    return situation.actor, situation.conversation


Keep = Callable[[Writing, Any, Situation], Outcome]

KEPT: dict[type[Command], Keep] = {
    commands.SaveDraft: _draft,
    commands.MarkRead: _read,
    commands.Attach: _attach,
    commands.Detach: _detach,
    commands.FindFacts: _find,
}
