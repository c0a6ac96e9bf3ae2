-- People without a phone, for whom others act with their consent. The code on the card is kept as a keyed hash; in a form that can be
-- printed (print_code_enc) only for a day, and then for whoever made the card alone. A person who has ended or whose card was replaced
-- keeps the row, since wishes and acts point at it; name, phone and address are null once they are erased.
CREATE TABLE IF NOT EXISTS represented_people (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  card_number varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name_enc varbinary(400) NULL,
  phone_enc varbinary(200) NULL,
  phone_hash binary(32) NULL,
  address_enc blob NULL,
  consent_hash binary(32) NULL,
  print_code_enc varbinary(120) NULL,
  printable_until datetime(6) NULL,
  issued_by bigint NOT NULL,
  issued_at datetime(6) NOT NULL,
  registered_at datetime(6) NOT NULL,
  ended_at datetime(6) NULL,
  live tinyint GENERATED ALWAYS AS (CASE WHEN ended_at IS NULL THEN 1 ELSE NULL END) STORED,
  UNIQUE KEY by_card (card_number),
  UNIQUE KEY one_live_by_phone (community_id, phone_hash, live),
  KEY in_community (community_id, id),
  KEY in_street (street_id, id),
  KEY in_district (district_id, id),
  KEY printed (printable_until)
) DEFAULT CHARSET = utf8mb4;

-- Wrong codes given with a card number, whether or not there is such a card: nobody learns from the answers which numbers exist.
CREATE TABLE IF NOT EXISTS proxy_card_tries (
  card_number varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  tries int NOT NULL,
  tried_at datetime(6) NOT NULL,
  KEY by_age (tried_at)
) DEFAULT CHARSET = utf8mb4;

-- Everything that anyone did for a represented person or with what is held on them.
-- act: register, print, reissue, end, readData, erase, file, resubmit, confirm, dispute, withdraw.
-- relation: gridWorker, relative, staff, neighbour.
CREATE TABLE IF NOT EXISTS wish_proxy_acts (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  represented_id bigint NOT NULL,
  wish_id bigint NULL,
  proxy_id bigint NOT NULL,
  relation varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  act varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason_enc blob NULL,
  at datetime(6) NOT NULL,
  KEY of_person (represented_id, id),
  KEY of_wish (wish_id, proxy_id),
  KEY of_proxy (proxy_id, id)
) DEFAULT CHARSET = utf8mb4;

-- A wish that somebody filed for a represented person: author_id is who filed it, filed_relation what they are to the person.
ALTER TABLE wishes
  ADD COLUMN represented_id bigint NULL,
  ADD COLUMN filed_relation varchar(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD KEY of_represented (represented_id, id);

-- 代: done by somebody else with the resident's consent.
ALTER TABLE wish_events ADD COLUMN on_behalf tinyint(1) NOT NULL DEFAULT 0;
