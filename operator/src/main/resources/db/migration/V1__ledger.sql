-- Times are milliseconds since 1970 in UTC, durations milliseconds. Only types and statements that SQLite and PostgreSQL both know.

CREATE TABLE backend_poll (
  backend TEXT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
);

-- Open and closed episodes. last_seen_at is null while the alert is present: it is the backend's last poll then, so that a quiet poll has
-- nothing to write here. namespace, alertname and priority_counted are labels of the counters, which may stand for others.
CREATE TABLE episode (
  backend TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  first_seen_at BIGINT NOT NULL,
  labels TEXT NOT NULL,
  priority TEXT NOT NULL,
  namespace TEXT NOT NULL,
  alertname TEXT NOT NULL,
  priority_counted TEXT NOT NULL,
  state TEXT NOT NULL,
  grace BIGINT NOT NULL,
  ends_within BIGINT NOT NULL,
  unsuppressed_since BIGINT,
  actionable_at BIGINT,
  gap SMALLINT NOT NULL,
  reason TEXT NOT NULL,
  policy TEXT NOT NULL,
  would_suppress TEXT NOT NULL,
  last_seen_at BIGINT,
  absent_since BIGINT,
  witnessed_since BIGINT,
  outcome TEXT NOT NULL,
  closed_at BIGINT,
  PRIMARY KEY (backend, fingerprint, first_seen_at)
);

CREATE UNIQUE INDEX episode_open ON episode (backend, fingerprint) WHERE closed_at IS NULL;
CREATE INDEX episode_closed ON episode (closed_at) WHERE closed_at IS NOT NULL;

-- The counters themselves; what later happens to closed episodes never touches them.
CREATE TABLE episode_total (
  backend TEXT NOT NULL,
  namespace TEXT NOT NULL,
  alertname TEXT NOT NULL,
  priority TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  policy TEXT NOT NULL,
  episodes BIGINT NOT NULL,
  PRIMARY KEY (backend, namespace, alertname, priority, outcome, reason, policy)
);

CREATE TABLE would_suppress_total (
  policy TEXT NOT NULL PRIMARY KEY,
  episodes BIGINT NOT NULL
);

CREATE TABLE memory (
  topic TEXT NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (topic, name)
);
