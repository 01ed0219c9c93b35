"""JSON as text that can be printed anywhere.

Every character that could act on a terminal, or hide in what is read there, is written as `\\uXXXX`:
controls, what turns the direction of text around, separators of lines, and whatever has no width. The
JSON says exactly the same. Sources: categories Cc, Cf, Zl and Zp and the property
`Default_Ignorable_Code_Point` of Unicode 16; RFC 8259, section 7, for astral characters.
"""

import re
from functools import cache
from typing import Any

import msgspec

_DELETE = r"\u007f"
_HIDDEN = (
    "[\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def encode_line(value: Any) -> str:
    """The value as JSON on one line, without an end of line."""
    try:
        return _harmless(msgspec.json.encode(value).decode())
    except (UnicodeEncodeError, OverflowError):
        return _dumps(_sayable(value), separators=(",", ":")).replace("\x7f", _DELETE)


def encode(value: Any) -> str:
    """The value as JSON, indented for people, without an end of line."""
    try:
        return _harmless(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
    except (UnicodeEncodeError, OverflowError):
        return _dumps(_sayable(value), indent=2).replace("\x7f", _DELETE)


def _sayable(value: Any) -> Any:
    """What msgspec cannot write, half a surrogate pair (from a file's name) or a number of more than 64
    bits, as the slower encoder can: what JSON has no word for is null there too."""
    import json

    text = _dumps(msgspec.to_builtins(value))
    return json.loads(text, parse_constant=lambda _: None)


def _harmless(text: str) -> str:
    return text if text.isascii() and "\x7f" not in text else _hidden().sub(_escape, text)


@cache
def _hidden() -> re.Pattern[str]:
    """Made when the first text needs it."""
    return re.compile(_HIDDEN)


def _dumps(value: Any, **how: Any) -> str:
    """The standard library's way, which is seldom needed."""
    import json

    return json.dumps(value, **how)


def _escape(match: re.Match[str]) -> str:
    return _DELETE if match[0] == "\x7f" else _dumps(match[0])[1:-1]
