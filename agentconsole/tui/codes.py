"""The codes of a style, as they stand in an escape sequence, and how one style becomes another."""

from functools import lru_cache
from itertools import islice
from typing import NamedTuple

ENDED = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""The code that ends what a code began."""
UNSEEN = {"1", "2", "3"}
"""Bold, dim and slanted blanks look like any other."""


class Look(NamedTuple):
    """A style: what is neither colour, the colour of the text, and the colour under it; "" where usual."""

    attributes: tuple[str, ...]
    text: str
    under: str


@lru_cache(maxsize=4096)
def look(codes: str) -> Look:
    """What the codes of an escape sequence say."""
    attributes, text, under = [], "", ""
    parts = iter(codes.split(";") if codes else ())
    for part in parts:
        if part in ("38", "48"):
            kind = next(parts)
            colour = ";".join((part, kind, *islice(parts, 3 if kind == "2" else 1)))
            text, under = (colour, under) if part == "38" else (text, colour)
        elif part[:-1] in ("3", "9"):
            text = part
        elif part[:-1] in ("4", "10"):
            under = part
        else:
            attributes.append(part)
    return Look(tuple(attributes), text, under)


@lru_cache(maxsize=4096)
def codes_of_blanks(codes: str) -> str:
    """The codes of which a blank shows anything: all of them where it is underlined, say."""
    return codes if not set(look(codes).attributes) <= UNSEEN else look(codes).under


@lru_cache(maxsize=4096)
def turned(before: str, codes: str) -> str:
    """The escape sequence from one style to another."""
    old, new = look(before), look(codes)
    changed = []
    if old.attributes != new.attributes:
        if not set(old.attributes) <= set(ENDED):
            return f"\x1b[0;{codes}m"
        ended = {ENDED[each] for each in old.attributes if each not in new.attributes}
        kept = {each for each in old.attributes if each in new.attributes and ENDED[each] not in ended}
        changed = [*sorted(ended), *(each for each in new.attributes if each not in kept)]
    if old.text != new.text:
        changed.append(new.text or "39")
    if old.under != new.under:
        changed.append(new.under or "49")
    return f"\x1b[{';'.join(changed)}m" if changed else ""
