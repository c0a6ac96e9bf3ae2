-- facilities is a set of bits (the order in Facility.cs); opening_hours is JSON as the API shows it.
CREATE TABLE IF NOT EXISTS stations (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  name varchar(240) NOT NULL,
  address varchar(480) NOT NULL,
  latitude decimal(9, 6) NOT NULL,
  longitude decimal(9, 6) NOT NULL,
  facilities int NOT NULL,
  opening_hours varchar(2000) NOT NULL,
  created_at datetime(6) NOT NULL,
  updated_at datetime(6) NOT NULL,
  UNIQUE KEY by_code (code),
  KEY by_place (latitude, longitude),
  KEY of_district (district_id, id),
  KEY of_street (street_id, id),
  KEY of_community (community_id, id)
) DEFAULT CHARSET = utf8mb4;

-- No place is stored: only whether the reported one was inside the station's surroundings, and how exact it claimed to be.
CREATE TABLE IF NOT EXISTS check_ins (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id bigint NOT NULL,
  station_id bigint NOT NULL,
  district_id bigint NOT NULL,
  street_id bigint NOT NULL,
  community_id bigint NOT NULL,
  at datetime(6) NOT NULL,
  local_day date NOT NULL,
  status varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  score int NOT NULL,
  place varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  accuracy varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  points int NOT NULL,
  points_refused varchar(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  KEY of_user (user_id, id),
  KEY of_station (station_id, id),
  KEY district_count (district_id, status),
  KEY street_count (street_id, status),
  KEY community_count (community_id, status)
) DEFAULT CHARSET = utf8mb4;

-- The last visit of a courier to a station: the row on which two taps at once meet.
CREATE TABLE IF NOT EXISTS station_visits (
  user_id bigint NOT NULL,
  station_id bigint NOT NULL,
  last_at datetime(6) NOT NULL,
  PRIMARY KEY (user_id, station_id)
) DEFAULT CHARSET = utf8mb4;

-- How many check-ins of a local day were credited to a courier.
CREATE TABLE IF NOT EXISTS check_in_days (
  user_id bigint NOT NULL,
  local_day date NOT NULL,
  credited int NOT NULL,
  PRIMARY KEY (user_id, local_day)
) DEFAULT CHARSET = utf8mb4;
