-- How the screen looked to whoever made a claim, until the meeting closes (look.h). It was among the
-- kiosk's own tables for a while: a store of that time has it.
CREATE TABLE IF NOT EXISTS look (
    claim_id   BYTEA PRIMARY KEY,
    meeting_id BYTEA NOT NULL,
    code       TEXT  NOT NULL
);
