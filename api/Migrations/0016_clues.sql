-- 线索(随手拍). class, urgency, status, reporter_kind, outcome, answer: the words of ClueLifecycle.cs. text_enc and place_enc are the
-- reporter's own words; public_text and public_result are what staff wrote for everyone. latitude and longitude are those of the trouble,
-- never of a person. timer_at is when the clock does something in this state, alarm_at when it is told that due_at has passed; each is
-- emptied by whoever acts on it. late marks what waits too long. version guards every change.
CREATE TABLE IF NOT EXISTS clues (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  grid_id bigint NULL,
  reporter_id bigint NOT NULL,
  reporter_kind varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  class varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  urgency varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  listed tinyint(1) NOT NULL DEFAULT 0,
  text_enc blob NULL,
  place_enc blob NULL,
  latitude decimal(9, 6) NULL,
  longitude decimal(9, 6) NULL,
  text_check varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  public_text varchar(2000) NULL,
  public_result varchar(2000) NULL,
  note_enc blob NULL,
  legal_route varchar(1200) NULL,
  submitted_at datetime(6) NOT NULL,
  accepted_at datetime(6) NULL,
  due_at datetime(6) NULL,
  timer_at datetime(6) NULL,
  alarm_at datetime(6) NULL,
  late tinyint(1) NOT NULL DEFAULT 0,
  escalated_at datetime(6) NULL,
  owner_id bigint NULL,
  signed_at datetime(6) NULL,
  returns int NOT NULL DEFAULT 0,
  waiting_since datetime(6) NULL,
  waited_seconds bigint NOT NULL DEFAULT 0,
  extension_days int NULL,
  resolved_at datetime(6) NULL,
  outcome varchar(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
  answer varchar(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
  score int NULL,
  reopened int NOT NULL DEFAULT 0,
  closed_at datetime(6) NULL,
  merged_into bigint NULL,
  refused_by bigint NULL,
  refused_at datetime(6) NULL,
  appealed_at datetime(6) NULL,
  is_false tinyint(1) NOT NULL DEFAULT 0,
  unreasonable tinyint(1) NOT NULL DEFAULT 0,
  version int NOT NULL DEFAULT 1,
  KEY of_reporter (reporter_id, id),
  KEY false_of_reporter (reporter_id, is_false, refused_at),
  KEY of_owner (owner_id, status, id),
  KEY timers_due (timer_at),
  KEY alarms_due (alarm_at),
  KEY by_place (listed, latitude, longitude),
  KEY everywhere_listed (listed, id),
  KEY everywhere_listed_status (listed, status, id),
  KEY everywhere_listed_class (listed, class, id),
  KEY everywhere_listed_status_class (listed, status, class, id),
  KEY district_listed (district_id, listed, id),
  KEY district_listed_status (district_id, listed, status, id),
  KEY district_listed_class (district_id, listed, class, id),
  KEY district_listed_status_class (district_id, listed, status, class, id),
  KEY street_listed (street_id, listed, id),
  KEY street_listed_status (street_id, listed, status, id),
  KEY street_listed_class (street_id, listed, class, id),
  KEY street_listed_status_class (street_id, listed, status, class, id),
  KEY community_listed (community_id, listed, id),
  KEY community_listed_status (community_id, listed, status, id),
  KEY community_listed_class (community_id, listed, class, id),
  KEY community_listed_status_class (community_id, listed, status, class, id),
  KEY district_queue (district_id, status, id),
  KEY street_queue (street_id, status, id),
  KEY community_queue (community_id, status, id),
  KEY district_late (district_id, late, id),
  KEY street_late (street_id, late, id),
  KEY community_late (community_id, late, id),
  KEY everywhere_figures (status, outcome, answer, unreasonable),
  KEY district_figures (district_id, status, outcome, answer, unreasonable),
  KEY street_figures (street_id, status, outcome, answer, unreasonable),
  KEY community_figures (community_id, status, outcome, answer, unreasonable)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS clue_events (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  clue_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  action varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_status varchar(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  to_status varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor_id bigint NULL,
  words_enc blob NULL,
  KEY of_clue (clue_id, id),
  KEY of_actor (actor_id, id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS clue_followers (
  clue_id bigint NOT NULL,
  user_id bigint NOT NULL,
  followed_at datetime(6) NOT NULL,
  PRIMARY KEY (clue_id, user_id),
  KEY of_user (user_id, clue_id)
) DEFAULT CHARSET = utf8mb4;

-- Who helps the owner; replaced when the clue is dispatched again.
CREATE TABLE IF NOT EXISTS clue_helpers (
  clue_id bigint NOT NULL,
  user_id bigint NOT NULL,
  PRIMARY KEY (clue_id, user_id),
  KEY of_user (user_id, clue_id)
) DEFAULT CHARSET = utf8mb4;

-- 不合理诉求: one for a clue at most. status: the words of ClueMarkLifecycle.
CREATE TABLE IF NOT EXISTS clue_marks (
  clue_id bigint NOT NULL PRIMARY KEY,
  status varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  proposed_by bigint NOT NULL,
  proposed_at datetime(6) NOT NULL,
  decided_by bigint NULL,
  decided_at datetime(6) NULL
) DEFAULT CHARSET = utf8mb4;
