-- Gaps are work: what Prometheus remembers of them is filled in. Only types and statements that SQLite and PostgreSQL both know.

-- state: OPEN, FILLED or UNFILLED; reason: why it is not filled. observed_until: from when on polls had shown again what fires.
ALTER TABLE gap ADD COLUMN state TEXT NOT NULL DEFAULT 'OPEN';
ALTER TABLE gap ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE gap ADD COLUMN observed_until BIGINT NOT NULL DEFAULT 0;
UPDATE gap SET observed_until = until_at + 120000;
CREATE INDEX gap_open ON gap (backend, from_at) WHERE state = 'OPEN';
