"""What the formats look like, exactly: scripts rely on it."""

import base64
import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Program

CONVERSATION_FIELDS = {
    *("id", "subject", "status", "owner", "stand_in", "customer", "channels", "opened_at", "last_entry_at"),
    *("waiting_since", "open_asks", "version"),
}
ENTRY_FIELDS = {
    *("id", "at", "kind", "channel", "author", "conversation", "customer", "visibility", "text"),
}


def test_a_piped_table_is_a_record_a_line_with_tabs_and_nothing_cut(program: Program, desk: Path) -> None:
    assert program("inbox", "all").out == (
        "2\topen\t\t2026-11-17T09:12:00Z\tMei Tan\tBaggage fee charged twice\n"
        "3\topen\t\t2026-11-16T12:00:00Z\tOmar Haddad\t=2+3 how do I ␦add␦ a bag?\n"
        "1\topen\t\t2026-03-11T08:00:00Z\tMei Tan\tRefund for March\n"
    )


def test_ids_are_one_a_line(program: Program, desk: Path) -> None:
    assert program("inbox", "all", "--format", "ids").out == "2\n3\n1\n"
    assert program("agents", "-F", "ids").out == "ana\nben\npriya\n"


def test_json_is_an_array_and_jsonl_an_object_a_line(program: Program, desk: Path) -> None:
    whole = program("inbox", "all", "--json").json
    assert [conversation["id"] for conversation in whole] == [2, 3, 1]
    assert program("inbox", "all", "-F", "jsonl").lines == whole
    assert whole[0].keys() >= CONVERSATION_FIELDS
    assert whole[0]["customer"] == {"id": 1, "name": "Mei Tan"}
    assert whole[0]["waiting_since"] == "2026-11-17T09:12:00Z"


def test_an_empty_list_is_an_empty_array_and_otherwise_nothing(program: Program, desk: Path) -> None:
    assert program("inbox", "--json").out == "[]\n"
    assert program("inbox", "-F", "jsonl").out == ""
    assert program("inbox").out == ""
    assert program("inbox", "-F", "csv").out.count("\n") == 1


def test_csv_has_a_header_and_no_cell_that_a_spreadsheet_runs(program: Program, desk: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(program("history", "chat:omar", "-F", "csv").out)))
    assert [row["text"] for row in rows] == ["'=2+3 how do I ␦add␦ a bag?"]
    assert rows[0]["author"] == "Omar Haddad"
    assert rows[0]["visibility"] == "customer"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_text_from_outside_never_reaches_the_terminal_as_it_came(
    program: Program, desk: Path, form: str
) -> None:
    for command in (
        ("show", 3),
        ("history", "chat:omar"),
        ("search", "bag"),
        ("customers",),
        ("inbox", "all"),
    ):
        assert "\x1b" not in program(*command, "-F", form).out


def test_shared_options_may_stand_before_and_after_the_command(program: Program, desk: Path) -> None:
    program("start", "mei@tan.example", "--subject", "s", "-t", "hello", "--as", "ben")
    after = program("inbox", "--desk", desk, "--as", "ben", "--json")
    before = program("--json", "--as", "ben", "--desk", desk, "inbox")
    assert after.out == before.out
    assert [conversation["owner"] for conversation in after.json] == ["ben"]
    assert program("-F", "csv", "inbox", "-F", "ids", "--as", "ben").out == "4\n"


def test_a_list_that_is_cut_says_so_and_how_to_go_on(program: Program, desk: Path) -> None:
    first = program("history", "mei@tan.example", "--limit", 2)
    assert len(first.out.splitlines()) == 2
    cursor = first.out.splitlines()[-1].split("\t")[0]
    assert first.err == f"There is more than these 2: --limit 0 for all, or --before {cursor} for the next.\n"
    rest = program("history", "mei@tan.example", "--limit", 2, "--before", cursor)
    assert (len(rest.out.splitlines()), rest.err) == (1, "")
    whole = program("history", "mei@tan.example", "--limit", 0)
    assert (whole.out, whole.err) == (first.out + rest.out, "")


def test_in_json_the_cut_is_told_in_json(program: Program, desk: Path) -> None:
    ran = program("inbox", "all", "--limit", 1, "--json")
    assert len(ran.json) == 1
    assert ran.err == (
        '{"more":{"message":"There is more than these 1: --limit 0 for all, or --after 2 for the next.",'
        '"option":"--after","cursor":2}}\n'
    )
    assert [each["id"] for each in program("inbox", "all", "--after", 2, "--json").json] == [3, 1]


