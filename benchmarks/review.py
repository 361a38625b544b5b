"""What a review costs at 10,000, 100,000 and 1,000,000 quotes: CPU of each thing it reads.

    python benchmarks/review.py --in FOLDER [--sizes 10000,100000,1000000] [--only WORDS]

The databases are made in the folder once and used again. Printed are the median and the 95th
percentile of the milliseconds of CPU at each size, how much they grow from the smallest to the
largest, and the bar for the largest. The floor is the newest page of quotes by bare sqlite3 in the
same run: machines drift. Figures that write do so in a copy. Exports follow, each
beside its floor (``review_files.py``), in seconds and megabytes: ``--only export``.
"""

import argparse
import asyncio
import itertools
import shutil
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from review_data import BIG, BIG_THEME, DAY_MS, LED_BY, NOW_MS, made
from review_files import measured

from focusgroup.core.ids import new_id
from focusgroup.core.model import QUOTE_KINDS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan
from focusgroup.services.edits import Edits
from focusgroup.services.review import ReviewFacts
from focusgroup.services.reviewing.findings import findings, saturation
from focusgroup.services.reviewing.theme_table import STEPS, theme_rows
from focusgroup.store import Db, open_db, sessions
from focusgroup.store.engine.sqlite import connect
from focusgroup.store.quotes import (
    Axis,
    Edit,
    NewQuote,
    add_quote,
    count_matrix,
    count_quotes,
    look_for_older,
    older_quotes,
    tally_quotes,
)

SIZES = (10_000, 100_000, 1_000_000)
LEAST_S, MOST_ROUNDS = 1.0, 15
"""Each figure is taken until so many seconds have passed, three times at least."""
PAGE = 101

ALL = Selection()
NO_THEME = Selection(untagged=True)
BIG_ONE = Selection(themes=(BIG_THEME,))
ACCOUNT = Selection(accounts=(BIG,))
SEGMENT = Selection(segments=("Enterprise",))
QUARTER = Selection(since=TimeSpan(NOW_MS - 90 * DAY_MS, NOW_MS, "last 90 days"))
PROBLEMS = Selection(kinds=(Kind.PROBLEM,))


Figure = Callable[[Db, ReviewFacts], Awaitable[object]]
Step = Callable[..., Awaitable[object]]


def tree(selection: Selection) -> Figure:
    """The themes, all quotes and those without a theme: the tree of the screen, complete."""

    async def read(db: Db, facts: ReviewFacts) -> object:
        facts.forget()
        await facts.themes(selection)
        for under in (ALL, NO_THEME, Selection(kinds=(Kind.UNTAGGED,))):
            await facts.tally(selection.under(under))
        return None

    return read


def table(selection: Selection) -> Figure:
    """The tree with every column: accounts, sessions, top account, quarters."""

    async def read(db: Db, facts: ReviewFacts) -> object:
        await tree(selection)(db, facts)
        return await theme_rows(db, selection)

    return read


def columns(step: Step, selection: Selection) -> Figure:
    """One of these steps alone, behind the tree."""
    return lambda db, _: step(db, selection, (), {})


def themes(selection: Selection) -> Figure:
    return lambda db, facts: facts.themes(selection)


def page(selection: Selection, skip: int = 0) -> Figure:
    return lambda db, _: older_quotes(db, selection.quotes_only(), limit=PAGE, skip=skip)


def looked(search: str) -> Figure:
    """What is shown of a search first, from the quotes that are looked at first."""
    wanted = Selection(search=search).quotes_only()
    return lambda db, _: look_for_older(db, wanted, limit=PAGE)


def counted(selection: Selection) -> Figure:
    return lambda db, _: count_quotes(db, selection.quotes_only())


def tallied(selection: Selection) -> Figure:
    return lambda db, _: tally_quotes(db, selection.quotes_only())


def matrix(rows: Axis, columns: Axis, *, people: bool = False) -> Figure:
    """A matrix of the largest rows and columns, as many as the command shows."""
    return lambda db, _: count_matrix(db, ALL, rows, columns, people=people, top=20)


async def session_of(db: Db) -> Selection:
    return Selection(sessions=((await sessions.recent(db, limit=1))[0].id,))


def of_newest(filters: dict[str, Any]) -> Figure:
    """The tree of the newest session, narrowed by another filter."""

    async def read(db: Db, facts: ReviewFacts) -> object:
        return await tree(replace(await session_of(db), **filters))(db, facts)

    return read


async def of_session(db: Db, facts: ReviewFacts) -> object:
    return await facts.themes(await session_of(db))


