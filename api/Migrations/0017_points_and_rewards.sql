-- The ledger in full. account_kind: user (may be spent), userProvisional (not yet), userReserved (for an order), community and district
-- (who pays), redeemed and expired (where points end; the account is an area). by_id: the member of staff who decided a move, if one did.
ALTER TABLE point_entries
  MODIFY account_kind varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  ADD COLUMN by_id bigint NULL;

-- balance is the sum of the three parts. granted: what the last credit gave, below the daily cap. earned_*: what was earned on that day
-- and in that year and the year before, so that a credit needs no look into the past, nor does the year's end. expired_year and
-- warned_year: the last year whose points have expired, or whose end was announced. community_id: whose case paid last.
ALTER TABLE point_balances
  ADD COLUMN available bigint NOT NULL DEFAULT 0,
  ADD COLUMN provisional bigint NOT NULL DEFAULT 0,
  ADD COLUMN reserved bigint NOT NULL DEFAULT 0,
  ADD COLUMN granted bigint NOT NULL DEFAULT 0,
  ADD COLUMN earned_day date NULL,
  ADD COLUMN earned_on_day bigint NOT NULL DEFAULT 0,
  ADD COLUMN earned_in int NOT NULL DEFAULT 0,
  ADD COLUMN earned_year bigint NOT NULL DEFAULT 0,
  ADD COLUMN earned_before bigint NOT NULL DEFAULT 0,
  ADD COLUMN expired_year int NOT NULL DEFAULT 0,
  ADD COLUMN warned_year int NOT NULL DEFAULT 0,
  ADD COLUMN community_id bigint NOT NULL DEFAULT 0,
  ADD KEY to_expire (expired_year, user_id),
  ADD KEY to_warn (warned_year, user_id),
  ADD CONSTRAINT points_not_below_zero CHECK (available >= 0 AND provisional >= 0 AND reserved >= 0);

-- What people have from before counts as earned this year: nobody loses points by the change.
UPDATE point_balances
SET available = GREATEST(balance, 0), earned_year = GREATEST(balance, 0), earned_in = YEAR(UTC_TIMESTAMP()),
    expired_year = YEAR(UTC_TIMESTAMP()) - 1, warned_year = YEAR(UTC_TIMESTAMP()) - 1
WHERE earned_in = 0;

-- Communities that have no budget of their own: the district pays for them.
CREATE TABLE IF NOT EXISTS point_budgets (
  community_id bigint NOT NULL PRIMARY KEY,
  district_id bigint NOT NULL
) DEFAULT CHARSET = utf8mb4;

-- What areas have paid, and what has ended there, summed up behind the entries so that no check-in waits for a shared row.
CREATE TABLE IF NOT EXISTS point_sums (
  account_kind varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account_id bigint NOT NULL,
  district_id bigint NULL,
  street_id bigint NULL,
  community_id bigint NULL,
  total bigint NOT NULL,
  PRIMARY KEY (account_kind, account_id),
  KEY in_district (district_id, total),
  KEY in_street (street_id, total),
  KEY in_community (community_id, total)
) DEFAULT CHARSET = utf8mb4;

-- One row: how far the sums reach.
CREATE TABLE IF NOT EXISTS point_sums_reach (
  id int NOT NULL PRIMARY KEY,
  last_entry bigint NOT NULL,
  as_of datetime(6) NULL
) DEFAULT CHARSET = utf8mb4;

INSERT IGNORE INTO point_sums_reach (id, last_entry, as_of) VALUES (1, 0, NULL);

-- One check a night. next_entry and next_user: where the next batch goes on.
CREATE TABLE IF NOT EXISTS point_reconciliations (
  day date NOT NULL PRIMARY KEY,
  started_at datetime(6) NOT NULL,
  finished_at datetime(6) NULL,
  next_entry bigint NOT NULL DEFAULT 0,
  next_user bigint NOT NULL DEFAULT 0,
  entries bigint NOT NULL DEFAULT 0,
  people bigint NOT NULL DEFAULT 0,
  total bigint NOT NULL DEFAULT 0
) DEFAULT CHARSET = utf8mb4;

-- kind: total, pair, balance, noBalance. subject_id: the person of a balance, the source of a pair.
CREATE TABLE IF NOT EXISTS point_findings (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  day date NOT NULL,
  kind varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source_kind varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  reason varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  subject_id bigint NOT NULL DEFAULT 0,
  expected bigint NOT NULL,
  found bigint NOT NULL,
  UNIQUE KEY once (day, kind, source_kind, reason, subject_id),
  KEY of_day (day, id)
) DEFAULT CHARSET = utf8mb4;

-- 积分商品. stock is what may still be ordered, reserved what waits for somebody; what is handed over is in neither. version guards changes by
-- staff; orders do not touch it. An area above the community leaves the columns below it empty.
CREATE TABLE IF NOT EXISTS rewards (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  area_id bigint NOT NULL,
  district_id bigint NOT NULL,
  street_id bigint NULL,
  community_id bigint NULL,
  name varchar(240) NOT NULL,
  description varchar(2000) NULL,
  points int NOT NULL,
  stock int NOT NULL,
  reserved int NOT NULL DEFAULT 0,
  per_person_limit int NOT NULL,
  available_from date NULL,
  available_until date NULL,
  hand_over_at varchar(480) NOT NULL,
  station_id bigint NULL,
  listed tinyint(1) NOT NULL DEFAULT 1,
  version int NOT NULL DEFAULT 1,
  created_by bigint NOT NULL,
  created_at datetime(6) NOT NULL,
  KEY everywhere (listed, id),
  KEY in_district (district_id, listed, id),
  KEY in_street (street_id, listed, id),
  KEY in_community (community_id, listed, id),
  CONSTRAINT stock_not_below_zero CHECK (stock >= 0 AND reserved >= 0)
) DEFAULT CHARSET = utf8mb4;

-- 兑换. status: the words of RedemptionLifecycle.cs. points: the price when it was ordered. ended_by: who handed it over or cancelled it.
CREATE TABLE IF NOT EXISTS redemptions (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reward_id bigint NOT NULL,
  user_id bigint NOT NULL,
  points int NOT NULL,
  status varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reserved_at datetime(6) NOT NULL,
  expires_at datetime(6) NOT NULL,
  ended_at datetime(6) NULL,
  ended_by bigint NULL,
  UNIQUE KEY by_code (code),
  KEY of_user (user_id, id),
  KEY of_user_and_reward (user_id, reward_id, status),
  KEY due (status, expires_at)
) DEFAULT CHARSET = utf8mb4;
