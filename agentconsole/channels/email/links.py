"""Where a link really goes, in as few characters as say it."""

import re
from urllib.parse import unquote, urljoin, urlsplit

from agentconsole.rules.lookalikes import lying_link

LONGEST = 100
LONGEST_BASE = 300
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
UNSEEN = re.compile(r"[\x00-\x20]+")
HOST_ONLY = re.compile(r"[/\\]{2}|www\.", re.IGNORECASE)
"""How a target begins that names a host and no scheme: what reads the page adds one."""
ELSEWHERE = "leads elsewhere: "
"""Before the place, when the text names another host."""
NOWHERE = "leads nowhere"
"""When the text names a host, and the link goes from a page that stands nowhere to another of its pages."""
WEB = frozenset({"http", "https", "ftp"})


def page(href: str) -> str:
    """Where a page says it stands (`<base href>`); empty when that is no place."""
    place = UNSEEN.sub("", href)[:LONGEST_BASE].replace("\\", "/")
    try:
        parts = urlsplit(place)
        return place if parts.scheme in {"", *WEB} and parts.hostname else ""
    except ValueError:
        return ""


def target(text: str, href: str, base: str = "") -> str:
    """What to write after a link's text: nothing where the text itself says where it goes, or where the
    link cannot be seen. `base` is where the page stands."""
    href = UNSEEN.sub("", href)
    if not text.strip():
        return ""
    found = SCHEME.match(href)
    if not found:
        return _without_scheme(text, href, base)
    scheme = found[1].lower()
    if scheme in WEB:
        return _web(text, href)
    if scheme in ("mailto", "tel", "sms"):
        address = unquote(href[found.end() :].partition("?")[0], errors="replace")
        return "" if not address or _digits(address) in _digits(text) else f"<{_short(address)}>"
    return f"<{scheme}:…>"


def _without_scheme(text: str, href: str, base: str) -> str:
    if base:
        return _web(text, _joined(base, href))
    if HOST_ONLY.match(href):
        return _web(text, href)
    if href[:1] in ("", "#") or _bare(text) == _bare(href):
        return ""  # a place within the mail, or the text says all there is
    # A mail stands nowhere, and so does any other page of it: whatever host the text names is not there.
    return f"<{NOWHERE}: {_short(href)}>" if lying_link(text, "nowhere.invalid") else ""


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.replace("\\", "/"))
    except ValueError:
        return href


def _web(text: str, href: str) -> str:
    place = _place(href)
    if _bare(text) == _bare(place):
        return ""
    return f"<{ELSEWHERE if lying_link(text, href) else ''}{_short(place)}>"


def _place(href: str) -> str:
    """As browsers read it, without the user name, behind which a host can hide."""
    before, mark, after = href.partition("?")
    href = before.replace("\\", "/") + mark + after
    try:
        parts = urlsplit(href)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except ValueError:
        return href


def _bare(url: str) -> str:
    url = UNSEEN.sub("", url).lower()
    for prefix in ("http://", "https://", "//", "www."):
        url = url.removeprefix(prefix)
    return url.rstrip("/")


def _digits(text: str) -> str:
    """For comparing: addresses as they are, phone numbers without what is between the digits."""
    return text.lower() if "@" in text else re.sub(r"[\s().+/-]", "", text)


def _short(url: str) -> str:
    return url if len(url) <= LONGEST else url[: LONGEST - 1] + "…"
