"""What three colleagues can and cannot do with a conversation, seen from outside."""

import os
from pathlib import Path

import pytest

from tests.cli.running import Program

DATA = os.environ.get("AGENTCONSOLE_TEST_DATA", "")
REAL = Path(DATA) / "twitter-support" / "entries.jsonl"


def test_ana_looks_after_a_conversation_and_nobody_can_take_it(program: Program, desk: Path) -> None:
    (waiting, *_) = program("inbox", "unowned", "--json").json
    live_through(program, waiting["id"])


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_file(), reason="AGENTCONSOLE_TEST_DATA does not name the real conversations")
def test_the_same_holds_among_thousands_of_real_conversations(program: Program, home: Path) -> None:
    assert program("init", "--me", "ana", "--full-name", "Ana Silva").code == 0
    assert program("agent", "add", "ben", "--full-name", "Ben Ode").code == 0
    assert program("agent", "add", "priya", "--full-name", "Priya Nair").code == 0
    size = len(REAL.read_text().splitlines())
    first = program("import", "jsonl", REAL, "--json")
    assert first.json == {
        "read": size, "new": size, "known": 0, "kept_raw": 0, "problems": 0, "dry_run": False,
    }  # fmt: skip
    again = program("import", "jsonl", REAL, "--json").json
    assert (again["new"], again["known"]) == (0, size)
    found = program("inbox", "unowned", "--limit", "0", "--json").json
    live_through(program, found[0]["id"])
    everything = program("inbox", "all", "--limit", "0", "-F", "ids").out.split()
    assert len(everything) == len(set(everything)) > 1000


ANA, BEN, PRIYA = ("--as", "ana", "--json"), ("--as", "ben", "--json"), ("--as", "priya", "--json")


def live_through(program: Program, number: int) -> None:
    """One conversation from its first answer to its handover."""
    one_person_answers(program, number)
    a_specialist_comes_and_leaves(program, number)
    ownership_moves_when_it_is_accepted(program, number)
    a_stand_in_signs_for_the_owner(program, number)


def refused(program: Program, verb: str, number: int, *words: object) -> dict[str, str]:
    """It is refused with a reason and the way to help, and changes nothing."""
    before = program("show", number, *ANA).out
    ran = program(verb, number, *words)
    assert (ran.code, ran.out) == (6, "")
    assert ran.error["code"] == "refused"
    assert ran.error["message"]
    assert ran.error["hint"]
    assert program("show", number, *ANA).out == before
    error: dict[str, str] = ran.error
    return error


def one_person_answers(program: Program, number: int) -> None:
    claimed = program("claim", number, *ANA).json
    assert (claimed["owner"], [entry["kind"] for entry in claimed["entries"]]) == ("ana", ["claim"])
    replied = program("reply", number, "-t", "I am looking into it.", *ANA).json
    (message,) = replied["entries"]
    assert (message["author"]["id"], message["delivery"]) == ("ana", "waiting")
    assert message["id"] in {sent["entry"]["id"] for sent in program("outbox", "--json").json}

    assert refused(program, "reply", number, "-t", "Let me.", *BEN)["rule"] == "one voice"
    for attempt in (
        ("claim", number),
        ("accept", number),
        ("handover", number, "@ben", "--brief", "b", "--reason", "r"),
    ):
        assert refused(program, *attempt, *BEN)["rule"] == "one owner"
    assert program("show", number, *ANA).json["owner"] == "ana"


def a_specialist_comes_and_leaves(program: Program, number: int) -> None:
    message = program("show", number, *ANA).json["entries"][-1]["id"]

    asked = program("ask", number, "@priya", "Was it twice?", "--about", message, "--due", "4h", *ANA).json
    assert (asked["state"], asked["specialist"], asked["about"]) == ("open", "priya", [message])
    assert asked["id"] in [ask["id"] for ask in program("asks", *PRIYA).json]
    assert program("inbox", "asked", "-F", "ids", "--as", "priya").out == f"{number}\n"
    assert "answer" in refused(program, "reply", number, "-t", "It was.", *PRIYA)["hint"]
    answered = program(
        "answer", asked["id"], "Yes, twice.", "--suggest", "You were charged twice.", *PRIYA
    ).json
    assert (answered["state"], answered["answer"]) == ("answered", "Yes, twice.")
    assert answered["suggested_reply"] == "You were charged twice."
    assert program("show", number, *ANA).json["open_asks"] == 0

    assert program("introduce", number, "@priya", *ANA).json["introduced"] == ["priya"]
    assert program("reply", number, "-t", "Priya here.", *PRIYA).code == 0
    assert program("release", number, "@priya", *ANA).json["introduced"] == []
    refused(program, "reply", number, "-t", "One more thing.", *PRIYA)


def ownership_moves_when_it_is_accepted(program: Program, number: int) -> None:
    offered = program("handover", number, "@ben", "--brief", "charged twice", "--reason", "leave", *ANA).json
    assert (offered["owner"], offered["handover"]["to"]) == ("ana", "ben")
    refused(program, "reply", number, "-t", "Mine now.", *BEN)
    refused(program, "accept", number, *PRIYA)
    accepted = program("accept", number, *BEN).json
    assert (accepted["owner"], accepted["handovers"], accepted["specialists"]) == ("ben", 1, ["priya", "ana"])
    assert program("brief", number, "--as", "priya").out == "charged twice\n"
    assert refused(program, "reply", number, "-t", "Still me.", *ANA)["rule"] == "one voice"


def a_stand_in_signs_for_the_owner(program: Program, number: int) -> None:
    assert program("standin", "@ana", "--until", "2d", *BEN).code == 0
    shown = program("show", number, *ANA).json
    assert (shown["owner"], shown["stand_in"]) == ("ben", "ana")
    (signed,) = program("reply", number, "-t", "Ben is away.", *ANA).json["entries"]
    assert (signed["signed_for"], signed["text"]) == ("ben", "Ben is away.\n\nAna, for Ben")
    assert program("back", *BEN).code == 0
    refused(program, "reply", number, "-t", "Back to me.", *ANA)
    assert program("show", number, *ANA).json["owner"] == "ben"
