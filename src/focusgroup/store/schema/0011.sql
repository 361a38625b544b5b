-- Schema 11: several people in one session: who took a quote down, and which program leads.

-- The initials of a colleague; '' for what was stored before, and by commands.
ALTER TABLE quote ADD COLUMN taken_by TEXT NOT NULL DEFAULT '';

-- Of the program that has the session open. leads is 0 for a note-taker's.
ALTER TABLE draft ADD COLUMN initials TEXT NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN leads INTEGER NOT NULL DEFAULT 1;
