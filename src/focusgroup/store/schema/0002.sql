-- Schema 2: coming and going, commitments with a date, what became of questions, the debrief.

-- Unix milliseconds; NULL is: there from the start, and: there to the end.
ALTER TABLE participant ADD COLUMN arrived_ms INTEGER;
ALTER TABLE participant ADD COLUMN left_ms INTEGER;

-- What was decided about a question that was not asked: '', 'skipped' or 'parked'.
ALTER TABLE agenda_item ADD COLUMN state TEXT NOT NULL DEFAULT '';

-- due stays as it was written; due_on is the day that it means (ISO 8601), '' for none.
ALTER TABLE note ADD COLUMN due_on TEXT NOT NULL DEFAULT '';
ALTER TABLE note ADD COLUMN done_ms INTEGER;
CREATE INDEX note_by_due ON note (kind, deleted, done, due_on, at_ms);
CREATE INDEX note_by_owner ON note (kind, deleted, done, owner, due_on, at_ms, id);

-- The facilitator's own sentence for a theme in a kind, used in the documents.
CREATE TABLE headline (
    session_id TEXT NOT NULL REFERENCES session (id),
    theme_id   TEXT NOT NULL REFERENCES theme (id),
    kind       TEXT NOT NULL,
    text       TEXT NOT NULL,
    rev        INTEGER NOT NULL,
    PRIMARY KEY (session_id, theme_id, kind)
);

-- The facilitator's thoughts after a session, a text a part: 'surprises', 'hypotheses',
-- 'next_time', 'moments' (ids of quotes, one a line).
CREATE TABLE debrief (
    session_id TEXT NOT NULL REFERENCES session (id),
    part       TEXT NOT NULL,
    text       TEXT NOT NULL,
    rev        INTEGER NOT NULL,
    PRIMARY KEY (session_id, part)
);
ALTER TABLE session ADD COLUMN debriefed_ms INTEGER;

-- quote.deleted: 0 there, 1 deleted, 2 withheld (its speaker withdrew the consent to notes).
-- change.batch is also the id of the entry that made it, so that a replay does it once;
-- change.state may be 'kept' too: on record, but not walked by undo.
CREATE INDEX change_of_batch ON change (batch);
