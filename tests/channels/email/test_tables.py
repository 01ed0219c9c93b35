"""Tables of HTML mail: columns keep their places, and what only lays out a page stays clean."""

import pytest

from agentconsole.channels.email.html import to_text

SPACER = '<td width="20">&nbsp;</td>'
SPACED = f"<table><tr>{SPACER}<td>Hello</td>{SPACER}</tr><tr>{SPACER}<td>Ana</td>{SPACER}</tr></table>"
PROSE = "Our bags are easy to use. " * 4 + "Try one."


def rows(*cells: str, of: str = "table") -> str:
    """A table whose rows are written `a|b|c`; a heading has a `*` before its row."""
    made = ""
    for row in cells:
        name = "th" if row.startswith("*") else "td"
        made += (
            "<tr>" + "".join(f"<{name}>{cell}</{name}>" for cell in row.lstrip("*").split("|")) + "</tr>\n"
        )
    return f"<{of}>\n{made}</table>"


def text(source: str) -> list[str]:
    return to_text(source).split("\n")


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        (rows("Item|Qty|Price", "Bag|2|10", "Fee||5"), ["Item | Qty | Price", "Bag | 2 | 10", "Fee |  | 5"]),
        (rows("Item|Qty|Price", "Fee||5.00"), ["Item | Qty | Price", "Fee |  | 5.00"]),
        (rows("|Mon|Tue", "Ana|9|10"), ["| Mon | Tue", "Ana | 9 | 10"]),
        (rows("*|Price", "Bag|10"), ["| Price", "Bag | 10"]),
        (rows("|Price", "Bag|10", of="table border=1"), ["| Price", "Bag | 10"]),
        (rows("*A|B|C", "1|2|", "||3", "4||"), ["A | B | C", "1 | 2", "|  | 3", "4"]),
    ],
)  # fmt: skip
def test_an_empty_cell_keeps_its_place(table, shown):
    assert text(table) == shown


def test_heads_bodies_and_feet_are_one_table():
    table = (
        "<table><thead><tr><th>Item<th>Qty<th>Price</thead>\n<tbody>\n<tr><td>Fee<td><td>5.00</tbody>\n"
        "<tfoot><tr><td>Total<td><td>5.00</tfoot></table>after"
    )
    assert text(table) == ["Item | Qty | Price", "Fee |  | 5.00", "Total |  | 5.00", "", "after"]


def test_columns_and_rows_that_are_empty_throughout_are_left_out():
    assert text(rows("a||b", "||", "c||d")) == ["a | b", "c | d"]
    assert text(rows("|a|b", "|c|d")) == ["a | b", "c | d"]


def test_a_break_within_a_cell_does_not_break_the_row():
    assert text(rows("Item|Price", "Bag<br>red|10", "<p>Case</p><p>blue</p>|20")) == [
        "Item | Price",
        "Bag / red | 10",
        "Case / blue | 20",
    ]


def test_a_cell_over_several_columns_or_rows_leaves_the_others_in_theirs():
    table = (
        "<table><tr><td>Day<td>Item<td>Price<tr><td ROWSPAN='2'>Mon<td>Bag<td>10<tr><td>Fee<td>5"
        '<tr><td colspan="2">Total<td>15</table>'
    )
    assert text(table) == ["Day | Item | Price", "Mon | Bag | 10", "| Fee | 5", "Total |  | 15"]


def test_a_row_of_one_cell_over_all_columns_is_a_line():
    table = "<table><tr><th>Item<th>Price<tr><td colspan=2>Bags<tr><td>Red<td>10</table>"
    assert text(table) == ["Item | Price", "Bags", "Red | 10"]


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        (SPACED, ["Hello", "Ana"]),
        (rows("|Hello|", "logo||date", "|How are you?|", "||"), ["Hello", "logo | date", "How are you?"]),
        (rows("|Hello|", "a||b", "c||d", of="table role='presentation'"), ["Hello", "a | b", "c | d"]),
        (rows("|<p>One</p><p>Two</p>|", "||", "|Three|"), ["One", "", "Two", "Three"]),
        (rows(*[f"[image]|Easy to use<br>{PROSE}"] * 2), ["[image]", "Easy to use", PROSE] * 2),
        (rows("|Imprint<br>Street 1|Phone<br>123"), ["Imprint", "Street 1", "Phone", "123"]),
    ],
)  # fmt: skip
def test_a_table_that_lays_out_a_page_shows_no_empty_cells(table, shown):
    assert text(table) == shown


def test_a_table_in_a_cell_of_a_page_keeps_its_own_columns():
    inner = rows("Item|Qty|Price", "Fee||5.00")
    assert text(f"<table><tr><td><td>{inner}</table>") == [
        "Item | Qty | Price",
        "Fee |  | 5.00",
    ]


def test_text_between_rows_stays_where_it_is():
    table = "<table><tr><td>a<td>b</tr>between<tr><td>c<td>d</tr></table>"
    assert text(table) == ["a | b", "between", "c | d"]


def test_a_link_around_rows_shows_its_target_after_the_last_one():
    table = '<table><a href="https://x.example/a"><tr><td>a<td>b</tr><tr><td>c<td>d</tr></a></table>'
    assert text(table) == ["a | b", "c | d <https://x.example/a>"]


@pytest.mark.parametrize(
    "span", ["colspan=999", "rowspan=999", "colspan=0", "colspan=-5", "colspan=9999999999", "rowspan=x"]
)
def test_a_span_that_is_none_loses_no_text_and_makes_no_more_of_it(span):
    found = to_text(f"<table>{f'<tr><td {span}>a<td>b<td>c' * 2_000}</table>")
    assert (found.count("a"), found.count("b"), found.count("c")) == (2_000, 2_000, 2_000)
    assert len(found) < 200_000
