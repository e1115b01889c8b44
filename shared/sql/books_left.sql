-- A step of its own: there are databases from before anything could be left for next time.
-- What of a claim's travel money is paid in cash at a later meeting, by the kiosk that left it.
CREATE TABLE cash_left (
    claim_id  BYTEA  NOT NULL PRIMARY KEY,
    log_id    BYTEA  NOT NULL,  -- who left it, and alone may pay it
    pence     BIGINT NOT NULL,  -- that still wait
    moved     BIGINT NOT NULL,  -- that the office took over; who left it may not have heard of it
    by_office BIGINT NOT NULL,  -- 1: it took it over
    until     TEXT   NOT NULL   -- the last day on which it is paid in cash; '' none
);
