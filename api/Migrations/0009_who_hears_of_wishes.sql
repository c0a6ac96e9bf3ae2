-- Who wants the same (also that somebody else's wish be fulfilled), and who wants to hear no more of a wish.
CREATE TABLE IF NOT EXISTS wish_followers (
  wish_id bigint NOT NULL,
  user_id bigint NOT NULL,
  followed_at datetime(6) NOT NULL,
  PRIMARY KEY (wish_id, user_id),
  KEY of_user (user_id, wish_id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS wish_mutes (
  wish_id bigint NOT NULL,
  user_id bigint NOT NULL,
  muted_at datetime(6) NOT NULL,
  PRIMARY KEY (wish_id, user_id),
  KEY of_user (user_id, wish_id)
) DEFAULT CHARSET = utf8mb4;

-- What somebody wrote along the way is part of the data held on them, and is found for their export.
ALTER TABLE wish_events ADD KEY of_actor (actor_id, id);
