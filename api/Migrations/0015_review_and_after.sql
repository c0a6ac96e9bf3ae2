-- What stands out of the many wishes that wait. mark: escalated (nobody reviewed it in time), cold (nobody took it on for long),
-- undecided (staff must say what becomes of it). A row is there only as long as that is so: these lists stay short however many
-- wishes there are, and carry the areas so that each list has its index.
CREATE TABLE IF NOT EXISTS wish_marks (
  wish_id bigint NOT NULL,
  mark varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since datetime(6) NOT NULL,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  PRIMARY KEY (wish_id, mark),
  KEY everywhere (mark, wish_id),
  KEY in_district (district_id, mark, wish_id),
  KEY in_street (street_id, mark, wish_id),
  KEY in_community (community_id, mark, wish_id)
) DEFAULT CHARSET = utf8mb4;

-- Whether somebody who was part of a wish agrees that its story is told. side: author, giver.
CREATE TABLE IF NOT EXISTS story_consents (
  wish_id bigint NOT NULL,
  user_id bigint NOT NULL,
  side varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  agrees tinyint(1) NOT NULL,
  decided_at datetime(6) NOT NULL,
  PRIMARY KEY (wish_id, user_id),
  KEY of_user (user_id, wish_id)
) DEFAULT CHARSET = utf8mb4;

-- 心愿故事, one row for each publication; the text is erased when it is taken down. live is 1 while everyone may read it.
CREATE TABLE IF NOT EXISTS wish_stories (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  wish_id bigint NOT NULL,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  category varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title varchar(160) NULL,
  story varchar(8000) NULL,
  published_at datetime(6) NOT NULL,
  published_by bigint NOT NULL,
  unpublished_at datetime(6) NULL,
  unpublished_by bigint NULL,
  unpublish_reason_enc blob NULL,
  live tinyint GENERATED ALWAYS AS (CASE WHEN unpublished_at IS NULL THEN 1 ELSE NULL END) STORED,
  UNIQUE KEY one_live (wish_id, live),
  KEY everywhere_live (live, id),
  KEY district_live (district_id, live, id),
  KEY street_live (street_id, live, id),
  KEY community_live (community_id, live, id)
) DEFAULT CHARSET = utf8mb4;

ALTER TABLE staff_roles ADD KEY at_area (area_id, role, user_id);

-- wait_due_at: when it is noticed that the wish has waited too long in its state; null in states that have no such time. In "rejected"
-- it is the end of the time for an appeal. The yuan are guesses, for the author and the reviewers only.
ALTER TABLE wishes
  ADD COLUMN wait_due_at datetime(6) NULL,
  ADD COLUMN estimated_yuan int NULL,
  ADD COLUMN reviewer_yuan int NULL,
  ADD COLUMN public_version int NOT NULL DEFAULT 1,
  ADD COLUMN rejected_by bigint NULL,
  ADD COLUMN appealed_at datetime(6) NULL,
  ADD KEY wait_due (status, wait_due_at);

UPDATE wishes SET wait_due_at = submitted_at + INTERVAL 5 DAY WHERE status = 'pendingReview' AND wait_due_at IS NULL;

UPDATE wishes SET wait_due_at = COALESCE(
  (SELECT MAX(wish_events.at) FROM wish_events
   WHERE wish_events.wish_id = wishes.id AND wish_events.to_status = 'open' AND wish_events.from_status <> 'open'),
  published_at, submitted_at) + INTERVAL 14 DAY
WHERE status = 'open' AND wait_due_at IS NULL;
