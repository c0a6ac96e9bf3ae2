-- level: district, street, community, grid. Each row carries its ancestors and itself, so that a subtree is one equality.
CREATE TABLE IF NOT EXISTS areas (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  parent_id bigint NULL,
  level varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name varchar(60) NOT NULL,
  district_id bigint NULL,
  street_id bigint NULL,
  community_id bigint NULL,
  UNIQUE KEY by_code (code),
  KEY children (parent_id, id),
  KEY by_level (level, id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS users (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  openid varchar(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  unionid varchar(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  nickname_enc varbinary(400) NULL,
  phone_enc varbinary(200) NULL,
  phone_hash binary(32) NULL,
  created_at datetime(6) NOT NULL,
  deleted_at datetime(6) NULL,
  UNIQUE KEY by_openid (openid),
  KEY by_phone (phone_hash)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS sessions (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  token_hash binary(32) NOT NULL,
  user_id bigint NOT NULL,
  created_at datetime(6) NOT NULL,
  expires_at datetime(6) NOT NULL,
  UNIQUE KEY by_token (token_hash),
  KEY of_user (user_id, id),
  KEY by_end (expires_at)
) DEFAULT CHARSET = utf8mb4;

-- role: staff
CREATE TABLE IF NOT EXISTS staff_roles (
  user_id bigint NOT NULL,
  area_id bigint NOT NULL,
  role varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  granted_at datetime(6) NOT NULL,
  PRIMARY KEY (user_id, area_id, role)
) DEFAULT CHARSET = utf8mb4;
