"""Asking a server as any program does: the standard library, and nothing of ours."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from agentconsole.model.access import Scope
from tests.servers.team import Team


@dataclass
class Said:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.json["error"]["code"])


class Asking:
    """One line to a server, as one agent."""

    def __init__(self, team: Team, agent: str = "ana", scope: Scope = Scope.ACT, *, secret: str = "") -> None:
        self.secret = secret or team.token(agent, scope)
        self.line = HTTPConnection(urlsplit(team.url).netloc, timeout=20)

    def ask(self, verb: str, path: str, body: Any = None, **headers: str) -> Said:
        sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.line.request(verb, path, sent, {"Authorization": f"Bearer {self.secret}", **given})
        answer = self.line.getresponse()
        return Said(answer.status, dict(answer.headers), answer.read())

    def get(self, path: str, **headers: str) -> Said:
        return self.ask("GET", path, **headers)

    def do(self, name: str, /, key: str = "", **fields: Any) -> Said:
        headers = {"Idempotency-Key": key} if key else {}
        return self.ask("POST", f"/v1/commands/{name}", fields, **headers)

    def close(self) -> None:
        self.line.close()


def events(answer: Any) -> Any:
    """The events of a stream, as (event, id, data), as they come."""
    event = at = data = ""
    for line in iter(answer.readline, b""):
        name, _, value = line.decode().rstrip("\n").partition(": ")
        if not name:
            if event:
                yield event, int(at or 0), json.loads(data)
            event = data = ""
        elif name == "event":
            event = value
        elif name == "id":
            at = value
        elif name == "data":
            data = value
