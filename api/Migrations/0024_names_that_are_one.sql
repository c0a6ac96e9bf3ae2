-- name_key: the name as it is compared, without blanks; the collation takes （本级） and (本级), and capital and small letters, for one.
-- NULL for a row that was a second one of its name before there was a key: both stay, and the first has the name. The names themselves
-- are compared by their bytes from now on: the old collation took all rare characters, such as 𬀩 and 𠮷, for one.
ALTER TABLE units MODIFY name varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL;

ALTER TABLE units ADD COLUMN name_key varchar(240) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci NULL;

UPDATE IGNORE units u
JOIN (
  SELECT MIN(id) AS id FROM units GROUP BY district_id, REPLACE(REPLACE(name, ' ', ''), '　', '') COLLATE utf8mb4_unicode_520_ci
) first ON first.id = u.id
SET u.name_key = REPLACE(REPLACE(u.name, ' ', ''), '　', '')
WHERE u.name_key IS NULL;

ALTER TABLE units ADD UNIQUE KEY one_name (district_id, name_key);

ALTER TABLE teams MODIFY name varchar(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL;

ALTER TABLE teams ADD COLUMN name_key varchar(240) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci NULL;

UPDATE IGNORE teams t
JOIN (
  SELECT MIN(id) AS id FROM teams GROUP BY community_id, REPLACE(REPLACE(name, ' ', ''), '　', '') COLLATE utf8mb4_unicode_520_ci
) first ON first.id = t.id
SET t.name_key = REPLACE(REPLACE(t.name, ' ', ''), '　', '')
WHERE t.name_key IS NULL;

ALTER TABLE teams ADD UNIQUE KEY one_name (community_id, name_key);
