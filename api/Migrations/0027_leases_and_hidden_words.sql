-- owner: of the lease; what a worker with another one says of the message is not listened to. begun_at: the last moment before the message
-- went out, NULL until then, so that a message whose worker died is known to be untouched. sent_as: how WeChat will speak of it (the
-- template). repeats: how often it was sent once more because nobody knew whether it had arrived.
ALTER TABLE outbox_messages
  ADD COLUMN owner varchar(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN begun_at datetime(6) NULL,
  ADD COLUMN sent_as varchar(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN repeats int NOT NULL DEFAULT 0;

-- WeChat's own times of the last consent and of the last word that nothing is allowed: pushes overtake each other.
ALTER TABLE subscription_credits
  ADD COLUMN accepted_at datetime(6) NULL,
  ADD COLUMN cleared_at datetime(6) NULL;

-- What the text check said of words that others read without a review: 'unchecked' and 'review' are hidden from them. NULL: passed, none,
-- or from before such words could be hidden.
ALTER TABLE wishes
  ADD COLUMN delivery_note_check varchar(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN comment_check varchar(10) CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE station_reports
  ADD COLUMN note_check varchar(10) CHARACTER SET ascii COLLATE ascii_bin NULL;

-- When WeChat gave the verdict that counts.
ALTER TABLE photos
  ADD COLUMN verdict_at datetime(6) NULL;
