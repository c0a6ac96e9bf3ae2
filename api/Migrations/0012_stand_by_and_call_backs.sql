-- 候补: who waits for a wish that somebody else holds, in the order of ids. The first is offered the wish when it is open again; that
-- offer stands on the wish, where the claim itself judges it.
CREATE TABLE IF NOT EXISTS wish_stand_bys (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  wish_id bigint NOT NULL,
  member_id bigint NOT NULL,
  joined_at datetime(6) NOT NULL,
  UNIQUE KEY once (wish_id, member_id),
  KEY in_line (wish_id, id),
  KEY of_member (member_id, id)
) DEFAULT CHARSET = utf8mb4;

-- 回访: deliveries that nobody confirmed and that were drawn for a call. status: due, done, notDone, noAnswer, lapsed. While it is due the
-- wish keeps its contact, at the latest until lapses_at.
CREATE TABLE IF NOT EXISTS wish_call_backs (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  wish_id bigint NOT NULL,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  author_id bigint NOT NULL,
  claim_id bigint NOT NULL,
  status varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_at datetime(6) NOT NULL,
  lapses_at datetime(6) NOT NULL,
  tries int NOT NULL DEFAULT 0,
  score int NULL,
  note_enc blob NULL,
  recorded_by bigint NULL,
  recorded_at datetime(6) NULL,
  KEY of_author (author_id, id),
  KEY in_community (community_id, status, id),
  KEY in_street (street_id, status, id),
  KEY in_district (district_id, status, id),
  KEY lapsing (status, lapses_at)
) DEFAULT CHARSET = utf8mb4;

ALTER TABLE wishes
  ADD COLUMN offered_to bigint NULL,
  ADD COLUMN offered_until datetime(6) NULL,
  ADD KEY offers_due (offered_until),
  ADD KEY offers_of_member (offered_to),
  ADD KEY author_status (author_id, status);

-- The community may give more time once, apart from the claimer's own extension. ended_of_member finds the last claim that ran out in
-- silence. remind_at is null once a claim has ended, so that reminders_due by it alone holds just the reminders to come.
ALTER TABLE wish_claims
  ADD COLUMN staff_extended_at datetime(6) NULL,
  ADD KEY ended_of_member (member_id, outcome, ended_at),
  DROP KEY reminders_due,
  ADD KEY reminders_due (remind_at);

-- Set where staff opened the contact for a call-back and not a claimer for the help.
ALTER TABLE contact_reveals ADD COLUMN call_back_id bigint NULL;
