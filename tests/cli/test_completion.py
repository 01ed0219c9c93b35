"""What a shell can complete."""

from pathlib import Path

import pytest

from tests.cli.running import Program, Ran


@pytest.fixture
def complete(program: Program, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """What a fish offers after some words; the last one is unfinished."""

    def ask(*words: str) -> list[str]:
        monkeypatch.setenv("_AGENTCONSOLE_COMPLETE", "complete_fish")
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", " ".join(("agentconsole", *words)))
        ran: Ran = program()
        return [line.split("\t")[0] for line in ran.out.splitlines() if line]

    return ask


def test_commands_options_and_values_of_the_desk_are_offered(complete, desk: Path) -> None:  # type: ignore[no-untyped-def]
    assert complete("hand") == ["handover"]
    assert complete("claim", "") == ["2", "3", "1"]
    assert complete("ask", "2", "@p") == ["@priya"]
    assert complete("inbox", "un") == ["unowned"]
    assert complete("draft", "2", "--kind", "") == ["reply", "note"]
    assert complete("inbox", "--format", "j") == ["json", "jsonl"]
    assert "--about" in complete("ask", "2", "--")


def test_a_colleague_is_offered_with_and_without_the_sign(complete, desk: Path) -> None:  # type: ignore[no-untyped-def]
    assert complete("ask", "2", "pr") == ["priya"]
    assert complete("inbox", "--as", "b") == ["ben"]
    assert complete("ask", "2", "") == ["@ana", "@ben", "@priya"]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("ask", "2", "@", "pri"), ["@priya"]),
        (("ask", "2", "@"), ["@ana", "@ben", "@priya"]),
        (("inbox", "--as", "@", "b"), ["@ben"]),
        (("inbox", "--as", "=@", "b"), ["@ben"]),
        (("inbox", "--format", "=", "cs"), ["csv"]),
        (("inbox", "--format", "="), ["table", "json", "jsonl", "csv", "ids"]),
        (("note", "2", "-t", "'a b'", "--as", "@", "p"), ["@priya"]),
    ],
)
def test_what_bash_takes_apart_is_put_together_again(
    program: Program, desk: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], offered: list[str]
) -> None:
    monkeypatch.setenv("_AGENTCONSOLE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "\n".join(("agentconsole", *words)))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    assert program().out.split() == offered


def test_without_a_desk_nothing_is_offered_and_nothing_breaks(complete) -> None:  # type: ignore[no-untyped-def]
    assert complete("claim", "") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_each_shell(
    program: Program, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    ran = program("--show-completion", shell)
    assert ran.code == 0
    assert "_AGENTCONSOLE_COMPLETE" in ran.out
