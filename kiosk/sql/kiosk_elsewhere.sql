-- Cash that other kiosks handed over, as the office says: each claim's by each of them.
CREATE TABLE cash_elsewhere (
    claim_id   BYTEA  NOT NULL,
    what       TEXT   NOT NULL,       -- cash_b
    person_id  BYTEA,
    meeting_id BYTEA,                 -- of the claim
    pence      BIGINT NOT NULL,       -- less what came back
    PRIMARY KEY (claim_id, what)
);
