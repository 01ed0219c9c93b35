"""Where a link really goes, in as few characters as say it."""

import re
from urllib.parse import unquote, urlsplit

from agentconsole.rules.lookalikes import lying_link

LONGEST = 100
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
UNSEEN = re.compile(r"[\x00-\x20]+")
ELSEWHERE = "leads elsewhere: "
"""Before the place, when the text names another host."""
WEB = frozenset({"http", "https", "ftp"})


def target(text: str, href: str) -> str:
    """What to write after a link's text: nothing where the text itself says where it goes."""
    href = UNSEEN.sub("", href)
    found = SCHEME.match(href)
    if not found or not text.strip():
        return ""  # a place within the page, or a link that cannot be seen
    scheme = found[1].lower()
    if scheme in WEB:
        place = _place(href)
        if _bare(text) == _bare(place):
            return ""
        return f"<{ELSEWHERE if lying_link(text, href) else ''}{_short(place)}>"
    if scheme in ("mailto", "tel", "sms"):
        address = unquote(href[found.end() :].partition("?")[0], errors="replace")
        return "" if not address or _digits(address) in _digits(text) else f"<{_short(address)}>"
    return f"<{scheme}:…>"


def _place(href: str) -> str:
    """Without the user name, behind which a host can hide."""
    try:
        parts = urlsplit(href)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except ValueError:
        return href


def _bare(url: str) -> str:
    url = UNSEEN.sub("", url).lower()
    for prefix in ("http://", "https://", "www."):
        url = url.removeprefix(prefix)
    return url.rstrip("/")


def _digits(text: str) -> str:
    """For comparing: addresses as they are, phone numbers without what is between the digits."""
    return text.lower() if "@" in text else re.sub(r"[\s().+/-]", "", text)


def _short(url: str) -> str:
    return url if len(url) <= LONGEST else url[: LONGEST - 1] + "…"
