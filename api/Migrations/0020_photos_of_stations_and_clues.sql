-- Photos of clues and of stations. subject_kind also: clue and resolution (subject_id is the clue's id), station (the station's id).
-- wish_id is there for photos of wishes and of deliveries alone. check_by may stay on a hidden photo: WeChat was still looking when it
-- was hidden. Changing a column to what it is already does nothing, so this can be run again.
ALTER TABLE photos MODIFY COLUMN wish_id bigint NULL;
