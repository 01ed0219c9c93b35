"""Text from outside, made harmless to look at.

Nothing that `screen` returns can move a cursor, set a colour or a title, open a link, turn text
around or hide in it: whatever could is replaced by `MARK`, one cell wide, so that it is seen that
something stood there. The text itself is never changed where it is kept.

Square brackets stay as they are. The markup of a toolkit, such as `[@click=app.quit]x[/]`, is
harmless as long as no markup parser reads it, so what is screened here must only ever become spans
(`show.spans`), Rich `Text` or Textual `Content` built from plain strings.

Escape sequences follow ECMA-48 and xterm's list, invisible characters Unicode's
`Default_Ignorable_Code_Point`, joiners the conditions of UAX #31 and the emoji sequences of UTS #51.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby

MARK = "␦"
"""Stands for what was taken out. Someone may type it too: then it is shown as a mark all the same,
which hides nothing and gains nothing, and `removed` tells the two apart."""

TAB = "    "
MOST_RIDERS = 5
"""So many combining marks may sit on one letter: enough for Burmese and pointed Hebrew."""

_EMOJI = (
    "©®‼⁉™ℹ\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff〰〽㊗㊙"
    "\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
)
_TONE = "\U0001f3fb-\U0001f3ff"
_ONE_EMOJI = f"[{_EMOJI}][\ufe0e\ufe0f{_TONE}]?+"
_NATIONS = ("gbeng", "gbsct", "gbwls")
_FLAGS = "|".join("".join(chr(0xE0000 + ord(letter)) for letter in nation) for nation in _NATIONS)
_JOINING = (
    "\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06fa-\u06ff\u0710-\u074a\u0750-\u077f\u08a0-\u08e1"
    "\ufb50-\ufdc7\ufe70-\ufefc"
)
_VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a\u17d2"
_INDIC = "\u0904-\u0939\u0958-\u0961\u0978-\u09b9\u09dc-\u0d3a\u0d54-\u0dc6\u1000-\u102a\u1780-\u17b3"
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_UNSEEN = (
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f"
    f"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001345f{_TONE}"
    "\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_NEVER_CHARACTERS = "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)

_KEPT = (
    f"\U0001f3f4(?:{_FLAGS})\U000e007f"
    f"|{_ONE_EMOJI}(?:\u200d{_ONE_EMOJI}){{0,3}}+"
    "|[0-9#*]\ufe0f\u20e3"
    f"|(?<=[{_JOINING}{_VIRAMA}])\u200c(?=[{_JOINING}{_INDIC}])"
    f"|(?:[{_INDIC}][{_VIRAMA}]\u200d){{1,2}}+[{_INDIC}]"
    f"|[{_HAN}][\ufe00-\ufe02\U000e0100-\U000e01ef]"
)

# A string (a title, a hyperlink, a picture) ends with ST, or is cut off by the next sequence. Without
# an end it takes the rest of its line: its payload is not something the customer wrote. The 8-bit
# forms do not count after another byte from above 127: that is UTF-8 read as Latin-1, and text.
_STOPS = "\x18\x1a\x1b\x90\x98\x9b-\x9f"
_LONE = "(?<![\x80-\x9b\x9d-\xff])(?<![\xc2-\xf4]\x9c)"
_OSC = f"(?:\x1b\\]|{_LONE}\x9d)(?:[^\x07{_STOPS}]*+(?:\x07|\x1b\\\\|\x9c)|[^\n\r\x07{_STOPS}]*+)"
_STRING = f"(?:\x1b[PX^_k]|{_LONE}[\x90\x98\x9e\x9f])(?:[^{_STOPS}]*+(?:\x1b\\\\|\x9c)|[^\n\r{_STOPS}]*+)"
_CSI = f"(?:\x1b\\[|{_LONE}\x9b)[0-?]*+[ -/]*+[@-~]?+"
_ESCAPE = "\x1b[ -/]*+[0-~]?+"

# Most of a text, in one bite. Its last character is left over: it may belong to what follows.
_EVERYDAY = (
    "\n -~\xa1-\xa8\xaa-\xac\xaf-\u02ff\u0370-\u0482\u2010-\u2027\u20ac\u3000-\u302f"
    "\u3041-\u3096\u30a1-\u30ff\u3400-\u9fff\uac00-\ud7a3"
)

_CLASSES = {
    "everyday": f"[{_EVERYDAY}]+(?=[{_EVERYDAY}])",
    "kept": _KEPT,
    "sequence": f"{_OSC}|{_STRING}|{_CSI}|{_ESCAPE}",
    "newline": "\r\n?",
    "tab": "\t",
    "direction": "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+",
    "control": "[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]+",
    "invisible": f"[{_UNSEEN}]+",
    "private": "[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+",
    "broken": f"[\ud800-\udfff\ufdd0-\ufdef{_NEVER_CHARACTERS}]+",
    "written": MARK,
}
_PLAIN = {"newline": "\n", "tab": TAB, "written": MARK}

_JAMO = "\u1161-\u11ff\ud7b0-\ud7fb"

_WORDS = {
    "sequence": ("escape sequence", "escape sequences"),
    "control": ("control character", "control characters"),
    "direction": ("direction override", "direction overrides"),
    "invisible": ("invisible character", "invisible characters"),
    "private": ("private character", "private characters"),
    "broken": ("broken character", "broken characters"),
    "crowd": ("pile of combining marks", "piles of combining marks"),
    "written": ("mark the sender typed", "marks the sender typed"),
}


@cache
def _unsafe() -> re.Pattern[str]:
    """Made when the first text needs it, as is `_crowd`: that takes longer than many a command has."""
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _CLASSES.items()))


@cache
def _crowd() -> re.Pattern[str]:
    return re.compile(f"(?:[^\\w\\s!-~{_UNSEEN}]|[{_JAMO}]){{{MOST_RIDERS + 1},}}+")


def screen(text: str) -> str:
    """The text, safe to show over several lines: newlines stay, tabs become spaces."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return _unsafe().sub(_replacement, _crowd().sub(_thinned, text))


