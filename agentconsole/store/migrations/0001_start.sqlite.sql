-- Times are whole microseconds since 1970 in UTC. `state` holds a noun as JSON; the columns beside it
-- are what is asked for by. Foreign keys are checked at the end of the transaction, so the order in
-- which one writing session keeps things does not matter.

CREATE TABLE counter (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agent (
    handle TEXT PRIMARY KEY,
    state  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organization (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE customer (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL,
    organization INTEGER REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
    person       TEXT,
    person_since INTEGER,
    person_at    INTEGER,
    merged_into  INTEGER REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    root         INTEGER NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    entries      INTEGER NOT NULL DEFAULT 0,
    first_at     INTEGER,
    last_at      INTEGER,
    heard_at     INTEGER NOT NULL DEFAULT 0,  -- of a root: the last_at of all who are merged into it
    found_by     TEXT NOT NULL DEFAULT ''     -- of a root: their folded names, organizations, addresses
) STRICT;
CREATE INDEX customer_heard ON customer (heard_at, id) WHERE merged_into IS NULL;
CREATE INDEX customer_root ON customer (root);
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customer_organization ON customer (organization) WHERE organization IS NOT NULL;

CREATE TABLE identity (
    kind     TEXT NOT NULL,
    value    TEXT NOT NULL,
    customer INTEGER NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_customer ON identity (customer);

CREATE TABLE conversation (
    id            INTEGER PRIMARY KEY,
    customer      INTEGER NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    status        TEXT NOT NULL,
    owner         TEXT,
    channels      TEXT NOT NULL,     -- a JSON array
    snoozed_until INTEGER,
    wait_key      INTEGER NOT NULL,  -- waiting_since, or far in the future for who is not waiting
    active_at     INTEGER NOT NULL,  -- last_entry_at
    heard_version INTEGER NOT NULL,
    state         TEXT NOT NULL
) STRICT;
CREATE INDEX conversation_owner ON conversation (owner, wait_key, id) WHERE status <> 'closed';
CREATE INDEX conversation_waiting ON conversation (active_at, id) WHERE status = 'waiting';
CREATE INDEX conversation_active ON conversation (active_at, id);
CREATE INDEX conversation_customer ON conversation (customer, active_at, id);
CREATE INDEX conversation_snoozed ON conversation (snoozed_until)
    WHERE snoozed_until IS NOT NULL AND status <> 'closed';

-- To whom ownership is offered.
CREATE INDEX conversation_offered ON conversation (json_extract(state, '$.handover.to'), id)
    WHERE json_extract(state, '$.handover.to') IS NOT NULL;

CREATE TABLE thread_key (
    channel      TEXT NOT NULL,
    key          TEXT NOT NULL,
    conversation INTEGER NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (channel, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_key_anywhere ON thread_key (key);

CREATE TABLE brief (
    conversation INTEGER NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    version      INTEGER NOT NULL,
    state        TEXT NOT NULL,
    PRIMARY KEY (conversation, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE ask (
    id           INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    specialist   TEXT NOT NULL,
    pending      INTEGER NOT NULL,
    due_key      INTEGER NOT NULL,   -- due_at, or far in the future
    state        TEXT NOT NULL
) STRICT;
CREATE INDEX ask_specialist ON ask (specialist, due_key, id);
CREATE INDEX ask_pending ON ask (specialist, due_key, id) WHERE pending = 1;
CREATE INDEX ask_conversation ON ask (conversation, specialist);

CREATE TABLE entry (
    id           INTEGER PRIMARY KEY,
    at           INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    channel      TEXT NOT NULL,
    author_type  TEXT NOT NULL,
    author_id    ANY,
    author_name  TEXT NOT NULL,
    conversation INTEGER REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    customer     INTEGER REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    party        INTEGER REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    version      INTEGER NOT NULL,
    external_id  TEXT NOT NULL,
    text         TEXT NOT NULL,
    details      TEXT NOT NULL       -- JSON: every other part of the noun
) STRICT;
CREATE UNIQUE INDEX entry_external ON entry (channel, external_id) WHERE external_id <> '';
CREATE UNIQUE INDEX entry_version ON entry (conversation, version) WHERE conversation IS NOT NULL;
CREATE INDEX entry_conversation ON entry (conversation, id) WHERE conversation IS NOT NULL;

CREATE TABLE original (
    entry   INTEGER PRIMARY KEY REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    content BLOB NOT NULL            -- zlib
) STRICT;

CREATE TABLE history (
    customer     INTEGER NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    entry        INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    kind         TEXT NOT NULL,
    channel      TEXT NOT NULL,
    shared       INTEGER NOT NULL,   -- 1: it shows in the history of somebody else as well
    PRIMARY KEY (customer, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_shared ON history (customer, entry) WHERE shared = 1;

-- `text` is what is searched, folded and spaced by the program; `tags` are one token for each fact
-- that a search can ask for: whose history, which conversation, kind, channel and author.
CREATE VIRTUAL TABLE search USING fts5 (
    text, tags, content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

CREATE TABLE outbox (
    entry        INTEGER PRIMARY KEY REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    conversation INTEGER,
    channel      TEXT NOT NULL,
    key          TEXT NOT NULL UNIQUE,
    state        TEXT NOT NULL,
    due_at       INTEGER NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    leased_at    INTEGER,
    error        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outbox_here ON outbox (entry) WHERE state NOT IN ('sent', 'unsent');
CREATE INDEX outbox_conversation ON outbox (conversation, entry) WHERE state NOT IN ('sent', 'unsent');
CREATE INDEX outbox_waiting ON outbox (attempts, due_at, entry) WHERE state = 'waiting';
CREATE INDEX outbox_sending ON outbox (leased_at) WHERE state = 'sending';

CREATE TABLE draft (
    agent        TEXT NOT NULL,
    conversation INTEGER NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    kind         TEXT NOT NULL,
    text         TEXT NOT NULL,
    seen         INTEGER NOT NULL,
    saved_at     INTEGER NOT NULL,
    PRIMARY KEY (agent, conversation, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE read_mark (
    agent        TEXT NOT NULL,
    conversation INTEGER NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    version      INTEGER NOT NULL,
    PRIMARY KEY (agent, conversation)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
    position     INTEGER PRIMARY KEY AUTOINCREMENT,
    at           INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    entry_kind   TEXT NOT NULL,
    conversation INTEGER,
    customer     INTEGER,
    entry        INTEGER,
    ask          INTEGER,
    by           TEXT,
    agent        TEXT
) STRICT;
