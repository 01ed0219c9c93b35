-- What customers told us, what we promised them, who has read what, whom they met; and how far each
-- channel has come.

CREATE TABLE fact (
    id       INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    kind     TEXT NOT NULL,
    told_at  INTEGER NOT NULL,
    state    TEXT NOT NULL
) STRICT;
CREATE INDEX fact_customer ON fact (customer, told_at, id);

CREATE TABLE promise (
    id           INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    due_at       INTEGER NOT NULL,
    owed         INTEGER NOT NULL,  -- 1: still to be kept, or broken and not yet talked about
    pending      INTEGER NOT NULL,  -- 1: still to be kept
    state        TEXT NOT NULL
) STRICT;
CREATE INDEX promise_conversation ON promise (conversation, due_at, id);
CREATE INDEX promise_owed ON promise (due_at, id) WHERE owed = 1;
CREATE INDEX promise_pending ON promise (due_at, id) WHERE pending = 1;

CREATE TABLE met (
    customer INTEGER NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    agent    TEXT NOT NULL,         -- a handle, or empty for who is known by name only
    name     TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL,
    entries  INTEGER NOT NULL,
    PRIMARY KEY (customer, agent, name)
) STRICT, WITHOUT ROWID;
INSERT INTO met (customer, agent, name, first_at, last_at, entries)
    SELECT h.customer, coalesce(e.author_id, ''), iif(e.author_id IS NULL, e.author_name, ''),
        min(e.at), max(e.at), count(*)
    FROM history AS h JOIN entry AS e ON e.id = h.entry
    WHERE e.author_type = 'agent' AND e.kind = 'message'
    GROUP BY 1, 2, 3;

CREATE TABLE entry_read (
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    agent TEXT NOT NULL,
    at    INTEGER NOT NULL,
    PRIMARY KEY (entry, agent)
) STRICT, WITHOUT ROWID;

CREATE TABLE pinned (
    customer INTEGER NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    entry    INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (customer, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_note ON entry (id) WHERE kind = 'note';
CREATE INDEX conversation_wait ON conversation (wait_key, id) WHERE status <> 'closed';

CREATE TABLE mark (
    channel TEXT NOT NULL,
    name    TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (channel, name)
) STRICT, WITHOUT ROWID;

-- The files that go out with a message; before, those that lie beside a draft.
CREATE TABLE file (
    entry   INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    number  INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (entry, number)
) STRICT;
CREATE TABLE draft_file (
    agent        TEXT NOT NULL,
    conversation INTEGER NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    name         TEXT NOT NULL,
    media_type   TEXT NOT NULL,
    content      BLOB NOT NULL,
    PRIMARY KEY (agent, conversation, name)
) STRICT;

ALTER TABLE outbox ADD COLUMN dated_at INTEGER;  -- when it was first due: the date it bears, through every attempt
UPDATE outbox SET dated_at = due_at;
ALTER TABLE outbox ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0;  -- 1: the writer chose the time
