"""The JSON of what a command did, of tokens, and of who is there."""

from agentconsole.desk.api import Outcome
from agentconsole.model.access import NewToken, Token
from agentconsole.model.presence import Presence
from agentconsole.wire.known import fact_json, promise_json
from agentconsole.wire.noun import (
    BOOL,
    HANDLE,
    NUMBER,
    TEXT,
    TEXT_OR_NULL,
    TIME,
    WORD,
    Field,
    Noun,
    array,
    nested,
    optional,
)
from agentconsole.wire.nouns import (
    agent_json,
    ask_json,
    conversation_json,
    customer_json,
    draft_json,
    entry_json,
)

outcome_json = Noun[Outcome](
    "outcome",
    "What a command did.",
    Field("entries", array(nested(entry_json)), "what it added to the history, in order"),
    Field("conversation", optional(nested(conversation_json)), "as it is now, where it was about one"),
    Field("ask", optional(nested(ask_json)), "the ask it was about"),
    Field("promise", optional(nested(promise_json)), "the promise it was about"),
    Field("fact", optional(nested(fact_json)), "the fact it was about"),
    Field("customer", optional(nested(customer_json)), "the customer it was about"),
    Field("agent", optional(nested(agent_json)), "the colleague it was about"),
    Field("draft", optional(nested(draft_json)), "the draft as it is now, where it left one"),
    Field("new", BOOL, "false for something from outside that was known already"),
)

token_json = Noun[Token](
    "token",
    "That a program may act as an agent. The secret itself is kept nowhere.",
    Field("id", NUMBER, "its number, as in `token revoke 7`"),
    Field("agent", HANDLE, "to whom everything done with it is attributed"),
    Field("name", TEXT, "what it is for"),
    Field("scope", WORD, "what it is good for: `read`, `act`, `admin` or `ingest`"),
    Field("made_by", TEXT_OR_NULL, "who made it"),
    Field("made_at", TIME, "when"),
    Field("expires_at", optional(TIME), "when it ends by itself"),
    Field("revoked_at", optional(TIME), "when somebody ended it"),
    Field("used_at", optional(TIME), "when it was used last, to the minute"),
)

new_token_json = Noun[NewToken](
    "new token",
    "A token that was just made.",
    Field("token", nested(token_json), "what it is"),
    Field("secret", TEXT, "to log in with; shown this once"),
)

presence_json = Noun[Presence](
    "presence",
    "That an agent is in a conversation.",
    Field("agent", HANDLE, "who"),
    Field("conversation", NUMBER, "where"),
    Field("doing", WORD, "`looking` or `writing`"),
    Field("since", TIME, "since when"),
    Field("until", TIME, "not after, unless they say so again"),
)

TEAM = (outcome_json, token_json, new_token_json, presence_json)
"""All of them, for the reference."""
