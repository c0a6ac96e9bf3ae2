-- One community with @wishes open wishes, and @members volunteers with a session, whose token is made from the number so that the load
-- needs no sign-in. An author has twenty wishes, as many as one may have. All was published just now: no timer has anything to do.
INSERT INTO areas (id, parent_id, level, code, name, district_id, street_id, community_id) VALUES
  (1, NULL, 'district', 'b1', '甲区', 1, NULL, NULL), (11, 1, 'street', 'b11', '一街', 1, 11, NULL),
  (101, 11, 'community', 'b101', '一社区', 1, 11, 101);

INSERT INTO users (id, openid, created_at) SELECT 2000000 + seq, CONCAT('bench-', seq), @now FROM seq_0_to_999999 WHERE seq < @members;

INSERT INTO sessions (token_hash, user_id, created_at, expires_at)
SELECT UNHEX(SHA2(CONCAT('bench', LPAD(seq, 37, '0'), '0'), 256)), 2000000 + seq, @now, @now + INTERVAL 1 DAY
FROM seq_0_to_999999 WHERE seq < @members;

INSERT INTO registrations (user_id, kind, status, district_id, street_id, community_id, real_name_enc, submitted_at, decided_at)
SELECT 2000000 + seq, 'volunteer', 'active', 1, 11, 101, @name, @now, @now FROM seq_0_to_999999 WHERE seq < @members;

INSERT INTO users (id, openid, created_at)
SELECT 3000000 + seq, CONCAT('author-', seq), @now FROM seq_0_to_999999 WHERE seq < (@wishes + 19) DIV 20;

INSERT INTO wishes (id, district_id, street_id, community_id, author_id, category, status, listed, text_enc, contact_enc, public_title,
                    public_story, text_check, submitted_at, published_at)
SELECT 1000000 + seq, 1, 11, 101, 3000000 + seq DIV 20,
       ELT(1 + seq % 8, 'microSpace', 'microService', 'microEnvironment', 'microSafety', 'microFacility', 'microCulture', 'microCharity',
           'microGovernance'),
       'open', 1, @text, @contact, @title, @story, 'passed', @now - INTERVAL 2 HOUR, @now - INTERVAL 1 HOUR
FROM seq_0_to_999999 WHERE seq < @wishes;

ANALYZE TABLE areas, users, sessions, registrations, wishes;
