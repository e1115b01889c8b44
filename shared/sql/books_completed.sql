-- A step of its own: there are databases from before anything could come later. Those made while the
-- table stood in the books' first schema have it already.
-- What came later of a claim: the ticket of a line, or ('') the decision about the payment.
CREATE TABLE IF NOT EXISTS completed (
    claim_id BYTEA NOT NULL,
    ref      TEXT  NOT NULL,
    body     TEXT  NOT NULL,
    PRIMARY KEY (claim_id, ref)
);
