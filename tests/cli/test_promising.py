"""What was promised, and who has read what: by command, as a script would."""

import re

from tests.cli.running import MEI, Program, done, refused


class TestPromises:
    def test_a_promise_is_due_on_the_customers_clock_and_said_on_mine_too(
        self, program: Program, told: int
    ) -> None:
        ran = done(program("promise", told, "Refund the fee", "--due", "2099-11-27 17:00"))
        assert ran.out.splitlines() == [
            "Promise 1 is due Fri 27 Nov 2099 04:00: Refund the fee",
            "For Mei Tan that is Fri 27 Nov 2099 17:00 Pacific/Auckland (Fri 27 Nov 2099 04:00 here).",
        ]
        (owed,) = program("promises", "--json").json
        assert (owed["due_at"], owed["owner"], owed["state"]) == ("2099-11-27T04:00:00Z", "ana", "open")

    def test_by_a_day_is_by_the_end_of_its_work(self, program: Program, told: int) -> None:
        made = done(program("promise", told, "Refund", "--due", "2099-11-27", "--json")).json
        assert made["due_at"] == "2099-11-27T04:00:00Z"

    def test_promises_are_mine_due_or_all(self, program: Program, told: int) -> None:
        program("promise", told, "Soon", "--due", "5m")
        program("promise", told, "Some day", "--due", "2099-11-27 17:00")
        assert program("promises", "-F", "ids").out == "1\n2\n"
        assert program("promises", "due", "-F", "ids", "--as", "ben").out == "1\n"
        assert program("promises", "mine", "--as", "ben", "--json").json == []
        done(program("keep", 1))
        assert program("promises", "due", "--json").json == []
        assert [it["state"] for it in program("promises", "all", "--in", told, "--json").json] == [
            "kept",
            "open",
        ]
        assert program("promises", "all", "--customer", "chat:omar", "--json").json == []

    def test_renegotiating_keeps_what_was_promised_first_and_why_it_moved(
        self, program: Program, told: int
    ) -> None:
        program("promise", told, "Refund", "--due", "2099-11-27 17:00")
        words = ("renegotiate", 1, "--due", "2099-12-01 17:00", "--reason", "the bank is closed")
        moved = done(program(*words, "--json")).json
        (term,) = moved["past"]
        assert (moved["state"], moved["due_at"]) == ("renegotiated", "2099-12-01T04:00:00Z")
        assert (term["due_at"], term["reason"]) == ("2099-11-27T04:00:00Z", "the bank is closed")
        assert done(program("keep", 1, "--json")).json["state"] == "kept"
        assert "promises" in refused(program(*words, "--json"))["hint"]

    def test_a_reply_says_what_it_promises_and_notes_it_when_asked_to(
        self, program: Program, told: int
    ) -> None:
        text = "I'll get back to you by 27 November 2099."
        ran = program("reply", told, "-t", text)
        offered = re.search(r'agentconsole (promise 2 ".*" --due \S+) notes it', ran.err)
        assert offered, ran.err
        assert program("promises", "--json").json == []
        done(program("unsend", told))
        sent = done(program("reply", told, "-t", text, "--promise", "--json")).json
        assert [entry["kind"] for entry in sent["entries"]] == ["message", "promise"]
        (owed,) = program("promises", "--json").json
        assert (owed["due_at"], owed["message"]) == ("2099-11-27T04:00:00Z", sent["entries"][0]["id"])
        assert offered[1].endswith("--due 2099-11-27T04:00Z")

    def test_a_reply_keeps_promises_and_closing_with_one_to_keep_asks(
        self, program: Program, told: int
    ) -> None:
        program("promise", told, "Refund", "--due", "1d")
        error = refused(program("close", told, "--json"))
        assert "agentconsole keep 1" in error["hint"]
        ran = done(program("reply", told, "-t", "It is done.", "--keeps", 1, "--close"))
        assert "Promise 1 is kept with it." in ran.out
        assert program("promises", "all", "--json").json[0]["state"] == "kept"

    def test_nobody_else_promises_and_never_in_the_past(self, program: Program, told: int) -> None:
        words = ("promise", told, "Refund", "--json", "--due")
        assert refused(program(*words, "1d", "--as", "ben"))["rule"] == "one voice"
        assert "not in the future" in refused(program(*words, "2020-01-01 09:00"), 2)["message"]


