import random
import struct

import pytest

from agentconsole.channels.email import tnef
from tests.channels.email.make_tnef import attribute, properties, text_property, winmail

FILES = (("Rechnung März.pdf", b"%PDF-1.4"), ("notes of the day.txt", b"hello"))


def test_files_and_text_are_found():
    found = tnef.read(winmail("Dear Ana,\r\nsee below", files=FILES))
    assert [(file.name, file.content) for file in found.files] == list(FILES)
    assert found.text == "Dear Ana,\r\nsee below"
    assert tnef.read(winmail(html="<p>Grüße".encode("cp1252"))).html == "<p>Grüße"


def test_a_property_with_a_name_of_its_own_is_passed_over():
    named = struct.pack("<HH16sII", tnef.UNICODE, 0x8001, b"\0" * 16, 1, 5) + b"a\0b\0\0\0\0\0"
    named += struct.pack("<II", 1, 4) + "x\0".encode("utf-16-le")
    value = properties(named, text_property(tnef.PLAIN, "behind"))
    raw = struct.pack("<IH", tnef.SIGNATURE, 1) + attribute(1, tnef.MESSAGE_PROPERTIES, value)
    assert tnef.read(raw).text == "behind"


def test_what_is_none_is_said_to_be_none():
    assert tnef.read(b"") is None
    assert tnef.read(b"PK\x03\x04 no such file") is None


def test_one_that_is_cut_anywhere_gives_what_it_has():
    raw = winmail("Dear Ana", files=FILES)
    for end in range(6, len(raw)):
        found = tnef.read(raw[:end])
        assert len(found.files) <= len(FILES)


@pytest.mark.parametrize("seed", range(40))
def test_one_that_is_broken_anywhere_is_read_to_an_end(seed):
    chance = random.Random(seed)
    raw = bytearray(winmail("Dear Ana", files=FILES))
    for _ in range(20):
        raw[chance.randrange(6, len(raw))] = chance.randrange(256)
    tnef.read(bytes(raw))


def test_lengths_that_lie_cost_nothing():
    start = struct.pack("<IH", tnef.SIGNATURE, 1)
    assert tnef.read(start + struct.pack("<BHHI", 1, tnef.BODY, 6, 2**32 - 1)).text == ""
    many = struct.pack("<IHHI", 2**32 - 1, 0x1002, 1, 2**32 - 1)
    assert tnef.read(start + attribute(1, tnef.MESSAGE_PROPERTIES, many)).text == ""
    assert len(tnef.read(start + attribute(2, tnef.ATTACHMENT_BEGINS, b"") * 100_000).files) <= 500
