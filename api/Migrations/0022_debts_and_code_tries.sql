-- step: 0, or the how manieth part it is of what a reversal takes back later. So each part is a pair of its own.
ALTER TABLE point_entries
  ADD COLUMN step int NOT NULL DEFAULT 0,
  DROP KEY once,
  ADD UNIQUE KEY once (source_kind, source_id, reason, account_kind, account_id, step);

-- owed: how much of what is reserved was to be taken back while it was set aside; the sum of the person's point_debts.
ALTER TABLE point_balances
  ADD COLUMN owed bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT debt_not_below_zero CHECK (owed >= 0);

-- What a reversal could not take because it was set aside for an order. owed becomes collected when points come back from an order, and
-- waived when the goods are handed over. payer_*: where it goes. year: in which the case was credited. steps: pairs made so far.
CREATE TABLE IF NOT EXISTS point_debts (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id bigint NOT NULL,
  source_kind varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source_id bigint NOT NULL,
  reason varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payer_kind varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payer_id bigint NOT NULL,
  year int NOT NULL,
  owed int NOT NULL,
  collected int NOT NULL DEFAULT 0,
  waived int NOT NULL DEFAULT 0,
  steps int NOT NULL DEFAULT 0,
  by_id bigint NULL,
  at datetime(6) NOT NULL,
  UNIQUE KEY once (source_kind, source_id, reason),
  KEY of_user (user_id, owed)
) DEFAULT CHARSET = utf8mb4;

-- Wrong redemption codes of a caller since the first of them; the row on which tries at the same moment meet.
CREATE TABLE IF NOT EXISTS redemption_code_tries (
  user_id bigint NOT NULL PRIMARY KEY,
  wrong int NOT NULL,
  since datetime(6) NOT NULL
) DEFAULT CHARSET = utf8mb4;
