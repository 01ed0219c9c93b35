"""Mail that real programs wrote, and mail made to be difficult, beside what another parser made of it."""

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agentconsole.channels import files
from agentconsole.channels.email.html import to_text
from agentconsole.channels.email.incoming import receive
from agentconsole.model.commands import Receive
from tests.at_hand import only_of_it

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DATA = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", "nowhere")) / "mail"
pytestmark = [
    pytest.mark.fault,
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="AGENTCONSOLE_TEST_DATA names no directory with mail in it"),
]
EXPECTED = DATA / "stalwart-mail-parser/resources/eml"

GUESSED = (
    "declares ASCII or an unknown charset and holds latin-1 letters: they put a mark for each, we read them"
)
CUT = "breaks off or has boundaries that begin alike: they stop at the first, we read on and lose no text"
ALSO = "has a text of a kind or in a place that they take for an attachment: we read it with the rest"
KNOWN = {
    "subject": dict.fromkeys([f"legacy/{n:03}" for n in (10, 20, 22, 27, 52)], GUESSED),
    "from": {},
    "message_id": {},
    "text": {
        "legacy/033": GUESSED,
        "legacy/052": GUESSED,
        "malformed/001": CUT,
        "malformed/002": ALSO,
        "malformed/003": CUT,
        "malformed/004": CUT,
        "malformed/006": CUT,
        "malformed/008": CUT,
        "malformed/009": CUT,
        "malformed/011": CUT,
        "malformed/016": CUT,
        "malformed/019": CUT,
        "malformed/020": "has an alternative whose first form is cut: they read both, we take the whole one",
        "malformed/021": "as the one before",
        "rfc/000": ALSO,
        "thirdparty/002": "holds a part of broken base64: they put a mark, we decode what there is",
        "thirdparty/005": "ends a text with a boundary in mid-line: they end there, for us it is text",
        "thirdparty/008": ALSO,
        "thirdparty/011": "has an empty plain text: they show it, we show the HTML",
        "thirdparty/012": ALSO,
    },
}


def mails() -> list[str]:
    return sorted(str(path.relative_to(EXPECTED)).removesuffix(".eml") for path in EXPECTED.rglob("*.eml"))


def ours(name: str) -> dict[str, object]:
    found = receive((EXPECTED / f"{name}.eml").read_bytes(), ours=frozenset(), now=NOW)
    return {
        "subject": _plain(found.subject),
        "from": found.data.get("from", []),
        "message_id": found.data.get("message_id", ""),
        "text": _plain(found.text),
    }


def theirs(name: str) -> dict[str, object]:
    parsed = json.loads((EXPECTED / f"{name}.json").read_text())
    headers = {str(header["name"]): header["value"] for header in reversed(parsed["parts"][0]["headers"])}
    bodies = [parsed["parts"][index]["body"] for index in parsed["text_body"]]
    texts = [
        body["Text"] if "Text" in body else to_text(body["Html"])
        for body in bodies
        if isinstance(body, dict) and ("Text" in body or "Html" in body)
    ]
    return {
        "subject": _plain(_text(headers.get("subject"))),
        "from": [_person(person) for person in _people(headers.get("from"))],
        "message_id": _text(headers.get("message_id")),
        "text": _plain(" ".join(texts)),
    }


def _text(value: Any) -> str:
    return value.get("Text", "") if isinstance(value, dict) else ""


def _people(value: Any) -> list[dict[str, str | None]]:
    return value["Address"].get("List", []) if isinstance(value, dict) and "Address" in value else []


def _person(person: dict[str, str | None]) -> str:
    name, address = person.get("name") or "", person.get("address") or ""
    return f"{name} <{address}>" if name and address else name or address


def _plain(text: str) -> str:
    return " ".join(text.split())


@only_of_it
@pytest.mark.parametrize("field", KNOWN)
def test_the_mails_are_read_as_another_parser_reads_them_but_for_known_differences(field):
    names = mails()
    different = {name for name in names if ours(name)[field] != theirs(name)[field]}
    assert different == set(KNOWN[field])


def test_every_file_is_read_as_mail_whatever_it_is():
    paths = [path for path in DATA.rglob("*") if path.is_file() and path.suffix != ".json"]
    assert paths
    once, twice = (list(files.read("eml", paths, now=NOW)) for _ in range(2))
    assert once == twice
    assert all(isinstance(item.found, Receive) and item.found.text.encode() is not None for item in once)


def test_the_maildir_is_read_with_its_folders():
    items = list(files.read("maildir", [EXPECTED.parent / "maildir"], now=NOW))
    assert sorted(item.found.text.strip() for item in items) == ["a", "b", "c", "d", "e", "f"]


def test_every_tweet_is_an_entry():
    path = DATA.parent / "twitter-support/entries.jsonl"
    items = list(files.read("jsonl", [path], now=NOW))
    assert items
    assert all(isinstance(item.found, Receive) for item in items)
    assert items[-1].position == files.size([path])
    assert len({item.found.external_id for item in items}) == len(items)


def test_all_of_it_joined_to_one_mailbox_comes_apart_again(tmp_path):
    raws = [(EXPECTED / f"{name}.eml").read_bytes() for name in mails()]
    raws = [raw if raw.endswith(b"\n") else raw + b"\n" for raw in raws]
    path = tmp_path / "all.mbox"
    with path.open("wb") as box:
        for raw in raws:
            quoted = re.sub(rb"^(>*From )", rb">\1", raw, flags=re.MULTILINE)
            box.write(b"From - Mon Jan  1 10:00:00 2024\n" + quoted + b"\n")
    items = list(files.read("mbox", [path], now=NOW))
    assert [item.found.original for item in items if isinstance(item.found, Receive)] == raws
