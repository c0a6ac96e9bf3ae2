-- A crowd wish (众筹微心愿) has items and many pledgers instead of one claimer; no amount of money stands anywhere. pledge_by is the end
-- of the pledging that runs, and null while none does, so that the job reads only what is due however many wishes there were before.
CREATE TABLE IF NOT EXISTS crowd_wishes (
  wish_id bigint NOT NULL PRIMARY KEY,
  pledge_by datetime(6) NULL,
  extended_at datetime(6) NULL,
  KEY pledging_due (pledge_by)
) DEFAULT CHARSET = utf8mb4;

-- pledged counts what is promised or received, received what has arrived. The check is the last defence of the promise that no item is
-- ever pledged beyond its target.
CREATE TABLE IF NOT EXISTS wish_items (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  wish_id bigint NOT NULL,
  name varchar(120) NOT NULL,
  unit varchar(40) NOT NULL,
  quantity int NOT NULL,
  pledged int NOT NULL DEFAULT 0,
  received int NOT NULL DEFAULT 0,
  KEY of_wish (wish_id, id),
  CONSTRAINT wish_items_within_target CHECK (received >= 0 AND received <= pledged AND pledged <= quantity)
) DEFAULT CHARSET = utf8mb4;

-- status: promised, received, withdrawn, expired, freed. deliver_by runs only while the wish is covered: nobody brings goods to a
-- wish that may still fail. unit_id: the unit that the member pledges for.
CREATE TABLE IF NOT EXISTS wish_pledges (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  wish_id bigint NOT NULL,
  item_id bigint NOT NULL,
  member_id bigint NOT NULL,
  unit_id bigint NULL,
  quantity int NOT NULL,
  status varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  pledged_at datetime(6) NOT NULL,
  deliver_by datetime(6) NULL,
  received_at datetime(6) NULL,
  received_by bigint NULL,
  ended_at datetime(6) NULL,
  KEY of_wish (wish_id, id),
  KEY of_wish_and_member (wish_id, member_id),
  KEY of_item (item_id, status),
  KEY of_member (member_id, id),
  KEY promised_by_member (member_id, status),
  KEY goods_due (status, deliver_by)
) DEFAULT CHARSET = utf8mb4;
