-- Who hears no more of a clue, but for what waits for their own answer.
CREATE TABLE IF NOT EXISTS clue_mutes (
  clue_id bigint NOT NULL,
  user_id bigint NOT NULL,
  muted_at datetime(6) NOT NULL,
  PRIMARY KEY (clue_id, user_id),
  KEY of_user (user_id)
) DEFAULT CHARSET = utf8mb4;

-- Each opening of a reporter's phone for a call-back; the reporter reads them.
CREATE TABLE IF NOT EXISTS clue_contact_reveals (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  clue_id bigint NOT NULL,
  viewer_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  KEY of_clue (clue_id, id)
) DEFAULT CHARSET = utf8mb4;

-- A part-time grid worker ends with the registration; until now only the right went.
UPDATE grid_workers JOIN registrations ON registrations.id = grid_workers.registration_id
SET grid_workers.status = 'ended', grid_workers.ended_at = UTC_TIMESTAMP(6), grid_workers.remind_at = NULL
WHERE grid_workers.status <> 'ended' AND registrations.status = 'ended';

-- call_from: when the desk may ring the reporter about the result; NULL where no call was drawn. by_phone marks an answer that the desk
-- wrote down: it is counted apart, and so stands in the indexes of the figures.
ALTER TABLE clues
  ADD COLUMN extensions int NOT NULL DEFAULT 0,
  ADD COLUMN extended_days int NOT NULL DEFAULT 0,
  ADD COLUMN call_from datetime(6) NULL,
  ADD COLUMN by_phone tinyint(1) NOT NULL DEFAULT 0,
  DROP KEY everywhere_figures,
  DROP KEY district_figures,
  DROP KEY street_figures,
  DROP KEY community_figures,
  ADD KEY everywhere_figures (status, outcome, answer, unreasonable, by_phone),
  ADD KEY district_figures (district_id, status, outcome, answer, unreasonable, by_phone),
  ADD KEY street_figures (street_id, status, outcome, answer, unreasonable, by_phone),
  ADD KEY community_figures (community_id, status, outcome, answer, unreasonable, by_phone);
