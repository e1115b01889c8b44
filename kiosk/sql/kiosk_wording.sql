-- How the office words the opt-ins: its last word, as it came.
CREATE TABLE wording (
    one  BIGINT PRIMARY KEY CHECK (one = 1),
    body TEXT   NOT NULL
);
