"""What becomes of one style when another follows it."""

from agentconsole.tui.codes import codes_of_blanks, look, turned


def test_a_style_ends_with_the_code_for_that() -> None:
    assert turned("1;4;31", "4;31") == "\x1b[22m"
    assert turned("1;2", "2") == "\x1b[22;2m"
    assert turned("38;2;1;2;3;48;5;7", "48;5;7") == "\x1b[39m"
    assert turned("53", "1") == "\x1b[0;1m"


def test_a_blank_shows_what_is_under_it_and_lines_through_it() -> None:
    assert codes_of_blanks("1;38;2;1;2;3;48;2;4;5;6") == "48;2;4;5;6"
    assert codes_of_blanks("4;31") == "4;31"
    assert look("1;91;104").text == "91"
