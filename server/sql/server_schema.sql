-- What the office knows beside its logs. "Sealed" is a note under the key said there (note.h).

CREATE TABLE office (
    one    BIGINT NOT NULL PRIMARY KEY,        -- always 1
    log_id BYTEA  NOT NULL            -- the office's own log
);

-- People. Names and birth date are one note under the person's own key; erasing somebody is
-- deleting that key.
CREATE TABLE person (
    person_id    BYTEA  NOT NULL PRIMARY KEY,
    member_code  TEXT   UNIQUE,       -- NULL: added at a kiosk, not on any list of ours
    details      BYTEA,               -- sealed under person_key
    role         TEXT   NOT NULL,
    pay_channel  TEXT   NOT NULL,
    bank_on_file BIGINT NOT NULL,
    return_miles BIGINT NOT NULL,     -- thousandths; -1: none agreed
    agreed_ms    BIGINT NOT NULL,     -- 0: never
    terms        TEXT   NOT NULL,
    language     TEXT   NOT NULL,
    card         BYTEA  NOT NULL      -- the card's secret, sealed at rest
);
CREATE TABLE person_key (
    person_id BYTEA NOT NULL PRIMARY KEY,
    key       BYTEA NOT NULL          -- sealed at rest
);

CREATE TABLE meeting (
    meeting_id   BYTEA  NOT NULL PRIMARY KEY,
    code         TEXT   NOT NULL UNIQUE,
    public_title TEXT   NOT NULL,
    venue        TEXT   NOT NULL,
    start_ms     BIGINT NOT NULL,
    end_ms       BIGINT NOT NULL,
    type         TEXT   NOT NULL,
    policy       TEXT   NOT NULL,
    workstream   TEXT   NOT NULL,
    agreed_ms    BIGINT NOT NULL,
    owner        TEXT   NOT NULL,     -- who answers questions, by public name; '': who does of all
    key          BYTEA  NOT NULL      -- the meeting's key, sealed at rest
);
CREATE TABLE invited (
    meeting_id BYTEA NOT NULL,
    person_id  BYTEA NOT NULL,
    names      BYTEA,                 -- the note of their names under the meeting's key; NULL: none yet
    PRIMARY KEY (meeting_id, person_id)
);

-- Hosts and payers.
CREATE TABLE staff (
    staff_id BYTEA  NOT NULL PRIMARY KEY,
    name     BYTEA  NOT NULL,         -- sealed at rest
    card     BYTEA  NOT NULL,         -- the card's secret, sealed at rest
    pin      BYTEA  NOT NULL,         -- Argon2id over the PIN and the card's secret, sealed at rest
    host     BIGINT NOT NULL,
    payer    BIGINT NOT NULL
);

-- The float tin's one-time code of a meeting. The code itself is on paper only.
CREATE TABLE tin_code (
    meeting_id  BYTEA  NOT NULL PRIMARY KEY,
    wrapped     BYTEA  NOT NULL,      -- the meeting's key, under what Argon2id makes of the code
    limit_pence BIGINT NOT NULL       -- that may be paid out with it
);

CREATE TABLE kiosk (
    kiosk_id BYTEA  NOT NULL PRIMARY KEY,
    name     TEXT   NOT NULL UNIQUE,
    turn     BIGINT NOT NULL UNIQUE,  -- which letter: 0 is A, 26 is A again
    code     BYTEA,                   -- hash of its enrolment code
    code_until_ms BIGINT NOT NULL
);
-- One life of one kiosk's log.
CREATE TABLE life (
    log_id      BYTEA  NOT NULL PRIMARY KEY,
    kiosk_id    BYTEA  NOT NULL,
    code        BYTEA  NOT NULL,      -- hash of the code it enrolled with
    letter      TEXT   NOT NULL,
    down_log_id BYTEA  NOT NULL UNIQUE,
    sign_public BYTEA  NOT NULL,
    seal_public BYTEA  NOT NULL,
    agent       BYTEA  NOT NULL,
    enrolled_ms BIGINT NOT NULL,
    contact_ms  BIGINT NOT NULL,
    forked      BIGINT NOT NULL,
    revoked     BIGINT NOT NULL
);
CREATE INDEX life_kiosk ON life (kiosk_id, enrolled_ms);
CREATE INDEX life_agent ON life (agent, enrolled_ms);

-- The last thing each down log said about a subject, so that nothing is said twice.
CREATE TABLE said (
    down_log_id BYTEA NOT NULL,
    subject     BYTEA NOT NULL,       -- hash of kind, meeting and whom it is about
    content     BYTEA NOT NULL,       -- hash of the body
    PRIMARY KEY (down_log_id, subject)
);

