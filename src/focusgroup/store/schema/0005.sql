-- Schema 5: counters of people, accounts and sessions, and what a filter reads under an index.
-- All of it is kept in the writing transaction and can be counted again (store/counters).

DROP INDEX theme_newest;
CREATE INDEX theme_newest ON quote_theme
    (theme_id, at_ms, quote_id, kind, person_id, account_id);
DROP INDEX theme_people;
CREATE INDEX theme_people ON quote_theme
    (theme_id, person_id, kind, session_id, account_id);
DROP INDEX quote_by_time;
CREATE INDEX quote_by_time ON quote
    (deleted, at_ms, id, kind, person_id, account_id, session_id);
DROP INDEX quote_by_account;
CREATE INDEX quote_by_account ON quote
    (deleted, account_id, at_ms, id, kind, person_id, session_id);
CREATE INDEX quote_by_person ON quote
    (person_id, deleted, at_ms, id, kind, account_id, session_id);
CREATE INDEX session_by_zone ON session (zone);
CREATE INDEX person_by_name ON person (name_key, id);

-- The quotes that stand under no theme, with the columns that those under a theme have.
CREATE TABLE quote_without_theme (
    quote_id   TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    account_id TEXT,
    person_id  TEXT,
    session_id TEXT NOT NULL,
    at_ms      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX without_theme_newest ON quote_without_theme (at_ms, quote_id, kind);
INSERT INTO quote_without_theme (quote_id, kind, account_id, person_id, session_id, at_ms)
    SELECT id, kind, account_id, person_id, session_id, at_ms FROM quote q
    WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM quote_theme t WHERE t.quote_id = q.id);

-- Quotes of each kind by whom and where: role is 'person', 'account', 'session', 'alone' (a person
-- in quotes without an account) or 'all' (who is ''), themed is 1 for quotes under a theme and 0 for the others.
CREATE TABLE quote_tally (
    role            TEXT NOT NULL,
    who             TEXT NOT NULL,
    themed          INTEGER NOT NULL,
    problem         INTEGER NOT NULL DEFAULT 0,
    strength        INTEGER NOT NULL DEFAULT 0,
    missing_feature INTEGER NOT NULL DEFAULT 0,
    context         INTEGER NOT NULL DEFAULT 0,
    untagged        INTEGER NOT NULL DEFAULT 0,
    observation     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (role, who, themed)
) WITHOUT ROWID;

-- Quotes of each kind under a theme, of one account, of one person without an account, or of one
-- session (group_id); people is how many of them there have a quote of a ranked kind.
CREATE TABLE theme_group (
    group_id        TEXT NOT NULL,
    theme_id        TEXT NOT NULL,
    problem         INTEGER NOT NULL DEFAULT 0,
    strength        INTEGER NOT NULL DEFAULT 0,
    missing_feature INTEGER NOT NULL DEFAULT 0,
    context         INTEGER NOT NULL DEFAULT 0,
    untagged        INTEGER NOT NULL DEFAULT 0,
    observation     INTEGER NOT NULL DEFAULT 0,
    people          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, theme_id)
) WITHOUT ROWID;

-- How many spoke under a theme in just these kinds: kinds is a sum of 1 problem, 2 strength,
-- 4 missing_feature, 8 context, 16 untagged, 32 observation. Those with a quote of some kinds are
-- the sum of the rows that have any of them. A voice is an account, or a person without one.
CREATE TABLE theme_voices (
    theme_id TEXT NOT NULL,
    kinds    INTEGER NOT NULL,
    people   INTEGER NOT NULL DEFAULT 0,
    accounts INTEGER NOT NULL DEFAULT 0,
    voices   INTEGER NOT NULL DEFAULT 0,
    sessions INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (theme_id, kinds)
) WITHOUT ROWID;

-- Filled from the rows that are there.

INSERT INTO quote_tally
    (role, who, themed, problem, strength, missing_feature, context, untagged, observation)
