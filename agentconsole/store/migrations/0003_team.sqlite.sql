-- A team: who may look, who is in a conversation, and what a command with a key did.

CREATE INDEX conversation_restricted ON conversation (id) WHERE json_extract(state, '$.restricted') = 1;

CREATE TABLE token (
    id     INTEGER PRIMARY KEY,
    agent  TEXT NOT NULL,
    digest BLOB NOT NULL UNIQUE,     -- of its secret, which is kept nowhere
    state  TEXT NOT NULL
) STRICT;
CREATE INDEX token_agent ON token (agent, id);

CREATE TABLE done (
    agent  TEXT NOT NULL,            -- empty for the desk itself
    key    TEXT NOT NULL,
    at     INTEGER NOT NULL,
    result BLOB NOT NULL,
    PRIMARY KEY (agent, key)
) STRICT;
CREATE INDEX done_at ON done (at);

CREATE TABLE presence (
    conversation INTEGER NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    agent        TEXT NOT NULL,
    doing        TEXT NOT NULL,
    since        INTEGER NOT NULL,
    until        INTEGER NOT NULL,
    PRIMARY KEY (conversation, agent)
) STRICT, WITHOUT ROWID;
