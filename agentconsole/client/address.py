"""The address of a server: what it is called, and whether a token may be sent there."""

import ipaddress
import re
from hashlib import sha256
from urllib.parse import urlsplit

from agentconsole.model.errors import Misconfigured

SAFE = re.compile(r"[^a-z0-9.-]+")


def tidy(url: str) -> str:
    """The address as everything here has it: no query, no fragment, no `/` at its end. Raises
    Misconfigured."""
    try:
        parts = urlsplit(url.strip())
        port, host = f":{parts.port}" if parts.port else "", _ascii(parts.hostname or "")
    except ValueError:
        parts, host, port = urlsplit(""), "", ""
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        raise Misconfigured(
            "That is not the address of a team server",
            "It looks like https://desk.example.org, without a password",
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{port}{parts.path.rstrip('/')}"


def named(url: str) -> str:
    """What to call a server in a sentence."""
    return url.removeprefix("https://")


def folder_name(url: str) -> str:
    """The name of the folder in which something of this server is kept."""
    return f"{plain_name(url.partition('://')[2])}-{sha256(url.encode()).hexdigest()[:8]}"


def plain_name(text: str) -> str:
    """A name that every file system takes: readable, and no other text's."""
    plain = SAFE.sub("-", text.lower()).strip(".-")[:60]
    return plain if plain == text else f"{plain}-{sha256(text.encode()).hexdigest()[:8]}"


def is_loopback(url: str) -> bool:
    """Whether it is on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def must_be_private(url: str, *, unencrypted: bool) -> None:
    """A token goes over TLS, or stays on this machine, or somebody said in words that all may read it. Raises
    Misconfigured."""
    if url.startswith("https://") or is_loopback(url) or unencrypted:
        return
    raise Misconfigured(
        f"{url} is not encrypted: whoever is on the way could read the token and all the mail",
        "Use https://. On a network that is encrypted itself: agentconsole login URL --unencrypted",
    )


def _ascii(host: str) -> str:
    """The host as names are looked up. Raises ValueError."""
    return host if ":" in host else host.encode("idna").decode()
