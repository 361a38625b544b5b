-- Schema 15: what is typed into a dialog of the review, until it is saved; see SQLite's. Older programs
-- keep nothing of it and go on.
-- min_client: 14

CREATE TABLE dialog_draft (
    dialog     text COLLATE "C" NOT NULL,
    subject    text COLLATE "C" NOT NULL,
    writer     text COLLATE "C" NOT NULL,
    fields     text COLLATE "C" NOT NULL,
    updated_ms bigint NOT NULL,
    PRIMARY KEY (dialog, subject, writer)
);

-- Whoever may keep half-typed lines: sql/roles.sql need not be run again for this.
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'focusgroup_facilitator')
        AND has_table_privilege('focusgroup_facilitator', 'draft', 'INSERT') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON dialog_draft TO focusgroup_facilitator;
    END IF;
END $$;
