-- Paper forms that were printed: each has an id of its own, and is for one meeting (form.h).

CREATE TABLE printed_form (
    claim_id   BYTEA  NOT NULL PRIMARY KEY, -- of the claim that comes of it
    meeting_id BYTEA  NOT NULL,
    printed_ms BIGINT NOT NULL
);
