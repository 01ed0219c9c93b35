import pytest

from agentconsole.channels.email.charsets import decode


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        (b"Gr\xfc\xdfe", "iso-8859-1", "Grüße"),
        (b"\x93hi\x94", "iso-8859-1", "“hi”"),
        ("Grüße".encode(), "utf-8", "Grüße"),
        ("Grüße".encode(), "us-ascii", "Grüße"),
        ("Grüße".encode(), "windows-1252", "Grüße"),
        ("Grüße".encode(), "", "Grüße"),
        (b"Gr\xfc\xdfe", "", "Grüße"),
        (b"Gr\xfc\xdfe", "utf-8", "Grüße"),
        (b"Gr\xfc\xdfe", "x-unknown", "Grüße"),
        ("世界人権".encode("iso-2022-jp"), "ISO-2022-JP", "世界人権"),
        ("世界①".encode("cp932"), "Shift_JIS", "世界①"),
        ("你好镕".encode("gbk"), "gb2312", "你好镕"),
        ("привет".encode("koi8-r"), '"KOI8-R"', "привет"),
        ("привет".encode("koi8-r"), "koi8-r (Cyrillic)", "привет"),
        (b"+AOQ-", "unicode-1-1-utf-7", "ä"),
        (b"\xef\xbb\xbfhi", "utf-8", "hi"),
        (b"\x81\x8d", "", "\x81\x8d"),
    ],
)
def test_bytes_are_read_as_declared_where_that_is_true_and_as_what_they_are_where_not(raw, declared, text):
    assert decode(raw, declared) == text


def test_one_broken_character_does_not_spoil_a_text():
    raw = "世界人権宣言".encode() + b"\xe4\xb8 end"
    assert decode(raw, "utf-8") == "世界人権宣言\ufffd end"


@pytest.mark.parametrize(
    "declared", ["idna", "punycode", "unicode_escape", "base64", "zlib", "a\0b", "é", "utf-8" * 99]
)
def test_a_name_that_is_no_charset_is_as_good_as_none(declared):
    assert decode(rb"\u0041 caf" + "é".encode(), declared) == r"\u0041 café"


def test_halves_of_characters_never_come_out():
    assert decode(b"+2AA-", "utf-7") == "\ufffd"
