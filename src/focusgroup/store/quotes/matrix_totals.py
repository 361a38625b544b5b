"""Totals and cells of a matrix without filters, from the stored counters."""

from collections.abc import Sequence
from enum import StrEnum

from focusgroup.core.model import RANKED_KINDS, Kind
from focusgroup.store.counters import BEHIND, BETWEEN, BITS, EVERYTHING, NO_THEME
from focusgroup.store.quotes.counted import mask_of


class Axis(StrEnum):
    """What the rows or the columns of a matrix are."""

    THEME = "theme"
    KIND = "kind"
    SESSION = "session"
    ACCOUNT = "account"
    PARTICIPANT = "participant"
    SEGMENT = "segment"


_EACH = "SELECT who AS key, sum({sum}) AS n FROM quote_tally WHERE role = '{role}' GROUP BY who"
_ALL = "(SELECT sum({sum}) FROM quote_tally WHERE role = 'all')"
_REST = f"""
    UNION ALL SELECT NULL, {_ALL} - coalesce(sum({{sum}}), 0) FROM quote_tally
    WHERE role = '{{role}}'
"""
QUOTES = {
    Axis.THEME: """
        SELECT theme_id AS key, sum(quotes) AS n FROM theme_count WHERE kind IN ({kinds})
        GROUP BY theme_id
        UNION ALL SELECT NULL, sum({sum}) FROM quote_tally WHERE role = 'all' AND themed = 0
    """,
    Axis.SESSION: _EACH.replace("{role}", "session"),
    Axis.ACCOUNT: (_EACH + _REST).replace("{role}", "account"),
    Axis.PARTICIPANT: (_EACH + _REST).replace("{role}", "person"),
    Axis.SEGMENT: f"""
        SELECT segment AS key, sum(n) AS n FROM (
            SELECT coalesce((SELECT segment FROM account WHERE id = key), '') AS segment, n
            FROM ({(_EACH + _REST).replace("{role}", "account")}) of_account
        ) of_segment GROUP BY segment
    """,
}
_SHOWN_SEATS = f"""
    SELECT substr(who, 1, instr(who, '{BETWEEN}') - 1) AS session,
        substr(who, instr(who, '{BETWEEN}') + 1) AS person
    FROM (SELECT id FROM session WHERE id IN ({{shown}})) g CROSS JOIN quote_tally
        ON role = 'seat' AND who >= g.id || '{BETWEEN}' AND who < g.id || '{BEHIND}'
    GROUP BY who HAVING sum({{sum}}) > 0
"""
"""Each of some sessions and a person who was heard there."""
_PEOPLE = """
    SELECT {key} AS key, count(*) AS n FROM (
        SELECT who, sum({sum}) AS n FROM quote_tally WHERE role = 'person' GROUP BY who
    ) s JOIN person p ON p.id = s.who WHERE s.n > 0 GROUP BY 1
"""
PEOPLE = {
    Axis.THEME: f"""
        SELECT nullif(theme_id, '{NO_THEME}') AS key, sum(people) AS n FROM theme_voices
        WHERE kinds & {{mask}} <> 0 AND theme_id <> '{EVERYTHING}' GROUP BY theme_id
    """,
    Axis.SESSION: f"""
        SELECT s.id AS key, (
            SELECT count(DISTINCT who) FROM quote_tally WHERE role = 'seat'
                AND who >= s.id || '{BETWEEN}' AND who < s.id || '{BEHIND}' AND {{sum}} > 0
        ) AS n FROM session s
    """,
    Axis.PARTICIPANT: """
        SELECT who AS key, 1 AS n FROM quote_tally WHERE role = 'person'
        GROUP BY who HAVING sum({sum}) > 0
    """,
    # A person belongs to one account.
    Axis.ACCOUNT: _PEOPLE.replace("{key}", "p.account_id"),
    Axis.SEGMENT: f"""
        SELECT coalesce((SELECT segment FROM account WHERE id = key), '') AS key, sum(n) AS n
        FROM ({_PEOPLE.replace("{key}", "p.account_id")}) of_account GROUP BY 1
    """,
}


