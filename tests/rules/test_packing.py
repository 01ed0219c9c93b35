import os
import zlib

from hypothesis import given
from hypothesis import strategies as some

from agentconsole.rules.packing import Packed, packed, unpacked


@given(some.binary(max_size=60_000))
def test_an_original_comes_back_byte_for_byte(original):
    assert unpacked(packed(original)) == original


def test_a_long_text_is_kept_small_and_a_large_file_smaller_than_it_came():
    text = b"".join(b"Thank you for line %d.\r\n" % number for number in range(5_000))
    assert len(packed(text)) < len(text) / 4
    letters = os.urandom(60_000).hex().encode()
    assert len(packed(letters)) < 0.6 * len(letters)


def test_what_was_kept_by_a_plain_compression_is_read():
    assert unpacked(zlib.compress(b"as it came")) == b"as it came"


def test_what_is_packed_already_is_kept_as_it_is():
    once = Packed(packed(b"as it came"))
    assert packed(once) == once
    assert unpacked(packed(once)) == b"as it came"
