-- Schema 10: items: what is done about a finding, by whom, and the quotes that support it.

-- theme_id and kind are the finding that it came from; theme_id is NULL for none.
CREATE TABLE item (
    id         TEXT PRIMARY KEY,
    title      TEXT NOT NULL,
    status     TEXT NOT NULL,
    owner      TEXT NOT NULL DEFAULT '',
    note       TEXT NOT NULL DEFAULT '',
    theme_id   TEXT,
    kind       TEXT NOT NULL DEFAULT '',
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL
);

-- A row stays when its quote is deleted or erased, so that the item tells of the loss.
CREATE TABLE item_quote (
    item_id  TEXT NOT NULL REFERENCES item (id),
    quote_id TEXT NOT NULL,
    added_ms INTEGER NOT NULL,
    PRIMARY KEY (item_id, quote_id)
) WITHOUT ROWID;
CREATE INDEX item_of_quote ON item_quote (quote_id);

-- Every status that it had, with who gave it.
CREATE TABLE item_status (
    n       INTEGER PRIMARY KEY,
    item_id TEXT NOT NULL REFERENCES item (id),
    at_ms   INTEGER NOT NULL,
    status  TEXT NOT NULL,
    who     TEXT NOT NULL
);
CREATE INDEX item_status_of_item ON item_status (item_id, n);