SEARCHES = (
    *("t", "th", "the", "the rep", "导出", "导出报表", "レポ", "-the", "report -export", "the -of"),
    *('"the report of the"', '"the of"', '"a the to"', '-"the of"', "rep* theme:exports"),
    *("kind:prob account:northw", "who:person report", "question:99", "is:strong"),
    *("-the is:agreed", 'the account:"Account 00003"', '-the account:"Account 00003"'),
    "since:today the",
)
COMMON = Selection(search="the")

FILTERS = {
    "all": ALL,
    "problems": PROBLEMS,
    "the big account": ACCOUNT,
    "a segment": SEGMENT,
    "90 days": QUARTER,
    "problems of the account": replace(ACCOUNT, kinds=(Kind.PROBLEM,)),
    "account, 90 days": replace(QUARTER, accounts=(BIG,)),
    "segment, 90 days": replace(QUARTER, segments=("Enterprise",)),
    "problems of 90 days": replace(QUARTER, kinds=(Kind.PROBLEM,)),
    "problems of a segment": replace(SEGMENT, kinds=(Kind.PROBLEM,)),
}

BY: dict[str, dict[str, Any]] = {
    "kind": {"kinds": (Kind.PROBLEM,)},
    "account": {"accounts": (BIG,)},
    "segment": {"segments": ("Enterprise",)},
    "time": {"since": QUARTER.since},
    "owner": {"owner": "Owner 3"},
    "facilitator": {"facilitator": f"{LED_BY} 3"},
    "verbatim": {"verbatim": True},
}
"""One of every filter."""

READ: dict[str, Figure] = {
    **{f"table of {name}": table(wanted) for name, wanted in FILTERS.items()},
    **{
        f"{step.__name__} of {name}": columns(step, wanted)
        for name, wanted in FILTERS.items()
        for step in STEPS
    },
    "theme tree, complete": tree(ALL),
    "… of problems": tree(PROBLEMS),
    "… of the big account": tree(ACCOUNT),
    "… of a segment": tree(SEGMENT),
    "… of the last 90 days": tree(QUARTER),
    "themes alone, of a session": of_session,
    "themes alone": themes(ALL),
    "themes alone, of problems": themes(PROBLEMS),
    "themes alone, of the big account": themes(ACCOUNT),
    "themes alone, of a small account": themes(Selection(accounts=("Account 00003",))),
    "themes alone, of a segment": themes(SEGMENT),
    "themes alone, of the last 90 days": themes(QUARTER),
    "themes alone, of a speaker": themes(Selection(speakers=("Person 2 of Account 00003",))),
    **{f"tree, one: {name}": tree(Selection(**one)) for name, one in BY.items()},
    "tree, one: session": of_newest({}),
    **{
        f"tree, two: {a}, {b}": tree(Selection(**BY[a], **BY[b]))
        for a, b in itertools.combinations(BY, 2)
    },
    **{f"tree, two: session, {name}": of_newest(one) for name, one in BY.items()},
    "a typed common word: tree alone": themes(COMMON),
    "a typed common word: tree, complete": tree(COMMON),
    **{f"a typed common word: {step.__name__}": columns(step, COMMON) for step in STEPS},
    "findings of all": lambda db, _: findings(db, ALL),
    "findings of problems": lambda db, _: findings(db, PROBLEMS),
    "saturation of all": lambda db, _: saturation(db, ALL),
    "head of the big theme": tallied(BIG_ONE),
    "first page of all": page(ALL),
    "first page of the big theme": page(BIG_ONE),
    "far down in the big theme": page(BIG_ONE, skip=1_000),
    "first page without a theme": page(NO_THEME),
    "first page of the account": page(ACCOUNT),
    "first page of a speaker": page(Selection(speakers=("Person 2 of Account 00003",))),
    "number of the big theme": counted(BIG_ONE),
    "number of all": counted(ALL),
    "search, a letter: t": page(Selection(search="t")),
    "search: th": page(Selection(search="th")),
    "search: the": page(Selection(search="the")),
    "search: the rep": page(Selection(search="the rep")),
    "search: 导出": page(Selection(search="导出")),
    "search: レポ": page(Selection(search="レポ")),
    "search: the, in the big theme": page(replace(BIG_ONE, search="the")),
    "number of a search: the": counted(Selection(search="the")),
    "search: “the report of the”": page(Selection(search='"the report of the"')),
    "search: report -export": page(Selection(search="report -export")),
    "search: -the": page(Selection(search="-the")),
    "search: rep*, theme:exports": page(Selection(search="rep* theme:exports")),
    "search: kind:prob account:northw": page(Selection(search="kind:prob account:northw")),
    "search: who:person report": page(Selection(search="who:person report")),
    "search: 导出报表": page(Selection(search="导出报表")),
    **{f"first look: {search}": looked(search) for search in SEARCHES},
    **{
        f"matrix: {rows} × {columns}{', people' * people}": matrix(rows, columns, people=people)
        for rows, columns in [*itertools.combinations(Axis, 2), (Axis.THEME, Axis.THEME)]
        for people in (False, True)
    },
    "session list": lambda db, _: sessions.recent(db, limit=50),
}


