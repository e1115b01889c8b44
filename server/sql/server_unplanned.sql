-- Meetings that a host opened without anybody having planned them.

ALTER TABLE meeting ADD COLUMN origin BIGINT NOT NULL DEFAULT 0; -- enum meetings_origin
