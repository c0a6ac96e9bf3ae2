-- @stations rest stations. @towns = 0: all of them in one square of 50 km around the first town, a metropolis. @towns > 0: 152 in each
-- town, 8 km across; the first town always lies at the same place, the others somewhere in the country. Spread by digits of a hash.
INSERT INTO stations (id, code, district_id, street_id, community_id, name, address, latitude, longitude, facilities, opening_hours,
                      created_at, updated_at)
SELECT 1 + seq, CONCAT('S', LPAD(seq, 7, '0')), 1 + seq DIV 152, 1 + seq DIV 30, 1 + seq DIV 10, '暖新驿站', '示例路 8 号',
       IF(seq < 152, 36.9342, IF(@towns = 0, 36.9342, 22 + 23 * CONV(SUBSTRING(town, 1, 6), 16, 10) / 16777216))
         + (CONV(SUBSTRING(place, 1, 6), 16, 10) / 16777216 - 0.5) * IF(@towns = 0 AND seq >= 152, 0.45, 0.072),
       IF(seq < 152, 116.6384, IF(@towns = 0, 116.6384, 98 + 24 * CONV(SUBSTRING(town, 7, 6), 16, 10) / 16777216))
         + (CONV(SUBSTRING(place, 7, 6), 16, 10) / 16777216 - 0.5) * IF(@towns = 0 AND seq >= 152, 0.56, 0.09),
       3, '[{"days":[1,2,3,4,5,6,7],"from":"08:00","to":"20:00"}]', @now, @now
FROM (SELECT seq, MD5(seq) AS place, MD5(CONCAT('town', seq DIV 152)) AS town FROM seq_0_to_999999 WHERE seq < @stations) numbers ORDER BY seq;

ANALYZE TABLE stations;
