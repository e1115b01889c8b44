-- What is being handed over: from before its person sees it until they said that they have it, or that
-- it is not right. What a kill or a power cut leaves here the desk asks about (desk_handing.h).
CREATE TABLE handing (
    claim_id   BYTEA  PRIMARY KEY,
    meeting_id BYTEA  NOT NULL,
    pence      BIGINT NOT NULL
);
