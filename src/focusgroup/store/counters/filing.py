"""File one quote under its themes, or under none, and move every counter with it."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, Self

from focusgroup.core.model import RANKED_KINDS, Kind
from focusgroup.store.counters.expected import (
    BETWEEN,
    BITS,
    EVERYTHING,
    JUST,
    NAMES,
    NO_THEME,
    PEOPLE,
    REVENUE,
    SHARED,
)
from focusgroup.store.counters.pairs import PairedQuote, count_pairs, pairs_of
from focusgroup.store.engine.protocol import Row, Tx
from focusgroup.store.row_mapping import member


class Speaker(NamedTuple):
    """Whose words a quote is, and in which session; ids, None where nobody is known."""

    person: str | None
    account: str | None
    session: str

    @classmethod
    def of(cls, row: Row) -> Self:
        """Return the speaker of a row that files a quote."""
        return cls(row["person_id"], row["account_id"], row["session_id"])

    @property
    def voice(self) -> str | None:
        """The account; the person, if they have none."""
        return self.account or self.person

    @property
    def params(self) -> dict[str, object]:
        """The ids as parameters of a statement."""
        return {
            "person": self.person,
            "account": self.account,
            "voice": self.voice,
            "session": self.session,
        }


TAG = """
    INSERT INTO quote_theme
        (theme_id, quote_id, direct, kind, account_id, person_id, session_id, at_ms)
    VALUES (:theme, :quote, :direct, :kind, :account, :person, :session, :at)
"""
UNTAG = """
    DELETE FROM quote_theme WHERE quote_id = :quote
    RETURNING theme_id, kind, person_id, account_id, session_id
"""
WITHOUT = """
    INSERT INTO quote_without_theme (quote_id, kind, account_id, person_id, session_id, at_ms)
    VALUES (:quote, :kind, :account, :person, :session, :at)
"""
NOT_WITHOUT = """
    DELETE FROM quote_without_theme WHERE quote_id = :quote
    RETURNING kind, person_id, account_id, session_id
"""


async def file_quote(
    tx: Tx, quote_id: str, kind: Kind, speaker: Speaker, at_ms: int, themes: Mapping[str, int]
) -> None:
    """File a quote that is filed nowhere: *themes* is its place in each, 0 for inherited ones."""
    filed = {"quote": quote_id, "kind": kind.value, "at": at_ms, **speaker.params}
    await count_pairs(tx, [PairedQuote(kind, speaker.person, pairs_of(themes))], 1)
    for theme, place in themes.items():
        await _count_tag(tx, theme, kind, speaker, 1)
        await tx.run(TAG, {**filed, "theme": theme, "direct": place})
    if not themes:
        await tx.run(WITHOUT, filed)
    await count_quote(tx, kind, speaker, themed=bool(themes), change=1)


async def unfile_quote(tx: Tx, quote_id: str) -> None:
    """Take a quote from wherever it is filed."""
    tags = await tx.all(UNTAG, {"quote": quote_id})
    for row in tags[:1]:
        pairs = pairs_of(row["theme_id"] for row in tags)
        kind = member(Kind, row["kind"])
        await count_pairs(tx, [PairedQuote(kind, row["person_id"], pairs)], -1)
    for row in tags:
        await _count_tag(tx, row["theme_id"], member(Kind, row["kind"]), Speaker.of(row), -1)
    for row in tags[:1] or await tx.all(NOT_WITHOUT, {"quote": quote_id}):
        await count_quote(
            tx, member(Kind, row["kind"]), Speaker.of(row), themed=bool(tags), change=-1
        )


TAGS = """
    SELECT theme_id, direct, kind, person_id, account_id, session_id, at_ms FROM quote_theme
    WHERE quote_id = :quote
