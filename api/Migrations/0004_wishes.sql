-- What people wrote is encrypted (null once they are erased); what everyone reads stands apart and exists only after review.
-- listed is 1 while the public may see the wish. Each level of the area tree has its own indexes, so that a list costs the same
-- however large the subtree is; the figures are counted along indexes that hold all they need.
CREATE TABLE IF NOT EXISTS wishes (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  author_id bigint NOT NULL,
  category varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  listed tinyint(1) NOT NULL DEFAULT 0,
  is_crowd tinyint(1) NOT NULL DEFAULT 0,
  text_enc blob NULL,
  contact_enc blob NULL,
  public_title varchar(160) NULL,
  public_story varchar(4000) NULL,
  text_check varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  wanted_by date NULL,
  submitted_at datetime(6) NOT NULL,
  published_at datetime(6) NULL,
  review_reason_enc blob NULL,
  public_reason varchar(800) NULL,
  claim_id bigint NULL,
  claimer_id bigint NULL,
  contact_by datetime(6) NULL,
  deliver_by datetime(6) NULL,
  minutes_to_claim bigint NULL,
  handover_code_enc varbinary(120) NULL,
  handover_tries int NOT NULL DEFAULT 0,
  delivered_at datetime(6) NULL,
  delivery_note_enc blob NULL,
  closed_at datetime(6) NULL,
  score int NULL,
  comment_enc blob NULL,
  KEY of_author (author_id, id),
  KEY in_hand (claimer_id, status),
  KEY everywhere_listed (listed, id),
  KEY everywhere_listed_category (listed, category, id),
  KEY everywhere_status (status, id),
  KEY everywhere_status_category (status, category, id),
  KEY district_listed (district_id, listed, id),
  KEY district_listed_category (district_id, listed, category, id),
  KEY district_status (district_id, status, id),
  KEY district_status_category (district_id, status, category, id),
  KEY street_listed (street_id, listed, id),
  KEY street_listed_category (street_id, listed, category, id),
  KEY street_status (street_id, status, id),
  KEY street_status_category (street_id, status, category, id),
  KEY community_listed (community_id, listed, id),
  KEY community_listed_category (community_id, listed, category, id),
  KEY community_status (community_id, status, id),
  KEY community_status_category (community_id, status, category, id),
  KEY everywhere_figures (is_crowd, minutes_to_claim, status, score, published_at),
  KEY district_figures (district_id, is_crowd, minutes_to_claim, status, score, published_at),
  KEY street_figures (street_id, is_crowd, minutes_to_claim, status, score, published_at),
  KEY community_figures (community_id, is_crowd, minutes_to_claim, status, score, published_at),
  KEY contact_due (status, contact_by),
  KEY delivery_due (status, deliver_by),
  KEY confirmation_due (status, delivered_at)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS wish_events (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  wish_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  action varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_status varchar(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
  to_status varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor_id bigint NULL,
  reason_enc blob NULL,
  KEY of_wish (wish_id, id)
) DEFAULT CHARSET = utf8mb4;

-- One row for each time that somebody took the wish on. live is 1 while the claim holds; outcome says how it ended:
-- released, expired, completed, reopened. limit_from is when the limit that is running began; reminders counts those sent since then.
CREATE TABLE IF NOT EXISTS wish_claims (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  wish_id bigint NOT NULL,
  member_id bigint NOT NULL,
  claimed_at datetime(6) NOT NULL,
  extended_at datetime(6) NULL,
  limit_from datetime(6) NULL,
  remind_at datetime(6) NULL,
  reminders int NOT NULL DEFAULT 0,
  ended_at datetime(6) NULL,
  outcome varchar(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
  live tinyint GENERATED ALWAYS AS (CASE WHEN ended_at IS NULL THEN 1 ELSE NULL END) STORED,
  UNIQUE KEY one_live (wish_id, live),
  KEY of_member (member_id, id),
  KEY live_of_member (member_id, live),
  KEY reminders_due (live, remind_at)
) DEFAULT CHARSET = utf8mb4;

-- Every opening of somebody's contact details; the resident can read it.
CREATE TABLE IF NOT EXISTS contact_reveals (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  wish_id bigint NOT NULL,
  claim_id bigint NOT NULL,
  viewer_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  fields varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  KEY of_wish (wish_id, id)
) DEFAULT CHARSET = utf8mb4;
