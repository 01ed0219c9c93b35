"""A desk's name, path or URL becomes a desk. The only room that knows every concrete part."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from msgspec import ValidationError, convert

from agentconsole.desk.api import Desk
from agentconsole.desk.local import LocalDesk
from agentconsole.desk.posting import Carrier, Posting, Turning
from agentconsole.model.entry import Json
from agentconsole.model.errors import Misconfigured, Refused
from agentconsole.model.keeping import Mark
from agentconsole.model.mail import OwnMail
from agentconsole.opening.databases import database_turn, is_database, make_database, open_database, shown
from agentconsole.rules.facts.kinds import BUILT_IN, by_name
from agentconsole.settings import places
from agentconsole.settings.channels import OURSELVES, Channel
from agentconsole.settings.config import Config
from agentconsole.settings.hours import at_home
from agentconsole.settings.turns import Turn
from agentconsole.settings.zone import local_zone
from agentconsole.store.base import Store
from agentconsole.store.sqlite import make_store, open_store

FIRST_STEPS = (
    "agentconsole init --me HANDLE makes a desk of your own; agentconsole demo shows one that is thrown away."
)
URLS = ("http://", "https://")
MAIL = "email"
"""The channel of mail that came in from files, which belongs to no account."""
NOTED = "mail"
"""The mark by which a desk remembers which channels it has."""


def open_desk(which: str, config: Config) -> Desk:
    """The desk of that path, URL or configured name. Raises Misconfigured when there is none."""
    if server_url(which, config):
        from agentconsole.opening.servers import open_server

        return open_server(which, config)
    path = desk_place(which, config)
    if isinstance(path, str):
        return _desk(open_database(path), _name_in_database(which, path), path, config)
    if not path.is_file():
        raise Misconfigured(f"There is no desk at {path}", FIRST_STEPS)
    return _desk(open_store(path), _name(which, path), path, config)


def make_desk(path: Path, config: Config, *, name: str = "") -> Desk:
    """A new embedded desk. Refused when something is there already."""
    try:
        store = make_store(path)
    except FileExistsError:
        from shlex import quote

        raise Refused(
            f"There is something at {path} already; nothing was changed",
            f"To use it: --desk {quote(str(path))}",
            rule="nothing is overwritten",
        ) from None
    return _desk(store, name or path.stem, path, config)


def make_desk_in(url: str, config: Config, *, name: str = "") -> Desk:
    """A new desk in an empty database. Refused when there is one already."""
    return _desk(make_database(url), name or _name_in_database("", url), url, config)


def _desk(store: Store, name: str, path: Path | str, config: Config) -> Desk:
    return LocalDesk(
        store,
        name=name,
        undo_seconds=config.undo_seconds,
        kinds=tuple(by_name((*BUILT_IN, *config.facts.values())).values()),
        hours=lambda: at_home(config.hours, local_zone(config.timezone)),
        mail=_own_mail(channels_at(path, config), config, _noted(store)),
    )


def _own_mail(channels: Sequence[Channel], config: Config, noted: OwnMail) -> OwnMail:
    """What the desk knows of its mail: by this configuration, and by that of whoever carries its post. A
    colleague with another configuration writes to the same people from the same addresses."""
    own = mail_of(channels)
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


def post_for(desk: Desk, which: str, config: Config) -> Posting:
    """The post of that desk in the background, for as long as no other program carries it. It does nothing
    where this configuration has no channels for the desk."""
    if server_url(which, config):
        return Posting()  # the server carries it
    path = desk_place(which, config)
    if not channels_at(path, config):
        return Posting()

    def make() -> Carrier:
        from agentconsole.opening.mail import post_of

        return post_of(desk, which, config)

    return Posting(make, turn_at(path))


def turn_at(path: Path | str) -> Turning:
    """The turn to carry the post of the desk that is kept there, which one program has at a time."""
    return database_turn(path) if isinstance(path, str) else Turn(Path(f"{path}.post"))


def demo_desk() -> AbstractContextManager[tuple[Desk, str, str]]:
    """A desk made for the demo, who one is on it, and a guide; alive and gone with the block."""
    from agentconsole.desk import demo

    return demo.demo_desk()


def desk_place(which: str, config: Config) -> Path | str:
    """Where the desk of that path, URL or configured name is kept: in a file, or in the database at an
    address. Raises Misconfigured."""
    place = config.desks.get(which)
    url = which if is_database(which) else place.url if place is not None else ""
    return url if is_database(url) else desk_path(which, config)


def server_url(which: str, config: Config) -> str:
    """The address of the team server of that URL or configured name; empty where it is none."""
    place = config.desks.get(which)
    url = place.url if place is not None else which
    return url if url.startswith(URLS) else ""


def token_agent(desk: Desk) -> str:
    """Whose token a desk on a server was opened with; empty for a desk that takes our word for who acts."""
    return str(getattr(desk, "known_as", ""))


def answered_as_of(desk: Desk) -> datetime | None:
    """From when the oldest answer is that a desk gave without its server; None where there is none such."""
    found = getattr(desk, "as_of", None)
    return found if isinstance(found, datetime) else None


def desk_path(which: str, config: Config) -> Path:
    """Where the desk of that path, URL or configured name is kept. Raises Misconfigured."""
    if not which:
        raise Misconfigured("No desk was named and none is configured", FIRST_STEPS)
    place = config.desks.get(which)
    if url := server_url(which, config):
        raise Misconfigured(
            f"{url} is a team server: this is done where it runs", "Name an embedded desk: --desk PATH"
        )
    if place is not None and place.path:
        return Path(place.path)
    if is_path(which):
        return Path(which).expanduser()
    from difflib import get_close_matches

    near = get_close_matches(which, config.desks)
    known = f"Did you mean {near[0]}?" if near else f"Configured: {', '.join(config.desks) or 'none'}."
    raise Misconfigured(f"No desk is called {which}", f"{known} A path has a / or ends in .db.")


def desk_name(which: str, config: Config) -> str:
    """The configured name of a desk that is named by its path or URL, if it has one."""
    if which.startswith(URLS):
        url = which.rstrip("/")
        return next((name for name, place in config.desks.items() if place.url.rstrip("/") == url), which)
    if which in config.desks or not is_path(which):
        return which
    path = Path(which).expanduser().absolute()
    return next((name for name, place in config.desks.items() if place.path == str(path)), which)


def is_path(which: str) -> bool:
    """Whether the name of a desk is the path of an embedded one."""
    return "/" in which or which.endswith(".db") or Path(which).is_file()


def default_path() -> Path:
    """Where an embedded desk is made when nothing says where."""
    return places.data_dir() / "desk.db"


def check_desk(which: str, config: Config) -> tuple[str, ...]:
    """Read all of the desk and rebuild it from its entries; what is wrong with it, in sentences."""
    from agentconsole.desk.check import differences
    from agentconsole.store.sqlite.integrity import damage

    path = desk_place(which, config)
    broken = damage(path) if isinstance(path, Path) else ()
    if broken:
        return broken
    store = open_store(path) if isinstance(path, Path) else open_database(path)
    try:
        return tuple(differences(store))
    finally:
        store.close()


def _name_in_database(which: str, url: str) -> str:
    """The configured name, else what the database is called."""
    return which if which and not is_database(which) else shown(url).rpartition("/")[2] or "desk"


def _name(which: str, path: Path) -> str:
    return path.stem if is_path(which) else which
