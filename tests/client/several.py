"""A desk on a server for a contract in which several people act, each with a token of their own."""

from msgspec.structs import replace

from agentconsole.client.http import Waits
from agentconsole.client.remote import RemoteDesk, connect
from agentconsole.desk.api import Desk
from agentconsole.model import commands
from agentconsole.model.access import Role, Scope
from agentconsole.model.errors import Refused

ROOT = "root"
"""An admin who does what the desk itself does."""
PEOPLE = (commands.AddAgent, commands.RemoveAgent)
"""What a server only lets admins do: in the contract it is done where the server is."""


class SeveralDesks:
    """Calls go to the desk of whoever is named with `by`."""

    def __init__(self, team):
        self.team = team
        self.desks: dict[str, RemoteDesk] = {}
        self.name = team.desk.name
        self.mail = team.desk.mail
        self.undo_seconds = team.desk.undo_seconds
        team.desk.do(commands.AddAgent(handle=ROOT, role=Role.ADMIN))
        for handle, scope in ((ROOT, Scope.ADMIN), *((each, Scope.ACT) for each in ("ana", "ben", "priya"))):
            self.of(handle, scope)

    @property
    def reader(self):
        """Who looks where nobody is named: Ana, who owns what it is about, as long as she is there."""
        return ROOT if self.team.desk.agent("ana").left_at else "ana"

    def seen_by(self, agent):
        return self.of(agent or self.reader)

    def of(self, agent, scope=Scope.ACT) -> RemoteDesk:
        handle = agent.removeprefix("@")
        if handle not in self.desks:
            self.desks[handle] = connect(self.team.url, self.team.token(handle, scope), Waits(again=()))
        return self.desks[handle]

    def gone(self, agent):
        """Whoever leaves loses their tokens."""
        for scope in Scope:
            self.team.tokens.pop((agent, scope), None)
        if agent in self.desks:
            self.desks.pop(agent).close()

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
        if isinstance(command, PEOPLE) or (by is None and not isinstance(command, commands.Receive)):
            outcome = self.team.desk.do(command, by=by, key=key)
            if isinstance(command, commands.RemoveAgent):
                self.gone(command.handle)
            elif command.__class__ is commands.AddAgent and command.role is Role.LEAD:
                self.of(command.handle)  # a token is news, which is not to come in the middle of a test
            return outcome
        if by is None:
            return self.root.do(command, key=key)
        if self.team.desk.agent(by).left_at is not None:
            raise Refused(f"@{by} has left, and is not let in", rule="left")
        return self.of(by).do(command, by=by, key=key)

    def make_token(self, agent, *, by, **how):
        return self.admin(by).make_token(agent, by=by, **how)

    def revoke_token(self, token, *, by):
        return self.admin(by).revoke_token(token, by=by)

    def tokens(self, **of):
        return tuple(each for each in self.of(self.reader).tokens(**of) if not each.name.startswith("tests "))

    def holder(self, secret):
        """The server's own: it asks itself."""
        return self.team.desk.holder(secret)

    def admin(self, agent):
        """With all that this colleague may do."""
        handle = agent.removeprefix("@")
        if self.team.desk.agent(handle).role is Role.ADMIN:
            self.gone(handle)
            return self.of(handle, Scope.ADMIN)
        return self.of(handle)

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