def screen_line(text: str) -> str:
    """The text, safe to show in one line: a line's end, with the blanks around it, becomes one space."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return " ".join(filter(None, (line.strip() for line in screen(text).split("\n"))))


def removed(text: str) -> tuple[str, ...]:
    """What `screen` takes out of this text, in words, such as `2 escape sequences`."""
    found: Counter[str] = Counter()
    found["crowd"] = sum(size > MOST_RIDERS for match in _crowd().finditer(text) for size in _piles(match[0]))
    for match in _unsafe().finditer(_crowd().sub(_thinned, text)):
        name = match.lastgroup or ""
        found[name] += 1 if name == "sequence" else len(match[0])
    found["written"] -= found["crowd"]
    return tuple(
        f"{found[name]} {words[found[name] > 1]}" for name, words in _WORDS.items() if found[name] > 0
    )


def _replacement(match: re.Match[str]) -> str:
    if match.lastgroup in ("everyday", "kept"):
        return match[0]
    return _PLAIN.get(match.lastgroup or "", MARK)


def _thinned(match: re.Match[str]) -> str:
    piles = (("".join(pile), rides) for rides, pile in groupby(match[0], _is_rider))
    return "".join(
        pile[:MOST_RIDERS] + MARK if rides and len(pile) > MOST_RIDERS else pile for pile, rides in piles
    )


def _piles(crowd: str) -> Iterator[int]:
    """How many characters ride together, pile by pile."""
    return (sum(1 for _ in pile) for rides, pile in groupby(crowd, _is_rider) if rides)


def _is_rider(character: str) -> bool:
    """It takes no cell of its own: a combining mark, or a Hangul vowel or final without its syllable."""
    if unicodedata.category(character).startswith("M"):
        return True
    return "\u1161" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7fb"
