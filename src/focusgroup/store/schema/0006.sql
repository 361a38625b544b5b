-- Schema 6: the codebook: what a theme is and is not, and what was done to themes.

ALTER TABLE theme ADD COLUMN excludes TEXT NOT NULL DEFAULT '';
ALTER TABLE theme ADD COLUMN keywords TEXT NOT NULL DEFAULT '';
ALTER TABLE theme ADD COLUMN owner TEXT NOT NULL DEFAULT '';
-- NULL is in use; a retired theme keeps its quotes and is no longer offered.
ALTER TABLE theme ADD COLUMN retired_ms INTEGER;

-- Everything that was done to themes, each once, with what undoing it needs (state, JSON).
-- change_n is the last row of change before it: names in older rows are those from before it.
CREATE TABLE theme_change (
    n        INTEGER PRIMARY KEY,
    at_ms    INTEGER NOT NULL,
    who      TEXT NOT NULL,
    verb     TEXT NOT NULL,
    words    TEXT NOT NULL,
    state    TEXT NOT NULL,
    quotes   INTEGER NOT NULL DEFAULT 0,
    sessions INTEGER NOT NULL DEFAULT 0,
    change_n INTEGER NOT NULL,
    undone   INTEGER NOT NULL DEFAULT 0
);

-- A name that a theme had until a change; into_id is the theme that has its quotes since: the
-- same if it was renamed, another if it was merged, NULL if it was deleted.
CREATE TABLE theme_name (
    change   INTEGER NOT NULL REFERENCES theme_change (n),
    path     TEXT NOT NULL,
    theme_id TEXT NOT NULL,
    into_id  TEXT,
    PRIMARY KEY (change, theme_id)
) WITHOUT ROWID;

-- The quotes of such a change. direct is their place under theme_id before it, 0 for those whose
-- parents changed only; had is whether they were tagged with into_id too.
CREATE TABLE theme_link (
    change   INTEGER NOT NULL REFERENCES theme_change (n),
    quote_id TEXT NOT NULL,
    theme_id TEXT NOT NULL,
    into_id  TEXT,
    direct   INTEGER NOT NULL,
    had      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (change, quote_id, theme_id)
) WITHOUT ROWID;
CREATE INDEX theme_link_of_quote ON theme_link (quote_id);
