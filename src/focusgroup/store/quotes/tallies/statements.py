"""What a tally asks: who spoke, in how many sessions, and who most, of quotes or of counters."""

from focusgroup.store.quotes.counted import SUMS
from focusgroup.store.quotes.selecting import LED

KIND = "SELECT count(*) FROM {source} WHERE {where} AND {t}.kind = '{kind}'"
"""Of times alone: each kind is found by its own index."""
KINDS = """
    SELECT {sums}, count(DISTINCT CASE WHEN {t}.kind IN ({heard}) THEN {t}.session_id END) AS met
    FROM {source} WHERE {where}
"""
SESSIONS = "SELECT count(DISTINCT {t}.session_id) AS met FROM {source} WHERE {where}"
NAME = """
    CASE WHEN v.account_id IS NULL THEN (SELECT name FROM person WHERE id = v.person_id)
        ELSE (SELECT name FROM account WHERE id = v.account_id) END AS name
"""
SPOKE_IN_QUOTES = """
    WITH spoke AS MATERIALIZED (
        SELECT {t}.person_id AS person_id, {t}.account_id AS account_id, count(*) AS n
        FROM {source} WHERE {where} GROUP BY 1, 2
    )
"""
# Of times alone there are few: their sessions are counted along.
SPOKE_IN_FEW = SPOKE_IN_QUOTES.replace(
    "count(*) AS n", "count(*) AS n, {t}.session_id AS met"
).replace("GROUP BY 1, 2", "GROUP BY 1, 2, 4")
# Of times alone: of sessions that are wholly within, the counters have who spoke in them.
TOUCHED = """
    WITH touched AS MATERIALIZED (SELECT DISTINCT q.session_id AS id FROM quote q WHERE {times}),
    whole AS MATERIALIZED (SELECT id FROM touched s WHERE {within}),
    partly AS MATERIALIZED (SELECT id FROM touched EXCEPT SELECT id FROM whole)
"""
SEATS = """
        SELECT p.id AS person_id, p.account_id AS account_id, seat.n AS n FROM (
            SELECT substr(who, length(w.id) + 2) AS person_id, sum({sum}) AS n
            FROM whole w CROSS JOIN quote_tally
                ON role = 'seat' AND who >= w.id || :between AND who < w.id || :behind
            WHERE {themed} GROUP BY 1 HAVING sum({sum}) > 0
        ) seat JOIN person p ON p.id = seat.person_id WHERE {theirs}
"""
SPOKE_IN_SESSIONS = f"""
    {TOUCHED}, spoke AS MATERIALIZED (
        {SEATS.replace("{themed}", "TRUE").replace("{theirs}", "TRUE")}
        UNION ALL SELECT NULL, +q.account_id, count(*) FROM quote q
        WHERE q.person_id IS NULL AND +q.account_id IS NOT NULL AND {{where}}
            AND +q.session_id IN (SELECT id FROM whole) GROUP BY 2
        UNION ALL SELECT q.person_id, q.account_id, count(*)
        FROM partly s CROSS JOIN quote q ON q.session_id = s.id WHERE {{there}} GROUP BY 1, 2
    )
"""
SESSIONS_TOUCHED = """
    (SELECT count(*) FROM whole w WHERE (
        SELECT sum({sum}) FROM quote_tally WHERE role = 'session' AND who = w.id) > 0)
    + (SELECT count(*) FROM partly s WHERE EXISTS (
        SELECT 1 FROM quote q WHERE q.session_id = s.id AND {there}))
"""
# Of a facilitator's sessions, perhaps of some accounts in them: all is in the counters.
SPOKE_WHERE_LED = f"""
    WITH whole AS MATERIALIZED ({LED}), spoke AS MATERIALIZED (
        {SEATS}
        UNION ALL SELECT NULL, +{{t}}.account_id, count(*) FROM {{source}}
        WHERE {{t}}.person_id IS NULL AND +{{t}}.account_id IS NOT NULL AND {{where}} GROUP BY 2
    )
"""
BY_PERSON = {"sqlite": "quote q INDEXED BY quote_by_person", "postgresql": "quote q"}
"""Quotes of nobody: by the index of kinds, each row was looked up."""
SESSIONS_LED = """
    (SELECT count(*) FROM whole w WHERE (SELECT sum({sum}) FROM quote_tally
        WHERE role = 'session' AND who = w.id AND {themed}) > 0)
"""
KINDS_WHERE_LED = f"""
    SELECT {SUMS}, count(DISTINCT CASE WHEN {{sum}} > 0 THEN session END) AS met FROM (
        SELECT substr(who, length(g.id) + 2) AS session, t.* FROM ({{groups}}) g
        CROSS JOIN quote_tally t
            ON t.role = 'there' AND t.who >= g.id || :between AND t.who < g.id || :behind
    ) met WHERE {{themed}} AND session IN ({LED})
"""
WITHIN = """
    (SELECT {end}(q.at_ms) FROM quote q WHERE q.session_id = s.id AND q.deleted = 0) {compared}
"""
SPOKE = f"""
    SELECT c.people, c.accounts, c.voices, {{met}} AS sessions, v.account_id, v.n, {NAME} FROM (
        SELECT count(DISTINCT person_id) AS people, count(DISTINCT account_id) AS accounts,
            count(DISTINCT account_id)
                + count(DISTINCT CASE WHEN account_id IS NULL THEN person_id END) AS voices
        FROM spoke
    ) c LEFT JOIN (
        SELECT account_id, CASE WHEN account_id IS NULL THEN person_id END AS person_id,
            CAST(sum(n) AS INTEGER) AS n
        FROM spoke WHERE coalesce(account_id, person_id) IS NOT NULL
        GROUP BY 1, 2 ORDER BY 3 DESC, 1 NULLS FIRST, 2 NULLS FIRST LIMIT 1
    ) v ON TRUE
"""
# Of accounts that were chosen: the other figures are in the counters.
DIFFERENT_IN_ACCOUNTS = """
    SELECT count(DISTINCT {t}.person_id) AS people, count(DISTINCT {t}.session_id) AS sessions
    FROM {source} WHERE {where}
"""
# The same of all their quotes, or of those without a theme, from stored counters.
PEOPLE_OF_ACCOUNTS = """
    SELECT count(*) AS n FROM (SELECT id FROM account WHERE {accounts}) a
    CROSS JOIN person p ON p.account_id = a.id WHERE EXISTS (
        SELECT 1 FROM quote_tally WHERE role = 'person' AND who = p.id AND {where} AND {sum} > 0)
"""
SESSIONS_OF_ACCOUNTS = """
    SELECT count({of}) AS n FROM (
        SELECT substr(who, length(g.id) + 2) AS session FROM ({groups}) g CROSS JOIN quote_tally
            ON role = 'there' AND who >= g.id || :between AND who < g.id || :behind
        WHERE {where} GROUP BY g.id, who HAVING sum({sum}) > 0) heard
"""

