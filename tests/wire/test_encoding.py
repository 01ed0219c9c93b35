import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.wire.encoding import encode, encode_line

ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
NO_WIDTH = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180d\u180f\u2065\u3164\ufe00\ufe0f\uffa0\ufff0\U000e0000\U000e0fff"
)

texts = st.text(st.characters(exclude_categories=[]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def test_no_character_that_acts_on_a_terminal_is_ever_written_as_itself() -> None:
    everything = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    written = set(encode_line(everything))
    assert not {char for char in written if unicodedata.category(char) in ACTING}
    assert not written & set(NO_WIDTH)
    assert json.loads(encode_line(everything)) == everything


def test_what_can_be_read_stays_as_it_is() -> None:
    assert encode_line('Ana Kovač 你好 😀 \\ "') == '"Ana Kovač 你好 😀 \\\\ \\""'


def test_an_escape_sequence_is_shown_and_not_obeyed() -> None:
    assert encode_line("\x1b]0;x\x07\x7f\x9b2J\u202e") == r'"\u001b]0;x\u0007\u007f\u009b2J\u202e"'


def test_a_character_beyond_the_first_plane_is_a_surrogate_pair() -> None:
    assert encode_line("\U000e0041") == r'"\udb40\udc41"'


@pytest.mark.parametrize("write", [encode, encode_line])
def test_half_a_surrogate_pair_is_kept_and_breaks_nothing(write: object) -> None:
    assert callable(write)
    assert json.loads(write({"name": "a\ud800b\udc41", "big": 2**70})) == {
        "name": "a\ud800b\udc41",
        "big": 2**70,
    }


def test_what_json_cannot_say_is_null() -> None:
    assert encode_line([float("nan"), 1]) == "[null,1]"
    assert encode_line([float("nan"), "\ud800"]) == '[null,"\\ud800"]'


def test_lines_have_no_end_and_indented_json_is_for_people() -> None:
    assert encode_line({"a": [1, 2]}) == '{"a":[1,2]}'
    assert encode({"a": [1, {}]}) == '{\n  "a": [\n    1,\n    {}\n  ]\n}'


@given(value=values)
def test_any_value_is_written_without_loss_and_on_one_line(value: object) -> None:
    line = encode_line(value)
    assert len(line.splitlines()) == 1
    expected = json.loads(json.dumps(value))
    assert json.loads(line) == expected
    assert json.loads(encode(value)) == expected
