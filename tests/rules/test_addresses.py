"""People as they are written in headers, and in a field where somebody changes them."""

import pytest

from agentconsole.rules.addresses import people_in, person, written


@pytest.mark.parametrize(
    "text, people",
    [
        ("mei@tan.example", ("mei@tan.example",)),
        ("Mei Tan <mei@tan.example>, li@tan.example;", ("Mei Tan <mei@tan.example>", "li@tan.example")),
        ('"Tan, Mei" <mei@tan.example>; li@x.example', ("Tan, Mei <mei@tan.example>", "li@x.example")),
        ("mei@tan.example\nmei@tan.example", ("mei@tan.example",)),
        (' , "open', ('"open',)),
        ("", ()),
    ],
)
def test_people_stand_between_commas(text: str, people: tuple[str, ...]) -> None:
    assert people_in(text) == people


def test_what_is_shown_to_be_changed_says_the_same_when_it_is_read_again() -> None:
    people = ("Tan, Mei <mei@tan.example>", "li@tan.example", "Bo; Bo <bo@x.example>")
    assert people_in(written(people)) == people


def test_a_name_from_outside_cannot_end_the_line_or_add_an_address() -> None:
    assert person("Mei\r\nBcc: evil@x <a@b>", "mei@tan.example") == "Mei Bcc: evil@x a@b <mei@tan.example>"
    assert person("mei@tan.example", "mei@tan.example") == "mei@tan.example"
