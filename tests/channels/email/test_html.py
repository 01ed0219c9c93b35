import pytest

from agentconsole.channels.email.html import to_text


def text(source: str) -> list[str]:
    return to_text(source).split("\n")


def test_paragraphs_are_apart_and_line_breaks_are_kept():
    assert text("<p>Hello <b>Mei</b>,<br>how\n  are you?</p><p>Ana</p>") == [
        "Hello Mei,",
        "how are you?",
        "",
        "Ana",
    ]


def test_blocks_without_a_margin_are_lines():
    assert text("<div>one<div>two</div></div>three") == ["one", "two", "three"]


def test_lists_are_marked_and_nested():
    source = "<ul><li>one<li>two<ol><li>a</li><li>b</li></ol></li></ul>after"
    assert text(source) == ["- one", "- two", "  1. a", "  2. b", "", "after"]


def test_a_table_is_read_row_by_row():
    source = "<table><tr><th>Item<th>Price</tr><tr><td>Bag</td><td>10 €</td></tr><tr><td></td></tr></table>"
    assert text(source) == ["Item | Price", "Bag | 10 €"]


def test_a_table_that_is_layout_is_read_cell_by_cell():
    source = "<table><tr><td><p>one</p><p>two</p></td><td><table><tr><td>a<td>b</table></td></tr></table>"
    assert text(source) == ["one", "", "two", "a | b"]


def test_quotes_are_marked_at_every_depth():
    source = "yes<blockquote>did it?<blockquote>first</blockquote></blockquote>"
    assert text(source) == ["yes", "", "> did it?", ">", "> > first"]


def test_preformatted_text_keeps_its_spaces():
    assert text("<pre>\na  b\n   c\n</pre>") == ["a  b", "   c"]


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ('<a href="https://shop.example/a">our shop</a>', "our shop <https://shop.example/a>"),
        ('<a href="https://shop.example/">shop.example</a>', "shop.example"),
        (
            '<a href="https://evil.example/">https://bank.example/</a>',
            "https://bank.example/ <leads elsewhere: https://evil.example/>",
        ),
        ('<a href="https://bank.example@evil.example/x">bank</a>', "bank <https://evil.example/x>"),
        ('<a href="ht\ntps://shop.example/a">x</a>', "x <https://shop.example/a>"),
        ('<a href="mailto:ana@x.example?subject=hi">ana@x.example</a>', "ana@x.example"),
        ('<a href="mailto:ana@x.example">write to us</a>', "write to us <ana@x.example>"),
        ('<a href="tel:+43123">+43 (1) 23</a>', "+43 (1) 23"),
        ('<a href="javascript:alert(1)">click</a>', "click <javascript:…>"),
        ('<a href="data:text/html,x">click</a>', "click <data:…>"),
        ('<a href="#top">top</a>', "top"),
        ('<a href="https://track.example/"></a>x', "x"),
        ('<a href="http://[broken">x</a>', "x <http://[broken>"),
        ("<a>x</a>", "x"),
    ],
)
def test_a_link_shows_where_it_really_goes(link, shown):
    assert to_text(link) == shown


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ('<a href="//evil.example/x">bank.example</a>', "bank.example <leads elsewhere: //evil.example/x>"),
        ('<a href="\\\\evil.example/x">bank.example</a>', "bank.example <leads elsewhere: //evil.example/x>"),
        ('<a href="//shop.example/a">our shop</a>', "our shop <//shop.example/a>"),
        ('<a href="//bank.example@evil.example/">bank</a>', "bank <//evil.example/>"),
        ('<a href="//shop.example/">shop.example</a>', "shop.example"),
        (
            '<a href="www.evil.example/a">bank.example</a>',
            "bank.example <leads elsewhere: www.evil.example/a>",
        ),
        ('<a href="www.shop.example">www.shop.example</a>', "www.shop.example"),
        ('<a href="www.shop.example/a">our shop</a>', "our shop <www.shop.example/a>"),
        ('<a href="https:\\\\evil.example\\a">bank</a>', "bank <https://evil.example/a>"),
    ],
)
def test_a_link_without_a_scheme_shows_its_host(link, shown):
    assert to_text(link) == shown


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        (
            '<a href="/login">https://bank.example/login</a>',
            "https://bank.example/login <leads nowhere: /login>",
        ),
        ('<a href="#">bank.example</a>', "bank.example"),
        ('<a href="#top">ana@bank.example</a>', "ana@bank.example"),
        ('<a href="">bank.example</a>', "bank.example"),
        ("<a name=x>bank.example</a>", "bank.example"),
        ('<a href="/login">log in</a>', "log in"),
        ('<a href="bank.example">bank.example</a>', "bank.example"),
    ],
)
def test_a_link_to_another_page_of_no_place_says_so_where_it_names_a_host(link, shown):
    assert to_text(link) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            '<base href="https://evil.example/"><a href="/login">https://bank.example/login</a>',
            "https://bank.example/login <leads elsewhere: https://evil.example/login>",
        ),
        ('<BASE HREF="https://shop.example/a/b"><a href="c">see</a>', "see <https://shop.example/a/c>"),
        ('<a href="/x">see</a><base href="//shop.example">', "see <//shop.example/x>"),
        (
            '<base href="https://one.example/"><base href="https://two.example/"><a href="x">see</a>',
            "see <https://one.example/x>",
        ),
        ('<base href="https://evil.example/"><a href="">bank</a>', "bank <https://evil.example/>"),
        ('<base href="https://u@evil.example/"><a href="#">bank</a>', "bank <https://evil.example/>"),
        ('<base href="https://x.example/"><a href="mailto:ana@x.example">write</a>', "write <ana@x.example>"),
        ('<base href="https://x.example/"><a href="http://[broken">see</a>', "see <http://[broken>"),
        ('<base href="https://[broken/"><a href="a">see</a>', "see"),
        ('<base href="javascript:x"><base target=_blank><a href="a">see</a>', "see"),
        ('<base href="/a/"><a href="b">bank.example</a>', "bank.example <leads nowhere: b>"),
        ('<base href="https://x.example/"><a name=a>here</a>', "here"),
    ],
)
def test_links_lead_from_where_the_page_says_it_stands(source, shown):
    assert to_text(source) == shown


