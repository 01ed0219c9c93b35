"""Who is in a conversation at this moment."""

from datetime import datetime, timedelta

from agentconsole.desk.clock import Clock
from agentconsole.desk.resolve import agent_named, conversation_numbered
from agentconsole.desk.seeing import seen_writing
from agentconsole.model.presence import Doing, Presence
from agentconsole.rules.standing import must_be_here
from agentconsole.store.base import PRESENCE_SECONDS, Reading, Store, Writing

STAY = timedelta(seconds=PRESENCE_SECONDS)


class PresentDesk:
    """The part of a desk (`desk.api.Present`) about presence."""

    store: Store
    clock: Clock

    def here(self, conversation: int, doing: Doing | None, *, by: str) -> None:
        with self.store.writing() as write:
            now, agent = self.clock(), agent_named(write, by)
            must_be_here(agent)
            was = _there(write, conversation, agent.handle, now)
            if doing is None:
                news = write.drop_presence(conversation, agent.handle) and was is not None
            else:
                found = conversation_numbered(seen_writing(write, agent.handle, now), conversation)
                write.save_presence(
                    Presence(
                        agent=agent.handle,
                        conversation=found.id,
                        doing=doing,
                        since=was.since if was else now,
                        until=now + STAY,
                    )
                )
                news = was is None or was.doing is not doing
            if news:
                write.note_change("presence", conversation=conversation, by=agent.handle)

    def present(self, conversation: int | None = None) -> tuple[Presence, ...]:
        with self.store.reading() as read:
            return read.present(self.clock(), conversation=conversation)


def _there(read: Reading | Writing, conversation: int, agent: str, now: datetime) -> Presence | None:
    here = read.present(now, conversation=conversation)
    return next((each for each in here if each.agent == agent), None)
