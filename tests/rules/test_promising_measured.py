"""What is found in real replies: each sentence with a word of time in them was read by hand."""

import html
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agentconsole.rules.promising import promised

REPLIES = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", "nowhere")) / "twitter-support" / "entries.jsonl"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not REPLIES.is_file(), reason="AGENTCONSOLE_TEST_DATA does not name the real replies"),
]

PROMISING = {"1344", "1374", "1990", "3296", "3498", "3957", "4305", "4419", "4430", "4603", "5439", "5458"}
PROMISING |= {"5555", "7583", "7602"}
"""The replies that promise by a time with a date; 3296 does twice."""


def test_of_the_real_replies_those_are_found_that_promise_by_a_time() -> None:
    found = [number for number, at, text in replies() for _ in promised(text, at, UTC)]
    assert sorted(found) == sorted([*PROMISING, "3296"])


def replies():
    for line in REPLIES.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["direction"] == "out" and entry["kind"] == "message":
            yield entry["external_id"], datetime.fromisoformat(entry["at"]), html.unescape(entry["text"])
