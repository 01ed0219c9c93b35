"""What the tests of bad lines do and look at."""

from datetime import UTC, datetime
from time import monotonic

from agentconsole.model import commands
from agentconsole.model.commands import Receive
from agentconsole.model.keeping import DraftKind
from agentconsole.model.link import LinkState
from tests.make import MEI

PATIENCE = 30.0


class Day:
    """A conversation of Ana's on a server, and her consoles."""

    def __init__(self, team, line, open_desk):
        self.team = team
        self.line = line
        self._open = open_desk
        self._consoles = []
        self.number = self.hears("I was charged twice").conversation.id
        team.desk.do(commands.Claim(conversation=self.number), by="ana")
        self.desk = self.console()

    def console(self):
        """One more console of Ana's on this machine."""
        desk = self._open()
        self._consoles.append(desk)
        return desk

    def hears(self, text):
        """Mei writes, and nobody at this end of the line does."""
        now = datetime.now(UTC)
        return self.team.desk.do(
            Receive(
                channel="email",
                external_id=f"{now.timestamp()}",
                at=now,
                customer=MEI,
                direction="in",
                text=text,
                keys=("fee",),
                begins=True,
            )
        )

    def said(self, kind="note"):
        """What stands in the conversation on the server."""
        return [
            each.text for each in self.team.desk.thread(self.number, limit=1000).items if each.kind == kind
        ]

    def replies(self):
        """What went to Mei."""
        thread = self.team.desk.thread(self.number, limit=1000).items
        return [each.text for each in thread if each.kind == "message" and each.outgoing]

    def looks(self):
        """Ana has it all before her."""
        self.desk.conversation(self.number, by="ana")
        self.desk.thread(self.number)
        self.desk.draft(self.number, DraftKind.REPLY, by="ana")

    def note(self, text, desk=None):
        return (desk or self.desk).do(commands.Note(conversation=self.number, text=text), by="ana")

    def reply(self, text, **more):
        return self.desk.do(commands.Reply(conversation=self.number, text=text, **more), by="ana")

    def types(self, text, kind=DraftKind.REPLY):
        return self.desk.do(commands.SaveDraft(conversation=self.number, kind=kind, text=text), by="ana")

    def draft(self, kind=DraftKind.REPLY):
        """Ana's draft on the server."""
        found = self.team.desk.draft(self.number, kind, by="ana")
        return found.text if found else None

    def becomes(self, state: LinkState, desk=None):
        """Wait until the console says so."""
        live = (desk or self.desk)._live
        live.start()
        with live._news:
            assert live._news.wait_for(lambda: live._state is state, PATIENCE), live._state

    def all_sent(self, desk=None):
        """Wait until nothing waits any more."""
        desk = desk or self.desk
        self.becomes(LinkState.LIVE, desk)
        until = monotonic() + PATIENCE
        while desk.link().waiting:
            assert monotonic() < until, desk.kept()
            with desk._live._news:
                desk._live._news.wait(0.05)

    def close(self):
        for desk in self._consoles:
            desk.close()
