"""A desk's name, path or URL becomes a desk. The only room that knows every concrete part."""

from contextlib import AbstractContextManager
from difflib import get_close_matches
from pathlib import Path
from shlex import quote

from agentconsole.desk.api import Desk
from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from agentconsole.model.errors import Misconfigured, Refused
from agentconsole.settings import places
from agentconsole.settings.config import Config
from agentconsole.settings.hours import at_home
from agentconsole.settings.zone import local_zone
from agentconsole.store.base import Store
from agentconsole.store.sqlite import make_store, open_store
from agentconsole.store.sqlite.integrity import damage

FIRST_STEPS = (
    "agentconsole init --me HANDLE makes a desk of your own; agentconsole demo shows one that is thrown away."
)
URLS = ("http://", "https://")


def open_desk(which: str, config: Config) -> Desk:
    """The desk of that path, URL or configured name. Raises Misconfigured when there is none."""
    path = desk_path(which, config)
    if not path.is_file():
        raise Misconfigured(f"There is no desk at {path}", FIRST_STEPS)
    return _desk(open_store(path), _name(which, path), config)


def make_desk(path: Path, config: Config, *, name: str = "") -> Desk:
    """A new embedded desk. Refused when something is there already."""
    try:
        store = make_store(path)
    except FileExistsError:
        raise Refused(
            f"There is something at {path} already; nothing was changed",
            f"To use it: --desk {quote(str(path))}",
            rule="nothing is overwritten",
        ) from None
    return _desk(store, name or path.stem, config)


def _desk(store: Store, name: str, config: Config) -> Desk:
    hours = at_home(config.hours, local_zone(config.timezone))
    return LocalDesk(store, name=name, undo_seconds=config.undo_seconds, hours=hours)


def demo_desk() -> AbstractContextManager[tuple[Desk, str, str]]:
    """A desk made for the demo, who one is on it, and a guide; alive and gone with the block."""
    from agentconsole.desk import demo

    return demo.demo_desk()


def desk_path(which: str, config: Config) -> Path:
    """Where the desk of that path, URL or configured name is kept. Raises Misconfigured."""
    if not which:
        raise Misconfigured("No desk was named and none is configured", FIRST_STEPS)
    if which.startswith(URLS):
        raise Misconfigured(
            f"{which} is a team server, which this version cannot open", "Name an embedded desk: --desk PATH"
        )
    place = config.desks.get(which)
    if place is not None and place.url:
        raise Misconfigured(
            f"The desk {which} is the team server {place.url}, which this version cannot open",
            f"Give it a path: agentconsole config set desks.{which}.path PATH",
        )
    if place is not None and place.path:
        return Path(place.path)
    if is_path(which):
        return Path(which).expanduser()
    near = get_close_matches(which, config.desks)
    known = f"Did you mean {near[0]}?" if near else f"Configured: {', '.join(config.desks) or 'none'}."
    raise Misconfigured(f"No desk is called {which}", f"{known} A path has a / or ends in .db.")


def desk_name(which: str, config: Config) -> str:
    """The configured name of a desk that is named by its path, if it has one."""
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
    path = desk_path(which, config)
    broken = damage(path)
    if broken:
        return broken
    store = open_store(path)
    try:
        return tuple(differences(store))
    finally:
        store.close()


def _name(which: str, path: Path) -> str:
    return path.stem if is_path(which) else which
