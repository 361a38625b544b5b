-- Schema 13: counters of who spoke in which session, and of what themes have in common; an index
-- of the quotes that are strongly felt, agreed with, or not.

CREATE INDEX quote_marked ON quote
    (at_ms, id, kind, person_id, account_id, session_id, intensity, agreement, dissent)
    WHERE deleted = 0 AND (intensity > 0 OR agreement > 0 OR dissent > 0);

-- In quote_tally, role may also be 'seat': who is a session, a unit separator, and a person.
INSERT OR REPLACE INTO quote_tally
    (role, who, themed, problem, strength, missing_feature, context, untagged, observation)
SELECT 'seat', q.session_id || char(31) || q.person_id, u.quote_id IS NULL,
    sum(q.kind = 'problem'), sum(q.kind = 'strength'), sum(q.kind = 'missing_feature'),
    sum(q.kind = 'context'), sum(q.kind = 'untagged'), sum(q.kind = 'observation')
FROM quote q LEFT JOIN quote_without_theme u ON u.quote_id = q.id
WHERE q.deleted = 0 AND q.person_id IS NOT NULL GROUP BY 2, 3;

-- Quotes of each kind that have both themes, theme_id being the lower id; people is how many have
-- such a quote of a ranked kind.
CREATE TABLE theme_pair (
    theme_id        TEXT NOT NULL,
    with_id         TEXT NOT NULL,
    problem         INTEGER NOT NULL DEFAULT 0,
    strength        INTEGER NOT NULL DEFAULT 0,
    missing_feature INTEGER NOT NULL DEFAULT 0,
    context         INTEGER NOT NULL DEFAULT 0,
    untagged        INTEGER NOT NULL DEFAULT 0,
    observation     INTEGER NOT NULL DEFAULT 0,
    people          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (theme_id, with_id)
) WITHOUT ROWID;
INSERT INTO theme_pair
    (theme_id, with_id, problem, strength, missing_feature, context, untagged, observation, people)
SELECT t.theme_id, o.theme_id, sum(t.kind = 'problem'), sum(t.kind = 'strength'),
    sum(t.kind = 'missing_feature'), sum(t.kind = 'context'), sum(t.kind = 'untagged'),
    sum(t.kind = 'observation'), count(DISTINCT CASE
        WHEN t.kind IN ('problem', 'strength', 'missing_feature') THEN t.person_id END)
FROM quote_theme t CROSS JOIN quote_theme o ON o.quote_id = t.quote_id
WHERE o.theme_id > t.theme_id GROUP BY 1, 2;
