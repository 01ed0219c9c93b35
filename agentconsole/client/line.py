"""Calls to one server: a method of the desk, or a command, becomes a request of the table of routes, and its
answer what the method answers.

What changes nothing is asked again when it fails on the way. A command has a key, by which the server does it
once however often it arrives.
"""

from collections.abc import Callable, Mapping
from time import sleep
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import uuid4

import msgspec

from agentconsole import __version__
from agentconsole.client import answers
from agentconsole.client.errors import NotADesk, Unreached
from agentconsole.client.http import Http, Waits
from agentconsole.desk.api import Outcome
from agentconsole.model.commands import Command
from agentconsole.model.errors import TooMany
from agentconsole.wire.calls import EXACT, from_exact, to_body, to_text
from agentconsole.wire.live import KEY
from agentconsole.wire.me import Me
from agentconsole.wire.routes import BY_NAME, COMMAND_NAMES, Route

T = TypeVar("T")

MOST = 64_000_000
"""Bytes of an answer: a page of long mails has some; a file that came with one may have most of it."""
HARMLESS = frozenset({"asked_again", "promises_in", "rehearse", "receive"})
"""What is asked with a body, and may be asked again: it changes nothing, or is known by its own id."""
BREATH = 1.0
"""Seconds to wait when a server says that it is asked too much."""
JSON = "application/json"


class Line:
    """The way to one server, as one agent."""

    def __init__(self, url: str, token: str, waits: Waits) -> None:
        self.url = url
        self.token = token
        self.waits = waits
        self.http = Http(url, token, waits)

    def use(self, token: str) -> None:
        """Another token of the same agent."""
        self.token = token
        self.http.use(token)

    def me(self) -> Me:
        """Who the token is, and what the desk is like. Raises Misconfigured for another version."""
        body = self._again(lambda: self._send("GET", "/v1/me", {}, None), safe=True)
        try:
            me = msgspec.json.decode(body, type=Me)
        except msgspec.MsgspecError:
            me = None
        if me is None:
            raise answers.other_version(self.url, _version_in(body), __version__)
        if me.version != __version__:
            raise answers.other_version(self.url, me.version, __version__)
        return me

    def fetch(self, name: str, arguments: Mapping[str, Any]) -> bytes:
        """The answer of the desk's method of that name, as it goes over the line."""
        route = BY_NAME[name]
        path, rest = placed(route, arguments)
        query = {each: to_text(value) for each, value in rest.items()} if _in_address(route) else {}
        body = None if _in_address(route) else to_body(arguments)
        kind = "" if route.raw else EXACT
        return self._again(
            lambda: self._send(route.verb, path, query, body, kind=kind),
            safe=_in_address(route) or name in HARMLESS,
        )

    def read(self, name: str, body: bytes) -> Any:
        """What an answer that came over the line says."""
        if BY_NAME[name].raw:
            return body
        try:
            return from_exact(name, body or b"null")
        except (msgspec.MsgspecError, UnicodeDecodeError):
            pass
        raise answers.not_understood(self.url)

    def command(self, command: Command, key: str) -> Outcome:
        """Do it, once for each key."""
        path = f"/v1/commands/{COMMAND_NAMES[type(command)]}"
        body = msgspec.json.encode(command)
        said = self._again(lambda: self._send("POST", path, {}, body, key=key), safe=True)
        try:
            return msgspec.json.decode(said, type=Outcome)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            pass
        raise answers.not_understood(self.url)

    def _send(
        self,
        verb: str,
        path: str,
        query: Mapping[str, list[str]],
        body: bytes | None,
        *,
        kind: str = EXACT,
        key: str = "",
    ) -> bytes:
        headers = {"Accept": f"{kind or '*/*'}, {JSON};q=0.5"}
        if body is not None:
            headers["Content-Type"] = JSON
        if key:
            headers[KEY] = key
        answer = self.http.ask(verb, path, query=query, body=body, headers=headers, most=MOST)
        return answers.body_of(answer, self.url, kind=kind)

    def _again(self, ask: Callable[[], T], *, safe: bool) -> T:
        """Once more after a moment, and after a longer one, where that cannot do harm and may help."""
        for pause in self.waits.again if safe else ():
            try:
                return ask()
            except NotADesk:
                raise
            except Unreached as problem:
                if problem.slow:
                    raise
            except TooMany:
                pause = max(pause, BREATH)
            sleep(pause)
        return ask()

    def close(self) -> None:
        """Let go of all connections."""
        self.http.close()


def new_key() -> str:
    """A key that no other command has."""
    return uuid4().hex


def placed(route: Route, arguments: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The path with its parameters in it, and those that are not."""
    path, rest = route.path, dict(arguments)
    for name in list(rest):
        slot = "{" + name + "}"
        if slot in path:
            (text,) = to_text(rest.pop(name))
            path = path.replace(slot, quote(text, safe=""))
    return path, rest


def _in_address(route: Route) -> bool:
    return route.verb in ("GET", "DELETE")


def _version_in(body: bytes) -> str:
    try:
        said = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return "of another version"
    return str(said.get("version", "of another version")) if isinstance(said, dict) else "of another version"
