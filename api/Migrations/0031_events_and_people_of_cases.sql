-- What happened to cases of all kinds: each move once, with the words of whoever made it (words_enc, for the purpose "<kind>.words"). kind,
-- action, from_status, to_status and actor are words of the kind's life cycle. An id is part of the dedupe keys of the news of its move: rows
-- that are carried over from a table of one kind must not take an id that this kind's news may have used for another move.
CREATE TABLE IF NOT EXISTS case_events (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  case_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  action varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_status varchar(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  to_status varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor_id bigint NULL,
  words_enc blob NULL,
  KEY of_case (kind, case_id, id),
  KEY of_actor (actor_id, kind, id)
) DEFAULT CHARSET = utf8mb4;

-- The people beside a case. part: follower (hears what becomes of it), muted (hears only what waits for their own answer), helper (works on it
-- with whoever has it in hand).
CREATE TABLE IF NOT EXISTS case_people (
  kind varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  case_id bigint NOT NULL,
  part varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id bigint NOT NULL,
  since datetime(6) NOT NULL,
  PRIMARY KEY (kind, case_id, part, user_id),
  KEY of_user (user_id, kind, part, case_id)
) DEFAULT CHARSET = utf8mb4;

-- The tables that the rows come from: they are gone when another node of a cluster was faster, and then there is nothing left to carry over.
CREATE TABLE IF NOT EXISTS clue_events (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  clue_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  action varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_status varchar(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  to_status varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor_id bigint NULL,
  words_enc blob NULL
) DEFAULT CHARSET = utf8mb4;
CREATE TABLE IF NOT EXISTS clue_followers (clue_id bigint NOT NULL, user_id bigint NOT NULL, followed_at datetime(6) NOT NULL, PRIMARY KEY (clue_id, user_id));
CREATE TABLE IF NOT EXISTS clue_mutes (clue_id bigint NOT NULL, user_id bigint NOT NULL, muted_at datetime(6) NOT NULL, PRIMARY KEY (clue_id, user_id));
CREATE TABLE IF NOT EXISTS clue_helpers (clue_id bigint NOT NULL, user_id bigint NOT NULL, PRIMARY KEY (clue_id, user_id));

-- Events keep their ids, and a second run finds them there.
INSERT IGNORE INTO case_events (id, kind, case_id, at, action, from_status, to_status, actor, actor_id, words_enc)
SELECT id, 'clue', clue_id, at, action, from_status, to_status, actor, actor_id, words_enc FROM clue_events;

INSERT IGNORE INTO case_people (kind, case_id, part, user_id, since)
SELECT 'clue', clue_id, 'follower', user_id, followed_at FROM clue_followers;

INSERT IGNORE INTO case_people (kind, case_id, part, user_id, since)
SELECT 'clue', clue_id, 'muted', user_id, muted_at FROM clue_mutes;

INSERT IGNORE INTO case_people (kind, case_id, part, user_id, since)
SELECT 'clue', clue_id, 'helper', user_id, UTC_TIMESTAMP(6) FROM clue_helpers;
