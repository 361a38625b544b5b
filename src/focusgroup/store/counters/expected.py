"""What every counter must be, as SQL over the rows that it counts."""

from focusgroup.core.model import RANKED_KINDS, Kind

BITS = {kind: 1 << place for place, kind in enumerate(Kind)}
"""Each kind's bit in ``theme_voices.kinds``."""
KINDS = tuple(kind.value for kind in Kind)
RANKED = ", ".join(f"'{kind.value}'" for kind in RANKED_KINDS)
BIT_OF = " ".join(
    ("CASE t.kind", *(f"WHEN '{kind.value}' THEN {bit}" for kind, bit in BITS.items()), "END")
)
COUNTED = ", ".join(f"sum(t.kind = '{kind}') AS {kind}" for kind in KINDS)
VOICE = "coalesce(t.account_id, t.person_id)"
SHARED = ("segment", "owner")
"""What several accounts may have in common: each is a group of its own, ``segment:Enterprise``."""
EVERYTHING, NO_THEME = "*", "-"
"""In ``theme_voices`` and ``theme_quarter``: all quotes, and those without a theme."""
BETWEEN = "\x1f"
"""Comes between a group and a session, and a session and a person, in ``quote_tally.who``; no name
can have it."""

JUST = tuple(range(1, sum(BITS[kind] for kind in RANKED_KINDS)))
"""The ranked kinds in which somebody may speak, as bits, but not all of them together."""
PEOPLE = ("people", *(f"people_{kinds}" for kinds in JUST))
"""Columns of ``theme_group``: who has a quote of a ranked kind, and who just of these."""
REVENUE_OF_ALL = 10**12
REVENUE = (
    f"CAST(round(coalesce(revenue_share, 0) * {REVENUE_OF_ALL}) AS INTEGER) AS revenue",
    "CASE WHEN revenue_share IS NULL THEN 0 ELSE 1 END AS known",
)
"""An account's share of revenue in such parts, so that sums stay exact, and if it is known."""

THEME_COUNT = """
    SELECT theme_id, kind, count(*) AS quotes FROM quote_theme t WHERE {where}
    GROUP BY theme_id, kind
"""

# Each person, account, voice and session of a theme with its kinds; then how many have which.
_OF_EACH = f"""
    SELECT theme_id, sum(DISTINCT {BIT_OF}) AS kinds, {{counted}} FROM quote_theme t
    WHERE {{{{where}}}} AND {{who}} IS NOT NULL GROUP BY theme_id, {{who}}
"""
_OF_ACCOUNT = (
    f"coalesce((SELECT {each.rpartition(' AS ')[0]} FROM account WHERE id = t.account_id), 0)"
    for each in REVENUE
)
_EACH = (
    (
        "t.person_id",
        "1 AS people, 0 AS accounts, 0 AS voices, 0 AS sessions, 0 AS revenue, 0 AS known",
    ),
    ("t.account_id", f"0, 1, 0, 0, {', '.join(_OF_ACCOUNT)}"),
    (VOICE, "0, 0, 1, 0, 0, 0"),
    ("t.session_id", "0, 0, 0, 1, 0, 0"),
)
THEME_VOICES = f"""
    SELECT theme_id, kinds, sum(people) AS people, sum(accounts) AS accounts,
        sum(voices) AS voices, sum(sessions) AS sessions, sum(revenue) AS revenue,
        sum(known) AS known
    FROM ({" UNION ALL ".join(_OF_EACH.format(who=who, counted=one) for who, one in _EACH)}) heard
    GROUP BY theme_id, kinds
"""

# The same of all quotes, and of those without a theme, from the tallies.
_KINDS_OF = " + ".join(
    f"CASE WHEN sum({kind}) > 0 THEN {1 << place} ELSE 0 END" for place, kind in enumerate(KINDS)
)
VOICES_OF_ALL = " UNION ALL ".join(
    f"""
    SELECT '{scope}' AS theme_id, kinds, sum(role = 'person') AS people,
        sum(role = 'account') AS accounts, sum(role IN ('account', 'alone')) AS voices,
        sum(role = 'session') AS sessions, 0 AS revenue, 0 AS known
    FROM (SELECT role, {_KINDS_OF} AS kinds FROM quote_tally
        WHERE role NOT IN ('all', 'there', 'seat') AND {where} GROUP BY role, who) heard
    WHERE kinds > 0 GROUP BY kinds
    """
    for scope, where in ((EVERYTHING, "TRUE"), (NO_THEME, "themed = 0"))
)

_SPOKE_IN = " + ".join(
    f"CASE WHEN sum(t.kind = '{kind.value}') > 0 THEN {BITS[kind]} ELSE 0 END"
    for kind in RANKED_KINDS
)
# Each person with the ranked kinds in which they spoke; then how many have just which.
_OF_GROUP = f"""
    SELECT group_id, theme_id, {", ".join(f"sum({kind}) AS {kind}" for kind in KINDS)},
        sum(spoke > 0) AS people, {", ".join(f"sum(spoke = {n}) AS people_{n}" for n in JUST)}
    FROM (
        SELECT {{who}} AS group_id, theme_id, {COUNTED},
            CASE WHEN t.person_id IS NULL THEN 0 ELSE {_SPOKE_IN} END AS spoke
        FROM quote_theme t{{joined}} WHERE {{{{where}}}} AND {{who}} IS NOT NULL
        GROUP BY {{who}}, theme_id, t.person_id
    ) said GROUP BY group_id, theme_id
"""
_ACCOUNT = " JOIN account a ON a.id = t.account_id"
_SHARED = tuple(f"'{name}:' || nullif(a.{name}, '')" for name in SHARED)
THEME_GROUP = " UNION ALL ".join(
    _OF_GROUP.format(who=who, joined=joined)
    for who, joined in (
        (VOICE, ""),
        ("t.session_id", ""),
        *((who, _ACCOUNT) for who in _SHARED),
    )
)

