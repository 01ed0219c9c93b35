"""How what is known of customers is written: its cells, its JSON, its id."""

from typing import Any

from agentconsole.cli.streams import Column, Shape
from agentconsole.model.fact import Fact, Finding
from agentconsole.model.people import Met
from agentconsole.model.promise import Promise
from agentconsole.wire.known import fact_json, finding_json, met_json, promise_json, readers_json


def _fact(*, every: bool) -> Shape[Fact]:
    """The value comes last: where there is little room, it is what is cut, and no number is."""
    return Shape[Fact](
        columns=(
            Column("id", lambda it: it.id),
            Column("kind", lambda it: it.kind),
            Column("told_at", lambda it: it.told_at),
            Column("channel", lambda it: it.channel),
            Column("state", lambda it: it.state.value),
            Column("superseded_by", lambda it: it.superseded_by, table=every),
            Column("entry", lambda it: it.entry),
            Column("conversation", lambda it: it.conversation, table=False),
            Column("by", lambda it: it.by, table=False),
            Column("value", lambda it: it.value),
        ),
        json=fact_json,
        id=lambda it: it.id,
    )


FACT, EVERY_FACT = _fact(every=False), _fact(every=True)

FINDING = Shape[Finding](
    columns=(
        Column("kind", lambda it: it.kind),
        Column("sentence", lambda it: it.sentence),
        Column("told_at", lambda it: it.fact.told_at),
        Column("channel", lambda it: it.fact.channel),
        Column("entry", lambda it: it.fact.entry),
        Column("value", lambda it: it.fact.value),
        Column("fact", lambda it: it.fact.id, table=False),
        Column("instead", lambda it: it.instead, table=False),
    ),
    json=finding_json,
    id=lambda it: it.fact.id,
)

PROMISE = Shape[Promise](
    columns=(
        Column("id", lambda it: it.id),
        Column("due_at", lambda it: it.due_at),
        Column("state", lambda it: it.state.value),
        Column("conversation", lambda it: it.conversation),
        Column("customer", lambda it: it.customer.name if it.customer else None),
        Column("owner", lambda it: it.owner),
        Column("stand_in", lambda it: it.stand_in),
        Column("made_by", lambda it: it.made_by, table=False),
        Column("text", lambda it: it.text),
    ),
    json=promise_json,
    id=lambda it: it.id,
)

MET = Shape[Met](
    columns=(
        Column("agent", lambda it: it.agent),
        Column("name", lambda it: it.name),
        Column("first_at", lambda it: it.first_at),
        Column("last_at", lambda it: it.last_at),
        Column("entries", lambda it: it.entries),
    ),
    json=met_json,
    id=lambda it: it.agent or it.name,
)

READ = Shape[Any](
    columns=(
        Column("entry", lambda it: it.entry),
        Column("kind", lambda it: it.kind),
        Column("read_by", lambda it: it.read),
        Column("not_yet", lambda it: it.not_yet),
    ),
    json=lambda it: readers_json(it.of),
    id=lambda it: it.entry,
)
