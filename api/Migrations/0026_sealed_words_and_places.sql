-- What stood readable in a dump is kept encrypted: words about people, where exactly the trouble of a clue is, and codes that fetch a
-- reward. SQL cannot encrypt, so the program walks over the rows that are there (SealColumns) before it serves, and empties the columns
-- of old. latitude and longitude of a clue stay, rounded to some hundred metres: lists by distance search along them.
ALTER TABLE clues
  ADD COLUMN point_enc varbinary(200) NULL,
  ADD COLUMN legal_route_enc blob NULL;

ALTER TABLE registrations
  ADD COLUMN skills_enc blob NULL,
  ADD COLUMN platform_enc blob NULL,
  ADD COLUMN reason_enc blob NULL;

ALTER TABLE registration_events
  ADD COLUMN reason_enc blob NULL;

-- code_hash: a keyed hash, by which an order is found.
ALTER TABLE redemptions
  MODIFY COLUMN code char(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN code_enc varbinary(200) NULL,
  ADD COLUMN code_hash binary(32) NULL,
  ADD UNIQUE KEY by_code_hash (code_hash);

-- How far the walk over a column has come; it goes on there after a stop.
CREATE TABLE IF NOT EXISTS sealed_columns (
  name varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  last_id bigint NOT NULL DEFAULT 0,
  finished_at datetime(6) NULL
) DEFAULT CHARSET = utf8mb4;