WITH said AS (
    SELECT q.person_id, q.account_id, q.session_id, q.kind, u.quote_id IS NULL AS themed
    FROM quote q LEFT JOIN quote_without_theme u ON u.quote_id = q.id WHERE q.deleted = 0
), spoken AS (
    SELECT 'person' AS role, person_id AS who, themed, kind FROM said
    UNION ALL SELECT 'all', '', themed, kind FROM said
    UNION ALL SELECT 'account', account_id, themed, kind FROM said
    UNION ALL SELECT 'session', session_id, themed, kind FROM said
    UNION ALL SELECT 'alone', person_id, themed, kind FROM said WHERE account_id IS NULL
)
SELECT role, who, themed, sum(kind = 'problem'), sum(kind = 'strength'),
    sum(kind = 'missing_feature'), sum(kind = 'context'), sum(kind = 'untagged'),
    sum(kind = 'observation')
FROM spoken WHERE who IS NOT NULL GROUP BY role, who, themed;

INSERT INTO theme_group
    (group_id, theme_id, problem, strength, missing_feature, context, untagged, observation, people)
WITH spoken AS (
    SELECT coalesce(account_id, person_id) AS group_id, theme_id, kind, person_id FROM quote_theme
    UNION ALL SELECT session_id, theme_id, kind, person_id FROM quote_theme
)
SELECT group_id, theme_id, sum(kind = 'problem'), sum(kind = 'strength'),
    sum(kind = 'missing_feature'), sum(kind = 'context'), sum(kind = 'untagged'),
    sum(kind = 'observation'),
    count(DISTINCT CASE WHEN kind IN ('problem', 'strength', 'missing_feature')
        THEN person_id END)
FROM spoken WHERE group_id IS NOT NULL GROUP BY group_id, theme_id;

INSERT INTO theme_voices (theme_id, kinds, people, accounts, voices, sessions)
WITH spoken AS (
    SELECT theme_id, person_id, account_id, session_id, CASE kind WHEN 'problem' THEN 1
        WHEN 'strength' THEN 2 WHEN 'missing_feature' THEN 4 WHEN 'context' THEN 8
        WHEN 'untagged' THEN 16 ELSE 32 END AS bit
    FROM quote_theme
), each AS (
    SELECT theme_id, sum(DISTINCT bit) AS kinds, 1 AS people, 0 AS accounts, 0 AS voices,
        0 AS sessions
    FROM spoken WHERE person_id IS NOT NULL GROUP BY theme_id, person_id
    UNION ALL SELECT theme_id, sum(DISTINCT bit), 0, 1, 0, 0
    FROM spoken WHERE account_id IS NOT NULL GROUP BY theme_id, account_id
    UNION ALL SELECT theme_id, sum(DISTINCT bit), 0, 0, 1, 0
    FROM spoken WHERE coalesce(account_id, person_id) IS NOT NULL
    GROUP BY theme_id, coalesce(account_id, person_id)
    UNION ALL SELECT theme_id, sum(DISTINCT bit), 0, 0, 0, 1
    FROM spoken GROUP BY theme_id, session_id
)
SELECT theme_id, kinds, sum(people), sum(accounts), sum(voices), sum(sessions)
FROM each GROUP BY theme_id, kinds;

-- The same of all quotes ('*') and of those without a theme ('-').
INSERT INTO theme_voices (theme_id, kinds, people, accounts, voices, sessions)
WITH said AS (
    SELECT '*' AS scope, * FROM quote_tally
    UNION ALL SELECT '-', * FROM quote_tally WHERE themed = 0
), each AS (
    SELECT scope, role, (sum(problem) > 0) + 2 * (sum(strength) > 0)
        + 4 * (sum(missing_feature) > 0) + 8 * (sum(context) > 0) + 16 * (sum(untagged) > 0)
        + 32 * (sum(observation) > 0) AS kinds
    FROM said GROUP BY scope, role, who
)
SELECT scope, kinds, sum(role = 'person'), sum(role = 'account'),
    sum(role IN ('account', 'alone')), sum(role = 'session')
FROM each WHERE kinds > 0 AND role <> 'all' GROUP BY scope, kinds;