# The same from stored counters; {sum} adds up the kinds that are counted.
VOICES = """
    SELECT coalesce(sum(people), 0) AS people, coalesce(sum(accounts), 0) AS accounts,
        coalesce(sum(sessions), 0) AS sessions, coalesce(sum(voices), 0) AS voices
    FROM theme_voices WHERE theme_id = :theme AND kinds & :mask <> 0
"""
LOUDEST_OF_THEME = f"""
    SELECT v.account_id, v.n, v.accounts, {NAME} FROM (
        SELECT account_id, person_id, n, {{accounts}} AS accounts FROM (
            SELECT CASE WHEN role = 'account' THEN who END AS account_id,
                CASE WHEN role = 'alone' THEN who END AS person_id, (SELECT {{sum}} FROM theme_group
                    WHERE group_id = who AND theme_id = :theme) AS n
            FROM quote_tally WHERE {{where}} GROUP BY role, who
        ) spoke WHERE n > 0 ORDER BY 3 DESC, 1 NULLS FIRST, 2 NULLS FIRST LIMIT 1
    ) v
"""
LOUDEST_OF_ALL = f"""
    SELECT v.account_id, v.n, v.accounts, {NAME} FROM (
        SELECT account_id, person_id, n, {{accounts}} AS accounts FROM (
            SELECT CASE WHEN role = 'account' THEN who END AS account_id,
                CASE WHEN role = 'alone' THEN who END AS person_id, sum({{sum}}) AS n
            FROM quote_tally WHERE {{where}} GROUP BY role, who
        ) spoke WHERE n > 0 ORDER BY 3 DESC, 1 NULLS FIRST, 2 NULLS FIRST LIMIT 1
    ) v
"""
