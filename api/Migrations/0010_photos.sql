-- Photos of wishes and of deliveries; the pictures are files, found by name. subject_kind: wish (subject_id is the wish's id), delivery
-- (the claim's id). status: checking, review, visible, hidden, removed; check_by is
-- there only while WeChat's verdict is awaited. A removed row stays until its file is deleted.
CREATE TABLE IF NOT EXISTS photos (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name char(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject_kind varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject_id bigint NOT NULL,
  wish_id bigint NOT NULL,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  owner_id bigint NOT NULL,
  media_type varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  bytes int NOT NULL,
  width int NOT NULL,
  height int NOT NULL,
  status varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  check_by datetime(6) NULL,
  check_tries int NOT NULL,
  trace_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  decided_at datetime(6) NULL,
  decided_by bigint NULL,
  reason_enc blob NULL,
  created_at datetime(6) NOT NULL,
  UNIQUE KEY by_name (name),
  UNIQUE KEY by_trace (trace_id),
  KEY of_subject (subject_kind, subject_id, id),
  KEY of_owner (owner_id, id),
  KEY checks_due (status, check_by),
  KEY queue_of_district (district_id, status, id),
  KEY queue_of_street (street_id, status, id),
  KEY queue_of_community (community_id, status, id)
) DEFAULT CHARSET = utf8mb4;
