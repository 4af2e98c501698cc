-- Which reports were delivered to whom. Only types and statements that SQLite and PostgreSQL both know.

-- Scheduled times up to taken_until are taken care of: each is in report_delivery, or was passed over for a later one.
CREATE TABLE report_schedule (
  report TEXT NOT NULL PRIMARY KEY,
  schedule TEXT NOT NULL,
  taken_until BIGINT NOT NULL
);

-- state SENDING is written before a request goes out: what is found so at a start was cut off in between.
CREATE TABLE report_delivery (
  report TEXT NOT NULL,
  due BIGINT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  taken_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (report, due, target)
);
