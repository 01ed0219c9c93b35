"""Which desk somebody means by a name, a path or a URL, and what it is called."""

from pathlib import Path

from agentconsole.model.errors import Misconfigured
from agentconsole.opening.databases import is_database, shown
from agentconsole.settings import places
from agentconsole.settings.config import Config

FIRST_STEPS = (
    "agentconsole init --me HANDLE makes a desk of your own; agentconsole demo shows one that is thrown away."
)
URLS = ("http://", "https://")


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


def name_in_database(which: str, url: str) -> str:
    """The configured name, else what the database is called."""
    return which if which and not is_database(which) else shown(url).rpartition("/")[2] or "desk"


def name_of(which: str, path: Path) -> str:
    """The configured name, else what the file is called."""
    return path.stem if is_path(which) else which