class TestReading:
    def test_a_must_read_note_is_acknowledged_before_anybody_writes(
        self, program: Program, told: int
    ) -> None:
        noted = done(
            program("note", told, "-t", "Legal looks at it", "--must-read", "--as", "ben", "--json")
        ).json
        note = noted["entries"][0]["id"]
        error = refused(program("reply", told, "-t", "Dear Mei", "--json"))
        assert (error["rule"], f"agentconsole ack {note}" in error["hint"]) == ("must-read", True)
        (before,) = [one for one in program("readers", told, "--json").json if one["entry"] == note]
        assert (before["read"], before["not_yet"]) == ([], ["ana"])
        acknowledged = done(program("ack", note, "--json")).json
        assert acknowledged["must_read"] == [{"entry": note, "author": "ben", "acknowledged": ["ana"]}]
        assert done(program("reply", told, "-t", "Dear Mei")).out.startswith("Replied to Mei Tan")

    def test_it_can_be_sent_anyway(self, program: Program, told: int) -> None:
        program("note", told, "-t", "Legal", "--must-read", "--as", "ben")
        assert program("reply", told, "-t", "Dear Mei", "--anyway").code == 0

    def test_a_terminal_shows_who_has_read_a_note_what_is_owed_and_how_much_is_known(
        self, program: Program, told: int
    ) -> None:
        program("ask", told, "@priya", "Was it twice?")
        note = program("note", told, "-t", "Careful", "--as", "ben", "--json").json["entries"][0]["id"]
        program("promise", told, "Refund", "--due", "1d")
        program("read", told, "--entry", note, "--as", "priya")
        shown = program("show", told, terminal=True).out
        assert "read by priya; not yet: ana" in shown
        assert "1 fact known: agentconsole facts 1" in shown
        assert re.search(r"^promise 1  due .*Refund", shown, re.MULTILINE)

    def test_a_note_on_the_card_is_seen_with_the_customer_until_it_is_taken_off(
        self, program: Program, told: int
    ) -> None:
        program("promise", told, "Refund", "--due", "1d")
        pinned = done(program("pin", MEI, "-t", "Hard of hearing"))
        assert "Hard of hearing" in program("customer", MEI, terminal=True).out
        whole = program("customer", MEI, "--json").json
        assert [(note["text"], note["read_by"]) for note in whole["pinned"]] == [("Hard of hearing", [])]
        done(program("read", told, "--entry", whole["pinned"][0]["id"], "--as", "ben"))
        (note,) = program("customer", MEI, "--json").json["pinned"]
        assert note["read_by"] == ["ben"]
        assert "read by ben" in program("customer", MEI, terminal=True).out
        assert [fact["value"] for fact in whole["facts"]] == ["A-1042"]
        assert [promise["text"] for promise in whole["promises"]] == ["Refund"]
        assert whole["met"] == []
        assert whole["zone"] == {"name": "Pacific/Auckland", "known_by": "by their phone number"}
        off = re.search(r"agentconsole unpin (\d+)", pinned.out)
        assert off
        done(program("unpin", off[1]))
        assert program("customer", MEI, "--json").json["pinned"] == []


def test_a_reply_for_later_leaves_on_the_customers_clock(program: Program, told: int) -> None:
    sent = done(program("reply", told, "-t", "Good morning", "--later", "2099-11-27 9am", "--json")).json
    (message,) = [entry for entry in sent["entries"] if entry["kind"] == "message"]
    assert message["undo_until"] == "2099-11-26T20:00:00Z"  # nine in Auckland
    assert refused(program("reply", told, "-t", "x", "--later", "2020-11-27 9am", "--json"), 2)
