"""The channels of this machine's desks, as the configuration says them. It holds no secrets.

    [channels.support]
    kind = "email"
    address = "help@shop.example"
    from_name = "The Shop"
    password_command = "pass show mail/help"

    [channels.support.imap]
    host = "imap.shop.example"

    [channels.support.smtp]
    host = "smtp.shop.example"
    user = "help@shop.example"

The name of a channel is what its messages come in by and go out by, for ever: it stands in every entry.
"""

import re
from ipaddress import ip_address
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.model.errors import Misconfigured
from agentconsole.rules.identities import email
from agentconsole.settings.reading import Reading, Table

NAME = re.compile(r"[a-z][a-z0-9-]{0,31}")
OURSELVES = "desk"
"""The channel of what happens among ourselves."""
SECRET = re.compile(r"pass(word|phrase|wd)?|secret|token", re.IGNORECASE)
PORTS = {
    ("imap", "tls"): 993,
    ("imap", "starttls"): 143,
    ("imap", "none"): 143,
    ("smtp", "tls"): 465,
    ("smtp", "starttls"): 587,
    ("smtp", "none"): 25,
}
Way = Literal["imap", "smtp"]
WAYS: tuple[Way, ...] = ("imap", "smtp")


class MailServer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The server of one direction."""

    host: str
    port: int = 0
    security: str = "tls"
    user: str = ""
    auth: str = "password"
    command: str = ""
    """What prints the password, or with `oauth2` a token that is good now."""


class Channel(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One mail account of a desk."""

    name: str
    address: str
    kind: str = "email"
    desk: str = ""
    """The desk it belongs to; empty for the default desk."""
    from_name: str = ""
    mailboxes: tuple[str, ...] = ("INBOX",)
    sent: str = ""
    files_sent: bool = False
    mark_seen: bool = False
    mark_answered: bool = False
    imap: MailServer | None = None
    smtp: MailServer | None = None


_COMMAND = 'a command whose first line is the {}, such as "{}"; the configuration holds none'
PASSWORD_COMMAND = _COMMAND.format("password", "pass show mail/help")
TOKEN_COMMAND = _COMMAND.format("OAuth2 token of the moment", "oama access help@shop.example")

ALLOWED_OF_CHANNEL = {
    "kind": 'the kind of channel: "email"',
    "desk": "the name of the desk it belongs to; without it, the default desk",
    "address": 'its address, such as "help@shop.example"',
    "from_name": 'what stands behind the writer\'s name, such as "The Shop"',
    "mailboxes": 'the folders of customers\' mail, such as ["INBOX", "Invoices"]; without it, "INBOX"',
    "sent": 'the folder of sent mail, such as "Sent"; without it, the one the server says it is',
    "files_sent": "true where the provider itself keeps what is sent in that folder, false where we do",
    "mark_seen": "true to mark mail as seen on the server once it is kept; without it no flag is touched",
    "mark_answered": "true to mark mail as answered on the server once its reply has left",
    "password_command": PASSWORD_COMMAND,
    "token_command": TOKEN_COMMAND,
    "imap": "a table with the server mail comes in by; without it the channel only sends",
    "smtp": "a table with the server mail goes out by; without it the channel only receives",
}
"""Every key of a `[channels.NAME]`, with what may stand there."""

ALLOWED_OF_SERVER = {
    "host": 'the name of the server, such as "imap.shop.example"',
    "port": "its port; without it 993, or 143 with starttls; for smtp 465, or 587 with starttls",
    "security": '"tls", "starttls", or "none" for a server on this very machine',
    "user": "whom to log in as; without it the address for imap, and no login for smtp",
    "auth": '"password" or "oauth2"; without it, what fits the command',
    "password_command": PASSWORD_COMMAND,
    "token_command": TOKEN_COMMAND,
}
"""The same of its `imap` and `smtp`."""

_FLAGS = dict.fromkeys(("files_sent", "mark_seen", "mark_answered"), bool)
_OF_CHANNEL: dict[str, Any] = {**_FLAGS, "mailboxes": tuple[str, ...], "imap": Table, "smtp": Table}


