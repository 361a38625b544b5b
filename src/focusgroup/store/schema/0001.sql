-- Schema 1. Keys are UUIDv7 text made by the client; times are Unix milliseconds in UTC.
-- Rows of a session carry the session.rev of their last change; deletions are tombstones.

CREATE TABLE account (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    name_key      TEXT NOT NULL UNIQUE,
    segment       TEXT NOT NULL DEFAULT '',
    revenue_share REAL,
    owner         TEXT NOT NULL DEFAULT '',
    created_ms    INTEGER NOT NULL
);

CREATE TABLE session (
    id              TEXT PRIMARY KEY,
    title           TEXT NOT NULL,
    status          TEXT NOT NULL,
    product         TEXT NOT NULL DEFAULT '',
    place           TEXT NOT NULL DEFAULT '',
    facilitator     TEXT NOT NULL DEFAULT '',
    note_taker      TEXT NOT NULL DEFAULT '',
    zone            TEXT NOT NULL,
    agenda_name     TEXT NOT NULL DEFAULT '',
    agenda_source   TEXT NOT NULL DEFAULT '',
    planned_minutes REAL NOT NULL DEFAULT 0,
    created_ms      INTEGER NOT NULL,
    scheduled_ms    INTEGER,
    started_ms      INTEGER,
    ended_ms        INTEGER,
    bottom_line     TEXT NOT NULL DEFAULT '',
    sample          INTEGER NOT NULL DEFAULT 0,
    clock           TEXT NOT NULL DEFAULT '',
    quotes          INTEGER NOT NULL DEFAULT 0,
    rev             INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX session_by_time ON session (created_ms, id);
CREATE INDEX session_by_status ON session (status, created_ms);

-- What is being typed and what is sticky: written behind the keys, not part of the record.
CREATE TABLE draft (
    session_id   TEXT PRIMARY KEY REFERENCES session (id),
    text         TEXT NOT NULL DEFAULT '',
    caret        INTEGER NOT NULL DEFAULT 0,
    first_key_ms INTEGER,
    quote_id     TEXT NOT NULL DEFAULT '',
    state        TEXT NOT NULL DEFAULT '',
    updated_ms   INTEGER NOT NULL
);

CREATE TABLE agenda_item (
    session_id TEXT NOT NULL REFERENCES session (id),
    section    INTEGER NOT NULL,
    question   INTEGER NOT NULL,
    title      TEXT NOT NULL,
    kind       TEXT,
    planned_ms INTEGER NOT NULL DEFAULT 0,
    spent_ms   INTEGER NOT NULL DEFAULT 0,
    entered_ms INTEGER,
    done_ms    INTEGER,
    rev        INTEGER NOT NULL,
    PRIMARY KEY (session_id, section, question)
);

CREATE TABLE person (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL,
    account_id TEXT REFERENCES account (id)
);
-- Without an account two people of one name can't be told apart, so they are never joined.
CREATE UNIQUE INDEX person_of_account ON person (account_id, name_key) WHERE account_id IS NOT NULL;

CREATE TABLE participant (
    id            TEXT PRIMARY KEY,
    session_id    TEXT NOT NULL REFERENCES session (id),
    person_id     TEXT NOT NULL REFERENCES person (id),
    seat          INTEGER NOT NULL,
    name          TEXT NOT NULL,
    initials      TEXT NOT NULL,
    role          TEXT NOT NULL DEFAULT '',
    account_id    TEXT REFERENCES account (id),
    consent_notes INTEGER NOT NULL DEFAULT 1,
    consent_name  INTEGER NOT NULL DEFAULT 1,
    deleted       INTEGER NOT NULL DEFAULT 0,
    rev           INTEGER NOT NULL
);
CREATE INDEX participant_of_session ON participant (session_id, seat);
CREATE INDEX participant_of_person ON participant (person_id);

CREATE TABLE theme (
    id          TEXT PRIMARY KEY,
    path        TEXT NOT NULL,
    path_key    TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    created_ms  INTEGER NOT NULL
);

CREATE TABLE quote (
    n              INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    session_id     TEXT NOT NULL REFERENCES session (id),
    text           TEXT NOT NULL,
    kind           TEXT NOT NULL,
    participant_id TEXT REFERENCES participant (id),
    person_id      TEXT,
    account_id     TEXT,
    at_ms          INTEGER NOT NULL,
    offset_ms      INTEGER NOT NULL DEFAULT 0,
    section        INTEGER NOT NULL DEFAULT -1,
    question       INTEGER NOT NULL DEFAULT -1,
    intensity      INTEGER NOT NULL DEFAULT 0,
    verbatim       INTEGER NOT NULL DEFAULT 1,
    stub           INTEGER NOT NULL DEFAULT 0,
    agreement      INTEGER NOT NULL DEFAULT 0,
    dissent        INTEGER NOT NULL DEFAULT 0,
    created_ms     INTEGER NOT NULL,
    deleted        INTEGER NOT NULL DEFAULT 0,
    rev            INTEGER NOT NULL
);
CREATE INDEX quote_of_session ON quote (session_id, deleted, at_ms, id);
CREATE INDEX quote_of_session_rev ON quote (session_id, rev);
CREATE INDEX quote_by_time ON quote (deleted, at_ms, id);
CREATE INDEX quote_by_kind ON quote (deleted, kind, at_ms, id);
CREATE INDEX quote_by_account ON quote (deleted, account_id, at_ms, id);

-- A quote stands once under each theme it is tagged with (direct = 1, 2, … in the order typed)
-- and once under each of their ancestors (direct = 0), so that a theme with all that is below
-- it is one index range.
CREATE TABLE quote_theme (
    theme_id   TEXT NOT NULL REFERENCES theme (id),
    quote_id   TEXT NOT NULL,
    direct     INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    account_id TEXT,
    person_id  TEXT,
    session_id TEXT NOT NULL,
    at_ms      INTEGER NOT NULL,
    PRIMARY KEY (theme_id, quote_id)
) WITHOUT ROWID;
CREATE INDEX theme_newest ON quote_theme (theme_id, at_ms, quote_id);
CREATE INDEX theme_kind_newest ON quote_theme (theme_id, kind, at_ms, quote_id);
CREATE INDEX theme_people ON quote_theme (theme_id, kind, person_id, account_id);
CREATE INDEX theme_of_quote ON quote_theme (quote_id);

-- Kept in the writing transaction; can be counted again from quote_theme.
CREATE TABLE theme_count (
    theme_id TEXT NOT NULL REFERENCES theme (id),
    kind     TEXT NOT NULL,
    quotes   INTEGER NOT NULL,
    PRIMARY KEY (theme_id, kind)
) WITHOUT ROWID;

CREATE TABLE note (
    id             TEXT PRIMARY KEY,
    session_id     TEXT NOT NULL REFERENCES session (id),
    kind           TEXT NOT NULL,
    text           TEXT NOT NULL,
    participant_id TEXT REFERENCES participant (id),
    owner          TEXT NOT NULL DEFAULT '',
    due            TEXT NOT NULL DEFAULT '',
    done           INTEGER NOT NULL DEFAULT 0,
    at_ms          INTEGER NOT NULL,
    offset_ms      INTEGER NOT NULL DEFAULT 0,
    deleted        INTEGER NOT NULL DEFAULT 0,
    rev            INTEGER NOT NULL
);
CREATE INDEX note_of_session ON note (session_id, kind, at_ms);

-- Every change of a quote or note keeps what was before and after: undo, redo, history.
-- state: 'done', 'undone' (can be redone), 'dropped' (undone, then something else was done).
CREATE TABLE change (
    n          INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES session (id),
    at_ms      INTEGER NOT NULL,
    batch      TEXT NOT NULL,
    verb       TEXT NOT NULL,
    entity     TEXT NOT NULL,
    entity_id  TEXT NOT NULL,
    before     TEXT,
    after      TEXT,
    state      TEXT NOT NULL DEFAULT 'done'
);
CREATE INDEX change_of_session ON change (session_id, state, n);
CREATE INDEX change_of_entity ON change (entity_id, n);

CREATE VIRTUAL TABLE quote_fts USING fts5 (tokens, tokenize = 'ascii', prefix = '2 3');
