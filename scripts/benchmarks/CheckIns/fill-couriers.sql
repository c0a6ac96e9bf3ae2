-- One community with 152 stations, and @couriers people with a session and an active registration as couriers. A person's session token is
-- made from the number, so that the load needs no sign-in. Ids are so long that none is found by chance inside another value.
INSERT INTO areas (id, parent_id, level, code, name, district_id, street_id, community_id) VALUES
  (1, NULL, 'district', 'b1', '甲区', 1, NULL, NULL), (11, 1, 'street', 'b11', '一街', 1, 11, NULL),
  (101, 11, 'community', 'b101', '一社区', 1, 11, 101);

INSERT INTO stations (id, code, district_id, street_id, community_id, name, address, latitude, longitude, facilities, opening_hours,
                      created_at, updated_at)
SELECT 8000000000000 + seq, CONCAT('STATQN', SUBSTRING('ABCDEFGHJKMNP', 1 + seq DIV 13, 1), SUBSTRING('ABCDEFGHJKMNP', 1 + seq % 13, 1)), 1, 11, 101, '暖新驿站', '示例路 8 号', 36.9, 116.6, 3,
       '[{"days":[1,2,3,4,5,6,7],"from":"00:00","to":"24:00"}]', @now, @now
FROM seq_0_to_151;

INSERT INTO users (id, openid, created_at) SELECT 7000000000000 + seq, CONCAT('bench-', seq), @now FROM seq_0_to_999999 WHERE seq < @couriers;

INSERT INTO sessions (token_hash, user_id, created_at, expires_at)
SELECT UNHEX(SHA2(CONCAT('bench', LPAD(seq, 37, '0'), '0'), 256)), 7000000000000 + seq, @now, @now + INTERVAL 1 DAY
FROM seq_0_to_999999 WHERE seq < @couriers;

INSERT INTO registrations (user_id, kind, status, district_id, street_id, community_id, real_name_enc, submitted_at, decided_at)
SELECT 7000000000000 + seq, 'courier', 'active', 1, 11, 101, @name, @now, @now FROM seq_0_to_999999 WHERE seq < @couriers;

ALTER TABLE check_ins AUTO_INCREMENT = 9000000000000;
ANALYZE TABLE areas, stations, users, sessions, registrations;
