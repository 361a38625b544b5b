-- Schema 4: deleted sessions.

-- '' is there; else the batch of changes that deleted it, by which it is restored. Its quotes and
-- notes are deleted with it, so lists, searches and counts pass over it; its other rows stay.
ALTER TABLE session ADD COLUMN deletion TEXT NOT NULL DEFAULT '';
