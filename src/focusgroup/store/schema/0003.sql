-- Schema 3: several programs on one session.

-- A half-typed line belongs to the program that has it; '' is none that runs. opened_ms is when
-- its screen was opened, NULL once it is closed; who says whose program it is.
CREATE TABLE draft_of_program (
    session_id   TEXT NOT NULL REFERENCES session (id),
    writer       TEXT NOT NULL DEFAULT '',
    who          TEXT NOT NULL DEFAULT '',
    opened_ms    INTEGER,
    text         TEXT NOT NULL DEFAULT '',
    caret        INTEGER NOT NULL DEFAULT 0,
    first_key_ms INTEGER,
    quote_id     TEXT NOT NULL DEFAULT '',
    state        TEXT NOT NULL DEFAULT '',
    updated_ms   INTEGER NOT NULL,
    PRIMARY KEY (session_id, writer)
);
INSERT INTO draft_of_program
    (session_id, text, caret, first_key_ms, quote_id, state, updated_ms)
    SELECT session_id, text, caret, first_key_ms, quote_id, state, updated_ms FROM draft;
DROP TABLE draft;
ALTER TABLE draft_of_program RENAME TO draft;

-- Whose change it is: the id of a full-screen program, '' for a command. Those from before can
-- be undone by anybody.
ALTER TABLE change ADD COLUMN writer TEXT NOT NULL DEFAULT 'before';

-- The revision at which the clock was saved: a heartbeat never replaces a newer clock.
ALTER TABLE session ADD COLUMN clock_rev INTEGER NOT NULL DEFAULT 0;
