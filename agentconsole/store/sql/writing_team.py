"""Writing what a team needs: tokens, presence, and what a command with a key did."""

from datetime import datetime, timedelta

from agentconsole.model.access import Token
from agentconsole.model.presence import Presence
from agentconsole.store.base import KEY_DAYS
from agentconsole.store.sql.changing import Changing
from agentconsole.store.sql.session import encoded, micros

_KEEP_DONE = """
    INSERT INTO done (agent, key, at, result) VALUES (?, ?, ?, ?)
    ON CONFLICT (agent, key) DO UPDATE SET at = excluded.at, result = excluded.result
"""
_SAVE_PRESENCE = """
    INSERT INTO presence (conversation, agent, doing, since, until) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (conversation, agent) DO UPDATE
    SET doing = excluded.doing, since = excluded.since, until = excluded.until
"""


class WritingTeam(Changing):
    """Tokens, presence, and commands done with a key."""

    def keep_done(self, by: str, key: str, did: bytes, *, now: datetime) -> None:
        self.tell("DELETE FROM done WHERE at < ?", micros(now - timedelta(days=KEY_DAYS)))
        self.tell(_KEEP_DONE, by, key, micros(now), did)

    def new_token(self) -> int:
        return self._next("token")

    def save_token(self, token: Token, digest: bytes | None = None) -> None:
        if digest is None:
            self.tell("UPDATE token SET state = ? WHERE id = ?", encoded(token), token.id)
        else:
            insert = "INSERT INTO token (id, agent, digest, state) VALUES (?, ?, ?, ?)"
            self.tell(insert, token.id, token.agent, digest, encoded(token))

    def save_presence(self, presence: Presence) -> None:
        self.tell("DELETE FROM presence WHERE until <= ?", micros(presence.since))
        self.tell(
            _SAVE_PRESENCE,
            presence.conversation,
            presence.agent,
            presence.doing.value,
            micros(presence.since),
            micros(presence.until),
        )

    def drop_presence(self, conversation: int, agent: str) -> bool:
        drop = "DELETE FROM presence WHERE conversation = ? AND agent = ?"
        return self.run(drop, conversation, agent) > 0
