"""Reading what a team needs: who may look, who is there, and what a command with a key did."""

from datetime import datetime

from agentconsole.model.access import Token
from agentconsole.model.conversation import Conversation
from agentconsole.model.presence import Doing, Presence
from agentconsole.store.sql.conversations import Conversations
from agentconsole.store.sql.session import Row, decoder, micros, moment

# In the words of the index, or it would not be used.
_RESTRICTED = "SELECT id FROM conversation WHERE json_extract(state, '$.restricted') = 1 ORDER BY id"
_PRESENT = "SELECT conversation, agent, doing, since, until FROM presence WHERE until > ?"
_FIRST_COME = " ORDER BY since, agent, conversation"

_token = decoder(Token)


class Team(Conversations):
    """Restricted conversations, tokens, presence, and commands done with a key."""

    def restricted(self) -> tuple[Conversation, ...]:
        numbers = self.column(_RESTRICTED)
        return tuple(self._conversations(numbers, by=None)) if numbers else ()

    def done(self, by: str, key: str) -> bytes | None:
        result: bytes | None = self.value("SELECT result FROM done WHERE agent = ? AND key = ?", by, key)
        return result

    def tokens(self, *, agent: str | None = None) -> tuple[Token, ...]:
        if agent is None:
            states = self.column("SELECT state FROM token ORDER BY id DESC")
        else:
            states = self.column("SELECT state FROM token WHERE agent = ? ORDER BY id DESC", agent)
        return tuple(map(_token, states))

    def token_by_hash(self, digest: bytes) -> Token | None:
        state = self.value("SELECT state FROM token WHERE digest = ?", digest)
        return None if state is None else _token(state)

    def present(self, now: datetime, *, conversation: int | None = None) -> tuple[Presence, ...]:
        if conversation is None:
            rows = self.rows(_PRESENT + _FIRST_COME, micros(now))
        else:
            rows = self.rows(f"{_PRESENT} AND conversation = ?{_FIRST_COME}", micros(now), conversation)
        return tuple(map(_presence_of, rows))


def _presence_of(row: Row) -> Presence:
    return Presence(
        conversation=row[0], agent=row[1], doing=Doing(row[2]), since=moment(row[3]), until=moment(row[4])
    )