_SOME = """
    SELECT '{sum}' AS a, who AS b, sum({sum}) AS n FROM quote_tally
    WHERE role = '{role}' AND who IN ({shown}) GROUP BY who
"""
_OTHERS = f"""
    UNION ALL SELECT '{{sum}}', '', {_ALL} - coalesce(sum({{sum}}), 0) FROM quote_tally
    WHERE role = '{{role}}'
"""
SOME_QUOTES = {
    Axis.SESSION: _SOME.replace("{role}", "session"),
    Axis.ACCOUNT: (_SOME + _OTHERS).replace("{role}", "account"),
    Axis.PARTICIPANT: (_SOME + _OTHERS).replace("{role}", "person"),
}
"""The quotes of one kind of the rows or columns that are shown, and of what has none."""
SOME_PEOPLE = {
    Axis.SESSION: f"""
        SELECT '{{sum}}' AS a, session AS b, count(*) AS n FROM ({_SHOWN_SEATS}) s GROUP BY 2
    """,
    Axis.ACCOUNT: """
        SELECT '{sum}' AS a, p.account_id AS b, count(*) AS n FROM person p
        WHERE (p.account_id IN ({shown}) OR p.account_id IS NULL) AND EXISTS (
            SELECT 1 FROM quote_tally WHERE role = 'person' AND who = p.id AND {sum} > 0)
        GROUP BY 2
    """,
    Axis.PARTICIPANT: """
        SELECT '{sum}' AS a, who AS b, 1 AS n FROM quote_tally
        WHERE role = 'person' AND who IN ({shown}) AND {sum} > 0 GROUP BY who
    """,
}
_SEGMENTS_OF_KINDS = """
    WITH told AS MATERIALIZED (
        SELECT coalesce((SELECT segment FROM account WHERE id = a), '') AS b, {told} FROM (
            SELECT p.account_id AS a, {told} FROM (
                SELECT t.who AS who, {spoke} FROM quote_tally t WHERE t.role = 'person' GROUP BY 1
            ) s CROSS JOIN person p ON p.id = s.who GROUP BY 1
        ) each GROUP BY 1
    )
"""


def totals_of(axis: Axis, kinds: Sequence[Kind], *, people: bool) -> str:
    """Return the query for the totals of all quotes on one side; "" if no counter has them."""
    if axis is Axis.KIND:
        each = (
            f"sum(people) AS n FROM theme_voices WHERE theme_id = '{EVERYTHING}'"
            f" AND kinds & {BITS[kind]} <> 0"
            if people
            else f"sum({kind}) AS n FROM quote_tally WHERE role = 'all'"
            for kind in kinds
        )
        selects = (f"SELECT '{kind}' AS key, {one}" for kind, one in zip(kinds, each, strict=True))
        return " UNION ALL ".join(selects)
    return (
        (PEOPLE if people else QUOTES)
        .get(axis, "")
        .format(
            sum=" + ".join(kinds),
            kinds=", ".join(f"'{kind}'" for kind in kinds),
            mask=mask_of(kinds),
        )
    )


def total_of(kinds: Sequence[Kind], *, people: bool) -> str:
    """Return the query for the total of all quotes."""
    if people:
        return (
            f"SELECT coalesce(sum(people), 0) AS n FROM theme_voices"
            f" WHERE theme_id = '{EVERYTHING}' AND kinds & {mask_of(kinds)} <> 0"
        )
    summed = " + ".join(kinds)
    return f"SELECT coalesce(sum({summed}), 0) AS n FROM quote_tally WHERE role = 'all'"