def read_channel(reading: Reading, name: str, value: object, allowed: str) -> Channel:
    """What a `[channels.NAME]` means. Raises `Misconfigured`."""
    key = f"channels.{name}"
    if not NAME.fullmatch(name) or name == OURSELVES:
        raise reading.wrong(
            key, "cannot be called so", "a word of lower-case letters, digits and “-”, such as support"
        )
    said = reading.table(value, key, allowed)
    _no_secret(reading, said, key)
    table = reading.known(said, ALLOWED_OF_CHANNEL, f"{key}.")
    fields = reading.values(table, _OF_CHANNEL, ALLOWED_OF_CHANNEL, f"{key}.")
    for needed in ("kind", "address"):
        if not fields.get(needed):
            raise reading.wrong(key, f"has no {needed}", ALLOWED_OF_CHANNEL[needed])
    if fields["kind"] != "email":
        raise reading.wrong(f"{key}.kind", f"cannot be {fields['kind']!r}", ALLOWED_OF_CHANNEL["kind"])
    if email(fields["address"]) is None:
        raise reading.wrong(f"{key}.address", "is not an address", ALLOWED_OF_CHANNEL["address"])
    if not all(fields.get("mailboxes", ("INBOX",))):
        raise reading.wrong(f"{key}.mailboxes", "names no folder", ALLOWED_OF_CHANNEL["mailboxes"])
    commands = {each: fields.pop(each, "") for each in ("password_command", "token_command")}
    for way in WAYS:
        if way in fields:
            fields[way] = _server(reading, f"{key}.{way}", way, fields[way], commands)
    if not any(way in fields for way in WAYS):
        raise reading.wrong(key, "has neither imap nor smtp", ALLOWED_OF_CHANNEL["imap"])
    return Channel(name=name, **fields)


def _server(reading: Reading, key: str, way: Way, said: Table, commands: Table) -> MailServer:
    _no_secret(reading, said, key)
    table = reading.known(said, ALLOWED_OF_SERVER, f"{key}.")
    fields = reading.values(table, {"port": int}, ALLOWED_OF_SERVER, f"{key}.")
    own = {name: fields.pop(name, "") for name in commands}
    commands = own if any(own.values()) else commands
    if all(commands.values()):
        raise reading.wrong(key, "has both a password_command and a token_command", "one of them")
    fields["command"] = next(filter(None, commands.values()), "")
    fields.setdefault("auth", "oauth2" if commands["token_command"] else "password")
    fields.setdefault("port", PORTS.get((way, fields.get("security", "tls")), 1))
    fields.setdefault("host", "")
    server = MailServer(**fields)
    _check(reading, key, server)
    return server


def _check(reading: Reading, key: str, server: MailServer) -> None:
    unusable = {
        "host": not server.host or server.host.split() != [server.host],
        "port": not 0 < server.port < 65_536,
        "security": server.security not in ("tls", "starttls", "none"),
        "auth": server.auth not in ("password", "oauth2"),
    }
    for name, is_so in unusable.items():
        if is_so:
            said = getattr(server, name)
            raise reading.wrong(f"{key}.{name}", f"cannot be {said!r}", ALLOWED_OF_SERVER[name])
    if server.security == "none" and not _is_here(server.host):
        raise reading.wrong(
            f"{key}.security",
            f"is none: mail and password would go to {server.host} for everyone to read",
            '"tls" or "starttls"',
        )


def _is_here(host: str) -> bool:
    """On this very machine, by its name alone."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def _no_secret(reading: Reading, table: Table, key: str) -> None:
    channel = key.split(".")[1]
    for name in table:
        if SECRET.fullmatch(name):
            raise Misconfigured(
                f"{reading.file}: {key}.{name} would be a secret in a file that anybody may be shown.",
                f"Take it out. agentconsole channel password {channel} keeps it in the keyring; or name "
                "what prints it: password_command, token_command.",
            )


def masked(channel: Channel) -> Channel:
    """As it may be shown: of a command only what is run, since the rest can hold a secret."""
    servers = {
        way: replace(server, command=f"{server.command.split()[0]} …")
        for way in WAYS
        if (server := getattr(channel, way)) is not None and server.command.split()
    }
    return replace(channel, **servers)
