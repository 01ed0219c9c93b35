-- Whom a mail that is being written goes to, and what stands below it, where that is not the usual.

ALTER TABLE draft ADD COLUMN wishes TEXT NOT NULL DEFAULT '{}';
