"""The name under which a file from outside may be saved: one that stays in the folder and does nothing."""

import re

from agentconsole.rules.screening import MARK, screen_line

LONGEST = 150
"""Bytes. Every file system takes that, with a number added."""
LONGEST_ENDING = 20
FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
LEADING = re.compile(r"^[\s.~-]+")
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
NAMELESS = "attachment"


def safe_name(name: str) -> str:
    """A name without a path, without anything that is not seen, that no shell or file system takes for
    something else. Never empty, and at most `LONGEST` bytes."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = screen_line(last).replace(MARK, "_")
    plain = LEADING.sub("", FORBIDDEN.sub("_", seen)).rstrip(". ")
    if DEVICES.match(plain):
        plain = f"_{plain}"
    return _short(plain) or NAMELESS


def numbered(name: str, number: int) -> str:
    """Another name for a file whose own is taken: `invoice (2).pdf`."""
    stem, ending = _parts(name)
    return f"{stem} ({number}){ending}"


def has_ending(name: str, endings: tuple[str, ...]) -> bool:
    """Whether a name has one of these endings, in lower case and with their dot, once it is saved."""
    return safe_name(name).lower().endswith(endings)


def _parts(name: str) -> tuple[str, str]:
    """The name, and its ending with the dot."""
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem else (name, "")


def _short(name: str) -> str:
    """Cut between letters, before the ending."""
    if len(_coded(name)) <= LONGEST:
        return name
    stem, ending = _parts(name)
    if len(_coded(ending)) > LONGEST_ENDING:
        stem, ending = name, ""
    return _coded(stem)[: LONGEST - len(_coded(ending))].decode("utf-8", "ignore").rstrip(". ") + ending


def _coded(name: str) -> bytes:
    return name.encode("utf-8", "replace")
