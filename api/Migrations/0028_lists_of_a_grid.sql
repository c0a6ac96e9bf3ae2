-- What lies in a grid is listed there as well, by the indexes that the levels above have.
ALTER TABLE grid_workers ADD KEY grid_queue (grid_id, status, id);

ALTER TABLE clues ADD KEY grid_queue (grid_id, status, id);

ALTER TABLE clues ADD KEY grid_late (grid_id, late, id);

ALTER TABLE clues ADD KEY grid_listed (grid_id, listed, id);
