-- A step of its own: there are databases from before each kiosk opened and closed a meeting for
-- itself. What is in them is made again from the logs (books_bring_up), so nothing is carried over.
DROP TABLE meeting_state;
CREATE TABLE meeting_state (
    meeting_id BYTEA  NOT NULL,
    log_id     BYTEA  NOT NULL,   -- whose word it is: a kiosk's, or the office's
    opened_ms  BIGINT NOT NULL,   -- 0: never; the office only closes
    closed_ms  BIGINT NOT NULL,   -- 0: not closed
    takes_over BIGINT NOT NULL,   -- 1: another kiosk stopped, and this one goes on for it
    PRIMARY KEY (meeting_id, log_id)
);
ALTER TABLE attendance ADD COLUMN log_id BYTEA;    -- whose
ALTER TABLE attendance ADD COLUMN closed_by BYTEA; -- whose closing ended it; NULL: they left
ALTER TABLE claim ADD COLUMN log_id BYTEA;         -- who made it, or took its slip

-- By which rules the books were made (BOOKS_RULES); no row: by those from before this was kept.
CREATE TABLE books_made (
    rules BIGINT NOT NULL
);