TOGETHER = "quote_theme t CROSS JOIN quote_theme o ON o.quote_id = t.quote_id"
THEME_PAIR = f"""
    SELECT t.theme_id AS theme_id, o.theme_id AS with_id, {COUNTED},
        count(DISTINCT CASE WHEN t.kind IN ({RANKED}) THEN t.person_id END) AS people
    FROM {{together}} WHERE o.theme_id > t.theme_id AND {{where}} GROUP BY 1, 2
"""

_YEAR, _MONTH = (f"strftime('{part}', q.at_ms / 1000, 'unixepoch')" for part in ("%Y", "%m"))
QUARTER = f"coalesce({_YEAR} * 4 + ({_MONTH} + 2) / 3, 0)"
"""The number of a quote's quarter, as UTC has it."""
THEME_QUARTER = f"""
    SELECT {{theme}} AS theme_id, {QUARTER} AS quarter, q.kind AS kind, count(*) AS quotes,
        sum(q.intensity > 0) AS strong, sum(q.agreement) AS agreement, sum(q.dissent) AS dissent
    FROM {{source}} WHERE +q.deleted = 0 AND {{where}} GROUP BY 1, 2, 3
"""

_OF_ROLE = f"""
    SELECT '{{role}}' AS role, {{who}} AS who,
        CASE WHEN u.quote_id IS NULL THEN 1 ELSE 0 END AS themed, {COUNTED}
    FROM quote t LEFT JOIN quote_without_theme u ON u.quote_id = t.id{{joined}}
    WHERE t.deleted = 0 AND {{who}} IS NOT NULL{{more}} GROUP BY 2, 3
"""
THERE = f" || '{BETWEEN}' || "
QUOTE_TALLY = " UNION ALL ".join(
    _OF_ROLE.format(role=role, who=who, more=more, joined=joined)
    for role, who, more, joined in (
        ("all", "''", "", ""),
        ("account", "t.account_id", "", ""),
        ("alone", "t.person_id", " AND t.account_id IS NULL", ""),
        ("person", "t.person_id", "", ""),
        ("session", "t.session_id", "", ""),
        ("there", f"t.account_id{THERE}t.session_id", "", ""),
        *(("there", f"{who}{THERE}t.session_id", "", _ACCOUNT) for who in _SHARED),
        ("seat", f"t.session_id{THERE}t.person_id", "", ""),
    )
)

WITHOUT_THEME = """
    SELECT id AS quote_id, kind, account_id, person_id, session_id, at_ms FROM quote q
    WHERE deleted = 0 AND {where}
        AND NOT EXISTS (SELECT 1 FROM quote_theme t WHERE t.quote_id = q.id)
"""
COUNTERS = {
    "quote_without_theme": WITHOUT_THEME.format(where="TRUE"),
    "theme_count": THEME_COUNT.format(where="TRUE"),
    "theme_group": THEME_GROUP.format(where="TRUE"),
    "quote_tally": QUOTE_TALLY,
    "theme_voices": f"{THEME_VOICES.format(where='TRUE')} UNION ALL {VOICES_OF_ALL}",
    "theme_pair": THEME_PAIR.format(together=TOGETHER, where="TRUE"),
    "theme_quarter": " UNION ALL ".join(
        THEME_QUARTER.format(theme=theme, source=source, where="TRUE")
        for theme, source in (
            ("t.theme_id", "quote q CROSS JOIN quote_theme t ON t.quote_id = q.id"),
            (f"'{EVERYTHING}'", "quote q"),
        )
    ),
}
"""What each counter must hold, in the order in which they can be filled."""


def fill(table: str, select: str) -> str:
    """Return the statement that inserts into a counter what *select* counts."""
    return f"INSERT INTO {table} ({NAMES[table]}) {select}"


_KINDS = ", ".join(KINDS)
NAMES = {
    "quote_without_theme": "quote_id, kind, account_id, person_id, session_id, at_ms",
    "theme_count": "theme_id, kind, quotes",
    "theme_voices": "theme_id, kinds, people, accounts, voices, sessions, revenue, known",
    "theme_group": f"group_id, theme_id, {_KINDS}, {', '.join(PEOPLE)}",
    "theme_pair": f"theme_id, with_id, {_KINDS}, people",
    "theme_quarter": "theme_id, quarter, kind, quotes, strong, agreement, dissent",
    "quote_tally": f"role, who, themed, {_KINDS}",
}


def anew(*tables: str) -> tuple[str, ...]:
    """Return the statements that make counters anew; without names, all of them."""
    return tuple(
        sql
        for table, select in COUNTERS.items()
        if not tables or table in tables
        for sql in (f"DELETE FROM {table}", fill(table, select))
    )
