"""A matrix of quotes or people, against a count by hand of the quotes that the list shows."""

import itertools
import random

import pytest

from focusgroup.core.model import RANKED_KINDS, Kind, Quote, Session
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan
from focusgroup.store import accounts, participants, sessions
from focusgroup.store.counters import anew
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import Axis, Matrix, count_matrix, matrix, quote_page
from tests.store.conftest import AGENDA, NOW
from tests.store.quotes.test_tallies import fill

PAIRS = [*itertools.permutations(Axis, 2), (Axis.THEME, Axis.THEME)]
FILTERS = {
    "all": Selection(),
    "problems": Selection(kinds=(Kind.PROBLEM,)),
    "two kinds": Selection(kinds=(Kind.CONTEXT, Kind.STRENGTH)),
    "context": Selection(kinds=(Kind.CONTEXT,)),
    "a theme": Selection(themes=("Reporting",)),
    "untagged": Selection(untagged=True),
    "an account": Selection(accounts=("Northwind",)),
    "a segment": Selection(segments=("Enterprise",)),
    "a speaker": Selection(speakers=("an",), kinds=(Kind.PROBLEM, Kind.OBSERVATION)),
    "a search": Selection(search="报表"),
    "a search in a theme": Selection(search="export", themes=("Reporting > Exports",)),
    "a facilitator": Selection(facilitator="Fay"),
    "verbatim": Selection(verbatim=True, accounts=("Northwind",)),
    "without an account": Selection(search="is:no-account"),
    "nothing to search": Selection(search="!"),
    "days": Selection(since=TimeSpan(NOW + 10, NOW + 11, ""), until=TimeSpan(0, NOW + 30, "")),
}


async def recount(
    db: SqliteDb, wanted: Selection, axes: tuple[Axis, Axis], *, people: bool
) -> tuple[dict[tuple[str, str], int], dict[str, int], dict[str, int], int]:
    """Count what the list of the selection shows: cells, totals of rows and columns, of all."""
    ids = {row["path"]: row["id"] for row in await rows_of(db, "SELECT path, id FROM theme")}
    segments = {
        row["id"]: row["segment"] for row in await rows_of(db, "SELECT id, segment FROM account")
    }
    accounts = {
        row["id"]: row["account_id"]
        for row in await rows_of(db, "SELECT id, account_id FROM quote")
    }

    def keys(quote: Quote, axis: Axis) -> set[str]:
        account = accounts[quote.id]
        if axis is Axis.THEME:
            parts = [path.split(" > ") for path in quote.themes]
            above = {" > ".join(p[:n]) for p in parts for n in range(1, len(p) + 1)}
            return {ids[path] for path in above} or {""}
        return {
            Axis.KIND: {quote.kind.value},
            Axis.SESSION: {quote.session_id},
            Axis.ACCOUNT: {account or ""},
            Axis.PARTICIPANT: {quote.person_id},
            Axis.SEGMENT: {segments.get(account, "")},
        }[axis]

    kinds = [k for k in wanted.kinds if k in RANKED_KINDS] or wanted.kinds or RANKED_KINDS
    quotes = (await quote_page(db, wanted, limit=1_000)).quotes
    found: dict[tuple[str, ...], set[str]] = {}
    for quote in quotes:
        who = quote.person_id if people and quote.kind is not Kind.OBSERVATION else ""
        if quote.kind not in kinds or (people and not who):
            continue
        mine, across = keys(quote, axes[0]), keys(quote, axes[1])
        spots = [*itertools.product("c", mine, across), *itertools.product("r", mine)]
        for spot in [*spots, *itertools.product("k", across), ("a",)]:
            found.setdefault(spot, set()).add(who or quote.id)
    numbers = {spot: len(each) for spot, each in found.items()}
    return (
        {(spot[1], spot[2]): n for spot, n in numbers.items() if spot[0] == "c"},
        {spot[1]: n for spot, n in numbers.items() if spot[0] == "r"},
        {spot[1]: n for spot, n in numbers.items() if spot[0] == "k"},
        numbers.get(("a",), 0),
    )


async def rows_of(db: SqliteDb, sql: str):  # type: ignore[no-untyped-def]
    return await db.read(lambda tx: tx.all(sql))


def figures(found: Matrix) -> tuple[object, ...]:
    return (
        dict(found.cells),
        {head.key: head.total for head in found.rows},
        {head.key: head.total for head in found.columns},
        found.total,
    )


