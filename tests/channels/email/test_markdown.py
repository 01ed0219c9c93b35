import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.channels.email.markdown import LONGEST, as_it_is, page, to_html

TAG = re.compile(r"</?([a-z0-9]+)((?: [a-z-]+=\"[^\"]*\")*)>")
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "pre", "code", "a", "hr"} | {
    *("table", "thead", "tbody", "tr", "th", "td")
}
LETTERS = st.sampled_from([*"ab *_`#>-+1.)[](){}<>!|\\&;:/\"'\n\t~=é", "http://x.y", "<script>"])
TYPED = st.lists(LETTERS, max_size=60).map("".join)
GIVEN = re.compile(
    r'(?: href="(?:https?://|mailto:)[^"]*"| start="\d+"| class="language-[^"]*"| style="text-align:\w+")*',
    re.IGNORECASE,
)


def words(html: str) -> str:
    return unescape(TAG.sub("", html))


def test_what_agents_write_is_set_modestly():
    html = to_html(
        "Dear *Mei*,\nyou were **charged** twice:\n\n- one\n- two\n\n# Next\n\n> as you said\n\n`x*y`"
    )
    assert html.splitlines() == [
        "<p>Dear <em>Mei</em>,<br>",
        "you were <strong>charged</strong> twice:</p>",
        *("<ul>", "<li>one</li>", "<li>two</li>", "</ul>"),
        "<p><strong>Next</strong></p>",
        *("<blockquote>", "<p>as you said</p>", "</blockquote>"),
        "<p><code>x*y</code></p>",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "<b>bold</b> <script>alert(1)</script> <!-- a remark --> <img src=x>",
        "&amp; &nbsp; &#8206;",
        r"\\server\share C:\*.txt \_x \[y",
        "2*3*4 and A_B_C and 5 * 6 * 7",
        "[1]: https://desk.example is a footnote",
        "[x](javascript:alert(1)) [y](data:text/html,x) [z](file:///etc) [v](vbscript:x) [u](/there)",
        "    four blanks are no code",
        "ftp://x.example //x.example www.x.example me@x.example x.py",
    ],
)
def test_nothing_that_only_looks_like_markdown_vanishes(typed: str):
    assert words(to_html(typed)).strip() == typed.strip()


def test_a_line_of_dashes_makes_no_heading_of_the_line_above():
    assert to_html("Thanks\n---\nAna") == "<p>Thanks</p>\n<hr>\n<p>Ana</p>\n"


def test_links_lead_to_the_web_and_to_mail_only():
    html = to_html(
        "[a](HTTPS://desk.example/?x=1&y=2) <http://b.example> https://c.example. mailto:d@e.example"
    )
    assert re.findall(r'href="([^"]*)"', html) == [
        *("HTTPS://desk.example/?x=1&amp;y=2", "http://b.example", "https://c.example", "mailto:d@e.example")
    ]


def test_a_picture_is_a_link_and_is_fetched_by_nobody():
    assert to_html("![us](https://t.example/p.png)") == '<p>!<a href="https://t.example/p.png">us</a></p>\n'


@given(TYPED)
def test_whatever_is_typed_only_modest_html_comes_of_it(typed: str):
    html = to_html(typed)
    assert "<" not in TAG.sub("", html)
    for tag, attributes in TAG.findall(html):
        assert tag in TAGS
        assert GIVEN.fullmatch(attributes)


@given(st.text())
def test_any_text_can_be_shown_letter_by_letter(text: str):
    assert "<" not in as_it_is(text).replace("<br>", "").replace("<p>", "").replace("</p>", "")


def test_what_is_too_long_to_be_a_letter_is_shown_as_it_is():
    assert to_html("*x* " * LONGEST).startswith("<p>*x* *x*")


def test_a_page_names_no_style_and_nothing_outside():
    html = page("<p>x</p>\n")
    assert html.startswith('<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"></head>\n<body dir="auto">')
    assert html.endswith("<p>x</p>\n</body>\n</html>\n")
