-- How the office words the opt-ins: each version as kiosks were told it, so that what somebody read
-- when they said yes can be shown for as long as their answer is kept.
CREATE TABLE wording (
    version BIGINT NOT NULL PRIMARY KEY,
    body    TEXT   NOT NULL,
    set_ms  BIGINT NOT NULL
);
