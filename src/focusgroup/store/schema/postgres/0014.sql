-- Schema 14: counters of quotes by quarter and how strongly they are felt, of who speaks in just
-- which kinds in a group, and of the revenue behind a theme; see SQLite's. Older programs would not
-- keep them.
-- min_client: 14

CREATE TABLE theme_quarter (
    theme_id  text COLLATE "C" NOT NULL,
    quarter   bigint NOT NULL,
    kind      text COLLATE "C" NOT NULL,
    quotes    bigint NOT NULL DEFAULT 0,
    strong    bigint NOT NULL DEFAULT 0,
    agreement bigint NOT NULL DEFAULT 0,
    dissent   bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (theme_id, quarter, kind)
);
INSERT INTO theme_quarter (theme_id, quarter, kind, quotes, strong, agreement, dissent)
SELECT t.theme_id,
    coalesce(to_char(to_timestamp(q.at_ms / 1000) AT TIME ZONE 'UTC', 'YYYY')::bigint * 4
        + (to_char(to_timestamp(q.at_ms / 1000) AT TIME ZONE 'UTC', 'MM')::bigint + 2) / 3, 0),
    q.kind, count(*), sum((q.intensity > 0)::int), sum(q.agreement), sum(q.dissent)
FROM quote q JOIN quote_theme t ON t.quote_id = q.id WHERE q.deleted = 0 GROUP BY 1, 2, 3;
INSERT INTO theme_quarter (theme_id, quarter, kind, quotes, strong, agreement, dissent)
SELECT '*',
    coalesce(to_char(to_timestamp(q.at_ms / 1000) AT TIME ZONE 'UTC', 'YYYY')::bigint * 4
        + (to_char(to_timestamp(q.at_ms / 1000) AT TIME ZONE 'UTC', 'MM')::bigint + 2) / 3, 0),
    q.kind, count(*), sum((q.intensity > 0)::int), sum(q.agreement), sum(q.dissent)
FROM quote q WHERE q.deleted = 0 GROUP BY 2, 3;

ALTER TABLE theme_group ADD COLUMN people_1 bigint NOT NULL DEFAULT 0;
ALTER TABLE theme_group ADD COLUMN people_2 bigint NOT NULL DEFAULT 0;
ALTER TABLE theme_group ADD COLUMN people_3 bigint NOT NULL DEFAULT 0;
ALTER TABLE theme_group ADD COLUMN people_4 bigint NOT NULL DEFAULT 0;
ALTER TABLE theme_group ADD COLUMN people_5 bigint NOT NULL DEFAULT 0;
ALTER TABLE theme_group ADD COLUMN people_6 bigint NOT NULL DEFAULT 0;
INSERT INTO theme_group
    (group_id, theme_id, people_1, people_2, people_3, people_4, people_5, people_6)
SELECT group_id, theme_id,
    sum((spoke = 1)::int), sum((spoke = 2)::int), sum((spoke = 3)::int),
    sum((spoke = 4)::int), sum((spoke = 5)::int), sum((spoke = 6)::int)
FROM (
    SELECT coalesce(t.account_id, t.person_id) AS group_id, t.theme_id,
        (sum((t.kind = 'problem')::int) > 0)::int + 2 * (sum((t.kind = 'strength')::int) > 0)::int
            + 4 * (sum((t.kind = 'missing_feature')::int) > 0)::int AS spoke
    FROM quote_theme t
    WHERE t.kind IN ('problem', 'strength', 'missing_feature') AND t.person_id IS NOT NULL
    GROUP BY coalesce(t.account_id, t.person_id), t.theme_id, t.person_id
) said GROUP BY 1, 2
ON CONFLICT (group_id, theme_id) DO UPDATE SET
    people_1 = excluded.people_1, people_2 = excluded.people_2, people_3 = excluded.people_3,
    people_4 = excluded.people_4, people_5 = excluded.people_5, people_6 = excluded.people_6;
INSERT INTO theme_group
    (group_id, theme_id, people_1, people_2, people_3, people_4, people_5, people_6)
SELECT group_id, theme_id,
    sum((spoke = 1)::int), sum((spoke = 2)::int), sum((spoke = 3)::int),
    sum((spoke = 4)::int), sum((spoke = 5)::int), sum((spoke = 6)::int)
FROM (
    SELECT t.session_id AS group_id, t.theme_id,
        (sum((t.kind = 'problem')::int) > 0)::int + 2 * (sum((t.kind = 'strength')::int) > 0)::int
            + 4 * (sum((t.kind = 'missing_feature')::int) > 0)::int AS spoke
    FROM quote_theme t
    WHERE t.kind IN ('problem', 'strength', 'missing_feature') AND t.person_id IS NOT NULL
    GROUP BY t.session_id, t.theme_id, t.person_id
) said GROUP BY 1, 2
ON CONFLICT (group_id, theme_id) DO UPDATE SET
    people_1 = excluded.people_1, people_2 = excluded.people_2, people_3 = excluded.people_3,
    people_4 = excluded.people_4, people_5 = excluded.people_5, people_6 = excluded.people_6;
INSERT INTO theme_group
    (group_id, theme_id, people_1, people_2, people_3, people_4, people_5, people_6)
SELECT a.group_id, g.theme_id,
    sum(people_1), sum(people_2), sum(people_3), sum(people_4), sum(people_5), sum(people_6)
FROM (
    SELECT id, 'segment:' || segment AS group_id FROM account WHERE segment <> ''
    UNION ALL SELECT id, 'owner:' || owner FROM account WHERE owner <> ''
) a JOIN theme_group g ON g.group_id = a.id GROUP BY 1, 2
ON CONFLICT (group_id, theme_id) DO UPDATE SET
    people_1 = excluded.people_1, people_2 = excluded.people_2, people_3 = excluded.people_3,
    people_4 = excluded.people_4, people_5 = excluded.people_5, people_6 = excluded.people_6;

ALTER TABLE theme_voices ADD COLUMN revenue bigint NOT NULL DEFAULT 0;
ALTER TABLE theme_voices ADD COLUMN known bigint NOT NULL DEFAULT 0;
INSERT INTO theme_voices (theme_id, kinds, revenue, known)
SELECT theme_id, spoken, sum(CAST(round(share * 1000000000000) AS bigint)), count(*)
FROM (
    SELECT g.theme_id, a.revenue_share AS share,
        1 * (g.problem > 0)::int + 2 * (g.strength > 0)::int + 4 * (g.missing_feature > 0)::int +
        8 * (g.context > 0)::int + 16 * (g.untagged > 0)::int + 32 * (g.observation > 0)::int AS
        spoken
    FROM account a JOIN theme_group g ON g.group_id = a.id WHERE a.revenue_share IS NOT NULL
) heard WHERE spoken > 0 GROUP BY 1, 2
ON CONFLICT (theme_id, kinds) DO UPDATE SET revenue = excluded.revenue, known = excluded.known;

-- Whoever may use the counters beside it: sql/roles.sql need not be run again for this.
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'focusgroup_facilitator')
        AND has_table_privilege('focusgroup_facilitator', 'theme_group', 'INSERT') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON theme_quarter TO focusgroup_facilitator;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'focusgroup_observer')
        AND has_table_privilege('focusgroup_observer', 'theme_group', 'SELECT') THEN
        GRANT SELECT ON theme_quarter TO focusgroup_observer;
    END IF;
END $$;
