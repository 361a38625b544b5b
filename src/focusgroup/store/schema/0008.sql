-- Schema 8: counters of segments and owners, and of where an account, a segment or an owner spoke.

-- In theme_group, group_id may also be 'segment:' or 'owner:' and its name: the sum of its accounts.
INSERT OR REPLACE INTO theme_group
    (group_id, theme_id, problem, strength, missing_feature, context, untagged, observation, people)
WITH of_account AS (
    SELECT id, 'segment:' || segment AS group_id FROM account WHERE segment <> ''
    UNION ALL SELECT id, 'owner:' || owner FROM account WHERE owner <> ''
)
SELECT a.group_id, g.theme_id, sum(problem), sum(strength), sum(missing_feature), sum(context),
    sum(untagged), sum(observation), sum(people)
FROM of_account a CROSS JOIN theme_group g ON g.group_id = a.id GROUP BY 1, 2;

-- In quote_tally, role may also be 'there': who is such a group or an account, a unit separator,
-- and a session in which it spoke.
INSERT OR REPLACE INTO quote_tally
    (role, who, themed, problem, strength, missing_feature, context, untagged, observation)
SELECT 'there', q.account_id || char(31) || q.session_id, u.quote_id IS NULL,
    sum(q.kind = 'problem'), sum(q.kind = 'strength'), sum(q.kind = 'missing_feature'),
    sum(q.kind = 'context'), sum(q.kind = 'untagged'), sum(q.kind = 'observation')
FROM quote q LEFT JOIN quote_without_theme u ON u.quote_id = q.id
WHERE q.deleted = 0 AND q.account_id IS NOT NULL GROUP BY 2, 3;
INSERT OR REPLACE INTO quote_tally
    (role, who, themed, problem, strength, missing_feature, context, untagged, observation)
WITH of_account AS (
    SELECT id, 'segment:' || segment AS group_id FROM account WHERE segment <> ''
    UNION ALL SELECT id, 'owner:' || owner FROM account WHERE owner <> ''
)
SELECT 'there', a.group_id || substr(q.who, length(a.id) + 1), q.themed, sum(problem),
    sum(strength), sum(missing_feature), sum(context), sum(untagged), sum(observation)
FROM of_account a CROSS JOIN quote_tally q
    ON q.role = 'there' AND q.who >= a.id || char(31) AND q.who < a.id || ' '
GROUP BY 2, 3;

-- Words with a hyphen that is not to be broken, and numbers with their thousands apart, are found
-- as a whole too; index_tokens is the program's.
UPDATE quote_fts SET tokens = (SELECT index_tokens(text) FROM quote WHERE n = quote_fts.rowid)
WHERE rowid IN (
    SELECT n FROM quote WHERE deleted = 0
        AND (text GLOB '*[^ -~]*' OR text GLOB '*[0-9][.,''][0-9][0-9][0-9]*')
        AND index_tokens(text) IS NOT (SELECT c0 FROM quote_fts_content WHERE id = quote.n));
