-- The kiosk's own tables, beside the log and the books.

-- One row: who this kiosk is, and whom it believes.
CREATE TABLE enrolment (
    one          BIGINT PRIMARY KEY CHECK (one = 1),
    log_id       BYTEA  NOT NULL,
    answer       TEXT   NOT NULL,     -- the server's, as JSON; '' before
    acknowledged BIGINT NOT NULL,     -- seq of our log that the server has
    server_ms    BIGINT NOT NULL,     -- when it said so: an older answer says nothing any more
    money_held   BIGINT NOT NULL,     -- by what it said last
    down_forked  BIGINT NOT NULL      -- 1: the office's log came with two histories
);

-- Sealed notes: those we made (until the server has them and after), and those the office sent.
CREATE TABLE note (
    name       BYTEA  PRIMARY KEY,
    meeting_id BYTEA  NOT NULL,
    ours       BIGINT NOT NULL,       -- 1: made here, goes up
    arrived    BIGINT NOT NULL,       -- 1: the server has it, or it came from there
    sealed     BYTEA                  -- NULL: named by the office, not here yet
);
CREATE INDEX note_on_its_way ON note (arrived);

-- What the office told us: the last word on each thing, as it came.
CREATE TABLE planned (
    meeting_id BYTEA  PRIMARY KEY,
    body       TEXT   NOT NULL,
    unplanned  BIGINT NOT NULL        -- 1: a host opened it here (roster_unplanned), and the office
                                      -- has not accepted it yet
);
CREATE TABLE expected (
    meeting_id BYTEA NOT NULL,
    person_id  BYTEA NOT NULL,
    body       TEXT  NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
);
CREATE TABLE staff (
    staff_id BYTEA PRIMARY KEY,
    body     TEXT  NOT NULL
);
CREATE TABLE policy (
    policy_id TEXT  PRIMARY KEY,
    hash      BYTEA NOT NULL,
    body      TEXT  NOT NULL
);
CREATE TABLE configured (
    one  BIGINT PRIMARY KEY CHECK (one = 1),
    body TEXT   NOT NULL
);
CREATE TABLE payment (
    claim_id BYTEA  NOT NULL,
    what     TEXT   NOT NULL,         -- fee, travel
    channel  TEXT   NOT NULL,
    pence    BIGINT NOT NULL,
    paid_on  TEXT   NOT NULL,
    PRIMARY KEY (claim_id, what)
);
CREATE TABLE ruling (
    claim_id BYTEA PRIMARY KEY,
    ruling   TEXT  NOT NULL,          -- held, released
    code     TEXT  NOT NULL
);
-- What the office answered to what somebody asked to be looked at.
CREATE TABLE answer (
    claim_id  BYTEA NOT NULL,
    ref       TEXT  NOT NULL,         -- the claim's line; '' for all of it
    code      TEXT  NOT NULL,         -- what was asked
    person_id BYTEA NOT NULL,
    about     TEXT  NOT NULL,
    answer    TEXT  NOT NULL,
    seen_at   BYTEA,                  -- the meeting at which it was shown here; NULL: not yet
    PRIMARY KEY (claim_id, ref, code)
);
CREATE INDEX answer_person ON answer (person_id);

-- Pictures that opened nothing, counted before each is looked at, for whoever it is.
CREATE TABLE picture_try (
    meeting_id BYTEA  NOT NULL,
    person_id  BYTEA  NOT NULL,
    wrong      BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
);

-- Who stands in at a meeting by the float tin's one-time code, with a PIN chosen there.
CREATE TABLE stand_in (
    meeting_id  BYTEA  NOT NULL,
    staff_id    BYTEA  NOT NULL,
    card        BYTEA  NOT NULL,      -- its id
    wrapped_key BYTEA  NOT NULL,      -- the meeting's, for that card, as a host has it
    pin_hash    TEXT   NOT NULL,
    limit_pence BIGINT NOT NULL,      -- of all that is paid out at the meeting
    PRIMARY KEY (meeting_id, staff_id)
);

-- What this kiosk does at a meeting that has several (enum other_desk_part).
CREATE TABLE part (
    meeting_id BYTEA  PRIMARY KEY,
    part       BIGINT NOT NULL
);

-- What people say of a meeting without a name: in no order, under ids that are random and made anew
-- with every one more (feedback.h).
CREATE TABLE feedback (
    feedback_id BYTEA PRIMARY KEY,
    meeting_id  BYTEA NOT NULL,
    mark        TEXT  NOT NULL,
    words       BYTEA                 -- sealed to the office; NULL: none
);

-- Wrong PINs in a row, stored before each check (reliability.md F30).
CREATE TABLE pin_try (
    staff_id BYTEA  PRIMARY KEY,
    wrong    BIGINT NOT NULL
);

-- What somebody began and did not save: sealed, for this meeting only, and never sent.
CREATE TABLE draft (
    meeting_id BYTEA NOT NULL,
    person_id  BYTEA NOT NULL,
    sealed     BYTEA NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
);
CREATE TABLE draft_picture (
    receipt_id BYTEA  PRIMARY KEY,
    meeting_id BYTEA  NOT NULL,
    person_id  BYTEA  NOT NULL,
    line       BIGINT NOT NULL,       -- its number
    sealed     BYTEA  NOT NULL
);
CREATE INDEX draft_picture_person ON draft_picture (meeting_id, person_id);
