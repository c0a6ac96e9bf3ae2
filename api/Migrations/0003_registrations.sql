-- A unit keeps its own number of eligible members: without it a registration rate has no denominator.
CREATE TABLE IF NOT EXISTS units (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  district_id bigint NOT NULL,
  name varchar(100) NOT NULL,
  eligible_members int NOT NULL,
  created_at datetime(6) NOT NULL,
  UNIQUE KEY by_name (district_id, name)
) DEFAULT CHARSET = utf8mb4;

-- status: submitted, returned, active, suspended, rejected, ended. live is 1 while the registration counts, else NULL, so that the
-- unique key allows one live registration of a kind and any number of past ones.
CREATE TABLE IF NOT EXISTS registrations (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id bigint NOT NULL,
  kind varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  live tinyint GENERATED ALWAYS AS (CASE WHEN status IN ('submitted', 'returned', 'active', 'suspended') THEN 1 ELSE NULL END) STORED,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  unit_id bigint NULL,
  real_name_enc varbinary(500) NULL,
  phone_enc varbinary(200) NULL,
  phone_hash binary(32) NULL,
  skills text NULL,
  platform varchar(120) NULL,
  reason varchar(800) NULL,
  submitted_at datetime(6) NOT NULL,
  decided_at datetime(6) NULL,
  decided_by bigint NULL,
  UNIQUE KEY one_live (user_id, kind, live),
  KEY of_user (user_id, id),
  KEY district_queue (district_id, status, id),
  KEY street_queue (street_id, status, id),
  KEY community_queue (community_id, status, id),
  KEY district_count (district_id, kind, status),
  KEY street_count (street_id, kind, status),
  KEY community_count (community_id, kind, status)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS registration_events (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  registration_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  action varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_status varchar(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
  to_status varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor_id bigint NULL,
  reason varchar(800) NULL,
  KEY of_registration (registration_id, id)
) DEFAULT CHARSET = utf8mb4;
