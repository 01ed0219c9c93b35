"""The markup of the toolkits is text like any other, from the entry to what is painted."""

import io
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from rich.console import Console
from rich.text import Text
from textual.content import Content

from agentconsole.model.entry import Author, AuthorType, Entry
from agentconsole.rules.screening import screen, screen_line
from agentconsole.show.spans import Line, plain
from agentconsole.show.timeline import entry_block

NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
MARKUP = [
    "[@click=app.quit]x[/]",
    "[link=https://evil.example]https://bank.example[/link]",
    "[bold red on white]paid[/]",
    "[/b]",
    "[",
    "\\[b]",
    ":smile: [[]] [#ff0000]",
]


def block(text: str) -> list[Line]:
    author = Author(type=AuthorType.CUSTOMER, id=1, name=text)
    return entry_block(Entry(at=NOW, kind="message", author=author, text=text), now=NOW, cells=90, tz=UTC)


@pytest.mark.parametrize("text", MARKUP)
def test_screening_leaves_markup_as_it_is(text: str) -> None:
    assert screen(text) == screen_line(text) == text


@pytest.mark.parametrize("text", MARKUP)
def test_spans_become_textual_content_that_does_nothing(text: str) -> None:
    for line in block(text):
        content = Content.assemble(*(span.text for span in line))
        assert content.plain == plain(line)
        assert text in content.plain
        assert content.spans == []


@pytest.mark.parametrize("text", MARKUP)
def test_spans_become_rich_text_that_prints_as_it_is_and_links_nowhere(text: str) -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system="truecolor", width=200, highlight=False)
    for line in block(text):
        printed = Text.assemble(*(span.text for span in line))
        assert printed.spans == []
        console.print(printed, markup=False, emoji=False)
    assert out.getvalue().count(text) == 2
    assert "\x1b" not in out.getvalue()


def test_no_module_of_this_room_loads_textual_or_the_rich_console() -> None:
    code = (
        "import pkgutil, sys, agentconsole.show as room\n"
        "for found in pkgutil.iter_modules(room.__path__, 'agentconsole.show.'): __import__(found.name)\n"
        "print([name for name in sys.modules if name.startswith(('textual', 'rich.console', 'rich.text'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
