import pytest

from agentconsole.channels.email.words import decoded


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("plain", "plain"),
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?UTF-8?B?R3LDvMOfZQ==?=", "Grüße"),
        ("=?iso-8859-1*de?Q?Gr=FC=DFe?= aus Wien", "Grüße aus Wien"),
        ("=?utf-8?q?one?= =?utf-8?q?_two?=", "one two"),
        ("=?utf-8?q?one?= and =?utf-8?q?two?=", "one and two"),
        ("=?utf-8?B?w7w=?==?utf-8?B?w58=?=", "üß"),
        ("Re:=?utf-8?q?x?=", "Re:x"),
        ("=?utf-8?q?a question? yes?=", "a question? yes"),
    ],
)
def test_encoded_words_are_read(header, text):
    assert decoded(header) == text


def test_a_character_split_over_two_words_is_whole_again():
    assert decoded("=?utf-8?q?Gr=C3?= =?utf-8?q?=BC=C3=9Fe?=") == "Grüße"


def test_a_word_cut_off_at_the_end_is_read_as_far_as_it_goes():
    assert decoded("=?utf-8?B?R3LDvMOfZQ") == "Grüße"


@pytest.mark.parametrize("header", ["=?", "=?utf-8?x?a?=", "a =?utf-8?q?never ends", "=??q?a?=", "=?utf-8?"])
def test_what_is_no_encoded_word_stands_as_it_came(header):
    assert decoded(header) == header


def test_an_unknown_charset_is_guessed():
    assert decoded("=?x-nonsense?q?Gr=C3=BC=C3=9Fe?=") == "Grüße"
    assert decoded("=?x-nonsense?q?Gr=FC=DFe?=") == "Grüße"
