"""Domains as they go over the wire."""

import re

DOMAIN = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f.:]+\]")


def on_the_wire(domain: str) -> str:
    """The domain in ASCII and lower case: `münchen.example` is `xn--mnchen-3ya.example` there. Empty when
    it is none."""
    domain = domain.strip().lower()
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return domain if DOMAIN.fullmatch(domain) and len(domain) <= 255 else ""
