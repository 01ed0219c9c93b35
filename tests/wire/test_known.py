"""The golden files of what is known of customers; changed by hand, as the others are."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agentconsole.model.board import Board, Load, UnreadNote
from agentconsole.model.conversation import CustomerRef
from agentconsole.model.entry import SYSTEM, Entry
from agentconsole.model.fact import Fact, FactKind, FactState, Finding
from agentconsole.model.mail import Recipients
from agentconsole.model.people import Met
from agentconsole.model.promise import Promise, Promised, PromiseState, Term
from agentconsole.model.reading import Read, Readers
from agentconsole.wire import known
from agentconsole.wire.encoding import encode

GOLDEN = Path(__file__).parent / "golden"
AT = datetime(2026, 11, 17, 9, 12, tzinfo=UTC)
LATER = AT + timedelta(days=3)

FACT = Fact(
    id=7,
    customer=12,
    kind="order",
    value="A-1042",
    told_at=AT,
    entry=41,
    conversation=482,
    channel="email",
    state=FactState.CONFIRMED,
    by="ana",
    at=LATER,
)
PROMISE = Promise(
    id=3,
    conversation=482,
    entry=44,
    text="Refund the fee",
    due_at=LATER,
    made_by="ana",
    at=AT,
    message=43,
    state=PromiseState.RENEGOTIATED,
    past=(Term(due_at=AT, ended_at=AT, state=PromiseState.BROKEN, reason="The bank was closed", by="ana"),),
    customer=CustomerRef(id=12, name="Mei Tan"),
    owner="ana",
    stand_in="ben",
)
NOTE = Entry(id=50, at=AT, kind="note", author=SYSTEM, must_read=True)

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "fact": [
        known.fact_json(Fact(id=1, customer=2, kind="plan", value="Pro", told_at=AT, superseded_by=7)),
        known.fact_json(FACT),
    ],
    "fact_kind": [known.fact_kind_json(FactKind(name="order", label="order number"))],
    "finding": [
        known.finding_json(
            Finding(
                sentence="Your order number?",
                start=3,
                end=21,
                kind="order",
                fact=FACT,
                instead="I have your order number as A-1042.",
            )
        )
    ],
    "promise": [known.promise_json(PROMISE)],
    "promised": [known.promised_json(Promised(text="by Friday", due_at=LATER, start=4, end=13))],
    "readers": [known.readers_json(Readers(entry=50, read=(Read(agent="ana", at=AT),), not_yet=("kim",)))],
    "met": [known.met_json(Met(agent=None, name="Old Tom", first_at=AT, last_at=LATER, entries=2))],
    "recipients": [known.recipients_json(Recipients(to=("mei@tan.example",), strange=("else.example",)))],
    "board": [
        known.board_json(Board(at=AT)),
        known.board_json(
            Board(
                at=AT,
                promises=(PROMISE,),
                notes=(UnreadNote(entry=NOTE, not_yet=("kim",)),),
                loads=(Load(agent="ana", open=2, promises=1),),
            )
        ),
    ],
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_json_is_byte_for_byte_what_scripts_rely_on(name: str) -> None:
    golden = (GOLDEN / f"{name}.json").read_bytes().decode()
    assert f"{encode(SAMPLES[name])}\n" == golden


def test_every_noun_is_in_the_reference() -> None:
    made = {value for value in vars(known).values() if isinstance(value, known.Noun)}
    elsewhere = {known.agent_json, known.ask_json, known.conversation_json}
    assert set(known.KNOWN) == made - elsewhere - {known.customer_ref_json, known.entry_json}
