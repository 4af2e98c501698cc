-- Who writes: whoever took the last epoch. Each transaction that writes checks it.
CREATE TABLE writer (
  id SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
  epoch BIGINT NOT NULL
);

INSERT INTO writer (id, epoch) VALUES (1, 0);
