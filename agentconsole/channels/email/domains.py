"""Domains as they go over the wire."""

import re
from contextlib import suppress

NOT_OF_A_DOMAIN = re.compile(r"[^a-z0-9.:\[\]_-]+")


def on_the_wire(domain: str) -> str:
    """The domain in ASCII and lower case: `münchen.example` is `xn--mnchen-3ya.example` there. What no
    domain can hold is left out."""
    domain = domain.strip().lower()
    with suppress(UnicodeError):  # too long, or with an empty label: the server that is asked says so
        domain = domain.encode("idna").decode("ascii")
    return NOT_OF_A_DOMAIN.sub("", domain)
