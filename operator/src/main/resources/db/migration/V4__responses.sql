-- What people made of episodes, and sums for reports. Only types and statements that SQLite and PostgreSQL both know.

-- previous_closed_at: of the same instance, where that was shortly before. summed: whether the episode is in the sums already; those of older
-- versions are added when the ledger is opened.
ALTER TABLE episode ADD COLUMN previous_closed_at BIGINT;
ALTER TABLE episode ADD COLUMN summed SMALLINT NOT NULL DEFAULT 0;
CREATE INDEX episode_unsummed ON episode (backend) WHERE summed = 0;
CREATE INDEX episode_instance ON episode (fingerprint, first_seen_at);

CREATE TABLE alert_series (
  id BIGINT NOT NULL PRIMARY KEY,
  backend TEXT NOT NULL,
  namespace TEXT NOT NULL,
  service TEXT NOT NULL,
  owner TEXT NOT NULL,
  alertname TEXT NOT NULL,
  priority TEXT NOT NULL
);

-- observer: the policy in Observe mode that would have hidden the episodes which are summed; else empty.
CREATE TABLE slot_key (
  id BIGINT NOT NULL PRIMARY KEY,
  series BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  policy TEXT NOT NULL,
  cause TEXT NOT NULL,
  observer TEXT NOT NULL
);

-- Sums by quarter of an hour and by day in UTC (span: 900 or 86400 seconds). Rows without episodes are deleted.
CREATE TABLE slot (
  span INTEGER NOT NULL,
  at BIGINT NOT NULL,
  slot_key BIGINT NOT NULL,
  episodes BIGINT NOT NULL,
  firing_seconds BIGINT NOT NULL,
  handling_seconds BIGINT NOT NULL,
  handling_squares BIGINT NOT NULL,
  responded BIGINT NOT NULL,
  unattended BIGINT NOT NULL,
  unattended_briefly BIGINT NOT NULL,
  again BIGINT NOT NULL,
  same_day BIGINT NOT NULL,
  met BIGINT NOT NULL,
  missed BIGINT NOT NULL,
  missed_without_cause BIGINT NOT NULL,
  ended_before_due BIGINT NOT NULL,
  pending BIGINT NOT NULL,
  PRIMARY KEY (span, at, slot_key)
);

-- An episode for which a person was called, or that a person said something of. content: what is known of that. answered, judged and
-- handled_seconds: what the counters have of it, which never go down.
CREATE TABLE handling (
  backend TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  first_seen_at BIGINT NOT NULL,
  series BIGINT NOT NULL,
  called_at BIGINT,
  due BIGINT,
  objective TEXT NOT NULL,
  cause TEXT NOT NULL,
  content TEXT NOT NULL,
  answered SMALLINT NOT NULL,
  judged SMALLINT NOT NULL,
  handled_seconds BIGINT NOT NULL,
  PRIMARY KEY (backend, fingerprint, first_seen_at)
);

CREATE INDEX handling_called ON handling (called_at, series) WHERE called_at IS NOT NULL;
CREATE INDEX handling_pending ON handling (due) WHERE objective = 'PENDING';
CREATE INDEX handling_missed ON handling (called_at) WHERE objective = 'MISSED';

-- waits: belongs to no episode yet.
CREATE TABLE response_event (
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  at BIGINT NOT NULL,
  content TEXT NOT NULL,
  waits SMALLINT NOT NULL,
  PRIMARY KEY (source, id)
);

CREATE INDEX response_event_at ON response_event (at);
CREATE INDEX response_event_waits ON response_event (at) WHERE waits = 1;

CREATE TABLE response_link (
  link TEXT NOT NULL,
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (link, source, id)
);

CREATE INDEX response_link_event ON response_link (source, id);

-- Counters of answers; part says of what.
CREATE TABLE response_total (
  metric TEXT NOT NULL,
  namespace TEXT NOT NULL,
  alertname TEXT NOT NULL,
  priority TEXT NOT NULL,
  part TEXT NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (metric, namespace, alertname, priority, part)
);

-- When a backend was not looked at for longer than an episode takes to settle.
CREATE TABLE gap (
  backend TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  PRIMARY KEY (backend, from_at)
);
