"""Pictures of an HTML mail that are on the internet. They are never loaded: that would tell who reads it."""

import re

PLACE = re.compile(rb"//([\w.-]{1,100})")
BEFORE = re.compile(
    rb"(?:\b(?:src|background|poster|srcset)\s{0,9}=\s{0,9}[\"']?|url\(\s{0,9}[\"']?)\s{0,9}(?:https?:)?\Z",
    re.I,
)
BACK = 60
MOST = 1_000
NAMED = 3


def pictures(source: bytes) -> list[str]:
    """The host of each, as often as there is one there."""
    found = []
    for place in PLACE.finditer(source):
        if BEFORE.search(source, max(0, place.start() - BACK), place.start()):
            found.append(place[1].decode("ascii", "replace").lower())
            if len(found) >= MOST:
                break
    return found


def said(hosts: list[str]) -> str:
    """That they are not loaded, in a sentence."""
    names = list(dict.fromkeys(hosts))
    several = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    count = "A picture" if len(hosts) == 1 else f"{len(hosts)} pictures"
    return f"{count} on the internet not loaded: {several}"
