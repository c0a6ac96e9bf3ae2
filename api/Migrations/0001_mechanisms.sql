-- One row for each idempotency key that took effect, with its encrypted answer; swept after 24 hours.
CREATE TABLE IF NOT EXISTS idempotency_keys (
  user_id bigint NOT NULL,
  key_hash binary(32) NOT NULL,
  request_hash binary(32) NOT NULL,
  status int NOT NULL,
  location varchar(200) NULL,
  body_enc mediumblob NULL,
  created_at datetime(6) NOT NULL,
  PRIMARY KEY (user_id, key_hash),
  KEY by_age (created_at)
) DEFAULT CHARSET = utf8mb4;

-- state: waiting, leased, delivered, obsolete, declined, uncertain, dead
CREATE TABLE IF NOT EXISTS outbox_messages (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject_id bigint NOT NULL,
  recipient_id bigint NOT NULL,
  dedupe_key varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts int NOT NULL,
  due_at datetime(6) NOT NULL,
  leased_until datetime(6) NULL,
  reason varchar(200) NULL,
  created_at datetime(6) NOT NULL,
  finished_at datetime(6) NULL,
  UNIQUE KEY once (dedupe_key),
  KEY due (state, due_at, id),
  KEY listed (state, id),
  KEY lost (state, leased_until),
  KEY settled (state, finished_at)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS job_leases (
  name varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  due_at datetime(6) NOT NULL,
  owner varchar(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  leased_until datetime(6) NULL
) DEFAULT CHARSET = utf8mb4;
