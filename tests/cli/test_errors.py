"""How a run ends when it does not do what was asked."""

import errno
import json
from pathlib import Path

import pytest

from agentconsole.cli import kept
from tests.cli.running import Program


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("inbx",), 2, "No such command 'inbx'. Did you mean 'inbox'?"),
        (("inbox", "mien"), 2, "mien"),
        (("inbox", "--limt", "3"), 2, "--limt"),
        (("inbox", "-F", "xml"), 2, "'xml' is not one of table, json, jsonl, csv, ids"),
        (("claim",), 2, "Missing argument 'N'"),
        (("claim", "seven"), 2, "“seven” is not a number"),
        (("show", "seven"), 2, "“seven” is not a conversation's number"),
        (("show", "99"), 5, "#99"),
        (("claim", "99"), 5, "99"),
        (("customer", "nobody@example.org"), 5, "nobody@example.org"),
        (("original", "99"), 5, "99"),
        (("inbox", "--as", "bne"), 5, "There is no agent @bne on this desk"),
        (("standin", "@priyah", "--until", "1d"), 5, "@priyah"),
        (("ask", "2", "@priya", "Why?", "--due", "yesterday"), 2, "“yesterday”"),
        (("note", "2"), 2, "note needs TEXT"),
        (("note", "2", "-t", "a", "-f", "b"), 2, "given twice"),
        (("note", "2", "-f", "/nowhere/at/all"), 2, "/nowhere/at/all cannot be read"),
        (("note", "2", "-t", " "), 2, "empty"),
        (("search", "before:never"), 2, "never"),
        (("history", "mei@tan.example", "--before", "tomorrow"), 2, "“tomorrow” is not a time in the past"),
        (("import", "jsonl", "/nowhere/at/all"), 5, "/nowhere/at/all"),
        (("brief", "2"), 5, "no brief yet"),
        (("--desk", "/nowhere.db", "inbox"), 2, "There is no desk at /nowhere.db"),
        (
            ("--desk", "https://desk.example.org", "inbox"),
            4,
            "There is no token for https://desk.example.org",
        ),
        (("--desk", "wrok", "inbox"), 2, "No desk is called wrok"),
    ],
)
def test_an_error_is_one_json_line_with_its_code_and_a_hint(
    program: Program, desk: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = program(*words, "--json") if "-F" not in words else program("--json", *words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.error["message"]
    assert ran.error["hint"]


def test_an_export_has_no_rows(program: Program, desk: Path) -> None:
    ran = program("export", "mei@tan.example", "-F", "csv")
    assert (ran.code, ran.out) == (2, "")


def test_for_people_an_error_is_a_sentence_and_the_next_step(program: Program, desk: Path) -> None:
    assert program("inbox", "--as", "bne").err == (
        "agentconsole: There is no agent @bne on this desk\nDid you mean @ben?\n"
    )


def test_without_a_desk_the_first_steps_are_named(program: Program) -> None:
    ran = program("inbox", "--json")
    assert ran.code == 2
    assert ran.error["code"] == "configuration"
    assert "agentconsole init --me HANDLE" in ran.error["hint"]
    assert "agentconsole demo" in ran.error["hint"]


def test_who_acts_is_asked_of_flag_environment_desk_and_only_agent(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "team.db"
    monkeypatch.setenv("AGENTCONSOLE_DESK", str(home / "first.db"))
    program("init", "--me", "zoe")
    monkeypatch.setenv("AGENTCONSOLE_DESK", str(path))
    assert program("init", "--me", "ana").code == 0
    started = program("start", "mei@tan.example", "--subject", "s", "-t", "hello", "--json")
    assert started.json["owner"] == "ana"
    program("agent", "add", "ben")
    asked = program("inbox", "--json")
    assert asked.code == 2
    assert "There are: @ana, @ben" in asked.error["hint"]
    monkeypatch.setenv("AGENTCONSOLE_AS", "ben")
    assert program("inbox", "--json").json == []
    assert len(program("inbox", "--as", "@ana", "--json").json) == 1


def test_a_reply_stops_when_somebody_wrote_since(program: Program, desk: Path) -> None:
    program("claim", 2)
    program("note", 2, "-t", "look at March", "--as", "ben")
    seen = program("show", 2, "--json").json["version"]
    ran = program("reply", 2, "-t", "Hello", "--seen", seen - 1, "--json")
    assert (ran.code, ran.error["code"], len(ran.error["news"])) == (6, "conflict", 1)
    assert program("reply", 2, "-t", "Hello", "--seen", seen, "--json").code == 0


def test_text_comes_from_a_file_or_from_stdin(program: Program, desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("over\ntwo lines\n")
    assert program("note", 2, "-f", file, "--json").json["entries"][0]["text"] == "over\ntwo lines"
    from_stdin = program("note", 2, "-f", "-", "--json", stdin="piped\n")
    assert from_stdin.json["entries"][0]["text"] == "piped"


def test_text_that_another_system_wrote_reads_the_same(program: Program, desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "windows.txt"
    file.write_bytes("\ufeffDear Mei,\r\n\r\nyes.\r\n".encode())
    (entry,) = program("note", 2, "-f", file, "--json").json["entries"]
    assert entry["text"] == "Dear Mei,\n\nyes."


def test_text_that_is_not_utf8_is_not_guessed_at(program: Program, desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes(b"caf\xe9")
    ran = program("note", 2, "-f", file, "--json")
    assert (ran.code, "is not UTF-8 text" in ran.error["message"]) == (2, True)


def test_into_a_pipe_the_console_never_starts(program: Program, desk: Path) -> None:
    ran = program()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: agentconsole")


def test_without_a_command_a_program_is_told_in_json(program: Program, desk: Path) -> None:
    ran = program("--json")
    assert (ran.code, ran.out, ran.error["message"]) == (2, "", "No command was given")


def test_a_terminal_that_cannot_move_its_cursor_is_pointed_to_the_commands(
    program: Program, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    for words in ((), ("demo",)):
        ran = program(*words, terminal=True)
        assert ran.code == 2
        assert "agentconsole --help" in ran.err


def test_what_nobody_expected_is_one_line_and_the_traceback_is_in_the_log(
    program: Program, desk: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("made for\nthe test")

    monkeypatch.setattr("agentconsole.opening.open_store", broken)
    ran = program("inbox", "--json")
    log = home / "state" / "agentconsole" / "agentconsole.log"
    assert (ran.code, ran.out) == (1, "")
    assert ran.error["message"].endswith("ZeroDivisionError: made for")
    assert str(log) in ran.error["hint"]
    assert "Traceback" in log.read_text()
    monkeypatch.setenv("AGENTCONSOLE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        program("inbox")


def test_being_interrupted_is_130_and_quiet(
    program: Program, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("agentconsole.desk.local.LocalDesk.inbox", interrupted)
    ran = program("inbox")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_whoever_stops_reading_ends_the_run_quietly(
    program: Program, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "gone")

    monkeypatch.setattr("agentconsole.cli.streams.Streams.items", gone)
    ran = program("inbox")
    assert (ran.code, ran.err) == (0, "")


def test_a_warning_about_the_configuration_does_not_disturb_the_data(
    program: Program, desk: Path, home: Path
) -> None:
    config = home / "config.toml"
    config.write_text(f"{config.read_text()}\n[keys]\n")
    config.write_text("colour = 3\n" + config.read_text())
    ran = program("inbox", "--json")
    assert (ran.code, ran.json) == (0, [])
    (line,) = ran.err.splitlines()
    assert "colour" in json.loads(line)["warning"]["message"]


def test_reading_instead_of_writing_is_what_a_verb_without_text_does(program: Program, desk: Path) -> None:
    program("claim", 2)
    program("brief", 2, "-t", "charged twice")
    assert program("brief", 2).out == "charged twice\n"
    assert program("brief", 2, "--json").json["version"] == 1
    assert program("draft", 2, "--kind", "note", "-t", "not yet").code == 0
    assert program("draft", 2, "--kind", "note").out == "not yet\n"
    assert [draft["text"] for draft in program("drafts", "--json").json] == ["not yet"]
    assert program("draft", 2, "--kind", "note", "-t", "").out.endswith("is dropped.\n")
    assert program("draft", 2, "--kind", "note").code == 5
    assert set(kept.COMMANDS) == {"asks", "outbox", "drafts"}
