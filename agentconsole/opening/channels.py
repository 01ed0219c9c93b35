"""What a desk knows of its mail: the channels of this configuration, and those noted on the desk."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import ValidationError, convert

from agentconsole.desk.api import Desk
from agentconsole.model.entry import Json
from agentconsole.model.errors import Misconfigured
from agentconsole.model.keeping import Mark
from agentconsole.model.mail import OwnMail
from agentconsole.opening.databases import shown
from agentconsole.opening.naming import desk_place
from agentconsole.settings.channels import OURSELVES, Channel
from agentconsole.settings.config import Config
from agentconsole.store.base import Store

MAIL = "email"
"""The channel of mail that came in from files, which belongs to no account."""
NOTED = "mail"
"""The mark by which a desk remembers which channels it has."""


def own_mail(channels: Sequence[Channel], config: Config, store: Store) -> OwnMail:
    """What the desk knows of its mail: by this configuration, and by that of whoever carries its post. A
    colleague with another configuration writes to the same people from the same addresses."""
    own, noted = mail_of(channels), _noted(store)
    return OwnMail(
        channels=own.channels | noted.channels,
        addresses=own.addresses | noted.addresses,
        first=own.first if own.first != MAIL else noted.first,
        largest=config.attachments.max_mb * 1_000_000,
        refused=config.attachments.refuse,
    )


def mail_of(channels: Sequence[Channel]) -> OwnMail:
    """What these channels make the mail of a desk."""
    return OwnMail(
        channels=frozenset({MAIL, *(channel.name for channel in channels)}),
        addresses=frozenset(channel.address.lower() for channel in channels),
        first=next((channel.name for channel in channels if channel.smtp), MAIL),
    )


def note_mail(desk: Desk, channels: Sequence[Channel]) -> None:
    """Write down on the desk which channels it has, for those whose configuration does not say it."""
    mail = mail_of(channels)
    value: dict[str, Json] = {
        "channels": list[Json](sorted(mail.channels)),
        "addresses": list[Json](sorted(mail.addresses)),
        "first": mail.first,
    }
    if desk.mark(OURSELVES, NOTED) != value:
        desk.receive([], marks=[Mark(channel=OURSELVES, name=NOTED, value=value)])


def _noted(store: Store) -> OwnMail:
    with store.reading() as read:
        value = read.mark(OURSELVES, NOTED) or {}
    try:
        return convert(value, OwnMail)
    except ValidationError:
        return OwnMail()


def channels_at(path: Path | str, config: Config) -> tuple[Channel, ...]:
    """The channels of the desk that is kept there, in the order of the configuration."""
    return tuple(
        each for each in config.channels.values() if _is_at(path, each.desk or config.default_desk, config)
    )


def _is_at(path: Path | str, which: str, config: Config) -> bool:
    try:
        return _whole(desk_place(which, config)) == _whole(path)
    except Misconfigured:
        return False


def _whole(place: Path | str) -> Path | str:
    return place.absolute() if isinstance(place, Path) else shown(place)