"""
UNTAG_ONE = "DELETE FROM quote_theme WHERE quote_id = :quote AND theme_id = :theme"
MOVE = "UPDATE quote_theme SET direct = :direct WHERE quote_id = :quote AND theme_id = :theme"


async def refile_quote(
    tx: Tx, quote_id: str, kind: Kind, speaker: Speaker, at_ms: int, themes: Mapping[str, int]
) -> None:
    """File a quote anew; where only its themes differ, only those are touched."""
    rows = await tx.all(TAGS, {"quote": quote_id})
    facts = {(row["kind"], row["at_ms"], Speaker.of(row)) for row in rows}
    if not themes or facts != {(kind.value, at_ms, speaker)}:
        await unfile_quote(tx, quote_id)
        await file_quote(tx, quote_id, kind, speaker, at_ms, themes)
        return
    filed = {"quote": quote_id, "kind": kind.value, "at": at_ms, **speaker.params}
    before = {row["theme_id"]: row["direct"] for row in rows}
    for theme in before.keys() - themes.keys():
        await tx.run(UNTAG_ONE, {"quote": quote_id, "theme": theme})
        await _count_tag(tx, theme, kind, speaker, -1)
    were, are = pairs_of(before), pairs_of(themes)
    await count_pairs(tx, [PairedQuote(kind, speaker.person, were - are)], -1)
    await count_pairs(tx, [PairedQuote(kind, speaker.person, are - were)], 1)
    for theme, place in themes.items():
        if theme not in before:
            await _count_tag(tx, theme, kind, speaker, 1)
            await tx.run(TAG, {**filed, "theme": theme, "direct": place})
        elif before[theme] != place:
            await tx.run(MOVE, {"quote": quote_id, "theme": theme, "direct": place})


class CountedAccount(NamedTuple):
    """The groups that an account's quotes count for: itself, its segment, its owner; its revenue.

    *revenue* is what it adds to the columns ``revenue`` and ``known``.
    """

    groups: Mapping[str, str]
    revenue: Mapping[str, int]


NO_ACCOUNT = CountedAccount({}, {"revenue": 0, "known": 0})
ACCOUNT = f"SELECT {', '.join((*SHARED, *REVENUE))} FROM account WHERE id = :account"


async def counted_account(tx: Tx, account: str | None) -> CountedAccount:
    """Return what an account's quotes count for; nothing without an account."""
    row = await tx.one(ACCOUNT, {"account": account}) if account else None
    if not account or row is None:
        return CountedAccount({"account": account}, NO_ACCOUNT.revenue) if account else NO_ACCOUNT
    shared = {name: f"{name}:{row[name]}" for name in SHARED if row[name]}
    revenue = {name: row[name] for name in NO_ACCOUNT.revenue}
    return CountedAccount({"account": account, **shared}, revenue)


TALLY = """
    INSERT INTO quote_tally (role, who, themed, {kind}) VALUES {rows}
    ON CONFLICT (role, who, themed) DO UPDATE SET {kind} = quote_tally.{kind} + :by
"""
SPOKEN = " + ".join(
    f"CASE WHEN {kind.value} > 0 THEN {bit} ELSE 0 END" for kind, bit in BITS.items()
)
TALLIED = f"""
    SELECT role, themed, {SPOKEN} AS kinds FROM quote_tally
    WHERE role = '{{role}}' AND who = :{{name}}
"""


async def count_quote(tx: Tx, kind: Kind, speaker: Speaker, *, themed: bool, change: int) -> None:
    """Add *change* quotes to those of the speaker and the session, with or without a theme."""
    roles = {"session": "session"}
    if speaker.person:
        roles["person"] = "person"
    if speaker.voice:
        roles["account" if speaker.account else "alone"] = "voice"
    here = {**speaker.params, "themed": int(themed), "by": change}
    # One search for each: a list of pairs is looked for through the whole table.
    tallied = " UNION ALL ".join(
        TALLIED.format(role=role, name=each) for role, each in roles.items()
    )
    rows = ", ".join(f"('{role}', :{name}, :themed, :by)" for role, name in roles.items())
    rows += ", ('all', '', :themed, :by)"
    for name, group in (await counted_account(tx, speaker.account)).groups.items():
        rows += f", ('there', :{name}, :themed, :by)"
        here[name] = f"{group}{BETWEEN}{speaker.session}"
    if speaker.person:
        rows += ", ('seat', :seat, :themed, :by)"
        here["seat"] = f"{speaker.session}{BETWEEN}{speaker.person}"
    if change < 0:
        await tx.run(TALLY.format(kind=kind.value, rows=rows), here)
    found = await tx.all(tallied, speaker.params)
    if change > 0:
        await tx.run(TALLY.format(kind=kind.value, rows=rows), here)
    for scope in (EVERYTHING,) if themed else (EVERYTHING, NO_THEME):
        seen = {"person": 0, "voice": 0, "session": 0}
        for row in found:
            if scope == EVERYTHING or not row["themed"]:
                seen[roles[row["role"]]] |= row["kinds"]
        await _move_voices(tx, scope, BITS[kind], speaker, seen, change)


