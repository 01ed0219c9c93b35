"""Names and links that pass for others.

The table is small and made by hand, instead of the whole of UTS #39: the letters with which names
in the Latin alphabet are imitated.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from agentconsole.rules.screening import MARK, screen_line

_ALIKE = {
    "a": "аαɑᴀАΑ@",
    "b": "вьβВЬΒʙƅ",
    "c": "сϲᴄС",
    "d": "ԁđɗᴅ",
    "e": "еεєᴇЕΕ3",
    "f": "ƒϝ",
    "g": "ɡցɢ",
    "h": "нһհʜНΗ",
    "k": "кκᴋКΚ",
    "l": "iјjіıӏιʟɪłǀ∣|!1ІЈӀΙ",
    "m": "мᴍМΜ",
    "n": "пηոɴΝ",
    "o": "оοσօøᴏ0ОΟ",
    "p": "рρᴘРΡ",
    "q": "ԛ",
    "r": "гʀ",
    "s": "ѕꜱЅ5$",
    "t": "тτᴛТΤ",
    "u": "υսμᴜ",
    "v": "νѵᴠ",
    "w": "ԝωᴡ",
    "x": "хχХΧ",
    "y": "уγʏУΥ",
    "z": "ᴢΖ",
}
_TABLE = str.maketrans({strange: plain for plain, many in _ALIKE.items() for strange in many})
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")
_HOST = re.compile(r"(?<![\w.-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,9}[^\W\d_]{2,24}(?![\w-])")
LONGEST = 200
"""Of what is seen of a name or a link's text, so much is looked at."""


def skeleton(name: str) -> str:
    """What a name looks like: two names a hurried reader cannot tell apart have one skeleton."""
    return _remembered(name) if len(name) <= LONGEST else _skeleton(_seen(name))


@lru_cache(4096)
def _remembered(name: str) -> str:
    return _skeleton(_seen(name))


def _skeleton(name: str) -> str:
    flat = unicodedata.normalize("NFKC", name).translate(_TABLE).casefold().translate(_TABLE)
    parts = unicodedata.normalize("NFKD", flat).translate(_TABLE)
    letters = "".join(c if c.isalnum() else " " for c in parts if unicodedata.category(c)[0] not in "MC")
    for pair, one in _PAIRS:
        letters = letters.replace(pair, one)
    return " ".join(letters.split())


def passes_for(name: str, known: Iterable[str]) -> str | None:
    """Which of these names the other one could be taken for, exact likeness among them.

    For names of customers, with the names of colleagues and desks as `known`. A known name of
    several words is found inside a longer name too (`Ana Ruiz - Support`).
    """
    seen = f" {skeleton(name)} "
    for one in known:
        looks = skeleton(one)
        if looks and (seen == f" {looks} " or (" " in looks and f" {looks} " in seen)):
            return one
    return None


def mixed_scripts(name: str) -> bool:
    """One word is written with letters of several alphabets that look alike."""
    return any(len({script for script in map(_script, word) if script}) > 1 for word in _seen(name).split())


def lying_link(text: str, href: str) -> str | None:
    """The host a link really leads to, when its text names another one; None when it is honest.

    A text that names no host says nothing and cannot lie. A page of a host that the text names in
    short (`mail.tan.example` for `tan.example`) is honest.
    """
    shown = _HOST.search(unicodedata.normalize("NFKC", _seen(text)))
    real = _host_of(href)
    if shown is None or real is None:
        return None
    claimed = _ascii(shown[0])
    return None if real == claimed or real.endswith(f".{claimed}") or claimed == f"www.{real}" else real


def _seen(text: str) -> str:
    """What a reader sees of it: nothing invisible takes part, or pushes the rest out of sight."""
    return screen_line(text).replace(MARK, "")[:LONGEST]


def _script(character: str) -> str | None:
    if not character.isalpha():
        return None
    words = unicodedata.name(character, "").partition(" ")
    return words[0] if words[0] in _SCRIPTS else None


def _host_of(href: str) -> str | None:
    """The host of a web link, as a browser reads it, or the domain of a mail link."""
    plain = "".join(c for c in href if c > " ").replace("\\", "/")
    try:
        parts = urlsplit(plain if ":" in plain.partition("/")[0] else f"//{plain.lstrip('/')}")
        host = parts.path.partition("?")[0].rpartition("@")[2] if parts.scheme == "mailto" else parts.hostname
    except ValueError:  # not an address at all: say what stands where the host should be
        host = plain.partition("//")[2].partition("/")[0]
    return _ascii(host) if host else None


def _ascii(host: str) -> str:
    """The host as name servers know it: a letter from another alphabet cannot hide in it."""
    host = host[:LONGEST]
    try:
        return host.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        return host.lower().rstrip(".")
