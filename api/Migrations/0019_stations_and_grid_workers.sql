-- opening_exceptions is JSON as the API shows it. keeper_id is the person who keeps the station (驿站管理员). live_state: normal,
-- reportedClosed, reportedIssue; live_since is when it last changed. last_visit_at is the last visit but for those of the same quarter of
-- an hour, so that a busy station is not written at every check-in.
ALTER TABLE stations
  ADD COLUMN opening_exceptions varchar(6000) NULL,
  ADD COLUMN seats int NULL,
  ADD COLUMN keeper_id bigint NULL,
  ADD COLUMN live_state varchar(14) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'normal',
  ADD COLUMN live_since datetime(6) NULL,
  ADD COLUMN last_visit_at datetime(6) NULL,
  ADD KEY of_keeper (keeper_id, id);

-- kind: doorLocked, waterEmpty, powerOut, other. counted is 0 once the trouble was settled.
CREATE TABLE IF NOT EXISTS station_reports (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  station_id bigint NOT NULL,
  user_id bigint NOT NULL,
  kind varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  counted tinyint(1) NOT NULL DEFAULT 1,
  note_enc blob NULL,
  at datetime(6) NOT NULL,
  KEY of_station (station_id, kind, counted, at),
  KEY of_user (user_id, id)
) DEFAULT CHARSET = utf8mb4;

-- status: open, resolved, cleared. open is 1 while somebody has to look after it, else NULL, so that a station has one open work order of
-- a kind and any number of past ones.
CREATE TABLE IF NOT EXISTS station_work_orders (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  station_id bigint NOT NULL,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  kind varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  open tinyint GENERATED ALWAYS AS (CASE WHEN status = 'open' THEN 1 ELSE NULL END) STORED,
  opened_at datetime(6) NOT NULL,
  closed_at datetime(6) NULL,
  closed_by bigint NULL,
  note_enc blob NULL,
  UNIQUE KEY one_open (station_id, kind, open),
  KEY of_station (station_id, id),
  KEY district_queue (district_id, status, id),
  KEY street_queue (street_id, status, id),
  KEY community_queue (community_id, status, id)
) DEFAULT CHARSET = utf8mb4;

-- WeChat's own codes, asked for once. form: jpg (on white), png (transparent).
CREATE TABLE IF NOT EXISTS station_mini_codes (
  station_id bigint NOT NULL,
  form varchar(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  image mediumblob NOT NULL,
  made_at datetime(6) NOT NULL,
  PRIMARY KEY (station_id, form)
) DEFAULT CHARSET = utf8mb4;

-- A worker number (工号) is compared together with its platform. taken_number holds the hash while the registration counts, so that of two
-- people who name the same number only one can be approved.
ALTER TABLE registrations
  ADD COLUMN worker_number_enc varbinary(500) NULL,
  ADD COLUMN worker_number_hash binary(32) NULL,
  ADD COLUMN worker_verified_at datetime(6) NULL,
  ADD COLUMN taken_number binary(32) GENERATED ALWAYS AS (CASE WHEN status IN ('active', 'suspended') THEN worker_number_hash ELSE NULL END) STORED,
  ADD UNIQUE KEY one_worker (taken_number);

-- 兼职网格员. status: applied, trained, proposed, appointed, ended. live is 1 until it ends, else NULL: one at a time for a person. remind_at
-- is emptied by whoever sends the reminder.
CREATE TABLE IF NOT EXISTS grid_workers (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id bigint NOT NULL,
  registration_id bigint NOT NULL,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  grid_id bigint NULL,
  status varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  live tinyint GENERATED ALWAYS AS (CASE WHEN status = 'ended' THEN NULL ELSE 1 END) STORED,
  applied_at datetime(6) NOT NULL,
  trained_at datetime(6) NULL,
  proposed_at datetime(6) NULL,
  proposed_by bigint NULL,
  appointed_at datetime(6) NULL,
  confirmed_by bigint NULL,
  term_ends_at datetime(6) NULL,
  remind_at datetime(6) NULL,
  ended_at datetime(6) NULL,
  reason_enc blob NULL,
  UNIQUE KEY one_live (user_id, live),
  KEY of_user (user_id, id),
  KEY reminders_due (remind_at),
  KEY terms_over (status, term_ends_at),
  KEY district_queue (district_id, status, id),
  KEY street_queue (street_id, status, id),
  KEY community_queue (community_id, status, id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS grid_worker_events (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  grid_worker_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  action varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_status varchar(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
  to_status varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor_id bigint NULL,
  KEY of_grid_worker (grid_worker_id, id)
) DEFAULT CHARSET = utf8mb4;
