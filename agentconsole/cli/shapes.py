"""How each noun is written: its cells, its JSON, its id."""

from agentconsole.cli.streams import Column, Shape
from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Brief, Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import Draft, Outgoing
from agentconsole.model.people import Agent, Customer
from agentconsole.wire.nouns import (
    agent_json,
    ask_json,
    brief_json,
    conversation_json,
    customer_json,
    draft_json,
    entry_json,
    outgoing_json,
)

CONVERSATION = Shape[Conversation](
    columns=(
        Column("id", lambda it: it.id),
        Column("status", lambda it: it.status.value),
        Column("owner", lambda it: it.owner),
        Column("stand_in", lambda it: it.stand_in, table=False),
        Column("waiting_since", lambda it: it.waiting_since),
        Column("open_asks", lambda it: it.open_asks, table=False),
        Column("customer_id", lambda it: it.customer.id, table=False),
        Column("customer", lambda it: it.customer.name),
        Column("channels", lambda it: it.channels, table=False),
        Column("opened_at", lambda it: it.opened_at, table=False),
        Column("last_entry_at", lambda it: it.last_entry_at, table=False),
        Column("version", lambda it: it.version, table=False),
        Column("restricted", lambda it: it.restricted, table=False),
        Column("subject", lambda it: it.subject),
    ),
    json=conversation_json,
    id=lambda it: it.id,
)

ENTRY = Shape[Entry](
    columns=(
        Column("id", lambda it: it.id),
        Column("at", lambda it: it.at),
        Column("conversation", lambda it: it.conversation),
        Column("channel", lambda it: it.channel),
        Column("kind", lambda it: it.kind),
        Column("author_type", lambda it: it.author.type.value, table=False),
        Column("author_id", lambda it: None if it.author.id is None else str(it.author.id), table=False),
        Column("author", lambda it: it.author.name),
        Column("customer", lambda it: it.customer, table=False),
        Column("visibility", lambda it: it.visibility.value, table=False),
        Column("subject", lambda it: it.subject, table=False),
        Column("text", lambda it: it.text or it.subject or it.reason),
    ),
    json=entry_json,
    id=lambda it: it.id,
)

ASK = Shape[Ask](
    columns=(
        Column("id", lambda it: it.id),
        Column("conversation", lambda it: it.conversation),
        Column("state", lambda it: it.state.value),
        Column("specialist", lambda it: it.specialist),
        Column("asked_by", lambda it: it.asked_by),
        Column("due_at", lambda it: it.due_at),
        Column("seen_at", lambda it: it.seen_at, table=False),
        Column("about", lambda it: tuple(map(str, it.about)), table=False),
        Column("question", lambda it: it.question),
        Column("answer", lambda it: it.answer, table=False),
        Column("suggested_reply", lambda it: it.suggested_reply, table=False),
    ),
    json=ask_json,
    id=lambda it: it.id,
)

CUSTOMER = Shape[Customer](
    columns=(
        Column("id", lambda it: it.id),
        Column("name", lambda it: it.name),
        Column("organization", lambda it: it.organization.name if it.organization else None),
        Column("person", lambda it: it.person),
        Column("entries", lambda it: it.entries),
        Column("first_at", lambda it: it.first_at, table=False),
        Column("last_at", lambda it: it.last_at),
        Column("identities", lambda it: tuple(identity.value for identity in it.identities)),
    ),
    json=customer_json,
    id=lambda it: it.id,
)

AGENT = Shape[Agent](
    columns=(
        Column("handle", lambda it: it.handle),
        Column("full_name", lambda it: it.full_name),
        Column("email", lambda it: it.email),
        Column("stand_in", lambda it: it.stand_in.agent if it.stand_in else None),
        Column("stand_in_until", lambda it: it.stand_in.until if it.stand_in else None, table=False),
        Column("skills", lambda it: ", ".join(it.skills)),
        Column("role", lambda it: it.role.value),
        Column("left_at", lambda it: it.left_at, table=False),
    ),
    json=agent_json,
    id=lambda it: it.handle,
)

BRIEF = Shape[Brief](
    columns=(
        Column("version", lambda it: it.version),
        Column("at", lambda it: it.at),
        Column("author", lambda it: it.author),
        Column("text", lambda it: it.text),
    ),
    json=brief_json,
    id=lambda it: it.entry,
)

DRAFT = Shape[Draft](
    columns=(
        Column("conversation", lambda it: it.conversation),
        Column("kind", lambda it: it.kind.value),
        Column("saved_at", lambda it: it.saved_at),
        Column("seen", lambda it: it.seen, table=False),
        Column("text", lambda it: it.text),
    ),
    json=draft_json,
    id=lambda it: it.conversation,
)

OUTGOING = Shape[Outgoing](
    columns=(
        Column("entry", lambda it: it.entry.id),
        Column("conversation", lambda it: it.entry.conversation),
        Column("state", lambda it: it.state),
        Column("channel", lambda it: it.entry.channel),
        Column("due_at", lambda it: it.due_at),
        Column("attempts", lambda it: it.attempts),
        Column("author", lambda it: it.entry.author.name),
        Column("error", lambda it: it.error),
        Column("text", lambda it: it.entry.text),
    ),
    json=outgoing_json,
    id=lambda it: it.entry.id,
)
