import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.channels.files.entries import Unusable, entry
from agentconsole.model.commands import Receive
from agentconsole.model.entry import RESERVED
from agentconsole.model.people import Contact

GOOD = {
    "channel": "chat",
    "external_id": "1",
    "at": "2026-03-01T10:00:00+02:00",
    "customer": {"name": "Mei", "email": "mei@tan.example", "organization": "Tan & Sons"},
    "conversation": "bag",
    "subject": "My bag",
    "direction": "out",
    "author": "ana",
    "text": "Hello",
    "data": {"order": {"lines": [1, None]}},
    "unknown": True,
}


def line(**changes: object) -> Receive:
    return entry(json.dumps({**GOOD, **changes}).encode())


def without(name: str) -> bytes:
    return json.dumps({key: value for key, value in GOOD.items() if key != name}).encode()


def test_every_field_has_its_place():
    assert line() == Receive(
        channel="chat",
        external_id="1",
        at=datetime(2026, 3, 1, 8, tzinfo=UTC),
        customer=Contact(name="Mei", email="mei@tan.example", organization="Tan & Sons"),
        direction="out",
        kind="message",
        author="ana",
        keys=("bag",),
        begins=True,
        subject="My bag",
        text="Hello",
        data={"order": {"lines": [1, None]}},
    )


def test_without_a_conversation_it_begins_none():
    found = entry(without("conversation"))
    assert (found.keys, found.begins) == ((), False)


def test_null_is_what_is_not_there():
    optional = ("conversation", "subject", "kind", "author", "text", "data")
    said = line(**dict.fromkeys(optional), customer={"email": "mei@tan.example", "name": None, "phone": None})
    assert (said.keys, said.begins, said.kind, said.text, said.data) == ((), False, "message", "", {})
    assert said.customer == Contact(email="mei@tan.example")


def test_a_customer_may_be_known_by_name_only():
    assert line(customer={"name": "Mei"}).customer == Contact(name="Mei")
    assert line(customer={"name": "Mei", "handle": "twitter:1"}).customer.handle == "twitter:1"


@pytest.mark.parametrize(
    ("direction", "kind", "becomes"),
    [
        ("in", "", "message"),
        ("out", "", "message"),
        ("event", "", "event"),
        ("event", "order", "order"),
        ("in", "call", "call"),
        ("out", "note", "note"),
        ("event", "note", "note"),
    ],
)
def test_the_kind_follows_from_the_direction_unless_it_is_said(direction, kind, becomes):
    assert line(direction=direction, kind=kind).kind == becomes


@pytest.mark.parametrize("kind", sorted(RESERVED))
def test_nothing_from_outside_can_claim_hand_over_or_answer(kind):
    with pytest.raises(Unusable, match="desk's own"):
        line(direction="event", kind=kind)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"channel": ""}, "channel is empty."),
        ({"external_id": "  "}, "external_id is empty."),
        ({"external_id": "x" * 1_001}, "external_id is longer than 1,000 characters."),
        ({"external_id": 7}, "external_id should be text, and is a number."),
        ({"at": "2026-03-01T10:00:00"}, "at has no time zone; write a time such as 2026-03-01T10:00:00Z."),
        ({"at": "yesterday"}, "at should be a time such as 2026-03-01T10:00:00Z, and is not."),
        ({"at": 1_772_000_000}, "at should be a time such as 2026-03-01T10:00:00Z, and is a number."),
        ({"at": "0001-01-01T00:00:00+05:00"}, "at is not a time that can be kept."),
        ({"customer": None}, "customer should be an object, and is null."),
        ({"customer": {}}, "customer needs an email, a phone, a handle or a name."),
        ({"customer": {"email": " "}}, "customer needs an email, a phone, a handle or a name."),
        ({"customer": {"email": ["x"]}}, "customer.email should be text, and is a list."),
        ({"direction": "up"}, 'direction should be "in", "out" or "event", and is "up".'),
        ({"kind": "Two Words"}, 'kind should be one lower-case word, and is "Two Words".'),
        (
            {"kind": "message", "direction": "event"},
            'A message goes "in" or "out"; an event needs another kind.',
        ),
        ({"kind": "note", "direction": "in"}, 'A note is our own: its direction is "out" or "event".'),
        ({"data": []}, "data should be an object, and is a list."),
        ({"text": False}, "text should be text, and is true or false."),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_a_sentence(changes, reason):
    with pytest.raises(Unusable) as raised:
        line(**changes)
    assert str(raised.value) == reason


@pytest.mark.parametrize("name", ["channel", "external_id", "at", "customer", "direction"])
def test_what_is_missing_is_named(name):
    with pytest.raises(Unusable, match=f"^{name} is missing.$"):
        entry(without(name))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{", "It is not JSON: Input data was truncated."),
        (b"{nonsense}", "It is not JSON"),
        (b"[]", "A line should be an object, and is a list."),
        (b'{"channel": "\xff"}', "It is not written in UTF-8."),
        (b'{"channel": "\\ud800"}', "It is not JSON"),
        (b'{"data": {"a": ' + b"[" * 100_000, "It is nested too deeply."),
    ],
)
def test_what_is_no_line_of_json_is_said_so(raw, reason):
    with pytest.raises(Unusable) as raised:
        entry(raw)
    assert str(raised.value).startswith(reason)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_do_more_than_be_refused(raw):
    with pytest.raises(Unusable):
        entry(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "kind"]), JSON, max_size=4))
def test_any_values_are_taken_or_refused(changes):
    try:
        found = line(**changes)
    except Unusable as reason:
        assert str(reason).endswith(".")
    else:
        assert found.at.tzinfo is UTC
        assert found.customer.email or found.customer.phone or found.customer.handle
