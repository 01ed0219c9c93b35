-- A team: who may look, who is in a conversation, and what a command with a key did.

ALTER TABLE conversation ADD COLUMN restricted INTEGER GENERATED ALWAYS AS (
    CASE WHEN strpos(state, '"restricted":true') > 0 AND read_json(state, '{restricted}') = 'true' THEN 1 END
) STORED;
CREATE INDEX conversation_restricted ON conversation (id) WHERE restricted = 1;

CREATE TABLE token (
    id     BIGINT PRIMARY KEY,
    agent  word NOT NULL,
    digest BYTEA NOT NULL UNIQUE,    -- of its secret, which is kept nowhere
    state  TEXT NOT NULL
);
CREATE INDEX token_agent ON token (agent, id);

CREATE TABLE done (
    agent  word NOT NULL,            -- empty for the desk itself
    key    word NOT NULL,
    at     BIGINT NOT NULL,
    result BYTEA NOT NULL,
    PRIMARY KEY (agent, key)
);
CREATE INDEX done_at ON done (at);

CREATE TABLE presence (
    conversation BIGINT NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    agent        word NOT NULL,
    doing        word NOT NULL,
    since        BIGINT NOT NULL,
    until        BIGINT NOT NULL,
    PRIMARY KEY (conversation, agent)
);
