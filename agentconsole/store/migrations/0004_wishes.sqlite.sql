-- Whom a mail that is being written goes to, and what stands below it, where that is not the usual; and
-- whether we have written again since a message failed.

ALTER TABLE draft ADD COLUMN wishes TEXT NOT NULL DEFAULT '{}';
ALTER TABLE outbox ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