async def retag(db: Db, facts: ReviewFacts) -> Iterator[float]:
    """Retag the newest 1,000 quotes, and undo it; the CPU of each."""
    quotes = await older_quotes(db, Selection(kinds=QUOTE_KINDS), limit=1_000)
    edits = Edits(db)
    begun = time.process_time()
    await edits.change([quote.id for quote in quotes], Edit(themes=("Reporting > Speed",)), NOW_MS)
    done = time.process_time()
    await edits.undo(NOW_MS)
    return iter((done - begun, time.process_time() - done))


async def added(db: Db, facts: ReviewFacts) -> object:
    (room,) = (await session_of(db)).sessions
    new = NewQuote(
        "took us three weeks to see a first report", Kind.PROBLEM, NOW_MS, session_id=room,
        id=new_id(), themes=(BIG_THEME,),
    )  # fmt: skip
    return await add_quote(db, new, NOW_MS)


BARS = (
    *(("matrix: ", 150), ("first look: ", 30), ("write: retag", 300), ("write: undo", 300)),
    *(("first page", 30), ("far down", 30), ("theme tree, complete", 50), ("… of", 100)),
    *(("tree, one: verbatim", 500), ("tree, one: facilitator", 500), ("tree, one: ", 100)),
    *(("themes alone", 100), ("tree, two: ", 500), ("findings", 500), ("saturation", 500)),
    *(("a typed common word", 500), ("with_", 500), ("table of", 500)),
)
"""The most ms at the largest size, by the beginning of a figure's name."""


def beside_bar(name: str, cost: "Cost") -> str:
    """Return whether a figure is within its bar."""
    bar = next((most for begin, most in BARS if name.startswith(begin)), None)
    return "" if bar is None else f"  {'≤' if cost.median <= bar else '> OVER'} {bar}"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU, one for each time."""

    times: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.times) * 1000

    @property
    def p95(self) -> float:
        return sorted(self.times)[int(len(self.times) * 0.95)] * 1000


async def cost(figure: Figure, db: Db, facts: ReviewFacts) -> Cost:
    times: list[float] = []
    end = time.monotonic() + LEAST_S
    while len(times) < 3 or (time.monotonic() < end and len(times) < MOST_ROUNDS):
        begun = time.process_time()
        await figure(db, facts)
        times.append(time.process_time() - begun)
    return Cost(times)


FLOOR = """
    SELECT id, text, kind, at_ms FROM quote WHERE deleted = 0 ORDER BY at_ms DESC, id DESC
    LIMIT 101
"""


def floor(path: Path) -> Cost:
    with closing(connect(path, reading=True)) as connection:
        times = []
        for _ in range(MOST_ROUNDS):
            begun = time.process_time()
            connection.execute(FLOOR).fetchall()
            times.append(time.process_time() - begun)
    return Cost(times)


async def figures(path: Path, only: str) -> dict[str, Cost]:
    found = {"floor": floor(path)}
    async with open_db(path) as db:
        facts = ReviewFacts(db)
        for name, figure in READ.items():
            if only in name:
                found[name] = await cost(figure, db, facts)
    found |= {name: Cost([number / 1000]) for name, number in measured(path, only)}
    if only not in "write: one quote, retag 1,000":
        return found
    copy = path.with_name(f"{path.name}.copy")
    shutil.copyfile(path, copy)
    try:
        async with open_db(copy) as db:
            facts = ReviewFacts(db)
            found["write: one quote"] = await cost(added, db, facts)
            pairs = [tuple(await retag(db, facts)) for _ in range(3)]
        found["write: retag 1,000"] = Cost([pair[0] for pair in pairs])
        found["write: undo it"] = Cost([pair[1] for pair in pairs])
    finally:
        for end in ("", "-wal", "-shm"):
            copy.with_name(copy.name + end).unlink(missing_ok=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--in", dest="folder", type=Path, required=True)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--only", default="", help="figures whose name has these words")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    sizes = [int(size) for size in asked.sizes.split(",")]
    found = {
        size: asyncio.run(figures(made(asked.folder / f"{size}.db", size), asked.only))
        for size in sizes
    }
    print("ms of CPU: median (p95)".ljust(36), *(f"{size:>18,}" for size in sizes), "  growth, bar")
    for name in found[sizes[0]]:
        costs = [found[size][name] for size in sizes]
        cells = [f"{each.median:9.2f} {f'({each.p95:.1f})':>8}" for each in costs]
        growth = f"  × {costs[-1].median / costs[0].median:.1f}"
        print(name.ljust(36), *cells, growth, beside_bar(name, costs[-1]))


if __name__ == "__main__":
    main()
