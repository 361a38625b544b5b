-- Schema 14: counters of quotes by quarter and how strongly they are felt, of who speaks in just
-- which kinds in a group, and of the revenue behind a theme.

-- Quotes of a theme by kind and quarter (year * 4 + 1 to 4, as UTC has it): how many, how many of
-- them are strongly felt, and how many others agreed or not. theme_id may also be '*', all quotes.
CREATE TABLE theme_quarter (
    theme_id  TEXT NOT NULL,
    quarter   INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    quotes    INTEGER NOT NULL DEFAULT 0,
    strong    INTEGER NOT NULL DEFAULT 0,
    agreement INTEGER NOT NULL DEFAULT 0,
    dissent   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (theme_id, quarter, kind)
) WITHOUT ROWID;
INSERT INTO theme_quarter (theme_id, quarter, kind, quotes, strong, agreement, dissent)
SELECT t.theme_id,
    coalesce(strftime('%Y', q.at_ms / 1000, 'unixepoch') * 4
        + (strftime('%m', q.at_ms / 1000, 'unixepoch') + 2) / 3, 0),
    q.kind, count(*), sum(q.intensity > 0), sum(q.agreement), sum(q.dissent)
FROM quote q CROSS JOIN quote_theme t ON t.quote_id = q.id WHERE q.deleted = 0 GROUP BY 1, 2, 3;
INSERT INTO theme_quarter (theme_id, quarter, kind, quotes, strong, agreement, dissent)
SELECT '*',
    coalesce(strftime('%Y', q.at_ms / 1000, 'unixepoch') * 4
        + (strftime('%m', q.at_ms / 1000, 'unixepoch') + 2) / 3, 0),
    q.kind, count(*), sum(q.intensity > 0), sum(q.agreement), sum(q.dissent)
FROM quote q WHERE q.deleted = 0 GROUP BY 2, 3;

-- In theme_group, people_1 to people_6 are the people who speak there in just these ranked kinds
-- (bits as in theme_voices), and not in all three of them.
ALTER TABLE theme_group ADD COLUMN people_1 INTEGER NOT NULL DEFAULT 0;
ALTER TABLE theme_group ADD COLUMN people_2 INTEGER NOT NULL DEFAULT 0;
ALTER TABLE theme_group ADD COLUMN people_3 INTEGER NOT NULL DEFAULT 0;
ALTER TABLE theme_group ADD COLUMN people_4 INTEGER NOT NULL DEFAULT 0;
ALTER TABLE theme_group ADD COLUMN people_5 INTEGER NOT NULL DEFAULT 0;
ALTER TABLE theme_group ADD COLUMN people_6 INTEGER NOT NULL DEFAULT 0;
INSERT INTO theme_group
    (group_id, theme_id, people_1, people_2, people_3, people_4, people_5, people_6)
SELECT group_id, theme_id,
    sum(spoke = 1), sum(spoke = 2), sum(spoke = 3),
    sum(spoke = 4), sum(spoke = 5), sum(spoke = 6)
FROM (
    SELECT coalesce(t.account_id, t.person_id) AS group_id, t.theme_id,
        (sum(t.kind = 'problem') > 0) + 2 * (sum(t.kind = 'strength') > 0)
            + 4 * (sum(t.kind = 'missing_feature') > 0) AS spoke
    FROM quote_theme t
    WHERE t.kind IN ('problem', 'strength', 'missing_feature') AND t.person_id IS NOT NULL
    GROUP BY coalesce(t.account_id, t.person_id), t.theme_id, t.person_id
) said WHERE TRUE GROUP BY 1, 2
ON CONFLICT (group_id, theme_id) DO UPDATE SET
    people_1 = excluded.people_1, people_2 = excluded.people_2, people_3 = excluded.people_3,
    people_4 = excluded.people_4, people_5 = excluded.people_5, people_6 = excluded.people_6;
INSERT INTO theme_group
    (group_id, theme_id, people_1, people_2, people_3, people_4, people_5, people_6)
SELECT group_id, theme_id,
    sum(spoke = 1), sum(spoke = 2), sum(spoke = 3),
    sum(spoke = 4), sum(spoke = 5), sum(spoke = 6)
FROM (
    SELECT t.session_id AS group_id, t.theme_id,
        (sum(t.kind = 'problem') > 0) + 2 * (sum(t.kind = 'strength') > 0)
            + 4 * (sum(t.kind = 'missing_feature') > 0) AS spoke
    FROM quote_theme t
    WHERE t.kind IN ('problem', 'strength', 'missing_feature') AND t.person_id IS NOT NULL
    GROUP BY t.session_id, t.theme_id, t.person_id
) said WHERE TRUE GROUP BY 1, 2
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
) a CROSS JOIN theme_group g ON g.group_id = a.id WHERE TRUE GROUP BY 1, 2
ON CONFLICT (group_id, theme_id) DO UPDATE SET
    people_1 = excluded.people_1, people_2 = excluded.people_2, people_3 = excluded.people_3,
    people_4 = excluded.people_4, people_5 = excluded.people_5, people_6 = excluded.people_6;

-- Of the accounts in a row of theme_voices: how many have a known share of revenue, and the sum of
-- these in units of 10^-12, so that nothing is rounded.
ALTER TABLE theme_voices ADD COLUMN revenue INTEGER NOT NULL DEFAULT 0;
ALTER TABLE theme_voices ADD COLUMN known INTEGER NOT NULL DEFAULT 0;
INSERT INTO theme_voices (theme_id, kinds, revenue, known)
SELECT theme_id, spoken, sum(CAST(round(share * 1000000000000) AS INTEGER)), count(*)
FROM (
    SELECT g.theme_id, a.revenue_share AS share,
        1 * (g.problem > 0) + 2 * (g.strength > 0) + 4 * (g.missing_feature > 0) + 8 * (g.context
        > 0) + 16 * (g.untagged > 0) + 32 * (g.observation > 0) AS spoken
    FROM account a CROSS JOIN theme_group g ON g.group_id = a.id WHERE a.revenue_share IS NOT NULL
) heard WHERE spoken > 0 GROUP BY 1, 2
ON CONFLICT (theme_id, kinds) DO UPDATE SET revenue = excluded.revenue, known = excluded.known;
