-- What each policy did. Only types and statements that SQLite and PostgreSQL both know.

-- author: of a silence that is not ours. policies: those that had to do with the episode so far, so that a restart counts none of them twice.
ALTER TABLE episode ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE episode ADD COLUMN policies TEXT NOT NULL DEFAULT '{}';

-- last_match is rounded down to five minutes: while an alert stays matched there is little to write.
CREATE TABLE policy_known (
  policy TEXT NOT NULL PRIMARY KEY,
  known_since BIGINT NOT NULL,
  last_match BIGINT
);

-- Episodes by policy and day: days since 1970 in UTC; day 0 holds what was counted before days were.
CREATE TABLE policy_day (
  policy TEXT NOT NULL,
  day BIGINT NOT NULL,
  suppressed BIGINT NOT NULL,
  would_suppress BIGINT NOT NULL,
  called BIGINT NOT NULL,
  in_vain BIGINT NOT NULL,
  called_before BIGINT NOT NULL,
  PRIMARY KEY (policy, day)
);

INSERT INTO policy_day (policy, day, suppressed, would_suppress, called, in_vain, called_before)
SELECT policy, closed_at / 86400000, COUNT(*), 0, 0, 0, 0 FROM episode
WHERE closed_at IS NOT NULL AND outcome = 'SUPPRESSED' AND policy <> ''
GROUP BY policy, closed_at / 86400000;

INSERT INTO policy_day (policy, day, suppressed, would_suppress, called, in_vain, called_before)
SELECT policy, 0, 0, episodes, 0, 0, 0 FROM would_suppress_total WHERE episodes > 0;

-- When they were last at work is not known: from the last poll on, so that none is called unused too early.
INSERT INTO policy_known (policy, known_since)
SELECT policy, (SELECT COALESCE(MAX(at), 0) FROM backend_poll) FROM (
  SELECT policy FROM would_suppress_total UNION SELECT policy FROM episode WHERE policy <> ''
) AS named;
