-- Their rows are in case_events and case_people. Replicas of the version before cannot move clues from here on: they are told so by an error
-- instead of writing where nobody reads. See docs/operating.md.
DROP TABLE IF EXISTS clue_events;
DROP TABLE IF EXISTS clue_followers;
DROP TABLE IF EXISTS clue_mutes;
DROP TABLE IF EXISTS clue_helpers;

-- One job for each kind of case has taken their place.
DELETE FROM job_leases WHERE name IN ('RunClueTimers', 'FlagLateClues');