-- Notes that we made for kiosks to fetch; those that kiosks send lie in the notes folder.
CREATE TABLE note (
    name BYTEA NOT NULL PRIMARY KEY,
    data BYTEA NOT NULL
);
-- Notes that records speak of: whose they are, and whether they have come.
CREATE TABLE wanted (
    name       BYTEA  NOT NULL PRIMARY KEY,
    meeting_id BYTEA  NOT NULL,
    log_id     BYTEA  NOT NULL,
    purpose    TEXT   NOT NULL,
    about      BYTEA  NOT NULL,       -- the claim or the person
    bytes      BIGINT NOT NULL,       -- its length; 0: not said
    arrived    BIGINT NOT NULL
);
CREATE INDEX wanted_log ON wanted (log_id, arrived);

-- What was said of a meeting without a name; nothing here says by whom or when.
CREATE TABLE feedback (
    meeting_id BYTEA NOT NULL,
    mark       TEXT  NOT NULL,
    words      BYTEA                  -- name of the note; NULL: none
);
CREATE INDEX feedback_meeting ON feedback (meeting_id);

-- Every policy that was ever set, by the hash of its JSON.
CREATE TABLE policy (
    hash   BYTEA  NOT NULL PRIMARY KEY,
    id     TEXT   NOT NULL,
    json   TEXT   NOT NULL,
    set_ms BIGINT NOT NULL
);
CREATE INDEX policy_id ON policy (id, set_ms);

-- A claim as the office sees it: beside what the books have, and made again from the log with them.
CREATE TABLE assessed (
    claim_id       BYTEA  NOT NULL PRIMARY KEY,
    meeting_id     BYTEA  NOT NULL,
    log_id         BYTEA  NOT NULL,   -- where it came from
    version        BIGINT NOT NULL,   -- 1 when made, one more with each change
    same_pence     BIGINT NOT NULL,   -- 1: the same facts gave the same as at the kiosk
    agreed         BIGINT NOT NULL,   -- 1: presence is closed, and what follows is to be paid
    fee_pence      BIGINT NOT NULL,
    expenses_pence BIGINT NOT NULL,
    fee_channel    TEXT   NOT NULL
);
CREATE INDEX assessed_meeting ON assessed (meeting_id);

-- What was approved and paid: the office log's records as rows.
CREATE TABLE approval (
    claim_id       BYTEA  NOT NULL PRIMARY KEY,
    version        BIGINT NOT NULL,
    fee_pence      BIGINT NOT NULL,
    expenses_pence BIGINT NOT NULL,
    channel        TEXT   NOT NULL,
    at_ms          BIGINT NOT NULL,
    user_id        BYTEA  NOT NULL
);
CREATE TABLE payment (
    claim_id   BYTEA  NOT NULL PRIMARY KEY,
    payment_id BYTEA  NOT NULL,
    pence      BIGINT NOT NULL,
    channel    TEXT   NOT NULL,
    paid_on    TEXT   NOT NULL,
    user_id    BYTEA  NOT NULL
);

-- Nothing vanishes: what was not applied, or needs a person, with a reason and an owner.
CREATE TABLE exception (
    exception_id BYTEA  NOT NULL PRIMARY KEY,
    at_ms        BIGINT NOT NULL,
    log_id       BYTEA  NOT NULL,
    seq          BIGINT NOT NULL,
    kind         TEXT   NOT NULL,
    meeting_id   BYTEA,
    claim_id     BYTEA,
    reason       TEXT   NOT NULL,
    owner        TEXT   NOT NULL,
    solved_ms    BIGINT NOT NULL,     -- 0: open
    note_code    TEXT   NOT NULL,
    user_id      BYTEA,
    -- of what somebody asked to be looked at; '' for all others
    ref          TEXT   NOT NULL,     -- the claim's line
    code         TEXT   NOT NULL,     -- why it is not paid, or something_is_wrong
    due          TEXT   NOT NULL      -- the day they were told
);
-- One record may need a person to look at several claims: a meeting that closes.
CREATE UNIQUE INDEX exception_once ON exception (log_id, seq, kind, (coalesce(claim_id, '')));
CREATE INDEX exception_claim ON exception (claim_id, solved_ms);
CREATE INDEX exception_meeting ON exception (meeting_id, solved_ms);

-- People of the office who sign in to the console.
CREATE TABLE office_user (
    user_id  BYTEA NOT NULL PRIMARY KEY,
    name     TEXT  NOT NULL UNIQUE,
    password TEXT  NOT NULL,          -- Argon2id
    roles    TEXT  NOT NULL           -- words with spaces between
);
CREATE TABLE session (
    token   BYTEA  NOT NULL PRIMARY KEY,       -- hash of the cookie
    user_id BYTEA  NOT NULL,
    made_ms BIGINT NOT NULL,
    seen_ms BIGINT NOT NULL
);
-- How often somebody tried a name and failed, whether or not there is such a user.
CREATE TABLE sign_in (
    name     BYTEA  NOT NULL PRIMARY KEY,      -- hash
    failures BIGINT NOT NULL,
    tried_ms BIGINT NOT NULL
);
