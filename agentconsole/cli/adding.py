"""Adding a mail account to the desk, and giving its password anew."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from agentconsole.cli.channels import NameArgument, channel_named
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.shapes_mailing import CHANNEL
from agentconsole.model.errors import DeskError, Invalid
from agentconsole.opening.channels import channels_at, note_mail
from agentconsole.opening.naming import desk_name, desk_place, is_path
from agentconsole.settings import places, secrets
from agentconsole.settings.channels import WAYS, Channel, MailServer, Way, read_channel
from agentconsole.settings.config import set_values
from agentconsole.settings.presets import PRESETS
from agentconsole.settings.reading import Reading, Table


class Kind(StrEnum):
    """The kinds of channel that can be added."""

    EMAIL = "email"


class Security(StrEnum):
    """How the line to a server is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Auth(StrEnum):
    """What the secret of an account is."""

    PASSWORD = "password"
    OAUTH2 = "oauth2"


class Preset(StrEnum):
    """Providers whose servers are known."""

    GMAIL = "gmail"
    MICROSOFT365 = "microsoft365"
    FASTMAIL = "fastmail"


KindArgument = Annotated[Kind, typer.Argument(metavar="email", help="The kind of channel.")]
NewName = Annotated[str, typer.Argument(metavar="NAME", help="What to call it, such as support.")]
Address = Annotated[str, typer.Option("--address", metavar="ADDRESS", help="The address of the desk.")]
OfProvider = Annotated[
    Preset | None, typer.Option("--preset", metavar="|".join(Preset), help="The servers of a provider.")
]
ImapHost = Annotated[str, typer.Option("--imap-host", metavar="HOST", help="By which mail comes in.")]
ImapPort = Annotated[
    int, typer.Option("--imap-port", metavar="PORT", help="By default 993, or 143.", show_default=False)
]
ImapSecurity = Annotated[
    Security | None, typer.Option("--imap-security", metavar="|".join(Security), help="By default tls.")
]
SmtpHost = Annotated[str, typer.Option("--smtp-host", metavar="HOST", help="By which mail goes out.")]
SmtpPort = Annotated[
    int, typer.Option("--smtp-port", metavar="PORT", help="By default 465, or 587.", show_default=False)
]
SmtpSecurity = Annotated[
    Security | None, typer.Option("--smtp-security", metavar="|".join(Security), help="By default tls.")
]
SmtpLogin = Annotated[
    bool, typer.Option("--smtp-login/--no-smtp-login", help="Whether the way out wants a login.")
]
User = Annotated[str, typer.Option("--user", metavar="USER", help="Whom to log in as; else the address.")]
Authentication = Annotated[
    Auth | None, typer.Option("--auth", metavar="|".join(Auth), help="What the secret is.")
]
FromName = Annotated[
    str, typer.Option("--from-name", metavar="NAME", help="Stands behind the writer's name.")
]
Mailboxes = Annotated[
    list[str], typer.Option("--mailbox", metavar="FOLDER", help="Where customers' mail is; else INBOX.")
]
Sent = Annotated[str, typer.Option("--sent", metavar="FOLDER", help="The folder of sent mail.")]
PasswordCommand = Annotated[
    str, typer.Option("--password-command", metavar="COMMAND", help="Prints the password.")
]
TokenCommand = Annotated[
    str, typer.Option("--token-command", metavar="COMMAND", help="Prints an OAuth2 token that is good now.")
]
InFile = Annotated[
    bool,
    typer.Option("--in-file", help="Keep the password in a file that only you can read, not in the keyring."),
]


