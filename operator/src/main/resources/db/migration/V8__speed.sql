-- Nothing that is read at each poll or answer may grow with what the store holds. Only types and statements that SQLite and PostgreSQL both know.

-- at: when the episodes that the event is about are to be looked for; -1 where an incident's whole life decides. Null in rows of older versions
-- until the ledger is opened.
ALTER TABLE response_link ADD COLUMN at BIGINT;
CREATE INDEX response_link_at ON response_link (link, at);
CREATE INDEX response_link_untimed ON response_link (source) WHERE at IS NULL;

DROP INDEX episode_instance;
CREATE INDEX episode_instance ON episode (fingerprint, closed_at, first_seen_at, backend);
