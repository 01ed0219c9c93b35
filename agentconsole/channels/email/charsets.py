"""Bytes to text, whatever charset they claim to be in, and never an error."""

import codecs
import re
from functools import lru_cache

ALIASES = {
    "cp-850": "cp850",
    "gb2312": "gb18030",  # what is labelled so is nearly always written in one of its supersets
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "cp1252",  # as browsers read it: the C1 controls of latin-1 are never meant
    "iso8859-1": "cp1252",
    "iso-2022-jp": "iso2022_jp_ext",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "x-mac-roman": "mac-roman",
    "us-ascii": "ascii",
    "ansi_x3.4-1968": "ascii",
}
NOT_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
"""Python knows them as encodings; no mail is written in them, and some take quadratic time."""
NARROW = frozenset({"ascii", "cp1252", "utf-8"})
ESCAPING = frozenset({"hz", "iso2022_jp_ext", "iso2022_kr"})
"""Their signs are letters of ASCII behind an escape sequence: one that is wrong makes it no ASCII."""
ONE_BYTE = ("iso8859", "cp125", "koi8", "mac", "cp8")
NAME = re.compile(r"[\w.:+-]{1,60}")
SURROGATES = re.compile("[\ud800-\udfff]")


def decode(raw: bytes, declared: str = "") -> str:
    """The text of these bytes: as declared, else UTF-8, else as Windows writes western languages."""
    if not declared and raw.isascii():
        return raw.decode("ascii")
    name = _codec(declared)
    if raw.isascii() and (not name or name in NARROW):
        return raw.decode("ascii")
    for codec in _in_order(name) if not (name in ESCAPING and raw.isascii()) else (name,):
        text = _strictly(raw, codec)
        if text is not None:
            return _whole(text)
    return _whole(_nearly(raw, name) or _strictly(raw, "cp1252") or raw.decode("latin-1"))


def known(declared: str) -> bool:
    """Whether it is a charset we can read."""
    return bool(_codec(declared))


def has_letters(declared: str) -> bool:
    """Whether it is a charset with letters of its own beyond ASCII. UTF-8 shows by itself."""
    return _codec(declared) not in {"", "ascii", "utf-8"}


def is_silent(declared: str) -> bool:
    """Whether it says nothing of letters beyond ASCII."""
    return _codec(declared) in {"", "ascii"}


def fits(raw: bytes, declared: str) -> bool:
    """Whether all of these bytes are letters of it."""
    return _strictly(raw, _codec(declared)) is not None


def is_nearly_utf8(raw: bytes) -> bool:
    """Whether these bytes are UTF-8, but for a few."""
    return is_utf8(raw) or bool(_nearly(raw, "utf-8"))


def is_utf8(raw: bytes) -> bool:
    """Whether these bytes are UTF-8: those of another charset are not by chance."""
    return _strictly(raw, "utf-8") is not None


def _in_order(name: str) -> tuple[str, ...]:
    # Text in a charset of one byte a character is practically never valid UTF-8 by chance, and is
    # always valid as that charset: what can be UTF-8 is, whatever it claims.
    if not name or name in NARROW:
        return ("utf-8-sig",)
    return ("utf-8-sig", name) if name.startswith(ONE_BYTE) else (name, "utf-8-sig")


@lru_cache(256)
def _codec(declared: str) -> str:
    word = NAME.search(declared)  # a comment may follow
    name = word[0].lower() if word else ""
    name = ALIASES.get(name, name)
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "" if found.replace("_", "-") in NOT_CHARSETS else found


def _strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (LookupError, ValueError):
        return None


def _nearly(raw: bytes, name: str) -> str:
    """As declared, with a few broken characters: better than all of it in a wrong charset."""
    try:
        text = raw.decode(name if name and name not in {"ascii", "cp1252"} else "utf-8", "replace")
    except (LookupError, ValueError):
        return ""
    return text if text.count("\ufffd") <= 1 + len(text) // 50 and _mostly_right(text) else ""


def _mostly_right(text: str) -> bool:
    broken = text.count("\ufffd")
    return sum(character > "\x7f" for character in text[:100_000]) > 3 * broken


def _whole(text: str) -> str:
    """Without halves of characters, which UTF-7 can smuggle in and which nothing can store."""
    return SURROGATES.sub("\ufffd", text)
