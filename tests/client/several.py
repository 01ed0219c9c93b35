"""A desk on a server for a contract in which several people act: whoever acts does it with a token of their own."""

from msgspec.structs import replace

from agentconsole.client.http import Waits
from agentconsole.client.remote import RemoteDesk, connect
from agentconsole.desk.api import Desk
from agentconsole.model import commands
from agentconsole.model.access import Role, Scope
from agentconsole.model.errors import NotLoggedIn

ROOT = "root"
"""An admin who does what the desk itself does."""
PEOPLE = (commands.AddAgent, commands.RemoveAgent)
"""What a server only lets admins do: in the contract it is done where the server is."""
WHOLE = frozenset({"make_token", "revoke_token", "tokens"})


class SeveralDesks:
    """Calls go to the desk of whoever is named with `by`."""

    def __init__(self, team, reader="ana"):
        self.team = team
        self.reader = reader
        self.desks: dict[str, RemoteDesk] = {}
        self.name = team.desk.name
        self.mail = team.desk.mail
        self.undo_seconds = team.desk.undo_seconds
        team.desk.do(commands.AddAgent(handle=ROOT, role=Role.ADMIN))
        for handle, scope in ((ROOT, Scope.ADMIN), *((each, Scope.ACT) for each in ("ana", "ben", "priya"))):
            self.of(handle, scope)

    def seen_by(self, agent):
        return self.of(agent or self.reader)

    def of(self, agent, scope=Scope.ACT) -> RemoteDesk:
        handle = agent.removeprefix("@")
        if handle not in self.desks:
            self.desks[handle] = connect(self.team.url, self.team.token(handle, scope), Waits(again=()))
        return self.desks[handle]

    def __getattr__(self, name):
        assert hasattr(Desk, name), name

        def call(*args, by=None, **more):
            told = {} if by is None else {"by": by}
            return getattr(self.of(by or self.reader), name)(*args, **told, **more)

        return call

    def conversation(self, number, *, by=None):
        """Who asks is always known on a server; without one, nobody in particular has read anything."""
        if by is not None:
            return self.of(by).conversation(number, by=by)
        return replace(self.of(self.reader).conversation(number), unread=False, read_version=0)

    def do(self, command, *, by=None, key=""):
        if isinstance(command, PEOPLE):
            return self.team.desk.do(command, by=by, key=key)
        if by is None:
            return self.root.do(command, key=key)
        return self.of(by).do(command, by=by, key=key)

    @property
    def root(self):
        """Who brings in and carries out."""
        return self.of(ROOT, Scope.ADMIN)

    def receive(self, batch, *, marks=()):
        return self.root.receive(batch, marks=marks)

    def rehearse(self, batch):
        return self.root.rehearse(batch)

    def lease(self, now, **how):
        return self.root.lease(now, **how)

    def settle(self, entry, **how):
        return self.root.settle(entry, **how)

    def come_due(self, now):
        return self.root.come_due(now)

    def close(self):
        for desk in self.desks.values():
            desk.close()
