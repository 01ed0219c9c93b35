"""The golden files are the contract: what is in them is never changed by a program, only by hand."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from agentconsole.model.ask import Ask, AskState
from agentconsole.model.conversation import Brief, Conversation, CustomerRef, Handover, LastReply, Status
from agentconsole.model.entry import SYSTEM, Attachment, Author, AuthorType, Entry
from agentconsole.model.errors import Conflict, NotFound, Refused
from agentconsole.model.keeping import Change, Draft, DraftKind, Outgoing
from agentconsole.model.people import Agent, Customer, Identity, IdentityKind, Organization, StandIn
from agentconsole.wire import nouns
from agentconsole.wire.encoding import encode

GOLDEN = Path(__file__).parent / "golden"
AT = datetime(2026, 11, 17, 9, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 17, 0, 0, 250000, tzinfo=timezone(timedelta(hours=1)))
MEI = Author(type=AuthorType.CUSTOMER, id=12, name="Mei Tan")
ANA = Author(type=AuthorType.AGENT, id="ana", name="Ana Kovač")

BRIEF = Brief(entry=41, version=2, text="Charged twice for LH 401.\nRefund promised.", author="ana", at=AT)
CONVERSATION = Conversation(
    id=482,
    customer=CustomerRef(id=12, name="Mei Tan"),
    subject="Baggage fee charged twice",
    status=Status.SNOOZED,
    owner="ana",
    stand_in="ben",
    channels=("email", "chat"),
    opened_at=AT,
    last_entry_at=LATER,
    waiting_since=AT,
    last_out_at=AT,
    open_asks=1,
    specialists=("priya",),
    restricted=True,
    people=("ben", "zoe"),
    introduced=("priya",),
    brief=BRIEF,
    handover=Handover(entry=44, to="ben", by="ana", brief="Refund is due.", reason="parental leave", at=AT),
    handovers=1,
    snoozed_until=LATER,
    snooze_reason="the bank needs three days",
    last_reply=LastReply(entry=43, status=Status.OPEN, waiting_since=AT),
    version=9,
    heard_version=8,
    unread=True,
)
MESSAGE = Entry(
    id=1879049293086720,
    at=AT,
    kind="message",
    author=MEI,
    channel="email",
    conversation=482,
    customer=12,
    party=13,
    version=1,
    text="I was charged again.\nThis is the second time.",
    subject="Baggage fee",
    attachments=(Attachment(name="bill.pdf", media_type="application/pdf", size=20480, inline=True),),
    external_id="<1@tan.example>",
    kept_raw=True,
    data={"order": "A-1042", "amount": 35.5, "items": [1, None, True]},
    delivery="waiting",
    undo_until=LATER,
)
ASKED = Entry(
    id=1879049293086721,
    at=AT,
    kind="answer",
    author=ANA,
    conversation=482,
    customer=12,
    version=2,
    ask=7,
    agent="priya",
    about=(1879049293086720,),
    until=LATER,
    reason="her field",
    suggested_reply="You were charged twice.",
    signed_for="ben",
    text="Yes, twice.",
)
ASK = Ask(
    id=7, conversation=482, entry=42, specialist="priya", asked_by="ana", question="Charged twice?", at=AT
)
ANSWERED = Ask(
    id=7,
    conversation=482,
    entry=42,
    specialist="priya",
    asked_by="ana",
    question="Charged twice?",
    at=AT,
    about=(41, 40),
    due_at=LATER,
    state=AskState.ANSWERED,
    seen_at=AT,
    ended_at=LATER,
    answer="Yes, twice.",
    suggested_reply="You were charged twice, and the refund is on its way.",
)
DECLINED = Ask(
    id=8,
    conversation=482,
    entry=43,
    specialist="ben",
    asked_by="ana",
    question="Why?",
    at=AT,
    state=AskState.DECLINED,
    ended_at=LATER,
    answer="I do not know the airline.",
)
CUSTOMER = Customer(
    id=12,
    name="Mei Tan",
    identities=(
        Identity(IdentityKind.EMAIL, "mei@tan.example"),
        Identity(IdentityKind.HANDLE, "twitter:1157"),
    ),
    organization=Organization(id=3, name="Tan & Sons"),
    person="ana",
    person_since=AT,
    merged_into=14,
    merged=(15,),
    entries=214,
    first_at=AT,
    last_at=LATER,
)
DRAFT = Draft(conversation=482, agent="ana", kind=DraftKind.REPLY, text="Dear Mei,\n", seen=9, saved_at=AT)
CHANGE = Change(
    position=1042,
    at=AT,
    kind="entry",
    entry_kind="answer",
    conversation=482,
    customer=12,
    entry=45,
    ask=7,
    by="priya",
    agent="ana",
)

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "conversation": [
        nouns.conversation_json(Conversation(id=1, customer=CustomerRef(id=2, name=""))),
        nouns.conversation_json(CONVERSATION),
    ],
    "entry": [
        nouns.entry_json(Entry(at=AT, kind="order", author=SYSTEM)),
        nouns.entry_json(MESSAGE),
        nouns.entry_json(ASKED),
    ],
    "ask": [nouns.ask_json(ASK), nouns.ask_json(ANSWERED), nouns.ask_json(DECLINED)],
    "customer": [nouns.customer_json(Customer(id=1, name="")), nouns.customer_json(CUSTOMER)],
    "agent": [
        nouns.agent_json(Agent(handle="ana")),
        nouns.agent_json(
            Agent(
                handle="ana",
                full_name="Ana Kovač",
                email="ana@desk.example",
                skills=("billing", "German"),
                stand_in=StandIn(agent="ben", until=LATER),
            )
        ),
    ],
    "brief": [nouns.brief_json(BRIEF)],
    "draft": [nouns.draft_json(DRAFT)],
    "outgoing": [
        nouns.outgoing_json(Outgoing(entry=MESSAGE, key="k", state="waiting", due_at=AT)),
        nouns.outgoing_json(
            Outgoing(
                entry=MESSAGE, key="k", state="uncertain", due_at=AT, attempts=2, error="The line broke."
            )
        ),
    ],
    "change": [nouns.change_json(Change(position=1, at=AT, kind="read")), nouns.change_json(CHANGE)],
    "error": [
        nouns.error_json(NotFound("There is no conversation 9.")),
        nouns.error_json(Refused("Ana owns #482.", "Suggest a reply: answer 7 --suggest", rule="one voice")),
        nouns.error_json(Conflict("Mei wrote since.", "Read it, then send again.", news=(46, 47))),
    ],
}

CONTRACT = {
    "conversation": "id subject status owner stand_in customer channels opened_at last_entry_at "
    "waiting_since open_asks version brief handover handovers introduced specialists snoozed_until "
    "snooze_reason unread restricted people",
    "entry": "id at kind channel author conversation customer visibility text party version subject ask "
    "agent about until reason suggested_reply signed_for attachments external_id kept_raw data delivery "
    "undo_until",
    "ask": "id conversation specialist asked_by question about due_at state seen_at answer suggested_reply",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_json_is_byte_for_byte_what_scripts_rely_on(name: str) -> None:
    golden = (GOLDEN / f"{name}.json").read_bytes().decode()
    assert f"{encode(SAMPLES[name])}\n" == golden


@pytest.mark.parametrize("name", CONTRACT)
def test_every_field_of_the_contract_is_always_there(name: str) -> None:
    for sample in SAMPLES[name]:
        assert set(CONTRACT[name].split()) <= sample.keys()


def test_nouns_within_nouns_have_their_fields_too() -> None:
    assert SAMPLES["conversation"][0]["customer"].keys() == {"id", "name"}
    assert SAMPLES["entry"][0]["author"].keys() == {"type", "id", "name"}
    assert {"code", "message", "hint"} <= SAMPLES["error"][0]["error"].keys()


def test_an_answer_is_null_until_the_ask_is_answered() -> None:
    asked, answered, declined = SAMPLES["ask"]
    assert (asked["answer"], answered["answer"], declined["answer"]) == (None, "Yes, twice.", None)
    assert declined["reason"] == "I do not know the airline."


def test_times_are_in_utc_and_say_so() -> None:
    assert SAMPLES["ask"][1]["due_at"] == "2026-11-20T16:00:00.250000Z"
    assert SAMPLES["ask"][1]["seen_at"] == "2026-11-17T09:12:00Z"


def test_every_value_is_plain_so_that_a_table_can_show_it() -> None:
    def kinds(value: object) -> set[type]:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return {type(value)}.union(*map(kinds, inner))

    assert kinds(SAMPLES) == {dict, list, str, int, float, bool, type(None)}


def test_every_noun_is_in_the_reference() -> None:
    assert set(nouns.NOUNS) == {value for value in vars(nouns).values() if isinstance(value, nouns.Noun)}
