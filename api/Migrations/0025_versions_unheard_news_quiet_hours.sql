-- version: counts the changes of what is judged; a decision names the one that it was made on.
ALTER TABLE wishes ADD COLUMN version int NOT NULL DEFAULT 1;

ALTER TABLE registrations ADD COLUMN version int NOT NULL DEFAULT 1;

-- What a case said before it was changed, as whoever judges it may read it (fields_enc), so that a decision that comes too late can be
-- told what has changed. kind: wish, registration. owner_id: whose words they are. Gone when the review is over, or after a while.
CREATE TABLE IF NOT EXISTS case_versions (
  kind varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  case_id bigint NOT NULL,
  version int NOT NULL,
  owner_id bigint NOT NULL,
  fields_enc blob NOT NULL,
  at datetime(6) NOT NULL,
  PRIMARY KEY (kind, case_id, version),
  KEY of_owner (owner_id, at),
  KEY by_age (at)
) DEFAULT CHARSET = utf8mb4;

-- News for the staff of an area where nobody works yet, nor anywhere above it. path: ids of areas, from the lowest that should hear of it
-- up; not_for: ids of people whom it does not concern. Looked at again at due_at, and gone when somebody has it.
CREATE TABLE IF NOT EXISTS unheard_news (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject_id bigint NOT NULL,
  once varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  path varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  not_for varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  at_any_hour tinyint(1) NOT NULL,
  due_at datetime(6) NOT NULL,
  created_at datetime(6) NOT NULL,
  UNIQUE KEY one (kind, once, path),
  KEY due (due_at, id)
) DEFAULT CHARSET = utf8mb4;

-- at_any_hour: does not wait for the end of the night.
ALTER TABLE outbox_messages ADD COLUMN at_any_hour tinyint(1) NOT NULL DEFAULT 0;
