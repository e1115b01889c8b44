-- The books: projections of the records that went up. All of it can be made again from the log.
CREATE TABLE meeting_state (
    meeting_id BYTEA  NOT NULL PRIMARY KEY,
    opened_ms  BIGINT NOT NULL,
    closed_ms  BIGINT NOT NULL   -- 0: not closed
);

CREATE TABLE attendance (
    attendance_id BYTEA  NOT NULL PRIMARY KEY,
    meeting_id    BYTEA  NOT NULL,
    person_id     BYTEA,             -- NULL: just sitting in, without a name
    as_code       TEXT   NOT NULL,
    how           TEXT   NOT NULL,
    arrived_ms    BIGINT NOT NULL,
    left_ms       BIGINT NOT NULL    -- 0: still there
);
CREATE INDEX attendance_meeting ON attendance (meeting_id, person_id);

-- Who was signed in without being on the list; their names are a note.
CREATE TABLE added (
    person_id  BYTEA NOT NULL PRIMARY KEY,
    meeting_id BYTEA NOT NULL,
    names      BYTEA NOT NULL
);
CREATE INDEX added_meeting ON added (meeting_id);

CREATE TABLE claim (
    claim_id       BYTEA  NOT NULL PRIMARY KEY,
    meeting_id     BYTEA  NOT NULL,
    attendance_id  BYTEA  NOT NULL,
    person_id      BYTEA  NOT NULL,
    letter         TEXT   NOT NULL,
    number         BIGINT NOT NULL,  -- with the letter: "A 47"
    made_ms        BIGINT NOT NULL,
    expenses_pence BIGINT NOT NULL,
    fee_pence      BIGINT NOT NULL,
    fee_channel    TEXT   NOT NULL,  -- '' when there is no fee
    about          BIGINT NOT NULL,
    cash_today     BIGINT NOT NULL,
    leaves_ms      BIGINT NOT NULL,  -- 0: they did not say
    withdrawn      BIGINT NOT NULL,
    questioned     BIGINT NOT NULL,
    body           TEXT   NOT NULL   -- the claim as it was last made or amended
);
CREATE INDEX claim_meeting ON claim (meeting_id, person_id);

-- Claims that are paid at another kiosk's desk, by a slip of paper.
CREATE TABLE handed (
    claim_id BYTEA  NOT NULL PRIMARY KEY,
    op_id    BYTEA  NOT NULL,        -- of the claim.handed
    by_paper BIGINT NOT NULL         -- 1: what its own kiosk recorded before it had not come yet
);

CREATE TABLE receipt (
    receipt_id BYTEA NOT NULL PRIMARY KEY,
    claim_id   BYTEA NOT NULL,
    ref        TEXT  NOT NULL,       -- the claim's line
    picture    BYTEA NOT NULL        -- name of the note
);
CREATE INDEX receipt_claim ON receipt (claim_id);

-- Nothing but that it was seen, by whom, and for an entitlement until when (rules.md P05).
CREATE TABLE evidence (
    claim_id BYTEA NOT NULL,
    what     TEXT  NOT NULL,
    ref      TEXT  NOT NULL,
    until    TEXT  NOT NULL,
    by_staff BYTEA,
    PRIMARY KEY (claim_id, what, ref)
);

CREATE TABLE choice (
    person_id BYTEA  NOT NULL,
    choice    TEXT   NOT NULL,
    value     TEXT   NOT NULL,
    wording   BIGINT NOT NULL,
    at_ms     BIGINT NOT NULL,
    PRIMARY KEY (person_id, choice)
);

CREATE TABLE cash_float (
    float_id   BYTEA  NOT NULL PRIMARY KEY,
    meeting_id BYTEA  NOT NULL,
    opened_ms  BIGINT NOT NULL,
    counted    BIGINT NOT NULL,      -- 1: counted out, closed
    log_id     BYTEA  NOT NULL       -- whose it is: each kiosk may have one open
);

-- Which of the float tin's one-time codes are worth nothing any more.
CREATE TABLE tin_use (
    code       BYTEA NOT NULL PRIMARY KEY,
    meeting_id BYTEA NOT NULL
);

-- Which notes and coins are in a float, as far as the records say; when they do not come to what its
-- account says, or one is below zero, nobody knows.
CREATE TABLE float_coin (
    float_id BYTEA  NOT NULL,
    pence    BIGINT NOT NULL,
    count    BIGINT NOT NULL,
    PRIMARY KEY (float_id, pence)
);

-- Each time cash went over the table, or came back; the entries have the same.
CREATE TABLE cash (
    op_id      BYTEA  NOT NULL PRIMARY KEY,
    payment_id BYTEA  NOT NULL,      -- of a return: the payment it takes back
    meeting_id BYTEA  NOT NULL,
    claim_id   BYTEA  NOT NULL,
    payer_id   BYTEA  NOT NULL,
    pence      BIGINT NOT NULL,      -- below zero: came back
    at_ms      BIGINT NOT NULL
);
CREATE INDEX cash_payment ON cash (payment_id);
CREATE INDEX cash_meeting ON cash (meeting_id, payer_id);

-- Double entry: the rows of one operation sum to zero.
CREATE TABLE entry (
    op_id      BYTEA  NOT NULL,
    place      BIGINT NOT NULL,
    account    TEXT   NOT NULL,      -- office, float, claim, difference
    account_id BYTEA,                -- which float or claim
    meeting_id BYTEA  NOT NULL,
    pence      BIGINT NOT NULL,
    PRIMARY KEY (op_id, place)
);
CREATE INDEX entry_account ON entry (account, account_id);
