-- What WeChat pushed, each message once. state: waiting, done, ignored, failed. openid, user_id and body are there only while a row
-- waits or has failed; dedupe_key is a hash and names nobody.
CREATE TABLE IF NOT EXISTS wechat_push_events (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  dedupe_key binary(32) NOT NULL,
  event varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  openid varchar(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  user_id bigint NULL,
  body mediumtext NULL,
  state varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts int NOT NULL,
  due_at datetime(6) NOT NULL,
  reason varchar(200) NULL,
  sent_at datetime(6) NOT NULL,
  received_at datetime(6) NOT NULL,
  finished_at datetime(6) NULL,
  UNIQUE KEY once (dedupe_key),
  KEY due (state, due_at, id),
  KEY settled (state, finished_at),
  KEY of_user (user_id)
) DEFAULT CHARSET = utf8mb4;

-- Messages that a person allowed and did not get yet, by WeChat's template id: as the mini program reported them and as WeChat pushed
-- them, which are two counts of the same thing.
CREATE TABLE IF NOT EXISTS subscription_credits (
  user_id bigint NOT NULL,
  template_id varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reported int NOT NULL,
  pushed int NOT NULL,
  changed_at datetime(6) NOT NULL,
  PRIMARY KEY (user_id, template_id)
) DEFAULT CHARSET = utf8mb4;