def add(
    context: typer.Context,
    kind: KindArgument,
    name: NewName,
    *,
    address: Address,
    preset: OfProvider = None,
    imap_host: ImapHost = "",
    imap_port: ImapPort = 0,
    imap_security: ImapSecurity = None,
    smtp_host: SmtpHost = "",
    smtp_port: SmtpPort = 0,
    smtp_security: SmtpSecurity = None,
    smtp_login: SmtpLogin = True,
    user: User = "",
    auth: Authentication = None,
    from_name: FromName = "",
    mailbox: Mailboxes = [],  # noqa: B006 - Typer copies it
    sent: Sent = "",
    password_command: PasswordCommand = "",
    token_command: TokenCommand = "",
    in_file: InFile = False,
) -> None:
    """Add a mail account to the desk.

    The password is typed on the terminal or piped in, and goes into the keyring; never as an option. With
    --password-command or --token-command, or with AGENTCONSOLE_SECRET_NAME set, none is asked for.
    """
    session = session_of(context)
    known = PRESETS[preset] if preset else {"imap": {}, "smtp": {}}
    login = {"user": user, "auth": auth or ""}
    incoming = {"host": imap_host, "port": imap_port, "security": imap_security or "", **login}
    outgoing = {"host": smtp_host, "port": smtp_port, "security": smtp_security or "", **login}
    outgoing["user"] = (user or address) if smtp_login else ""
    table: Table = {"kind": kind, "desk": _desk(session), "address": address, "from_name": from_name}
    table |= {"mailboxes": list(mailbox), "sent": sent, "files_sent": known.get("files_sent", False)}
    table |= {"password_command": password_command, "token_command": token_command}
    table |= {"imap": _with_host(known["imap"], incoming), "smtp": _with_host(known["smtp"], outgoing)}
    _add(session, name, _said(table), in_file=in_file)


def _with_host(known: Table, given: Table) -> Table:
    """A server; nothing where nobody says which."""
    server = {**known, **_said(given)}
    return server if "host" in server else {}


def _said(table: Table) -> Table:
    """What was said of it, as plain values."""
    return {key: str(said) if isinstance(said, StrEnum) else said for key, said in table.items() if said}


def _add(session: Session, name: str, table: Table, *, in_file: bool) -> None:
    if name in session.config.channels:
        raise Invalid(
            f"There is a channel {name} already",
            f"agentconsole channel remove {name} takes it away; agentconsole config set changes it",
        )
    desk = session.whole
    reading = Reading(places.config_file())
    channel = read_channel(reading, name, table, "a table")
    kept = _keep_secret(session, channel, in_file=in_file)
    try:
        config = set_values(None, {f"channels.{name}": table})
    except DeskError:
        if kept:
            secrets.forget(name)
        raise
    note_mail(desk, channels_at(desk_place(session.which, config), config))
    if kept:
        session.streams.say(f"The password is kept: {kept}.")
    session.streams.item(CHANNEL, config.channels[name], table=lambda: _added(channel))


def _added(channel: Channel) -> str:
    return f"Added {channel.name} ({channel.address}). To try it: agentconsole channel test {channel.name}"


def _desk(session: Session) -> str:
    """The desk as the configuration names it; empty for the default."""
    which = session.which
    named = desk_name(which, session.config)
    if not which or named == session.config.default_desk:
        return ""
    return str(Path(named).expanduser().absolute()) if is_path(named) else named


def _keep_secret(session: Session, channel: Channel, *, in_file: bool) -> str:
    """Where the password is kept; empty where none is needed, or none was given."""
    wanting = [way for way in WAYS if _wants(way, getattr(channel, way), channel.name)]
    if not wanting:
        return ""
    if any(getattr(channel, way).auth == "oauth2" for way in wanting):
        raise Invalid(
            f"The channel {channel.name} logs in with tokens, which are good for an hour or so",
            "Name what prints one: --token-command COMMAND",
        )
    variable = secrets.variables(channel.name, "imap")[1]
    secret = session.streams.read_secret(f"Password of {channel.address}: ")
    if not secret:
        session.streams.say(f"No password was given. {secrets.ways_out(channel.name)}", kind="warning")
        return ""
    try:
        return secrets.keep(channel.name, secret, in_file=in_file)
    except secrets.NoSecret as problem:
        message = f"{problem.message}. Nothing was added"
    raise secrets.NoSecret(
        message,
        f"Three ways: add it with --password-command 'pass show mail/help'; with {variable} set; or with "
        "--in-file, which keeps the password in a file that only you can read",
    )


def _wants(way: Way, server: MailServer | None, channel: str) -> bool:
    """Whether a secret has to be kept for that direction."""
    if server is None or server.command or (way == "smtp" and not server.user):
        return False
    return not secrets.from_environment(channel, way)


def password(context: typer.Context, name: NameArgument, in_file: InFile = False) -> None:
    """Give the password of a channel anew: typed on the terminal, or piped in."""
    session = session_of(context)
    channel = channel_named(session, name)
    where = secrets.keep(
        name, session.streams.read_secret(f"Password of {channel.address}: "), in_file=in_file
    )
    session.streams.say(f"The password is kept: {where}.")


COMMANDS: Mapping[str, Callable[..., None]] = {"channel add": add, "channel password": password}
