-- Claims that change after they were approved: an approval and a payment are never edited; what
-- comes later is another of the same claim. `turn` is 0 for the first, and one more with each
-- adjustment. Every line that was approved is kept, and an adjustment's says which line it corrects.

ALTER TABLE approval RENAME TO approval_before;
CREATE TABLE approval (
    claim_id       BYTEA  NOT NULL,
    turn           BIGINT NOT NULL,
    version        BIGINT NOT NULL,   -- of the claim
    fee_pence      BIGINT NOT NULL,   -- what this one adds, or, below zero, takes off
    expenses_pence BIGINT NOT NULL,
    channel        TEXT   NOT NULL,
    at_ms          BIGINT NOT NULL,
    user_id        BYTEA  NOT NULL,
    policy_hash    BYTEA,             -- the version it was assessed under; NULL: was not kept then
    why            TEXT   NOT NULL,   -- of an adjustment: words with spaces between
    rates_from     TEXT   NOT NULL,   -- the first day of the rates that changed; '': none did
    PRIMARY KEY (claim_id, turn)
);
CREATE TABLE approval_line (
    claim_id BYTEA  NOT NULL,
    turn     BIGINT NOT NULL,
    place    BIGINT NOT NULL,
    ref      TEXT   NOT NULL,         -- its own
    of_ref   TEXT   NOT NULL,         -- the line it corrects; '': none
    kind     TEXT   NOT NULL,
    pence    BIGINT NOT NULL,
    PRIMARY KEY (claim_id, turn, place)
);
INSERT INTO approval (claim_id, turn, version, fee_pence, expenses_pence, channel, at_ms, user_id,
                      policy_hash, why, rates_from)
    SELECT claim_id, 0, version, fee_pence, expenses_pence, channel, at_ms, user_id, NULL, '', ''
    FROM approval_before;
-- Approvals from before lines were kept: each ledger's sum is one line.
INSERT INTO approval_line (claim_id, turn, place, ref, of_ref, kind, pence)
    SELECT claim_id, 0, 0, 'F', '', 'fee.approved', fee_pence FROM approval_before
    WHERE fee_pence > 0;
INSERT INTO approval_line (claim_id, turn, place, ref, of_ref, kind, pence)
    SELECT claim_id, 0, 1, 'X', '', 'expense.approved', expenses_pence
    FROM approval_before
    WHERE expenses_pence > 0;
DROP TABLE approval_before;

-- One payment settles every turn up to its own that was not paid before.
ALTER TABLE payment RENAME TO payment_before;
CREATE TABLE payment (
    claim_id   BYTEA  NOT NULL,
    turn       BIGINT NOT NULL,
    payment_id BYTEA  NOT NULL,
    pence      BIGINT NOT NULL,
    channel    TEXT   NOT NULL,
    paid_on    TEXT   NOT NULL,
    user_id    BYTEA  NOT NULL,
    PRIMARY KEY (claim_id, turn)
);
INSERT INTO payment (claim_id, turn, payment_id, pence, channel, paid_on, user_id)
    SELECT claim_id, 0, payment_id, pence, channel, paid_on, user_id FROM payment_before;
DROP TABLE payment_before;

-- Which policy, and which version of it, the agreed amounts come from; and how much more was paid
-- than is agreed, as it was last told to a person.
ALTER TABLE assessed ADD COLUMN policy TEXT NOT NULL DEFAULT '';
ALTER TABLE assessed ADD COLUMN policy_hash BYTEA;
ALTER TABLE assessed ADD COLUMN over_pence BIGINT NOT NULL DEFAULT 0;
CREATE INDEX assessed_policy ON assessed (policy);