def cells_of(first: Axis, second: Axis, kinds: Sequence[Kind], shown: str, *, people: bool) -> str:
    """Return the query for the cells of all quotes, as columns a, b, n; "" if no counter has them.

    *shown* are the parameters with the keys of the second, "" if it has to be all of them.
    """
    if first is Axis.KIND and people and second is Axis.SEGMENT:
        told = ", ".join(f"sum({kind}) AS {kind}" for kind in kinds)
        some = "CASE WHEN sum(t.{0}) > 0 THEN 1 ELSE 0 END AS {0}"
        spoke = ", ".join(some.format(kind) for kind in kinds)
        each = (f"SELECT '{kind}' AS a, b, {kind} AS n FROM told" for kind in kinds)
        return _SEGMENTS_OF_KINDS.format(told=told, spoke=spoke) + " UNION ALL ".join(each)
    if first is Axis.KIND and totals_of(second, kinds, people=people):
        some = (SOME_PEOPLE if people else SOME_QUOTES).get(second, "") if shown else ""
        some = some or "SELECT '{sum}' AS a, key AS b, n FROM ({totals}) totals"
        return " UNION ALL ".join(
            some.format(sum=kind, shown=shown, totals=totals_of(second, [kind], people=people))
            for kind in kinds
        )
    ranked = tuple(kinds) == RANKED_KINDS
    known = OF_PEOPLE if people else OF_QUOTES
    if (first, second) not in known or (people and first is Axis.THEME and not ranked):
        return ""
    cells = known[first, second]
    if "{shown}" in cells and not shown:
        return ""
    return cells.format(
        sum=" + ".join(kinds),
        kinds=", ".join(f"'{kind}'" for kind in kinds),
        shown=shown,
        totals=totals_of(first, kinds, people=people),
        mask=mask_of(kinds),
        second=second,
    )


