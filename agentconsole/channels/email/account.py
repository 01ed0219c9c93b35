"""A mail account of the desk: its address, and the servers it comes in and goes out by. No secrets."""

import ipaddress
from typing import Literal

from msgspec import Struct

from agentconsole.model.errors import Misconfigured

Security = Literal["tls", "starttls", "none"]
Auth = Literal["password", "oauth2"]


class Server(Struct, frozen=True, kw_only=True):
    """A server of an account. Raises `Misconfigured` for one that would carry secrets in the open."""

    host: str
    port: int
    security: Security = "tls"
    """`tls` from the first byte, `starttls` before anything of value is said, `none` on this machine only."""
    user: str = ""
    """Whom to log in as. Where it is empty, IMAP takes the account's address, and SMTP does not log in."""
    auth: Auth = "password"
    """What the secret is: a password, or a token for XOAUTH2."""

    def __post_init__(self) -> None:
        if not self.host or self.host.split() != [self.host]:
            raise Misconfigured(f"“{self.host}” is not the name of a server", "Write it like mail.example")
        if not 0 < self.port < 65_536:
            raise Misconfigured(f"{self.port} is not a port", "Ports are numbers from 1 to 65535")
        if self.security == "none" and not is_loopback(self.host):
            raise Misconfigured(
                f"Mail and password would go to {self.host} for everyone to read",
                "Set security to tls or starttls",
            )


class Account(Struct, frozen=True, kw_only=True):
    """One address of the desk. Its name is the channel its messages come in by and go out by."""

    name: str
    address: str
    from_name: str = ""
    """Stands behind the writer's name: `Ana Lopez (Acme)`."""
    imap: Server | None = None
    """None for an account that only sends."""
    smtp: Server | None = None
    """None for an account that only receives."""
    mailboxes: tuple[str, ...] = ("INBOX",)
    """The folders that customers' mail is in."""
    sent: str = ""
    """The folder of sent mail, where one is looked at or kept."""
    files_sent: bool = False
    """The provider puts what is sent into the folder itself."""
    mark_seen: bool = False
    """Mark a mail as seen on the server once it is kept. Without it no flag is touched."""
    mark_answered: bool = False
    """Mark a mail as answered on the server once its reply has left."""

    @property
    def domain(self) -> str:
        """The domain of its address, in lower case."""
        return self.address.rpartition("@")[2].lower()


def is_loopback(host: str) -> bool:
    """Whether the server is on this very machine, by its name alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"
