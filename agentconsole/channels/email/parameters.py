"""Values with parameters, `text/plain; charset=utf-8`, with RFC 2231's long and foreign ones."""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from agentconsole.channels.email import charsets, words

PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')
ESCAPED = re.compile(r'\\([\\"])')
MISSING_SEMICOLON = re.compile(r"^([^\s;]+)[ \t]+(?=[\w*-]+=)")
FORGOTTEN_SEMICOLON = re.compile(
    r'"(?:[^"\\]|\\.)*"|(?<=[^;\s])[ \t]+(?=(?:charset|name|filename|boundary|format|method|type|[\w-]+\*)'
    r"[\d*]{0,5}[ \t]*=)",
    re.IGNORECASE,
)
COMMENT = re.compile(r"\([^()]*\)")
NUMBERED = re.compile(r"^([^*]+)(?:\*(\d{1,3}))?(\*)?$")
MOST = 4_096


def parse(value: str) -> tuple[str, Mapping[str, str]]:
    """The value in lower case, and its parameters by lower-case name."""
    return _parsed(value[:MOST]) if value else ("", {})


@lru_cache(256)
def _parsed(value: str) -> tuple[str, Mapping[str, str]]:
    value = MISSING_SEMICOLON.sub(r"\1; ", value, count=1)
    if value.count("=") > value.count(";"):
        value = FORGOTTEN_SEMICOLON.sub(lambda found: found[0] if found[0][0] == '"' else "; ", value)
    main = "".join(COMMENT.sub("", value.partition(";")[0]).split()).lower()
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for found in PARAMETER.finditer(value):
        name, text = found[1].lower(), _unquoted(found[2].strip())
        extended = NUMBERED.match(name)
        if extended and (extended[2] or extended[3]):
            pieces.setdefault(extended[1], []).append((int(extended[2] or 0), bool(extended[3]), text))
        else:
            plain.setdefault(name, words.decoded(text))
    return main, plain | {name: _together(found) for name, found in pieces.items()}


def _unquoted(text: str) -> str:
    if not text.startswith('"'):
        return text
    return ESCAPED.sub(r"\1", text[1:-1] if len(text) > 1 and text.endswith('"') else text[1:])


def _together(pieces: list[tuple[int, bool, str]]) -> str:
    """RFC 2231, 3 and 4: `name*0*=utf-8'en'...; name*1=...`."""
    pieces.sort(key=lambda piece: piece[0])
    charset = ""
    if pieces[0][1] and pieces[0][2].count("'") >= 2:
        charset, _, first = pieces[0][2].split("'", 2)
        pieces[0] = (0, True, first)
    repeated = f"{charset}'"  # some programs say the charset in each piece
    raw = b"".join(
        unquote_to_bytes(text.removeprefix(repeated)) if encoded else text.encode("utf-8", "replace")
        for _, encoded, text in pieces
    )
    return charsets.decode(raw, charset)