def test_a_history_can_be_narrowed_by_time_channel_and_kind(program: Program, desk: Path) -> None:
    def texts(*options: str) -> list[str]:
        found = program("history", "mei@tan.example", *options, "--json").json
        assert all(entry.keys() >= ENTRY_FIELDS for entry in found)
        return [entry["external_id"] for entry in found]

    assert texts() == ["m2", "o1", "m1"]
    assert texts("--kind", "order") == ["o1"]
    assert texts("--channel", "email") == ["m2", "m1"]
    assert texts("--before", "2026-11-02") == ["m1"]
    assert texts("--after", "2026-11-01 10:00") == ["m2", "o1"]


def test_a_history_is_of_the_time_between_two_moments(program: Program, desk: Path) -> None:
    def ids(*options: str) -> list[str]:
        found = program("history", "mei@tan.example", *options, "--json").json
        return [entry["external_id"] for entry in found]

    assert ids("--after", "2026-03-11", "--before", "2026-11-03") == ["o1", "m1"]
    assert ids("--after", "2026-03-12", "--before", "2026-11-03") == ["o1"]
    assert ids("--after", "11 mar 2026", "--limit", "2") == ["o1", "m1"]
    assert ids("--after", "2026-03", "--limit", "0") == ["m2", "o1", "m1"]
    assert ids("--before", "2026") == []


def test_a_long_history_is_newest_first_from_whichever_end(
    program: Program, desk: Path, tmp_path: Path
) -> None:
    lines = [
        {
            "channel": "sms",
            "external_id": f"q{n}",
            "at": f"2020-01-{1 + n // 100:02}T00:{n % 60:02}:00Z",
            "customer": {"phone": "+49 30 1234567"},
            "conversation": "long",
            "direction": "in",
        }
        for n in range(1100)
    ]
    path = tmp_path / "long.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    program("import", "jsonl", path)

    def ids(*options: str) -> list[int]:
        ran = program("history", "+49301234567", "-F", "ids", *options)
        return [int(line) for line in ran.out.splitlines()]

    whole = ids("--limit", "0")
    assert (len(whole), sorted(whole, reverse=True)) == (1100, whole)
    assert ids("--limit", "0", "--after", "2019") == whole
    assert ids("--limit", "700", "--after", "2019") == whole[-700:]
    assert ids("--limit", "700", "--after", str(whole[900])) == whole[200:900]
    assert ids("--limit", "0", "--after", str(whole[900]), "--before", str(whole[100])) == whole[101:900]
    assert ids("--limit", "300", "--after", str(whole[900]), "--before", str(whole[100])) == whole[101:401]
    assert ids("--limit", "0", "--after", str(whole[0])) == []
    exact = ("--after", str(whole[900]), "--before", str(whole[897]), "--limit", "2")
    assert program("history", "+49301234567", "-F", "ids", *exact).err == ""


def test_show_is_one_object_with_everything_in_it(program: Program, desk: Path) -> None:
    program("claim", 2)
    program("brief", 2, "-t", "charged twice\nin March too")
    program("ask", 2, "@priya", "Was it twice?")
    shown = program("show", 2, "--json").json
    assert shown["brief"]["lines"] == ["charged twice", "in March too"]
    assert [ask["question"] for ask in shown["asks"]] == ["Was it twice?"]
    assert [entry["kind"] for entry in shown["entries"]] == ["message", "claim", "brief", "ask"]
    conversation, *entries = program("show", 2, "-F", "jsonl").lines
    assert {**conversation, "entries": entries} == shown
    assert (entries[-1]["read_by"], entries[-1]["not_yet"]) == ([], ["priya"])


def test_show_can_be_limited_to_the_last_entries(program: Program, desk: Path) -> None:
    program("claim", 2)
    program("note", 2, "-t", "one")
    ran = program("show", 2, "--limit", 1, "--json")
    assert [entry["text"] for entry in ran.json["entries"]] == ["one"]
    assert '"option":"--before"' in ran.err
    cursor = ran.json["entries"][0]["id"]
    before = program("show", 2, "--before", cursor, "--json").json["entries"]
    assert [entry["kind"] for entry in before] == ["message", "claim"]


