"""What is written for people can be followed."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from agentconsole.cli.app import GROUPS, ROSTER
from tests.shape.tree import PACKAGE, ROOT, files, named, pages

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
CODE = re.compile(r"^(?:```.*?^```|~~~.*?^~~~)|`[^`\n]+`", re.MULTILINE | re.DOTALL)
ELSEWHERE = ("http://", "https://", "mailto:")
SPOKEN = re.compile(r"`([\w./]+)`")
README = ROOT / "README.md"
EXPLAINING = [path for path in pages() if path.parent.name in ("explanation", "decisions")]
KINDS_OF_CHANGE = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
VERSION = re.compile(r"## \[(\d+\.\d+\.\d+\S*)\] - (\S+)")


@pytest.mark.parametrize("page", pages(), ids=named)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    lost = [link for link in _links(page) if not _is_there(page, link)]
    assert lost == []


def _links(page: Path) -> Iterator[str]:
    text = CODE.sub("", page.read_text("utf-8"))
    return (found[1] for found in LINK.finditer(text) if not found[1].startswith(ELSEWHERE))


def _is_there(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not anchor or anchor in _anchors(target)


@cache
def _anchors(page: Path) -> frozenset[str]:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return frozenset(
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)
    )


@pytest.mark.parametrize("page", EXPLAINING, ids=named)
def test_code_and_tests_that_a_page_names_are_there(page: Path) -> None:
    spoken = set(SPOKEN.findall(page.read_text("utf-8")))
    tests = {word for word in spoken if word.startswith("test_")}
    paths = {word for word in spoken if "/" in word and word.endswith((".py", "/"))}
    tested = "\n".join(path.read_text("utf-8") for path in files(ROOT / "tests") if path.suffix == ".py")
    assert {name for name in tests if f"def {name}(" not in tested} == set()
    assert {path for path in paths if not any((top / path).exists() for top in (ROOT, PACKAGE))} == set()


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, to_read = set(), [README]
    while to_read:
        page = to_read.pop()
        if page not in reached:
            reached.add(page)
            to_read += [
                (page.parent / link.partition("#")[0]).resolve()
                for link in _links(page)
                if link.partition("#")[0].endswith(".md")
            ]
    assert [named(page) for page in pages() if page not in reached] == []


def test_every_command_is_in_the_reference() -> None:
    text = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    written = set(HEADING.findall(text))
    assert {name for name in ROSTER if name not in written} == set()
    assert all(name not in ROSTER for name in GROUPS)


def test_the_readme_has_exactly_two_commands_to_set_it_up() -> None:
    """`.ci/run` takes them from here and runs them as they stand."""
    first, second = (line for line in README.read_text("utf-8").splitlines() if "-m venv .venv &&" in line)
    assert first == "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/agentconsole demo"
    assert second == "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"


def test_the_changelog_has_the_form_that_tools_and_people_expect() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert text.startswith("# Changelog\n")
    first, *versions = [line for line in text.splitlines() if line.startswith("## ")]
    assert first == "## [Unreleased]"
    dates = []
    for line in versions:
        found = VERSION.fullmatch(line)
        assert found, line
        dates.append(date.fromisoformat(found[2]))
    assert dates == sorted(dates, reverse=True)
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= KINDS_OF_CHANGE
