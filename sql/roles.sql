-- Roles of a Focusgroup repository on PostgreSQL. Run it as the owner of the database, once
-- `focusgroup db upgrade` has made the tables, and again after each upgrade:
--   psql -v ON_ERROR_STOP=1 -f sql/roles.sql postgresql://OWNER@HOST/DATABASE
-- then give people their role:  CREATE ROLE anna LOGIN IN ROLE focusgroup_facilitator;
--
-- The owner is whoever ran the upgrade: it alone changes tables. Facilitators read and write all.
-- Observers read what was said, by the consent of who said it, and nothing else.

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'focusgroup_facilitator') THEN
        CREATE ROLE focusgroup_facilitator NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'focusgroup_observer') THEN
        CREATE ROLE focusgroup_observer NOLOGIN;
    END IF;
END $$;

DO $$ BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO focusgroup_facilitator, focusgroup_observer',
        current_database());
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema());
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO focusgroup_facilitator, focusgroup_observer',
        current_schema());
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I'
        ' TO focusgroup_facilitator', current_schema());
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO focusgroup_facilitator',
        current_schema());
END $$;
REVOKE INSERT, UPDATE, DELETE ON focusgroup_schema FROM focusgroup_facilitator;

-- What observers may read at all. Not: drafts, histories, notes, debriefs, secrets, observers.
GRANT SELECT ON focusgroup_schema, session, agenda_item, account, person, participant, theme,
    theme_change, theme_name, quote, quote_fts, quote_theme, quote_without_theme, theme_count,
    theme_group, theme_pair, theme_quarter, theme_voices, quote_tally
    TO focusgroup_observer;

-- Whether each person may be named everywhere, which an observer can't find out from the
-- participants that are hidden from them. The view looks with the owner's eyes.
CREATE OR REPLACE VIEW participant_consent AS
    SELECT person_id, bool_and(consent_notes = 1 AND consent_name = 1) AS named
    FROM participant WHERE deleted = 0 GROUP BY person_id;
GRANT SELECT ON participant_consent TO focusgroup_observer;

-- Each of these rows: a facilitator all, an observer by consent. The owner is not held by them.
DO $$ DECLARE
    rule record;
BEGIN
    FOR rule IN SELECT * FROM (VALUES
        ('session', $r$ deletion = '' $r$),
        ('participant', $r$ deleted = 0 AND consent_notes = 1 AND consent_name = 1 $r$),
        ('quote', $r$ deleted = 0 $r$),
        ('quote_fts', $r$ EXISTS (SELECT FROM quote q WHERE q.n = quote_fts.rowid) $r$),
        -- A name is shown only if it may be in every session.
        ('person', $r$ NOT EXISTS (SELECT FROM participant_consent p
            WHERE p.person_id = person.id AND NOT p.named) $r$)
    ) AS rules (name, seen) LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', rule.name);
        EXECUTE format('DROP POLICY IF EXISTS facilitator ON %I', rule.name);
        EXECUTE format('CREATE POLICY facilitator ON %I TO focusgroup_facilitator'
            ' USING (true) WITH CHECK (true)', rule.name);
        EXECUTE format('DROP POLICY IF EXISTS observer ON %I', rule.name);
        EXECUTE format('CREATE POLICY observer ON %I FOR SELECT TO focusgroup_observer'
            ' USING (%s)', rule.name, rule.seen);
    END LOOP;
END $$;
