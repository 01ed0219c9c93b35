"""The channels of a desk become accounts, with their secrets; and the post that carries their mail."""

from collections.abc import Sequence

from agentconsole.channels.email.account import Account, Auth, Security, Server
from agentconsole.desk.api import Desk
from agentconsole.desk.post import Line, Post, Tell
from agentconsole.model.errors import NotFound
from agentconsole.opening.channels import MAIL, channels_at, note_mail
from agentconsole.opening.naming import desk_place
from agentconsole.settings.channels import Channel, MailServer, Way
from agentconsole.settings.config import Config
from agentconsole.settings.secrets import Secret


def channels_of(which: str, config: Config) -> tuple[Channel, ...]:
    """The channels of that desk, in the order of the configuration. Raises Misconfigured."""
    return channels_at(desk_place(which, config), config)


def channel_named(name: str, which: str, config: Config) -> Channel:
    """The channel of that desk with that name. Raises NotFound."""
    there = {channel.name: channel for channel in channels_of(which, config)}
    if name not in there:
        known = (
            f"There are: {', '.join(there)}." if there else "agentconsole channel add email NAME makes one"
        )
        raise NotFound(f"This desk has no channel {name}", known)
    return there[name]


def line_of(channel: Channel, *, also: Sequence[str] = ()) -> Line:
    """An account with its secrets, which are looked for when they are needed."""
    return Line(
        account=account_of(channel),
        incoming=_secret(channel, "imap", channel.imap),
        outgoing=_secret(channel, "smtp", channel.smtp),
        also=tuple(also),
    )


def account_of(channel: Channel) -> Account:
    """The account of a channel. Raises Misconfigured."""
    return Account(
        name=channel.name,
        address=channel.address,
        from_name=channel.from_name,
        imap=_server(channel.imap),
        smtp=_server(channel.smtp),
        mailboxes=channel.mailboxes,
        sent=channel.sent,
        files_sent=channel.files_sent,
        mark_seen=channel.mark_seen,
        mark_answered=channel.mark_answered,
    )


def post_of(desk: Desk, which: str, config: Config, *, only: str = "", tell: Tell | None = None) -> Post:
    """The post of that desk, over all its channels or one of them. Raises NotFound when there is none."""
    channels = channels_of(which, config)
    chosen = [channel_named(only, which, config)] if only else list(channels)
    if not chosen:
        raise NotFound("This desk has no channel to carry mail by", "agentconsole channel add email NAME")
    note_mail(desk, channels)
    names = [channel.name for channel in channels]
    first = next((channel.name for channel in channels if channel.smtp), "")
    lines = [
        line_of(channel, also=[MAIL] if channel.name == first and MAIL not in names else ())
        for channel in chosen
    ]
    ours = frozenset(channel.address.lower() for channel in channels)
    return Post(desk, lines, ours=ours, tell=tell)


def _server(server: MailServer | None) -> Server | None:
    if server is None:
        return None
    security: dict[str, Security] = {"tls": "tls", "starttls": "starttls", "none": "none"}
    auth: dict[str, Auth] = {"password": "password", "oauth2": "oauth2"}
    return Server(
        host=server.host,
        port=server.port,
        security=security[server.security],
        user=server.user,
        auth=auth[server.auth],
    )


def _secret(channel: Channel, way: Way, server: MailServer | None) -> Secret:
    return Secret(channel.name, way, command=server.command if server else "")
