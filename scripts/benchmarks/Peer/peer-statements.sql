-- All that the peer says to the database, and all that is said to it in the bare loop of claims. When the schema changes, this file
-- changes with it and nothing else of the peer; a test prepares each statement. {level} is district, street or community.

-- name: listAreas
SELECT id, name, level FROM areas;

-- name: listWishes
SELECT id, community_id, category, status, public_title, public_story, wanted_by, published_at, public_reason, is_crowd, offered_until
FROM wishes FORCE INDEX ({level}_status)
WHERE {level}_id = ? AND status = ? AND listed = 1 AND id < ? ORDER BY id DESC LIMIT ?;

-- name: findSession
SELECT user_id FROM sessions WHERE token_hash = ? AND expires_at > UTC_TIMESTAMP(6);

-- name: addKey
INSERT INTO idempotency_keys (user_id, key_hash, request_hash, status, created_at) VALUES (?, ?, ?, 0, UTC_TIMESTAMP(6));

-- name: findWish
SELECT author_id, category, public_title, public_story, contact_enc FROM wishes WHERE id = ?;

-- name: lockMember
SELECT id FROM users WHERE id = ? FOR UPDATE;

-- name: findRegistration
SELECT id FROM registrations WHERE user_id = ? AND status = 'active' LIMIT 1;

-- name: countInHand
SELECT COUNT(*) AS inHand FROM wish_claims WHERE member_id = ? AND live = 1;

-- name: claimWish
UPDATE wishes SET status = 'claimed', claimer_id = ?, contact_by = UTC_TIMESTAMP(6) + INTERVAL 3 DAY,
       deliver_by = UTC_TIMESTAMP(6) + INTERVAL 10 DAY
WHERE id = ? AND status = 'open';

-- name: addClaim
INSERT INTO wish_claims (wish_id, member_id, claimed_at, limit_from, remind_at)
VALUES (?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 36 HOUR);

-- name: setClaim
UPDATE wishes SET claim_id = ? WHERE id = ?;

-- name: addEvent
INSERT INTO wish_events (wish_id, at, action, from_status, to_status, actor, actor_id)
VALUES (?, UTC_TIMESTAMP(6), 'claim', 'open', 'claimed', 'claimer', ?);

-- name: addReveal
INSERT INTO contact_reveals (wish_id, claim_id, viewer_id, at, fields) VALUES (?, ?, ?, UTC_TIMESTAMP(6), 'name,phone,address');

-- name: addMessage
INSERT INTO outbox_messages (kind, subject_id, recipient_id, dedupe_key, state, attempts, due_at, created_at)
VALUES ('wishClaimed', ?, ?, ?, 'waiting', 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6));

-- name: keepAnswer
UPDATE idempotency_keys SET status = 200, body_enc = ? WHERE user_id = ? AND key_hash = ?;

-- name: findAnswer
SELECT status, body_enc FROM idempotency_keys WHERE user_id = ? AND key_hash = ?;