def test_for_a_person_a_conversation_reads_as_one(program: Program, desk: Path) -> None:
    program("claim", 2)
    text = program("show", 2, terminal=True).out
    assert text.startswith("#2 Baggage fee charged twice\nMei Tan · open · owner Ana\n")
    assert "This is the second time this year." in text
    assert "\t" not in text


def test_for_a_person_a_table_is_aligned_and_fits(
    program: Program, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    assert program("inbox", "all", terminal=True).out == (
        "id  status  owner  waiting since     customer     subject\n"
        "2   open           2026-11-17 09:12  Mei Tan      Baggage f…\n"
        "3   open           2026-11-16 12:00  Omar Haddad  =2+3 how …\n"
        "1   open           2026-03-11 08:00  Mei Tan      Refund fo…\n"
    )


def test_a_person_reads_all_times_on_the_clock_that_is_configured(
    program: Program, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    program("config", "set", "timezone", "Asia/Tokyo")
    assert "2026-11-17 18:12" in program("inbox", "unowned", terminal=True).out
    assert "Mei Tan 18:12 e-mail" in program("show", 2, terminal=True).out


def test_a_person_sees_the_number_of_an_ask(program: Program, desk: Path) -> None:
    program("claim", 2)
    program("ask", 2, "@priya", "Was it twice?")
    lines = program("show", 2, terminal=True).out.splitlines()
    assert [line for line in lines if line.startswith("ask 1  Priya")]


def test_a_customer_is_shown_with_their_conversations(program: Program, desk: Path) -> None:
    found = program("customer", "mei@tan.example", "--json").json
    assert (found["name"], found["entries"]) == ("Mei Tan", 3)
    assert [conversation["id"] for conversation in found["conversations"]] == [2, 1]
    assert program("customer", "mei@tan.example", "-F", "ids").out == "1\n"
    assert program("customers", "omar", "-F", "ids").out == "2\n"


def test_a_search_takes_the_grammar_in_one_word_or_several(program: Program, desk: Path) -> None:
    assert program("search", '"same bag" channel:email', "-F", "ids").out != ""
    one = program("search", '"same bag" channel:email', "--json").out
    assert program("search", "same bag", "channel:email", "--json").out == one
    assert program("search", "bag", "-F", "ids").out.count("\n") == 3
    assert program("search", "--json", "--", "bag", "-paid").out.count("external_id") == 2


def test_an_export_is_everything_of_one_customer(program: Program, desk: Path) -> None:
    lines = program("export", "mei@tan.example").lines
    assert [next(iter(line)) for line in lines] == ["customer", *["conversation"] * 2, *["entry"] * 3]
    whole = program("export", "mei@tan.example", "--json").json
    assert whole["customer"]["name"] == "Mei Tan"
    assert [entry["external_id"] for entry in whole["entries"]] == ["m2", "o1", "m1"]
    assert {"original"} <= whole["entries"][0].keys()


def test_a_mail_comes_back_byte_for_byte(program: Program, desk: Path, tmp_path: Path) -> None:
    mail = tmp_path / "one.eml"
    mail.write_bytes(b"From: Li <li@example.org>\r\nSubject: Hi\r\nMessage-ID: <x@y>\r\n\r\nH\xe9llo\r\n")
    assert program("import", "eml", mail).out == "1 read: 1 new, 0 known already, 0 kept raw, 0 not taken.\n"
    (entry,) = program("history", "li@example.org", "-F", "ids").out.split()
    assert program("export", "li@example.org", "--json").json["entries"][0]["original"]
    ran = program("original", entry, "--json").json
    assert base64.b64decode(ran["original"]) == mail.read_bytes()


def test_a_mail_as_it_came_is_not_let_onto_a_terminal(program: Program, desk: Path, tmp_path: Path) -> None:
    mail = tmp_path / "one.eml"
    mail.write_bytes(b"From: mei@tan.example\nSubject: Fee\n\n\x1b]0;pwned\x07\n")
    program("import", "eml", mail)
    (number,) = program("search", "pwned", "-F", "ids").out.split()
    ran = program("original", number, terminal=True)
    assert (ran.code, "\x1b" in ran.out, f"original {number} >" in ran.err) == (2, False, True)


def test_data_is_utf8_whatever_the_machine_speaks(desk: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "agentconsole", "--desk", desk, "history", "chat:omar"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert "␦add␦" in ran.stdout.decode("utf-8")
