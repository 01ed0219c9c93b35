"""Restricted conversations, roles and tokens: by command, as a script would."""

import json
from pathlib import Path

import pytest

from tests.cli.running import MEI, Program, done, refused

SECRET = "Baggage fee charged twice"


@pytest.fixture
def hidden(program: Program, desk: Path) -> int:
    """Mei's newest conversation, which is Ana's, and of which ben knows."""
    assert program("claim", 2).code == 0
    ran = program("restrict", 2, "--to", "@ben")
    assert ran.out.startswith(f"Only @ben, its owner and whoever is asked in it see #2 ({SECRET})")
    return 2


def test_whoever_may_see_a_restricted_conversation_is_told_that_it_is_one(
    program: Program, hidden: int
) -> None:
    shown = done(program("show", hidden, "--json", "--as", "ben")).json
    assert (shown["restricted"], shown["people"]) == (True, ["ben"])
    assert shown["entries"][-1]["kind"] == "restrict"
    read = done(program("show", hidden, terminal=True)).out
    assert "Mei Tan · open · owner Ana · restricted, seen by Ben too" in read
    assert "Ana restricted the conversation to its people: @ben" in read


def test_to_anybody_else_it_is_not_there_by_any_command(
    program: Program, hidden: int, tmp_path: Path
) -> None:
    assert refused(program("show", hidden, "--json", "--as", "priya"), 5)["message"] == (
        f"There is no conversation #{hidden}"
    )
    assert refused(program("note", hidden, "-t", "x", "--json", "--as", "priya"), 5)["code"] == "not_found"
    for words in (
        ("inbox", "all"),
        ("search", "bag"),
        ("history", MEI, "--limit", 0),
        ("customer", MEI),
        ("export", MEI),
        ("watch", "--since", 0, "--limit", 4),
        ("board",),
        ("promises", "all"),
        ("outbox",),
    ):
        assert SECRET not in done(program(*words, "-F", "jsonl", "--as", "priya")).out
    for words in (("inbox", "all"), ("history", MEI), ("export", MEI), ("search", "bag")):
        assert SECRET in done(program(*words, "-F", "jsonl", "--as", "ben")).out


def test_where_nothing_says_who_acts_it_is_not_there_either(
    program: Program, hidden: int, home: Path
) -> None:
    (home / "config.toml").write_text(
        (home / "config.toml").read_text().replace('me = "ana"', ""), encoding="utf-8"
    )
    assert SECRET not in done(program("inbox", "all", "--json")).out
    assert SECRET in done(program("inbox", "all", "--json", "--as", "ana")).out


def test_it_can_be_opened_again(program: Program, hidden: int) -> None:
    assert refused(program("unrestrict", hidden, "--as", "ben", "--json"))["rule"] == "one owner"
    assert "Everybody on the desk sees" in done(program("unrestrict", hidden)).out
    assert SECRET in done(program("inbox", "all", "--json", "--as", "priya")).out


def test_everything_is_whole_when_the_desk_looks_at_itself(program: Program, hidden: int) -> None:
    assert done(program("verify", "--as", "priya", "--json")).json[-1]["ok"]


def test_a_role_is_given_and_shown(program: Program, desk: Path) -> None:
    made = done(program("agent", "add", "lea", "--role", "lead", "--json")).json
    assert made["role"] == "lead"
    roles = {each["handle"]: each["role"] for each in done(program("agents", "--json")).json}
    assert roles == {"ana": "admin", "ben": "agent", "lea": "lead", "priya": "agent"}
    refusal = refused(program("claim", 2, "--as", "lea", "--json"))
    assert (refusal["rule"], "note 2" in refusal["hint"]) == ("lead", True)
    assert program("agent", "add", "x", "--role", "boss").code == 2


def test_a_token_is_printed_once_and_alone(program: Program, desk: Path) -> None:
    made = program(
        "token", "create", "@ben", "--name", "nightly export", "--scope", "read", "--expires", "30d"
    )
    assert made.code == 0
    secret = made.out.removesuffix("\n")
    assert secret.startswith("acs_")
    assert len(secret.split()) == 1
    assert secret not in made.err
    assert "nightly export" in made.err
    listed = done(program("tokens", "--json"))
    assert secret not in listed.out
    (token,) = listed.json
    assert (token["agent"], token["name"], token["scope"], token["made_by"]) == (
        "ben",
        "nightly export",
        "read",
        "ana",
    )
    assert token["expires_at"] > token["made_at"]
    assert done(program("tokens", "@ana", "--json")).json == []
    assert "nightly export" in done(program("tokens")).out
    database = b"".join(path.read_bytes() for path in desk.parent.glob(f"{desk.name}*"))
    assert secret.encode() not in database


def test_a_token_in_json_is_the_token_and_its_secret(program: Program, desk: Path) -> None:
    made = program("token", "create", "ana", "--name", "laptop", "--json")
    assert json.loads(made.out)["secret"].startswith("acs_")
    assert json.loads(made.out)["token"]["scope"] == "act"
    assert "note" in json.loads(made.err)


def test_a_token_is_ended_by_whose_it_is(program: Program, desk: Path) -> None:
    program("token", "create", "@ben", "--name", "laptop")
    assert refused(program("token", "revoke", 1, "--as", "priya", "--json"))["rule"] == "access"
    assert "lets nobody in any more" in done(program("token", "revoke", 1, "--as", "ben")).out
    assert done(program("tokens", "--json")).json[0]["revoked_at"]
    assert refused(program("token", "revoke", 9, "--json"), 5)
    assert refused(program("token", "revoke", "x", "--json"), 2)
    assert refused(program("token", "create", "@ana", "--name", "x", "--as", "ben", "--json"))["hint"]
    assert refused(program("token", "create", "@zoe", "--name", "x", "--json"), 5)
