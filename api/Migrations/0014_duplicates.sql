-- What is needed to find wishes that are like another. slots hold the least keyed hashes of the letter pairs of a text: without the
-- key they say nothing of it, and texts that share many pairs share some of the least. phone_hash, keyed as well, tells only that two
-- wishes have the same contact; null for a person without a phone. forget_at is set when the wish ends; the job removes the rows then, so that a search never reads
-- history. Rejected, withdrawn and merged wishes have no rows.
CREATE TABLE IF NOT EXISTS wish_likeness (
  wish_id bigint NOT NULL PRIMARY KEY,
  community_id bigint NOT NULL,
  phone_hash binary(32) NULL,
  forget_at datetime(6) NULL,
  KEY same_contact (community_id, phone_hash, wish_id),
  KEY forgetting_due (forget_at)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS wish_likeness_slots (
  wish_id bigint NOT NULL,
  slot int NOT NULL,
  community_id bigint NOT NULL,
  hash binary(8) NOT NULL,
  PRIMARY KEY (wish_id, slot),
  KEY likely (community_id, slot, hash, wish_id)
) DEFAULT CHARSET = utf8mb4;

-- The wish that stands for this one since staff merged them; never itself a merged one.
ALTER TABLE wishes
  ADD COLUMN merged_into_id bigint NULL,
  ADD KEY merged_into (merged_into_id, id);
