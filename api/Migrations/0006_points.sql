-- Double entry: every transfer is two rows that sum to zero, one for the person and one for the budget that pays. No row is ever
-- changed. account_kind: user, community. The unique key makes a second credit for the same case impossible.
CREATE TABLE IF NOT EXISTS point_entries (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_kind varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account_id bigint NOT NULL,
  amount int NOT NULL,
  reason varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source_kind varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  UNIQUE KEY once (source_kind, source_id, reason, account_kind, account_id),
  KEY of_account (account_kind, account_id, id)
) DEFAULT CHARSET = utf8mb4;

-- A person's running sum, changed in the transaction that adds the entry. Budgets have no such row: every check-in of a community
-- would wait for it.
CREATE TABLE IF NOT EXISTS point_balances (
  user_id bigint NOT NULL PRIMARY KEY,
  balance bigint NOT NULL
) DEFAULT CHARSET = utf8mb4;
