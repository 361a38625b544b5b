-- Schema 13: counters of who spoke in which session, and of what themes have in common; see
-- SQLite's. Older programs would not keep them.
-- min_client: 13

CREATE INDEX quote_marked ON quote
    (at_ms, id, kind, person_id, account_id, session_id, intensity, agreement, dissent)
    WHERE deleted = 0 AND (intensity > 0 OR agreement > 0 OR dissent > 0);

INSERT INTO quote_tally
    (role, who, themed, problem, strength, missing_feature, context, untagged, observation)
SELECT 'seat', q.session_id || chr(31) || q.person_id, (u.quote_id IS NULL)::int,
    sum((q.kind = 'problem')::int), sum((q.kind = 'strength')::int),
    sum((q.kind = 'missing_feature')::int), sum((q.kind = 'context')::int),
    sum((q.kind = 'untagged')::int), sum((q.kind = 'observation')::int)
FROM quote q LEFT JOIN quote_without_theme u ON u.quote_id = q.id
WHERE q.deleted = 0 AND q.person_id IS NOT NULL GROUP BY 2, 3;

CREATE TABLE theme_pair (
    theme_id        text COLLATE "C" NOT NULL,
    with_id         text COLLATE "C" NOT NULL,
    problem         bigint NOT NULL DEFAULT 0,
    strength        bigint NOT NULL DEFAULT 0,
    missing_feature bigint NOT NULL DEFAULT 0,
    context         bigint NOT NULL DEFAULT 0,
    untagged        bigint NOT NULL DEFAULT 0,
    observation     bigint NOT NULL DEFAULT 0,
    people          bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (theme_id, with_id)
);
INSERT INTO theme_pair
    (theme_id, with_id, problem, strength, missing_feature, context, untagged, observation, people)
SELECT t.theme_id, o.theme_id, sum((t.kind = 'problem')::int), sum((t.kind = 'strength')::int),
    sum((t.kind = 'missing_feature')::int), sum((t.kind = 'context')::int),
    sum((t.kind = 'untagged')::int), sum((t.kind = 'observation')::int), count(DISTINCT CASE
        WHEN t.kind IN ('problem', 'strength', 'missing_feature') THEN t.person_id END)
FROM quote_theme t JOIN quote_theme o ON o.quote_id = t.quote_id AND o.theme_id > t.theme_id
GROUP BY 1, 2;

-- Whoever may use the counters beside it: sql/roles.sql need not be run again for this.
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'focusgroup_facilitator')
        AND has_table_privilege('focusgroup_facilitator', 'theme_group', 'INSERT') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON theme_pair TO focusgroup_facilitator;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'focusgroup_observer')
        AND has_table_privilege('focusgroup_observer', 'theme_group', 'SELECT') THEN
        GRANT SELECT ON theme_pair TO focusgroup_observer;
    END IF;
END $$;
