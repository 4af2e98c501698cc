-- Whether Alertmanager's notifications decide. Only types and statements that SQLite and PostgreSQL both know.

-- patience: how long it had to be seen unsuppressed to be counted without a notification, at the last sighting; null in rows of older versions, where
-- it was the grace.
ALTER TABLE episode ADD COLUMN patience BIGINT;

-- Receivers of Alertmanager that have told Shizuka of a backend's episodes. lapsed_at: when an alert was last counted that they should have told of.
CREATE TABLE receiver (
  backend TEXT NOT NULL,
  receiver TEXT NOT NULL,
  delivered_at BIGINT NOT NULL,
  lapsed_at BIGINT,
  PRIMARY KEY (backend, receiver)
);
