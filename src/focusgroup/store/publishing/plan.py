"""Compare a session here with the one in the repository: what is new, changed, or both's."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from focusgroup.core.model import Kind
from focusgroup.core.publishing import (
    MergedRow,
    PublishConflict,
    Side,
    changed_since,
    decided,
    filled,
    mark_of,
    merged,
    narrower,
)
from focusgroup.store.engine.protocol import Row, Tx
from focusgroup.store.history import State
from focusgroup.store.publishing.described import described
from focusgroup.store.publishing.references import Mapped
from focusgroup.store.publishing.rows import (
    TABLES,
    Captured,
    SessionContent,
    by_ids,
    is_erased,
)

ACCOUNT = ("segment", "revenue_share", "owner")
THEME = ("description", "excludes", "keywords", "owner")
ITEM = ("title", "status", "owner", "note", "theme_id", "kind")
DROPPED = ("headline",)
"""Rows that are deleted when their text is; one that is missing has no text."""
ITEMS = "SELECT id, title, status, owner, note, theme_id, kind FROM item"
Marks = Mapping[tuple[str, str], tuple[str, str]]
"""The marks of each row here and there, by its kind and its id here."""
Choose = Callable[[PublishConflict], Side | None]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row as it will be there: *before* is how it is there now, None for a new one.

    *mine* is the mark of the row here, whose id may be another one there.
    """

    entity: str
    id: str
    there: str
    before: State | None
    after: State
    mine: str
    same: bool = False
    """Whether it is there as it is here, so that its mark is the same."""
    refused: State | None = None
    """How it would be with what was changed here, where theirs counts; kept on record there."""

    @property
    def erases(self) -> bool:
        """Whether somebody was erased here, so that nothing of it may stay there either."""
        return self.before is not None and is_erased(self.entity, self.after)

    @property
    def is_changed(self) -> bool:
        """Whether anything is to be written."""
        return self.before != self.after


@dataclass(slots=True)
class PublishPlan:
    """All rows of a session as they will be, and what has to be decided before."""

    rows: list[PlannedRow] = field(default_factory=list)
    conflicts: list[PublishConflict] = field(default_factory=list)
    withheld: int = 0

    def of(self, entity: str) -> list[PlannedRow]:
        """Return the rows of one kind that have to be written."""
        return [row for row in self.rows if row.entity == entity and row.is_changed]

    @property
    def marks(self) -> Iterator[tuple[PlannedRow, str]]:
        """The rows with their marks there."""
        return ((row, row.mine if row.same else mark_of(row.after)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: both sides, where things are there, and the marks of the last time."""

    mine: Captured
    theirs: SessionContent
    known: Mapped
    marks: Marks
    choose: Choose


async def make_plan(tx: Tx, of: Comparison) -> PublishPlan:
    """Return what has to be written, and what both sides changed; nothing is written."""
    plan = PublishPlan()
    _compare_references(of, plan)
    items = await by_ids(tx, ITEMS, "id", {row["id"] for row in of.mine.items})
    there = {row["id"]: _state(row, ITEM) for row in items}
    for row in of.mine.items:
        _compare(of, plan, "item", row["id"], _state(row, ITEM), there.get(row["id"]))
    session = of.mine.rows.row
    assert session is not None
    before = of.theirs.details if of.theirs.row else None
    _compare(of, plan, "session", session["id"], of.mine.rows.details, before)
    for table in TABLES:
        states = dict(of.mine.rows.tables[table.name])
        if table.name in DROPPED:
            dropped = [id for entity, id in of.marks if entity == table.name and id not in states]
            states |= {id: {"text": ""} for id in dropped}
        for id, state in states.items():
            _compare(of, plan, table.name, id, state, of.theirs.tables[table.name].get(
                there_id(of.known, table.name, id)
            ))  # fmt: skip
    _compare_quotes(of, plan)
    return plan


def _state(row: Row, names: tuple[str, ...]) -> State:
    return {name: row[name] for name in names}


def there_id(known: Mapped, entity: str, id: str) -> str:
    """Return the id there of a row here; "" for a headline whose theme is no longer there."""
    if entity == "headline":
        theme, _, kind = id.partition("/")
        now = known.themes.get(theme, theme)
        return f"{now}/{kind}" if now else ""
    ids = {"participant": known.participants, "observer": known.observers}
    ids |= {"account": known.accounts, "theme": known.themes}
    return ids.get(entity, {}).get(id, id) or ""


def _compare_references(of: Comparison, plan: PublishPlan) -> None:
    for row in of.mine.accounts:
        there = of.known.accounts_there.get(row["id"])
        before = _state(there, ACCOUNT) if there else None
        _compare(of, plan, "account", row["id"], _state(row, ACCOUNT), before)
    for row in of.mine.themes:
        there = of.known.themes_there.get(of.known.themes[row["id"]] or "")
        before = _state(there, THEME) if there else None
        if of.known.themes[row["id"]]:
            _compare(of, plan, "theme", row["id"], _state(row, THEME), before)


def _compare_quotes(of: Comparison, plan: PublishPlan) -> None:
    silent = of.mine.silent | of.known.erased
    for id, quote in of.mine.rows.quotes.items():
        if quote.state["participant_id"] in silent:
            quoted = quote.state["kind"] != Kind.OBSERVATION
            plan.withheld += quoted and not quote.state["deleted"]
            continue
        there = of.theirs.quotes.get(id)
        _compare(of, plan, "quote", id, quote.state, there.state if there else None)


def _compare(
    of: Comparison, plan: PublishPlan, entity: str, id: str, state: State, before: State | None
) -> None:
    """Add what becomes of one row to the plan."""
    there = there_id(of.known, entity, id)
    seat = id if entity == "participant" else state.get("participant_id")
    gone = seat in of.known.erased or (before is not None and is_erased(entity, before))
    if not there or gone:
        return
    mine, mark = of.known.state(entity, state), mark_of(state)
    if before is None and entity in DROPPED and (entity, id) in of.marks:
        before = {"text": ""}
    if before is None:
        plan.rows.append(PlannedRow(entity, id, there, None, mine, mark, mine == state))
        return
    if is_erased(entity, state):
        plan.rows.append(PlannedRow(entity, id, there, before, {**before, **mine}, mark))
        return
    kept = of.marks.get((entity, id), (None, None))
    row = merged(mine, before, changed_since(state, kept[0]), changed_since(before, kept[1]))
    if entity in ("account", "theme") and row.clashes:
        row = filled(row, mine)
    if entity == "participant":
        row = narrower(row, mine)
    after = _settled(of, plan, (entity, id), row, mine)
    refused = decided(row, mine, Side.MINE) if row.clashes else after
    late = refused if entity == "quote" and refused != after else None
    plan.rows.append(PlannedRow(entity, id, there, before, after, mark, refused=late))


def _settled(
    of: Comparison, plan: PublishPlan, which: tuple[str, str], row: MergedRow, mine: State
) -> State:
    """Return the row after the choice; add it to what has to be decided where there is none."""
    if not row.clashes:
        return row.after
    conflict = described(of.mine, of.known, which, row, mine)
    side = of.choose(conflict)
    if side is None:
        plan.conflicts.append(conflict)
        return row.after
    return decided(row, mine, side)
