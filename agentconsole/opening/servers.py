"""Desks on team servers: opening one, logging in and out, and how it stands with what waits for it."""

from contextlib import suppress
from functools import partial

from msgspec import Struct

from agentconsole.client.address import must_be_private, named, tidy
from agentconsole.client.home import Home
from agentconsole.client.kept import KeptFile
from agentconsole.client.remote import RemoteDesk, connect
from agentconsole.model.errors import Invalid, Misconfigured, Refused
from agentconsole.opening.naming import desk_name, server_url
from agentconsole.settings.config import Config, DeskPlace, set_values
from agentconsole.settings.logins import forget_token, keep_token, token_for
from agentconsole.wire.me import Me


class Login(Struct, frozen=True, kw_only=True):
    """What came of logging in."""

    name: str
    """What the desk is called on this machine."""
    url: str
    me: Me
    kept: str = ""
    """Where the token is."""
    default: bool = False


def open_server(which: str, config: Config) -> RemoteDesk:
    """The desk of that URL or configured name. Raises NotLoggedIn, Unavailable, Misconfigured."""
    url, name, place = _found(which, config)
    must_be_private(url, unencrypted=place.unencrypted)
    kept = partial(token_for, name, url, command=place.token_command)
    return connect(url, kept(), again=kept)


def ask_who(which: str, config: Config) -> Me:
    """Who the token is, as the server says now."""
    desk = open_server(which, config)
    try:
        return desk.line.me()
    finally:
        desk.close()


def log_in(
    url: str,
    token: str,
    config: Config,
    *,
    name: str = "",
    command: str = "",
    in_file: bool = False,
    unencrypted: bool = False,
) -> Login:
    """See whom a token lets in, keep it, and write down the desk; nothing, where one of these fails. Without
    a token the command prints it. Raises NotLoggedIn, Unavailable, Misconfigured, Invalid."""
    url = tidy(url)
    known = desk_name(url, config)
    name = name or (known if known in config.desks else _name_for(url))
    _must_be_free(name, url, config)
    must_be_private(url, unencrypted=unencrypted or _place_of(name, config).unencrypted)
    token = token or token_for(name, url, command=command)
    desk = connect(url, token)
    try:
        me = desk.line.me()
    finally:
        desk.close()
    kept = "" if command else keep_token(name, url, token, in_file=in_file)
    values: dict[str, str | bool | None] = {f"desks.{name}.url": url, f"desks.{name}.me": me.agent.handle}
    if command:
        values[f"desks.{name}.token_command"] = command
    if unencrypted:
        values[f"desks.{name}.unencrypted"] = True
    if not config.default_desk:
        values["default_desk"] = name
    set_values(None, values)
    return Login(name=name, url=url, me=me, kept=kept, default=config.default_desk in ("", name))


def log_out(which: str, config: Config, *, drop: bool = False) -> str:
    """Forget the token and what was seen. The name of the desk. Refused while something waits to be sent,
    unless it is given up."""
    url, name, place = _found(which, config)
    if name not in config.desks:
        raise Misconfigured(f"Nobody logged in to {named(url)} here", "agentconsole desks lists them")
    waiting, stopped = what_waits(place)
    if (unsent := waiting + stopped) and not drop:
        things = "One thing that was" if unsent == 1 else f"{unsent} things that were"
        raise Refused(
            f"{things} written for {name} {'has' if unsent == 1 else 'have'} not been sent",
            "agentconsole kept lists them. To give them up: agentconsole logout --drop",
            rule="nothing typed is lost",
        )
    forget_token(name)
    home = Home(url)
    home.forget(place.me)
    with suppress(OSError):
        home.kept(place.me).unlink(missing_ok=True)
    return name


def what_waits(place: DeskPlace) -> tuple[int, int]:
    """How many commands wait for that desk, and how many want their writer."""
    if not place.url.startswith("http") or not place.me:
        return 0, 0
    kept = KeptFile(Home(tidy(place.url)).kept(place.me))
    try:
        return kept.counts()
    finally:
        kept.close()


def _found(which: str, config: Config) -> tuple[str, str, DeskPlace]:
    """The address of a server, its configured name or nothing, and what is configured of it."""
    url = server_url(which, config)
    if not url:
        raise Misconfigured(f"{which or 'The desk'} is no team server", "agentconsole desks lists them")
    name = desk_name(which, config)
    return tidy(url), name if name in config.desks else "", _place_of(name, config)


def _place_of(name: str, config: Config) -> DeskPlace:
    return config.desks.get(name, DeskPlace())


def _name_for(url: str) -> str:
    """The first word of the host, where it is one."""
    first = named(url).removeprefix("http://").partition("/")[0].partition(":")[0].partition(".")[0]
    return first if first.isidentifier() and first not in ("localhost", "www") else "team"


def _must_be_free(name: str, url: str, config: Config) -> None:
    if not name.replace("-", "_").isidentifier() or not name.isascii():
        raise Invalid(f"“{name}” cannot be the name of a desk", "Use letters, digits, “_” and “-”")
    place = config.desks.get(name)
    if place is not None and place.url.rstrip("/") != url:
        raise Invalid(
            f"Another desk is called {name}: {place.path or place.url}", "Give it a name with --name"
        )
