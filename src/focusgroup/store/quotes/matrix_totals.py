"""Totals and cells of a matrix without filters, from the stored counters."""

from collections.abc import Sequence
from enum import StrEnum

from focusgroup.core.model import Kind
from focusgroup.store.counters import BITS, EVERYTHING, NO_THEME
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
            FROM ({(_EACH + _REST).replace("{role}", "account")})
        ) GROUP BY segment
    """,
}
_PEOPLE = """
    SELECT {key} AS key, count(*) AS n FROM (
        SELECT who, sum({sum}) AS n FROM quote_tally WHERE role = 'person' GROUP BY who
    ) s JOIN person p ON p.id = s.who WHERE s.n > 0 GROUP BY 1
"""
PEOPLE = {
    Axis.THEME: f"""
        SELECT nullif(theme_id, '{NO_THEME}') AS key, sum(people) AS n FROM theme_voices
        WHERE kinds & {{mask}} AND theme_id <> '{EVERYTHING}' GROUP BY theme_id
    """,
    Axis.PARTICIPANT: _PEOPLE.replace("{key}", "p.id"),
    # A person belongs to one account.
    Axis.ACCOUNT: _PEOPLE.replace("{key}", "p.account_id"),
    Axis.SEGMENT: _PEOPLE.replace(
        "{key}", "coalesce((SELECT segment FROM account WHERE id = p.account_id), '')"
    ),
}


def totals_of(axis: Axis, kinds: Sequence[Kind], *, people: bool) -> str:
    """Return the query for the totals of all quotes on one side; "" if no counter has them."""
    if axis is Axis.KIND:
        each = (
            f"sum(people) AS n FROM theme_voices WHERE theme_id = '{EVERYTHING}'"
            f" AND kinds & {BITS[kind]}"
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
            f" WHERE theme_id = '{EVERYTHING}' AND kinds & {mask_of(kinds)}"
        )
    summed = " + ".join(kinds)
    return f"SELECT coalesce(sum({summed}), 0) AS n FROM quote_tally WHERE role = 'all'"


def cells_of(first: Axis, second: Axis, kinds: Sequence[Kind], shown: str, *, people: bool) -> str:
    """Return the query for the cells of all quotes, as columns a, b, n; "" if no counter has them.

    *shown* are the parameters with the keys of the second, "" if it has to be all of them.
    """
    if first is Axis.KIND and totals_of(second, kinds, people=people):
        among = f" WHERE coalesce(key, '') IN ('', {shown})" if shown else ""
        return " UNION ALL ".join(
            f"SELECT '{kind}' AS a, key AS b, n FROM"
            f" ({totals_of(second, [kind], people=people)}){among}"
            for kind in kinds
        )
    if first is not Axis.THEME or second not in (Axis.SESSION, Axis.ACCOUNT) or people or not shown:
        return ""
    summed = " + ".join(kinds)
    return f"""
        SELECT theme_id AS a, group_id AS b, {summed} AS n FROM theme_group
        WHERE group_id IN ({shown})
        UNION ALL SELECT NULL, who, {summed} FROM quote_tally
        WHERE role = '{second}' AND themed = 0 AND who IN ({shown})
    """
