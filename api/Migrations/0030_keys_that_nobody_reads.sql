-- Keys that no list and no timer reads any more (decision 0022). Replicas of the version before name some of them, and cannot show the
-- lists along them once they are gone: see docs/operating.md. One statement each: one that has been dropped does not keep the others.
ALTER TABLE wishes DROP KEY everywhere_listed;
ALTER TABLE wishes DROP KEY everywhere_listed_category;
ALTER TABLE wishes DROP KEY everywhere_status;
ALTER TABLE wishes DROP KEY everywhere_status_category;
ALTER TABLE wishes DROP KEY district_status_category;
ALTER TABLE wishes DROP KEY street_status_category;
ALTER TABLE wishes DROP KEY community_status_category;
ALTER TABLE wishes DROP KEY contact_due;
ALTER TABLE wishes DROP KEY delivery_due;
ALTER TABLE wishes DROP KEY confirmation_due;
ALTER TABLE wishes DROP KEY wait_due;
ALTER TABLE wishes DROP KEY author_status;
ALTER TABLE wishes DROP KEY everywhere_figures;
ALTER TABLE wishes DROP KEY district_figures;
ALTER TABLE wishes DROP KEY street_figures;
ALTER TABLE wishes DROP KEY community_figures;
-- Check-ins are asked for by station together with their state alone.
ALTER TABLE check_ins DROP KEY of_station;