_SEGMENT = "coalesce((SELECT segment FROM account WHERE id = {}), '')"
_SEGMENTS = "(SELECT 'segment:' || segment FROM account WHERE segment <> '')"
_OF_ALL_THEMES = """
    SELECT NULL AS a, {b} AS b, count(DISTINCT person_id) AS n FROM quote_without_theme
    WHERE kind IN ({{kinds}}){more} GROUP BY 2
"""
_IN_SEGMENTS = f"""
    SELECT theme_id AS a, substr(group_id, {len("segment:") + 1}) AS b, {{counted}} AS n
    FROM theme_group WHERE group_id IN {_SEGMENTS}
"""
_SPOKE = f"""
    SELECT substr(who, instr(who, '{BETWEEN}') + 1) AS a,
        substr(who, {{begins}}, instr(who, '{BETWEEN}') - {{begins}}) AS b,
        {{{{sum}}}} AS n
    FROM {{among}} CROSS JOIN quote_tally
        ON role = 'there' AND who >= {{start}} AND who < {{end}}
"""
_IN_ACCOUNTS = _SPOKE.format(
    begins=1,
    among="(SELECT id FROM account WHERE id IN ({shown})) g",
    start=f"g.id || '{BETWEEN}'",
    end=f"g.id || '{BEHIND}'",
)
_WITH_OTHERS = """
    SELECT theme_id AS a, with_id AS b, {counted} AS n FROM theme_pair
    WHERE theme_id IN ({{shown}}) AND with_id IN ({{shown}})
    UNION ALL SELECT with_id, theme_id, {counted} FROM theme_pair
    WHERE theme_id IN ({{shown}}) AND with_id IN ({{shown}})
    UNION ALL SELECT key, key, n FROM ({{totals}}) totals
"""
_OF_SEGMENTS = _SPOKE.format(
    begins=len("segment:") + 1, among="(SELECT 1) g", start="'segment:'", end="'segment;'"
)
_OF_PERSON = {Axis.ACCOUNT: "p.account_id", Axis.SEGMENT: _SEGMENT.format("p.account_id")}
_OF_PERSONS = """
    SELECT {key} AS a, p.id AS b, {counted} AS n FROM person p
    CROSS JOIN quote_tally ON role = 'person' AND who = p.id WHERE p.id IN ({{shown}})
"""
_IN_SESSIONS = f"""
    SELECT g.segment AS a, s.id AS b, {{sum}} AS n
    FROM (SELECT DISTINCT segment FROM account WHERE segment <> '') g
    CROSS JOIN (SELECT id FROM session WHERE id IN ({{shown}})) s
    CROSS JOIN quote_tally
        ON role = 'there' AND who = 'segment:' || g.segment || '{BETWEEN}' || s.id
"""
OF_QUOTES = {
    (Axis.THEME, Axis.THEME): _WITH_OTHERS.format(counted="{sum}"),
    **{
        (Axis.THEME, axis): f"""
        SELECT theme_id AS a, group_id AS b, {{sum}} AS n FROM theme_group
        WHERE group_id IN ({{shown}})
        UNION ALL SELECT NULL, who, {{sum}} FROM quote_tally
        WHERE role = '{axis}' AND themed = 0 AND who IN ({{shown}})
        """
        for axis in (Axis.SESSION, Axis.ACCOUNT)
    },
    # Without a segment is what is left of all.
    (Axis.THEME, Axis.SEGMENT): f"""
        {_IN_SEGMENTS.format(counted="{sum}")}
        UNION ALL SELECT theme_id, '', -({{sum}}) FROM theme_group WHERE group_id IN {_SEGMENTS}
        UNION ALL SELECT theme_id, '', quotes FROM theme_count WHERE kind IN ({{kinds}})
        UNION ALL SELECT NULL, {_SEGMENT.format("who")}, {{sum}} FROM quote_tally
        WHERE role = 'account' AND themed = 0
        UNION ALL SELECT NULL, '', -({{sum}}) FROM quote_tally WHERE role = 'account' AND themed = 0
        UNION ALL SELECT NULL, '', {{sum}} FROM quote_tally WHERE role = 'all' AND themed = 0
    """,
    (Axis.ACCOUNT, Axis.SEGMENT): f"""
        SELECT key AS a, {_SEGMENT.format("key")} AS b, n FROM ({{totals}}) totals
    """,
    (Axis.SESSION, Axis.ACCOUNT): _IN_ACCOUNTS,
    **{
        (axis, Axis.PARTICIPANT): _OF_PERSONS.format(key=key, counted="{sum}")
        for axis, key in _OF_PERSON.items()
    },
    (Axis.SESSION, Axis.SEGMENT): f"""
        {_OF_SEGMENTS}
        UNION ALL SELECT a, '', -n FROM ({_OF_SEGMENTS}) of_segments
        UNION ALL SELECT key, '', n FROM ({{totals}}) totals
    """,
    (Axis.SEGMENT, Axis.SESSION): f"""
        {_IN_SESSIONS}
        UNION ALL SELECT '', b, -n FROM ({_IN_SESSIONS}) of_segments
        UNION ALL SELECT '', who, {{sum}} FROM quote_tally
        WHERE role = 'session' AND who IN ({{shown}})
    """,
}
"""Cells as columns a, b and n, to be added up: SQLite 3.40 mixes the constants of such parts up
when it groups them."""
OF_PEOPLE = {
    (Axis.THEME, Axis.THEME): _WITH_OTHERS.format(counted="people"),
    **{
        (axis, Axis.SESSION): f"""
        SELECT {key} AS a, s.session AS b, count(*) AS n FROM ({_SHOWN_SEATS}) s
        JOIN person p ON p.id = s.person GROUP BY 1, 2
        """
        for axis, key in {**_OF_PERSON, Axis.PARTICIPANT: "p.id"}.items()
    },
    **{
        (Axis.THEME, axis): f"""
        SELECT theme_id AS a, group_id AS b, people AS n FROM theme_group
        WHERE group_id IN ({{shown}})
        UNION ALL {_OF_ALL_THEMES.format(b=f"{axis}_id", more=f" AND {axis}_id IN ({{shown}})")}
        """
        for axis in (Axis.SESSION, Axis.ACCOUNT)
    },
    # A person belongs to one segment: without one is who is left of all under the theme.
    (Axis.THEME, Axis.SEGMENT): f"""
        {_IN_SEGMENTS.format(counted="people")}
        UNION ALL SELECT theme_id, '', -people FROM theme_group WHERE group_id IN {_SEGMENTS}
        UNION ALL SELECT theme_id, '', people FROM theme_voices
        WHERE kinds & {{mask}} <> 0 AND theme_id NOT IN ('{NO_THEME}', '{EVERYTHING}')
        UNION ALL SELECT NULL, {_SEGMENT.format("b")}, n
        FROM ({_OF_ALL_THEMES.format(b="account_id", more="")}) of_accounts
    """,
    (Axis.ACCOUNT, Axis.SEGMENT): OF_QUOTES[Axis.ACCOUNT, Axis.SEGMENT],
    **{
        (axis, Axis.PARTICIPANT): f"""
        {_OF_PERSONS.format(key=key, counted="1")}
        GROUP BY p.id, p.account_id HAVING sum({{sum}}) > 0
        """
        for axis, key in _OF_PERSON.items()
    },
}
"""The same of people; those of a theme are of the ranked kinds together."""
