-- Any number of wishes (@wishes, at most 1,000,000) in two districts with two streets each with two communities each, spread by digits
-- of a hash: the same on every machine, and no two columns hang together. However many wishes there are, a person has about 50 of them
-- and about 50 claims. For an empty database of MariaDB, which has the table of numbers.
-- Without these checks an empty table is filled with its indexes sorted first, which takes a tenth of the time.
SET SESSION unique_checks = 0, foreign_key_checks = 0;

INSERT INTO areas (id, parent_id, level, code, name, district_id, street_id, community_id) VALUES
  (1, NULL, 'district', 'b1', '甲区', 1, NULL, NULL), (2, NULL, 'district', 'b2', '乙区', 2, NULL, NULL),
  (11, 1, 'street', 'b11', '一街', 1, 11, NULL), (12, 1, 'street', 'b12', '二街', 1, 12, NULL),
  (13, 2, 'street', 'b13', '三街', 2, 13, NULL), (14, 2, 'street', 'b14', '四街', 2, 14, NULL),
  (101, 11, 'community', 'b101', '一社区', 1, 11, 101), (102, 11, 'community', 'b102', '二社区', 1, 11, 102),
  (103, 12, 'community', 'b103', '三社区', 1, 12, 103), (104, 12, 'community', 'b104', '四社区', 1, 12, 104),
  (105, 13, 'community', 'b105', '五社区', 2, 13, 105), (106, 13, 'community', 'b106', '六社区', 2, 13, 106),
  (107, 14, 'community', 'b107', '七社区', 2, 14, 107), (108, 14, 'community', 'b108', '八社区', 2, 14, 108);

INSERT INTO wishes (id, district_id, street_id, community_id, author_id, category, status, listed, is_crowd, text_enc, contact_enc,
                    public_title, public_story, text_check, submitted_at, published_at, claim_id, claimer_id, contact_by, deliver_by,
                    minutes_to_claim, delivered_at, closed_at, score)
SELECT n, 1 + place DIV 4, 11 + place DIV 2, 101 + place, 1 + author % GREATEST(1, @wishes DIV 50), category, status, listed,
       status IN ('pledging', 'covered'), @text, IF(is_over, NULL, @contact), IF(listed, @title, NULL), IF(listed, @story, NULL), 'passed',
       submitted_at, IF(listed, submitted_at + INTERVAL 1 HOUR, NULL), IF(is_held, n, NULL), IF(is_held, claimer, NULL),
       IF(is_held, @now + INTERVAL due MINUTE, NULL), IF(is_held, @now + INTERVAL due MINUTE, NULL),
       IF(is_held, 30 + due % 4000, NULL), IF(status IN ('delivered', 'disputed') OR is_over AND is_held, @now - INTERVAL due + 1440 MINUTE, NULL),
       IF(is_over, @now, NULL), IF(status = 'fulfilled', 1 + due % 5, NULL)
FROM (
  -- The sixteen people who are asked for have no crowd wishes: those bring a statement of their own with them.
  SELECT n, place, author, category, due, submitted_at,
         IF(1 + author % GREATEST(1, @wishes DIV 50) <= 16 AND status IN ('pledging', 'covered'), 'open', status) AS status,
         1 + claimer % GREATEST(1, @wishes DIV 100) AS claimer,
         status NOT IN ('draft', 'pendingReview', 'rejected', 'withdrawn') AS listed,
         status IN ('claimed', 'inProgress', 'delivered', 'disputed', 'fulfilled', 'fulfilledUnconfirmed') AS is_held,
         status IN ('rejected', 'fulfilled', 'fulfilledUnconfirmed', 'withdrawn', 'unmet') AS is_over
  FROM (
    SELECT n, CONV(SUBSTRING(hash, 1, 4), 16, 10) % 8 AS place,
           ELT(1 + CONV(SUBSTRING(hash, 5, 4), 16, 10) % 8, 'microSpace', 'microService', 'microEnvironment', 'microSafety', 'microFacility',
               'microCulture', 'microCharity', 'microGovernance') AS category,
           ELT(1 + INTERVAL(CONV(SUBSTRING(hash, 9, 4), 16, 10) % 100, 27, 54, 64, 72, 78, 82, 83, 85, 88, 90, 93, 94, 98),
               'open', 'fulfilled', 'pendingReview', 'claimed', 'inProgress', 'delivered', 'disputed', 'rejected', 'withdrawn', 'unmet',
               'fulfilledUnconfirmed', 'draft', 'pledging', 'covered') AS status,
           CONV(SUBSTRING(hash, 13, 6), 16, 10) AS author, CONV(SUBSTRING(hash, 19, 6), 16, 10) AS claimer,
           -- A quarter of what is held is a day or less over its limit.
           CAST(CONV(SUBSTRING(hash, 25, 4), 16, 10) % 5760 AS SIGNED) - 1440 AS due,
           @now - INTERVAL @wishes - n MINUTE AS submitted_at
    FROM (SELECT seq AS n, MD5(seq) AS hash FROM seq_1_to_1000000 WHERE seq <= @wishes) numbers) spread) planned
ORDER BY n;

-- The claim of a wish has the wish's number.
INSERT INTO wish_claims (id, wish_id, member_id, claimed_at, limit_from, remind_at, reminders, ended_at, outcome)
SELECT id, id, claimer_id, published_at, published_at, IF(closed_at IS NULL, contact_by, NULL), 0, closed_at,
       IF(closed_at IS NULL, NULL, 'completed')
FROM wishes WHERE claim_id IS NOT NULL ORDER BY id;

INSERT INTO crowd_wishes (wish_id, pledge_by)
SELECT id, IF(status = 'pledging', @now + INTERVAL id % 20000 - 5000 MINUTE, NULL) FROM wishes WHERE is_crowd = 1 ORDER BY id;

INSERT INTO wish_items (wish_id, name, unit, quantity, pledged)
SELECT id, '书', '本', 100, IF(status = 'covered', 100, 40) FROM wishes WHERE is_crowd = 1 ORDER BY id;

SET SESSION unique_checks = 1, foreign_key_checks = 1;
-- The server would count by itself soon; nobody is to measure the time before that.
ANALYZE TABLE areas, wishes, wish_claims, crowd_wishes, wish_items;
