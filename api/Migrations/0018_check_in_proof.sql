-- What judges the next visit of a courier, and the row on which all taps of one courier meet: the last visit that was believed, the phone
-- it came from (a keyed hash, forgotten after some weeks) and the newest window of a display code that the courier has used.
CREATE TABLE IF NOT EXISTS check_in_people (
  user_id bigint NOT NULL PRIMARY KEY,
  station_id bigint NULL,
  at datetime(6) NULL,
  device_hash binary(32) NULL,
  device_at datetime(6) NULL,
  display_window bigint NULL,
  KEY by_device_age (device_at)
) DEFAULT CHARSET = utf8mb4;

-- Who checked in from a phone last, and who else did before.
CREATE TABLE IF NOT EXISTS check_in_devices (
  device_hash binary(32) NOT NULL PRIMARY KEY,
  user_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  other_user_id bigint NULL,
  other_at datetime(6) NULL,
  KEY of_user (user_id),
  KEY of_other (other_user_id),
  KEY by_age (at)
) DEFAULT CHARSET = utf8mb4;

-- What became of a check-in after it was submitted. The submission itself is the check-in's own row.
CREATE TABLE IF NOT EXISTS check_in_events (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  check_in_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  action varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_status varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  to_status varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor_id bigint NULL,
  reason_enc blob NULL,
  KEY of_check_in (check_in_id, id)
) DEFAULT CHARSET = utf8mb4;

-- signals: "printedCode 60,locationInside 30". due_at: when a provisional one is accepted unless it is challenged; else null.
ALTER TABLE check_ins
  ADD COLUMN signals varchar(600) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ADD COLUMN due_at datetime(6) NULL,
  ADD KEY due (due_at),
  ADD KEY station_state (station_id, status);

UPDATE check_ins SET due_at = at + INTERVAL 1 DAY WHERE status = 'provisional' AND due_at IS NULL;
