-- Every record of every log we keep: our own, and those we were sent.
CREATE TABLE record (
    log_id     BYTEA  NOT NULL,
    seq        BIGINT NOT NULL,
    branch     BIGINT NOT NULL,  -- 0 is the chain; each other is a run that forked from it
    hash       BYTEA  NOT NULL,
    op_id      BYTEA  NOT NULL,
    kind       BIGINT NOT NULL,
    meeting_id BYTEA,
    raw        BYTEA  NOT NULL,  -- the bytes as they were first written
    arrival    BIGINT NOT NULL UNIQUE,  -- the order in which we got them, over all logs
    PRIMARY KEY (log_id, seq, branch)
);
CREATE INDEX record_op ON record (op_id);

-- Each operation that has had its effect on the books, for ever.
CREATE TABLE operation (
    op_id   BYTEA  NOT NULL PRIMARY KEY,
    content BYTEA  NOT NULL      -- hash of kind, meeting and body: the same act, wherever it stands
);
