-- Schema 15: what is typed into a dialog of the review, until it is saved.

-- dialog is which one, subject the id of the theme, item or quote that it is about. fields is JSON: texts
-- by field. writer is the program that has it, as in draft.
CREATE TABLE dialog_draft (
    dialog     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    writer     TEXT NOT NULL,
    fields     TEXT NOT NULL,
    updated_ms INTEGER NOT NULL,
    PRIMARY KEY (dialog, subject, writer)
) WITHOUT ROWID;