def test_a_long_base_is_not_joined_to_every_link():
    source = f'<base href="https://x.example/{"a/" * 100_000}">' + '<a href="b">c</a>' * 10_000
    assert len(to_text(source)) < 1_500_000


def test_a_long_target_is_cut_and_says_so():
    shown = to_text(f'<a href="https://x.example/{"a" * 500}">x</a>')
    assert shown.startswith("x <https://x.example/aaa")
    assert shown.endswith("…>")
    assert len(shown) < 120


def test_a_link_around_a_table_shows_its_target_after_it():
    source = '<a href="https://shop.example/a"><table><tr><td>Shop now</td></tr></table></a>'
    assert to_text(source) == "Shop now <https://shop.example/a>"


def test_pictures_are_named_and_invisible_ones_are_not():
    source = '<img alt="A red bag" src="https://x.example/1"><img src="cid:2"><img src="https://track.example/p.gif">'
    assert to_text(source) == "[image: A red bag][image]"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>alert('</p>')</script>",
        "<style>p { color: red }</style>",
        "<title>Newsletter</title>",
        "<!-- a comment -->",
        "<!--[if mso]><p>for Outlook</p><![endif]-->",
        '<div style="display:none;max-height:0">preheader <div>deeper</div> still</div>',
        '<span style="VISIBILITY : hidden">x</span>',
        "<p hidden>x</p>",
        '<td class="preheader">x</td>',
    ],
)
def test_what_a_mail_program_does_not_show_is_left_out(hidden):
    assert to_text(f"{hidden}<p>shown</p>") == "shown"


@pytest.mark.parametrize(
    "source",
    [
        '<div style="display:none">all of it</div>',
        '<div style="display:none">never closed<p>all of it',
        "<script>never closed<p>all of it",
        "<!-- never closed <p>all of it",
        "<p all of it",
        '<table width=50%">all of it',
        '<p title="never closed>all of it</p>',
        "<table><tr><td style='font-size:0'>all of it",
        "</td></table></blockquote>all of it",
        "<li>all of it</ul>",
        "<tr><td>all of it",
    ],
)
def test_broken_markup_loses_no_text(source):
    assert "all of it" in to_text(source)


def test_references_are_read_and_signs_stand():
    assert to_text("a &lt; b &amp;&eacute;&#x41;&nbsp;&unknown; 1 < 2 & 3") == "a < b &éA &unknown; 1 < 2 & 3"
    assert to_text(f"x&#{'9' * 5_000};y") == "x\ufffdy"
    assert to_text("x&#xD800;y") == "x\ufffdy"


@pytest.mark.parametrize(
    "tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "font color=red", "a href=x:y", "p"]
)
def test_nesting_of_three_thousand_levels_loses_no_text(tag):
    found = to_text(f"first<{tag}>" * 3_000 + "last")
    assert found.count("first") == 3_000
    assert found.replace(">", "").rstrip().endswith("last") or "last <x:…>" in found


def test_a_quote_is_copied_no_deeper_than_frames_go():
    found = to_text("<blockquote>x" * 20_000)
    assert max(map(len, found.splitlines())) < 100
