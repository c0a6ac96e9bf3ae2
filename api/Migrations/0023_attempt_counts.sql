-- How often something was tried or opened: by whom, of what, and until when the count holds. 0 stands for anybody or anything. No move
-- elsewhere resets a row; it ends at ends_at (the year 9999: never). A row with 0 times was only locked, and is swept.
CREATE TABLE IF NOT EXISTS attempt_counts (
  kind varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  thing_id bigint NOT NULL,
  person_id bigint NOT NULL,
  times int NOT NULL,
  ends_at datetime(6) NOT NULL,
  PRIMARY KEY (kind, thing_id, person_id),
  KEY of_person (person_id),
  KEY by_end (ends_at)
) DEFAULT CHARSET = utf8mb4;

-- A claim that was given back soon after the contact was opened counts in the member's allowance until then.
ALTER TABLE wish_claims
  ADD COLUMN counts_until datetime(6) NULL,
  ADD KEY counted_of_member (member_id, counts_until);

-- These are counted in attempt_counts. What they held were slips of a few days. wishes.handover_tries is not used any more either, but
-- stays until a later migration: replicas of the version before write it with each claim while they are replaced.
DROP TABLE IF EXISTS redemption_code_tries;
DROP TABLE IF EXISTS proxy_card_tries;
