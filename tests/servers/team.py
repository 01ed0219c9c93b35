"""A team server, the real one on a real socket, in a thread of the test."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands
from agentconsole.model.access import Role, Scope
from agentconsole.server.running import Server, Terms, address_of, listening, serving
from agentconsole.server.terms import Limits
from agentconsole.store.sqlite import open_store
from tests.desk.contract import join

QUICK = Limits(rate=0)
"""Tests ask as often as they like."""


@dataclass
class Team:
    """A server over a desk, and who may come in."""

    url: str
    desk: LocalDesk
    """The desk itself, as whoever sits at its machine has it."""
    log: list[dict[str, Any]]
    """What the server has logged so far."""
    server: Server
    thread: Thread
    tokens: dict[tuple[str, Scope], str] = field(default_factory=dict)

    def token(self, agent: str = "ana", scope: Scope = Scope.ACT) -> str:
        """A secret that lets that agent in; who is to be an admin is made one."""
        key = (agent, scope)
        if key not in self.tokens:
            if scope in (Scope.ADMIN, Scope.INGEST) and self.desk.agent(agent).role is not Role.ADMIN:
                self.desk.do(commands.AddAgent(handle=agent, role=Role.ADMIN))
            made = self.desk.make_token(agent, name=f"tests {scope}", scope=scope, by=agent)
            self.tokens[key] = made.secret
        return self.tokens[key]

    def stop(self) -> None:
        """End it as a signal does, and wait until it is gone."""
        self.server.end()
        self.thread.join(20)
        assert not self.thread.is_alive()


@contextmanager
def serve(desk: LocalDesk, *, terms: Terms | None = None) -> Iterator[Team]:
    """Serve a desk on a port of its own for as long as the block lasts. The desk stays open."""
    terms = terms or Terms(port=0, limits=QUICK)
    log: list[dict[str, Any]] = []
    server = serving(desk, terms, write=log.append)
    listener = listening(terms)
    thread = Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])), name="server", daemon=True)
    thread.start()
    team = Team(address_of(listener, terms), desk, log, server, thread)
    try:
        yield team
    finally:
        team.stop()
        listener.close()


@contextmanager
def team_on_postgres(**how: Any) -> Iterator[Team]:
    """The same on an empty PostgreSQL database; skipped, with the reason, where there is none."""
    from tests.servers import postgres

    with postgres.fresh() as url:
        from agentconsole.store.postgres import open_store as open_database

        desk = LocalDesk(open_database(url), **how)
        join(desk)
        try:
            with serve(desk) as team:
                yield team
        finally:
            desk.close()


@contextmanager
def team_on_sqlite(folder: Path, **how: Any) -> Iterator[Team]:
    """A new desk in a file, with Ana, Ben and Priya, and a server over it."""
    desk = LocalDesk(open_store(folder / "desk.db", create=True), **how)
    join(desk)
    try:
        with serve(desk, terms=Terms(port=0, limits=QUICK, at_hand=True)) as team:
            yield team
    finally:
        desk.close()