async def filled(db: SqliteDb, session: Session, seed: int, number: int = 60) -> Session:
    """Two sessions with some of the same people, one of whom withdraws, and a segment."""
    other = await sessions.create(
        db,
        title="Buyers",
        agenda=AGENDA,
        agenda_name="customer-focus-group",
        now_ms=NOW + 5,
        facilitator="Fay",
    )
    await fill(db, session, number, seed)
    await fill(db, other, number // 2, seed + 1)
    await accounts.change(db, "Northwind", segment="Enterprise")
    people = await participants.of_session(db, session.id)
    moved = next(each for each in people if each.name == "Bo")
    await participants.change(db, moved.id, PersonChange(account="Contoso"), NOW)
    alone = next(each for each in people if each.name == "Di")
    await participants.change(db, alone.id, PersonChange(account="Fabrikam"), NOW)
    gone = random.Random(seed).choice(people)
    await participants.change(db, gone.id, PersonChange(consent_notes=False), NOW)
    return other


@pytest.mark.parametrize("people", [False, True])
async def test_counters_give_the_cells_that_the_quotes_do(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch, people: bool
) -> None:
    """Where everybody has an account, every cell that has a counter comes from it."""
    await fill(db, session, 40, 3)

    async def seated(tx: Tx) -> None:
        await tx.run("DELETE FROM quote_theme")
        await tx.run("UPDATE quote SET deleted = 1 WHERE account_id IS NULL")
        await tx.run(
            "INSERT INTO quote_theme SELECT th.id, q.id, 1, kind, account_id, person_id,"
            " session_id, at_ms FROM theme th JOIN quote q ON q.n % 3 = length(th.path) % 3"
            " WHERE q.deleted = 0"
        )
        for sql in anew():
            await tx.run(sql)

    await db.write(seated)
    for kinds in ((), (Kind.PROBLEM,)):
        wanted = Selection(kinds=kinds)
        for rows, columns in PAIRS:
            known = await count_matrix(db, wanted, rows, columns, people=people)
            with monkeypatch.context() as without:
                without.setattr(matrix, "cells_of", lambda *_, **__: "")
                counted = await count_matrix(db, wanted, rows, columns, people=people)
            assert known.cells == counted.cells, (rows, columns)


@pytest.mark.parametrize("pairs", [2, pytest.param(len(PAIRS), marks=pytest.mark.slow)])
async def test_a_matrix_is_what_the_list_of_quotes_adds_up_to(
    db: SqliteDb, session: Session, pairs: int
) -> None:
    """Each filter with a few pairs, or with all; all without a filter, since counters answer."""
    other = await filled(db, session, seed=pairs)
    wanted = {**FILTERS, "a session": Selection(sessions=(other.id,))}
    rng = random.Random(pairs)
    for name, selection in wanted.items():
        for rows, columns in PAIRS if name == "all" else rng.sample(PAIRS, pairs):
            for people in (False, True):
                found = await count_matrix(db, selection, rows, columns, people=people)
                by_hand = await recount(db, selection, (rows, columns), people=people)
                assert figures(found) == by_hand, (name, rows, columns, people)


@pytest.mark.both_engines
@pytest.mark.parametrize("people", [False, True])
async def test_the_largest_rows_are_those_of_the_whole_matrix(
    db: SqliteDb, session: Session, people: bool
) -> None:
    """For each pair: which are shown, how many are not, and the cells of those that are."""
    await filled(db, session, seed=9)
    for kinds, (rows, columns) in itertools.product(((), (Kind.PROBLEM,)), PAIRS):
        wanted = Selection(kinds=kinds)
        whole = await count_matrix(db, wanted, rows, columns, people=people)
        found = await count_matrix(db, wanted, rows, columns, people=people, top=2)
        of = rows, columns, kinds
        sides = ((whole.rows, found.rows), (whole.columns, found.columns))
        for (all_heads, heads), more in zip(
            sides, (found.more_rows, found.more_columns), strict=True
        ):
            largest = sorted(all_heads, key=lambda head: (head.total, head.key), reverse=True)[:2]
            assert {head.key: head for head in heads} == {head.key: head for head in largest}, of
            assert more == len(all_heads) - len(heads), of
        keys = [{head.key for head in side} for side in (found.rows, found.columns)]
        shown = {at: n for at, n in whole.cells.items() if at[0] in keys[0] and at[1] in keys[1]}
        assert found.cells == shown, of
        assert found.total == whole.total, of
