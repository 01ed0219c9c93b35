import pytest

from agentconsole.channels.email.flowed import joined


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one \ntwo\nthree", "one two\nthree"),
        ("> one \n> two\nthree", "> one two\nthree"),
        (">> one \n>> two\n> three", ">> one two\n> three"),
        ("> one \ntwo", "> one\ntwo"),
        ("one \n-- \nMei", "one \n-- \nMei"),
        (" From here\n >not a quote", "From here\n>not a quote"),
        ("one \n\ntwo", "one \n\ntwo"),  # programs that do not know better leave spaces everywhere
        ("one ", "one "),
        ("> \n> one", ">\n> one"),
        ("", ""),
    ],
)
def test_paragraphs_are_joined_and_quotes_keep_their_depth(text, expected):
    assert joined(text, delete_space=False) == expected


def test_a_space_that_only_marks_the_break_is_no_part_of_the_text():
    assert joined("こんに \nちは", delete_space=True) == "こんにちは"
    assert joined("> a \n> b", delete_space=True) == "> ab"
