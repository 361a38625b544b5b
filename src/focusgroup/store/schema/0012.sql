-- Schema 12: sessions that were sent to a shared repository.

-- '' is at home here; else the repository that it was sent to (never with a password), and the
-- session is read-only here. After it was taken back it is '' again, and its row below stays.
ALTER TABLE session ADD COLUMN published TEXT NOT NULL DEFAULT '';

-- What was sent last: where to (url has the options, and no password), the revisions of both sides,
-- and a sum of what no revision covers.
CREATE TABLE publication (
    session_id TEXT PRIMARY KEY REFERENCES session (id),
    place      TEXT NOT NULL,
    url        TEXT NOT NULL,
    at_ms      INTEGER NOT NULL,
    rev        INTEGER NOT NULL,
    their_rev  INTEGER NOT NULL,
    refs       TEXT NOT NULL
);

-- For each row that was sent, a sum of each of its fields, as it was here and there: what differs
-- from it was changed since. No words.
CREATE TABLE publication_mark (
    session_id TEXT NOT NULL REFERENCES session (id),
    entity     TEXT NOT NULL,
    entity_id  TEXT NOT NULL,
    mine       TEXT NOT NULL,
    theirs     TEXT NOT NULL,
    PRIMARY KEY (session_id, entity, entity_id)
) WITHOUT ROWID;
