-- What customers told us, what we promised them, who has read what, whom they met; and how far each
-- channel has come.

CREATE TABLE fact (
    id       BIGINT PRIMARY KEY,
    customer BIGINT NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    kind     word NOT NULL,
    told_at  BIGINT NOT NULL,
    state    TEXT NOT NULL
);
CREATE INDEX fact_customer ON fact (customer, told_at, id);

CREATE TABLE promise (
    id           BIGINT PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    due_at       BIGINT NOT NULL,
    owed         INTEGER NOT NULL,  -- 1: still to be kept, or broken and not yet talked about
    pending      INTEGER NOT NULL,  -- 1: still to be kept
    state        TEXT NOT NULL
);
CREATE INDEX promise_conversation ON promise (conversation, due_at, id);
CREATE INDEX promise_owed ON promise (due_at, id) WHERE owed = 1;
CREATE INDEX promise_pending ON promise (due_at, id) WHERE pending = 1;

CREATE TABLE met (
    customer BIGINT NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    agent    word NOT NULL,         -- a handle, or empty for who is known by name only
    name     word NOT NULL,
    first_at BIGINT NOT NULL,
    last_at  BIGINT NOT NULL,
    entries  BIGINT NOT NULL,
    PRIMARY KEY (customer, agent, name)
);
INSERT INTO met (customer, agent, name, first_at, last_at, entries)
    SELECT h.customer, coalesce(e.author_id, ''), CASE WHEN e.author_id IS NULL THEN e.author_name ELSE '' END,
        min(e.at), max(e.at), count(*)
    FROM history AS h JOIN entry AS e ON e.id = h.entry
    WHERE e.author_type = 'agent' AND e.kind = 'message'
    GROUP BY 1, 2, 3;

CREATE TABLE entry_read (
    entry BIGINT NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    agent word NOT NULL,
    at    BIGINT NOT NULL,
    PRIMARY KEY (entry, agent)
);

CREATE TABLE pinned (
    customer BIGINT NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    entry    BIGINT NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (customer, entry)
);

CREATE INDEX entry_note ON entry (id) WHERE kind = 'note';
CREATE INDEX conversation_wait ON conversation (wait_key, id) WHERE status <> 'closed';

CREATE TABLE mark (
    channel word NOT NULL,
    name    word NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (channel, name)
);

-- The files that go out with a message; before, those that lie beside a draft.
CREATE TABLE file (
    entry   BIGINT NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    number  BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (entry, number)
);
CREATE TABLE draft_file (
    agent        word NOT NULL,
    conversation BIGINT NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    name         word NOT NULL,
    media_type   word NOT NULL,
    content      BYTEA NOT NULL,
    PRIMARY KEY (agent, conversation, name)
);
ALTER TABLE file ALTER content SET STORAGE EXTERNAL;
ALTER TABLE draft_file ALTER content SET STORAGE EXTERNAL;

ALTER TABLE outbox ADD COLUMN dated_at BIGINT;  -- when it was first due: the date it bears, through every attempt
UPDATE outbox SET dated_at = due_at;
ALTER TABLE outbox ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0;  -- 1: the writer chose the time
