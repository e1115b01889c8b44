-- In whose log it was said: an unseen ticket may be put right there, and nowhere else. NULL: before
-- that was kept.
ALTER TABLE completed ADD COLUMN log_id BYTEA;