COUNT = """
    INSERT INTO theme_count (theme_id, kind, quotes) VALUES (:theme, :kind, :by)
    ON CONFLICT (theme_id, kind) DO UPDATE SET quotes = theme_count.quotes + :by
"""
GROUP = """
    INSERT INTO theme_group (group_id, theme_id, {kind}) VALUES {rows}
    ON CONFLICT (group_id, theme_id) DO UPDATE SET {kind} = theme_group.{kind} + :by
"""
SPEAKS = f"""
    UPDATE theme_group SET {", ".join(f"{name} = {name} + :{name}" for name in PEOPLE)}
    WHERE theme_id = :theme AND group_id IN ({{groups}})
"""
COLUMNS = ("people", "accounts", "voices", "sessions", "revenue", "known")
VOICES = f"""
    INSERT INTO theme_voices ({NAMES["theme_voices"]})
    VALUES (:theme, :kinds, {", ".join(f":{name}" for name in COLUMNS)})
    ON CONFLICT (theme_id, kinds) DO UPDATE SET
        {", ".join(f"{name} = theme_voices.{name} + excluded.{name}" for name in COLUMNS)}
"""
_HAS = "EXISTS (SELECT 1 FROM quote_theme WHERE theme_id = :theme AND person_id = :person AND {})"


def _spoken(kinds: Iterable[Kind], where: str) -> str:
    return " + ".join(
        f"CASE WHEN {_HAS} THEN {BITS[kind]} ELSE 0 END".format(f"kind = '{kind.value}'{where}")
        for kind in kinds
    )


_OF_GROUP = f"(SELECT {SPOKEN} FROM theme_group WHERE theme_id = :theme AND group_id = {{}})"
SEEN = f"""
    SELECT {_spoken(Kind, "")} AS person,
        coalesce({_OF_GROUP.format(":voice")}, 0) AS voice,
        coalesce({_OF_GROUP.format(":session")}, 0) AS session,
        {_spoken(RANKED_KINDS, " AND coalesce(account_id, person_id) = :voice")} AS among_voice,
        {_spoken(RANKED_KINDS, " AND session_id = :session")} AS in_session
"""
"""In which kinds the speaker's person, voice and session have quotes under the theme (BITS), and
the person among the voice's quotes and in the session."""


async def _count_tag(tx: Tx, theme: str, kind: Kind, speaker: Speaker, change: int) -> None:
    """Add a tag to a theme's counters, or with -1 take it from them; it is not there itself."""
    here = {**speaker.params, "theme": theme, "kind": kind.value, "by": change}
    account = await counted_account(tx, speaker.account)
    here |= account.groups
    # An account is the voice as well; a person without one has no other groups.
    among = [*account.groups] or ["voice"] * bool(speaker.voice)
    rows = ", ".join(f"(:{name}, :theme, :by)" for name in ("session", *among))
    groups = GROUP.format(kind=kind.value, rows=rows)
    await tx.run(COUNT, here)
    if change < 0:
        await tx.run(groups, here)
    seen = await tx.one(SEEN, here)
    assert seen is not None
    if change > 0:
        await tx.run(groups, here)
    if speaker.person and kind in RANKED_KINDS:
        # A person belongs to one account, and so to one segment and one owner.
        for names, column in ((["session"], "in_session"), (among, "among_voice")):
            without, bit = seen[column], BITS[kind]
            if names and not without & bit:
                both = (without, without | bit)[::change]
                which = ", ".join(f":{name}" for name in names)
                await tx.run(
                    SPEAKS.format(groups=which), {**here, **NO_PEOPLE, **people_moved(*both)}
                )
    await _move_voices(tx, theme, BITS[kind], speaker, seen, change, account.revenue)


NO_PEOPLE = dict.fromkeys(PEOPLE, 0)


@lru_cache(maxsize=64)
def people_moved(before: int, after: int) -> Mapping[str, int]:
    """Return what changes in ``theme_group`` when one person speaks in other ranked kinds there."""
    moved = {"people": bool(after) - bool(before)}
    moved |= {f"people_{kinds}": by for kinds, by in ((before, -1), (after, 1)) if kinds in JUST}
    return {name: by for name, by in moved.items() if by}


async def _move_voices(
    tx: Tx,
    theme: str,
    bit: int,
    speaker: Speaker,
    seen: Row | Mapping[str, int],
    change: int,
    revenue: Mapping[str, int] = NO_ACCOUNT.revenue,
) -> None:
    """Count whoever gets, or loses, the kind of *bit* under the theme with other kinds."""
    moved: dict[int, dict[str, int]] = {}
    for column, who, mask in (
        ("people", speaker.person, seen["person"]),
        ("accounts", speaker.account, seen["voice"]),
        ("voices", speaker.voice, seen["voice"]),
        ("sessions", speaker.session, seen["session"]),
    ):
        if who and not mask & bit:
            for kinds, by in ((mask | bit, change), (mask, -change)):
                if kinds:
                    here = moved.setdefault(kinds, dict.fromkeys(COLUMNS, 0))
                    here[column] += by
                    for name in revenue if column == "accounts" else ():
                        here[name] += by * revenue[name]
    for kinds, by_column in moved.items():
        await tx.run(VOICES, {"theme": theme, "kinds": kinds, **by_column})
