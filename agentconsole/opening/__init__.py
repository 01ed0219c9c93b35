"""A desk's name, path or URL becomes a desk. The only room that knows every concrete part."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from agentconsole.desk.api import Desk
from agentconsole.desk.local import LocalDesk
from agentconsole.desk.posting import Carrier, Posting, Turning
from agentconsole.model.errors import Misconfigured, Refused
from agentconsole.opening.channels import channels_at, own_mail
from agentconsole.opening.databases import database_turn, make_database, open_database
from agentconsole.opening.naming import FIRST_STEPS, desk_place, name_in_database, name_of, server_url
from agentconsole.rules.facts.kinds import BUILT_IN, by_name
from agentconsole.settings.config import Config
from agentconsole.settings.hours import at_home
from agentconsole.settings.turns import Turn
from agentconsole.settings.zone import local_zone
from agentconsole.store.base import Store
from agentconsole.store.sqlite import make_store, open_store


def open_desk(which: str, config: Config, *, tell: Callable[[str], object] | None = None) -> Desk:
    """The desk of that path, URL or configured name. Raises Misconfigured when there is none. What `tell`
    gets is why it takes long."""
    if server_url(which, config):
        from agentconsole.opening.servers import open_server

        return open_server(which, config)
    path = desk_place(which, config)
    if isinstance(path, str):
        return _desk(open_database(path), name_in_database(which, path), path, config)
    if not path.is_file():
        raise Misconfigured(f"There is no desk at {path}", FIRST_STEPS)
    return _desk(open_store(path, tell=tell), name_of(which, path), path, config)


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
    return _desk(make_database(url), name or name_in_database("", url), url, config)


def _desk(store: Store, name: str, path: Path | str, config: Config) -> Desk:
    return LocalDesk(
        store,
        name=name,
        undo_seconds=config.undo_seconds,
        kinds=tuple(by_name((*BUILT_IN, *config.facts.values())).values()),
        hours=lambda: at_home(config.hours, local_zone(config.timezone)),
        mail=own_mail(channels_at(path, config), config, store),
    )


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


def token_agent(desk: Desk) -> str:
    """Whose token a desk on a server was opened with; empty for a desk that takes our word for who acts."""
    return str(getattr(desk, "known_as", ""))


def answered_as_of(desk: Desk) -> datetime | None:
    """From when the oldest answer is that a desk gave without its server; None where there is none such."""
    found = getattr(desk, "as_of", None)
    return found if isinstance(found, datetime) else None


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
