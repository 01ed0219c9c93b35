"""In what charset a text is that declares none.

Some show it themselves: by a mark before them or by escape sequences. Else it is a guess, by which letters
come out: only the first of them are looked at. What is not clearly anything else is read as Windows writes
western languages, as browsers do.
"""

import codecs
import re

from agentconsole.channels.email.alphabets import COMMON, FREQUENT, JAPANESE, LATIN, NEUTRAL

WESTERN = "windows-1252"
LOOKED_AT = 4_096
"""Bytes from the first letter of eight bits on."""
BEFORE = 20
"""Bytes before it."""
JAPANESE_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\([IJ]|\$\(D)")
KOREAN_ESCAPE = b"\x1b$)C"
CHINESE_ESCAPE = re.compile(rb"~\{(?:[\x21-\x29\x30-\x77][\x21-\x7e])+~\}")
HIGH = re.compile(rb"[\x80-\xff]")
LONG_RUN = re.compile(rb"[\x80-\xff]{3,}")
INNER = re.compile(rb"(?<=[a-z])[\x80-\xff]+(?=[a-z])")
"""Letters within a word of the Latin alphabet, where no sign stands but an apostrophe."""
TWO_BYTES = {"euc-kr": "euc_kr", "gb18030": "gbk", "big5": "big5"}
USUAL = {"euc-kr": range(0xB0, 0xC9), "gb18030": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
"""First bytes of the usual signs."""
ODD = re.compile(r"[а-яёіїά-ώ](?=[А-ЯЁІЇΆ-Ώ])|\ufffd|[─-▟]")
"""What comes out of a wrong charset: a capital behind a small letter, lines of boxes, and nothing at all."""
CAPITAL = 0.9
"""What a capital counts as of a small letter: texts have fewer."""


def shown(raw: bytes) -> str:
    """The charset that the bytes themselves show; empty without one."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"~{" in raw and raw.isascii() and CHINESE_ESCAPE.search(raw):
        return "hz"
    return escaped(raw)


def escaped(raw: bytes) -> str:
    """The charset that escape sequences show; empty without one."""
    if b"\x1b" not in raw:
        return ""
    if KOREAN_ESCAPE in raw:
        return "iso-2022-kr"
    return "iso-2022-jp-ext" if JAPANESE_ESCAPE.search(raw) else ""


def likely(raw: bytes) -> str:
    """The charset in which the letters of eight bits make most sense, by guess."""
    first = HIGH.search(raw)
    sample = raw[max(0, first.start() - BEFORE) : first.start() + LOOKED_AT] if first else b""
    if all(sign in NEUTRAL for sign in sample.decode(WESTERN, "replace") if sign > "\x7f"):
        return WESTERN
    return _far_east(sample) or _other_script(sample) or _latin(sample)


def _far_east(sample: bytes) -> str:
    """Charsets of two bytes a sign. What is in none of them is rarely valid, and then of rare signs."""
    if _of_japanese(_signs(sample, "cp932"), "cp932", range(0x88, 0x98)):
        return "shift_jis"
    if _of_japanese(_signs(sample, "euc_jp"), "euc_jp", range(0xB0, 0xD0)):
        return "euc-jp"
    shares = {name: _frequent(_signs(sample, codec), name, codec) for name, codec in TWO_BYTES.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= 0.1 else ""


def _frequent(signs: list[str], name: str, codec: str) -> float:
    """What share of these signs is frequent; 0 when the others are not from where the usual ones stand."""
    rest = [sign for sign in signs if sign not in FREQUENT[name]]
    if not signs or (rest and _share(_leads(rest, codec), USUAL[name]) < 0.8):
        return 0.0
    return 1 - len(rest) / len(signs)


def _signs(sample: bytes, codec: str) -> list[str]:
    """Those beyond ASCII, or none where the bytes are not in this charset. The last may be cut."""
    try:
        text = codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return []
    return [sign for sign in text if sign > "\x7f"]


def _leads(signs: list[str], codec: str) -> list[int]:
    return [sign.encode(codec)[0] for sign in signs]


def _share(values: list[int], within: range) -> float:
    return sum(value in within for value in values) / len(values) if values else 0.0


def _of_japanese(signs: list[str], codec: str, common: range) -> bool:
    """A fifth of it, at least, is kana, and nearly all the rest frequent."""
    kana = sum("\u3041" <= sign <= "\u30fe" for sign in signs)
    rest = [sign for sign in signs if not ("\u3041" <= sign <= "\u30fe" or sign in JAPANESE)]
    return kana * 5 >= len(signs) > 0 and (not rest or _share(_leads(rest, codec), common) > 0.7)


def _other_script(sample: bytes) -> str:
    """Of scripts other than the Latin one, that whose frequent letters come out; empty for Latin letters,
    which do not follow each other in threes."""
    high = len(HIGH.findall(sample))
    if 2 * sum(map(len, LONG_RUN.findall(sample))) < high:
        return ""
    counted = {name: _counted(sample.decode(name, "replace"), name) for name in COMMON}
    best = max(counted, key=lambda name: counted[name])
    return best if 5 * counted[best] >= 2 * high else ""


def _counted(text: str, name: str) -> float:
    small = COMMON[name]
    capitals = "" if small.upper() == small else small.upper()
    found = sum(map(text.count, small)) + CAPITAL * sum(map(text.count, capitals))
    return found - len(ODD.findall(text))


def _latin(sample: bytes) -> str:
    inner = b"".join(INNER.findall(sample))
    found = {name: _covered(inner, name) for name in LATIN} if inner else {}
    return max(found, key=lambda name: found[name]) if found else WESTERN


def _covered(inner: bytes, name: str) -> float:
    """What share of these letters one language has, of those written in the charset."""
    letters = [letter for letter in inner.decode(name, "replace") if letter not in NEUTRAL]
    if not letters:
        return 0.0
    return max(sum(map(letters.count, alphabet)) for alphabet in LATIN[name]) / len(letters)
