-- Who speaks for a unit (单位联络员). Whether they still may is judged when they act, by their active registration of the unit.
CREATE TABLE IF NOT EXISTS unit_secretaries (
  unit_id bigint NOT NULL,
  user_id bigint NOT NULL,
  appointed_by bigint NOT NULL,
  appointed_at datetime(6) NOT NULL,
  PRIMARY KEY (unit_id, user_id),
  KEY of_user (user_id, unit_id)
) DEFAULT CHARSET = utf8mb4;

-- 结对: a unit may stand by several communities, and a community by several units.
CREATE TABLE IF NOT EXISTS unit_pairings (
  unit_id bigint NOT NULL,
  community_id bigint NOT NULL,
  paired_by bigint NOT NULL,
  paired_at datetime(6) NOT NULL,
  PRIMARY KEY (unit_id, community_id),
  KEY of_community (community_id, unit_id)
) DEFAULT CHARSET = utf8mb4;

-- 志愿服务队. kind: general, care, repair, environment, culture, safety. leader_id is null once the leader's account is deleted.
CREATE TABLE IF NOT EXISTS teams (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  name varchar(160) NOT NULL,
  kind varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  leader_id bigint NULL,
  created_at datetime(6) NOT NULL,
  UNIQUE KEY by_name (community_id, name),
  KEY in_community (community_id, id),
  KEY in_street (street_id, id),
  KEY in_district (district_id, id),
  KEY of_leader (leader_id, id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS team_members (
  team_id bigint NOT NULL,
  user_id bigint NOT NULL,
  added_by bigint NOT NULL,
  added_at datetime(6) NOT NULL,
  PRIMARY KEY (team_id, user_id),
  KEY of_user (user_id, team_id)
) DEFAULT CHARSET = utf8mb4;

-- 我能帮: what a member can do. The words are encrypted, since they tell of one person. availability: words between commas. The place
-- is that of the registration the offer stands on: areas, never a point on a map.
CREATE TABLE IF NOT EXISTS offers (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id bigint NOT NULL,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  category varchar(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  words_enc blob NOT NULL,
  availability varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reach varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at datetime(6) NOT NULL,
  KEY of_user (user_id, id)
) DEFAULT CHARSET = utf8mb4;

-- One row for each category that an offer fits, with all that a search needs, so that it reads only as many rows as it wants, whose
-- turn it is first. asked_at: when the member was last asked to help; null for who never was, and null sorts first.
CREATE TABLE IF NOT EXISTS offer_categories (
  offer_id bigint NOT NULL,
  category varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id bigint NOT NULL,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  reach varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  asked_at datetime(6) NULL,
  PRIMARY KEY (offer_id, category),
  KEY of_user (user_id, offer_id),
  KEY in_community (community_id, category, asked_at, offer_id),
  KEY in_street (street_id, category, reach, asked_at, offer_id),
  KEY in_district (district_id, category, reach, asked_at, offer_id)
) DEFAULT CHARSET = utf8mb4;

-- Staff asked a member whether they would take a wish on: once for each wish and member, and counted so that turns are fair.
CREATE TABLE IF NOT EXISTS wish_invitations (
  wish_id bigint NOT NULL,
  member_id bigint NOT NULL,
  invited_by bigint NOT NULL,
  invited_at datetime(6) NOT NULL,
  PRIMARY KEY (wish_id, member_id),
  KEY of_member (member_id, invited_at)
) DEFAULT CHARSET = utf8mb4;

ALTER TABLE units MODIFY COLUMN name varchar(240) NOT NULL;

ALTER TABLE registrations ADD KEY of_unit (unit_id, status, user_id, kind);

-- A claim for a unit or a team: member_id is who goes, claimed_by the secretary or leader who answers for it.
ALTER TABLE wish_claims
  ADD COLUMN unit_id bigint NULL,
  ADD COLUMN team_id bigint NULL,
  ADD COLUMN claimed_by bigint NULL,
  ADD KEY of_coordinator (claimed_by, id);

-- "coordinator" is longer than every role before it.
ALTER TABLE wish_events MODIFY COLUMN actor varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;
