-- Whom a supporter comes with, and what was settled about that (rules.md D18, D19); and what a
-- payer is nominated for (rules.md S23).

ALTER TABLE person ADD COLUMN supports BYTEA;                              -- a person; NULL: nobody
ALTER TABLE person ADD COLUMN existing_support BIGINT NOT NULL DEFAULT 0;  -- 1: paid elsewhere
ALTER TABLE person ADD COLUMN extra_agreed_ms BIGINT NOT NULL DEFAULT 0;   -- 0: never

ALTER TABLE staff ADD COLUMN person_id BYTEA;                              -- who they are as a member
ALTER TABLE staff ADD COLUMN limit_pence BIGINT NOT NULL DEFAULT 0;        -- a meeting; 0: none
ALTER TABLE staff ADD COLUMN valid_from TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN valid_until TEXT NOT NULL DEFAULT '';
