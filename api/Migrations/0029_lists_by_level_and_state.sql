-- One key for each level and state serves the lists of a state, and those of a state and a category: category and listed stand at its end,
-- so that what a page shows is found in the key alone. due_at is the moment at which the clock does something with a wish in its state;
-- one key serves all timers. Each key that holds the status costs every move (decision 0022). Replicas of the version before go on.
ALTER TABLE wishes ADD COLUMN due_at datetime(6) GENERATED ALWAYS AS (
  CASE status WHEN 'claimed' THEN contact_by WHEN 'inProgress' THEN deliver_by WHEN 'delivered' THEN delivered_at ELSE wait_due_at END) VIRTUAL;

ALTER TABLE wishes ADD KEY due (status, due_at);

ALTER TABLE wishes
  DROP KEY district_status, ADD KEY district_status (district_id, status, id, category, listed),
  DROP KEY street_status, ADD KEY street_status (street_id, status, id, category, listed),
  DROP KEY community_status, ADD KEY community_status (community_id, status, id, category, listed);

-- What became of the wishes, counted while they move: one row for each community, month of publication (in China, as 202603) and category.
-- waited_N: first claimed within so many minutes of publication, and not within those of the column before. Each move changes one row,
-- last in its transaction; a walk compares them with the wishes every day and puts right what differs.
CREATE TABLE IF NOT EXISTS wish_counts (
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  month int NOT NULL,
  category varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  posted int NOT NULL DEFAULT 0,
  open int NOT NULL DEFAULT 0,
  claimed int NOT NULL DEFAULT 0,
  fulfilled int NOT NULL DEFAULT 0,
  unconfirmed int NOT NULL DEFAULT 0,
  unmet int NOT NULL DEFAULT 0,
  crowd_posted int NOT NULL DEFAULT 0,
  crowd_fulfilled int NOT NULL DEFAULT 0,
  answered int NOT NULL DEFAULT 0,
  score_sum bigint NOT NULL DEFAULT 0,
  waited_30 int NOT NULL DEFAULT 0,
  waited_60 int NOT NULL DEFAULT 0,
  waited_120 int NOT NULL DEFAULT 0,
  waited_240 int NOT NULL DEFAULT 0,
  waited_480 int NOT NULL DEFAULT 0,
  waited_720 int NOT NULL DEFAULT 0,
  waited_1440 int NOT NULL DEFAULT 0,
  waited_2880 int NOT NULL DEFAULT 0,
  waited_4320 int NOT NULL DEFAULT 0,
  waited_7200 int NOT NULL DEFAULT 0,
  waited_14400 int NOT NULL DEFAULT 0,
  waited_43200 int NOT NULL DEFAULT 0,
  waited_longer int NOT NULL DEFAULT 0,
  PRIMARY KEY (district_id, street_id, community_id, month, category),
  KEY of_street (street_id),
  KEY of_community (community_id)
) DEFAULT CHARSET = utf8mb4;

INSERT INTO wish_counts (
  district_id, street_id, community_id, month, category,
  posted, open, claimed, fulfilled, unconfirmed, unmet, crowd_posted, crowd_fulfilled, answered, score_sum, waited_30, waited_60,
  waited_120, waited_240, waited_480, waited_720, waited_1440, waited_2880, waited_4320, waited_7200, waited_14400, waited_43200,
  waited_longer)
SELECT district_id, street_id, community_id, EXTRACT(YEAR_MONTH FROM published_at + INTERVAL 8 HOUR), category,
  SUM(is_crowd = 0 AND status <> 'merged'),
  SUM(is_crowd = 0 AND status = 'open'),
  SUM(is_crowd = 0 AND status IN ('claimed', 'inProgress', 'delivered', 'disputed')),
  SUM(is_crowd = 0 AND status = 'fulfilled'),
  SUM(is_crowd = 0 AND status = 'fulfilledUnconfirmed'),
  SUM(is_crowd = 0 AND status = 'unmet'),
  SUM(is_crowd = 1 AND status <> 'merged'),
  SUM(is_crowd = 1 AND status = 'fulfilled'),
  SUM(is_crowd = 0 AND status IN ('fulfilled', 'fulfilledUnconfirmed') AND score IS NOT NULL),
  SUM(CASE WHEN is_crowd = 0 AND status IN ('fulfilled', 'fulfilledUnconfirmed') THEN COALESCE(score, 0) ELSE 0 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim < 30 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 30 AND minutes_to_claim < 60 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 60 AND minutes_to_claim < 120 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 120 AND minutes_to_claim < 240 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 240 AND minutes_to_claim < 480 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 480 AND minutes_to_claim < 720 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 720 AND minutes_to_claim < 1440 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 1440 AND minutes_to_claim < 2880 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 2880 AND minutes_to_claim < 4320 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 4320 AND minutes_to_claim < 7200 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 7200 AND minutes_to_claim < 14400 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 14400 AND minutes_to_claim < 43200 THEN 1 END),
  COUNT(CASE WHEN is_crowd = 0 AND minutes_to_claim >= 43200 THEN 1 END)
FROM wishes WHERE published_at IS NOT NULL
GROUP BY district_id, street_id, community_id, EXTRACT(YEAR_MONTH FROM published_at + INTERVAL 8 HOUR), category
ON DUPLICATE KEY UPDATE
  posted = VALUES(posted), open = VALUES(open), claimed = VALUES(claimed), fulfilled = VALUES(fulfilled),
  unconfirmed = VALUES(unconfirmed), unmet = VALUES(unmet), crowd_posted = VALUES(crowd_posted),
  crowd_fulfilled = VALUES(crowd_fulfilled), answered = VALUES(answered), score_sum = VALUES(score_sum),
  waited_30 = VALUES(waited_30), waited_60 = VALUES(waited_60), waited_120 = VALUES(waited_120), waited_240 = VALUES(waited_240),
  waited_480 = VALUES(waited_480), waited_720 = VALUES(waited_720), waited_1440 = VALUES(waited_1440),
  waited_2880 = VALUES(waited_2880), waited_4320 = VALUES(waited_4320), waited_7200 = VALUES(waited_7200),
  waited_14400 = VALUES(waited_14400), waited_43200 = VALUES(waited_43200), waited_longer = VALUES(waited_longer);

-- The one figure that no sum gives is the median of the waits: the sums say in which step it lies, and this key which it is.
ALTER TABLE wishes ADD KEY first_claims (minutes_to_claim, district_id, street_id, community_id, is_crowd);
