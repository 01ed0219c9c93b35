-- The tables of SQLite's desk, step by step the same. Times are whole microseconds since 1970 in UTC.
-- `state` holds a noun as JSON; the columns beside it are what is asked for by. Words compare by their
-- characters, whatever the order of words is in the database. Foreign keys are checked at the end of the
-- transaction, so the order in which one writing session keeps things does not matter.

CREATE DOMAIN word AS TEXT COLLATE "C";

CREATE TABLE counter (
    name  word PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE agent (
    handle word PRIMARY KEY,
    state  TEXT NOT NULL
);

CREATE TABLE organization (
    id     BIGINT PRIMARY KEY,
    name   word NOT NULL,
    folded word NOT NULL UNIQUE
);

CREATE TABLE customer (
    id           BIGINT PRIMARY KEY,
    name         word NOT NULL,
    organization BIGINT REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
    person       word,
    person_since BIGINT,
    person_at    BIGINT,
    merged_into  BIGINT REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    root         BIGINT NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    entries      BIGINT NOT NULL DEFAULT 0,
    first_at     BIGINT,
    last_at      BIGINT,
    heard_at     BIGINT NOT NULL DEFAULT 0,  -- of a root: the last_at of all who are merged into it
    found_by     word NOT NULL DEFAULT ''    -- of a root: their folded names, organizations, addresses
);
CREATE INDEX customer_heard ON customer (heard_at, id) WHERE merged_into IS NULL;
CREATE INDEX customer_root ON customer (root);
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customer_organization ON customer (organization) WHERE organization IS NOT NULL;

CREATE TABLE identity (
    kind     word NOT NULL,
    value    word NOT NULL,
    customer BIGINT NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (kind, value)
);
CREATE INDEX identity_customer ON identity (customer);

-- A part of a noun's JSON. A character that JSON can write and PostgreSQL cannot hold must not keep the rest from
-- being read; and where there is nothing to read, nothing is.
CREATE FUNCTION read_json(state TEXT, path TEXT[]) RETURNS TEXT IMMUTABLE LANGUAGE sql AS
    $$ SELECT replace(state, '\u0000', '\u0020')::json #>> path $$;

CREATE TABLE conversation (
    id            BIGINT PRIMARY KEY,
    customer      BIGINT NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    status        word NOT NULL,
    owner         word,
    channels      TEXT[] NOT NULL,
    snoozed_until BIGINT,
    wait_key      BIGINT NOT NULL,   -- waiting_since, or far in the future for who is not waiting
    active_at     BIGINT NOT NULL,   -- last_entry_at
    heard_version BIGINT NOT NULL,
    state         TEXT NOT NULL,
    handover_to   word GENERATED ALWAYS AS (
        CASE WHEN strpos(state, '"handover":{') > 0 THEN read_json(state, '{handover,to}') END
    ) STORED
);
CREATE INDEX conversation_owner ON conversation (owner, wait_key, id) WHERE status <> 'closed';
CREATE INDEX conversation_waiting ON conversation (active_at, id) WHERE status = 'waiting';
CREATE INDEX conversation_active ON conversation (active_at, id);
CREATE INDEX conversation_customer ON conversation (customer, active_at, id);
CREATE INDEX conversation_snoozed ON conversation (snoozed_until)
    WHERE snoozed_until IS NOT NULL AND status <> 'closed';

-- To whom ownership is offered.
CREATE INDEX conversation_offered ON conversation (handover_to, id) WHERE handover_to IS NOT NULL;

CREATE TABLE thread_key (
    channel      word NOT NULL,
    key          word NOT NULL,
    conversation BIGINT NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (channel, key)
);
CREATE INDEX thread_key_anywhere ON thread_key (key);

CREATE TABLE brief (
    conversation BIGINT NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    version      BIGINT NOT NULL,
    state        TEXT NOT NULL,
    PRIMARY KEY (conversation, version)
);

CREATE TABLE ask (
    id           BIGINT PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    specialist   word NOT NULL,
    pending      INTEGER NOT NULL,
    due_key      BIGINT NOT NULL,    -- due_at, or far in the future
    state        TEXT NOT NULL
);
CREATE INDEX ask_specialist ON ask (specialist, due_key, id);
CREATE INDEX ask_pending ON ask (specialist, due_key, id) WHERE pending = 1;
CREATE INDEX ask_conversation ON ask (conversation, specialist);

CREATE TABLE entry (
    id           BIGINT PRIMARY KEY,
    at           BIGINT NOT NULL,
    kind         word NOT NULL,
    channel      word NOT NULL,
    author_type  word NOT NULL,
    author_id    word,               -- a handle, or a customer's number
    author_name  word NOT NULL,
    conversation BIGINT REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    customer     BIGINT REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    party        BIGINT REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    version      BIGINT NOT NULL,
    external_id  word NOT NULL,
    text         TEXT NOT NULL,
    details      TEXT NOT NULL       -- JSON: every other part of the noun
);
CREATE UNIQUE INDEX entry_external ON entry (channel, external_id) WHERE external_id <> '';
CREATE UNIQUE INDEX entry_version ON entry (conversation, version) WHERE conversation IS NOT NULL;
CREATE INDEX entry_conversation ON entry (conversation, id) WHERE conversation IS NOT NULL;

CREATE TABLE original (
    entry   BIGINT PRIMARY KEY REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    content BYTEA NOT NULL           -- zlib
);
ALTER TABLE original ALTER content SET STORAGE EXTERNAL;

CREATE TABLE history (
    customer     BIGINT NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    entry        BIGINT NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    kind         word NOT NULL,
    channel      word NOT NULL,
    shared       INTEGER NOT NULL,   -- 1: it shows in the history of somebody else as well
    PRIMARY KEY (customer, entry) INCLUDE (kind, channel)
);
CREATE INDEX history_shared ON history (customer, entry) WHERE shared = 1;

-- `words` are those of the text with their places, folded and cut by the program, and one tag for each fact
-- that a search can ask for: whose history, which conversation, kind, channel and author.
CREATE TABLE search (
    entry BIGINT PRIMARY KEY REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    words TSVECTOR NOT NULL
);
-- What is new waits in a list until it is worth the trouble of sorting it in, and each search reads that list. In
-- one of 256 kB, a rare word is found in a fifth of the time of the usual 4 MB, and no writer waits long.
CREATE INDEX search_words ON search USING gin (words) WITH (gin_pending_list_limit = 256);

CREATE TABLE outbox (
    entry        BIGINT PRIMARY KEY REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    conversation BIGINT,
    channel      word NOT NULL,
    key          word NOT NULL UNIQUE,
    state        word NOT NULL,
    due_at       BIGINT NOT NULL,
    attempts     BIGINT NOT NULL DEFAULT 0,
    leased_at    BIGINT,
    error        TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_here ON outbox (entry) WHERE state NOT IN ('sent', 'unsent');
CREATE INDEX outbox_conversation ON outbox (conversation, entry) WHERE state NOT IN ('sent', 'unsent');
CREATE INDEX outbox_waiting ON outbox (attempts, due_at, entry) WHERE state = 'waiting';
CREATE INDEX outbox_sending ON outbox (leased_at) WHERE state = 'sending';

CREATE TABLE draft (
    agent        word NOT NULL,
    conversation BIGINT NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    kind         word NOT NULL,
    text         TEXT NOT NULL,
    seen         BIGINT NOT NULL,
    saved_at     BIGINT NOT NULL,
    PRIMARY KEY (agent, conversation, kind)
);

CREATE TABLE read_mark (
    agent        word NOT NULL,
    conversation BIGINT NOT NULL REFERENCES conversation (id) DEFERRABLE INITIALLY DEFERRED,
    version      BIGINT NOT NULL,
    PRIMARY KEY (agent, conversation)
);

-- A position is one more than the last: who writes is alone, so there are no gaps, and the order is that of
-- the commits. A sequence would count what came to nothing, and hand out numbers before their turn.
CREATE TABLE change (
    position     BIGINT PRIMARY KEY,
    at           BIGINT NOT NULL,
    kind         word NOT NULL,
    entry_kind   word NOT NULL,
    conversation BIGINT,
    customer     BIGINT,
    entry        BIGINT,
    ask          BIGINT,
    by           word,
    agent        word
);
CREATE FUNCTION next_position() RETURNS BIGINT LANGUAGE plpgsql AS
    $$ BEGIN RETURN (SELECT coalesce(max(position), 0) + 1 FROM change); END $$;
ALTER TABLE change ALTER position SET DEFAULT next_position();
