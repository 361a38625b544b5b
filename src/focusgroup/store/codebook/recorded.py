"""What was done to the codebook: each change on record, with what undoing it needs."""

import json
from dataclasses import asdict, dataclass, field

from focusgroup.store.engine.protocol import Db, Row, Tx

Columns = dict[str, str | int | None]
"""The columns of a theme's row by name."""


@dataclass(slots=True)
class Changed:
    """A change of the codebook while it is made, and afterwards what undoing it needs.

    *paths* are a theme's id with its path before and after; *gone* the rows of themes that are no
    longer there; *made* the ids of new ones; *fields* the columns that others had before;
    *headlines* (session, theme, kind, text, where it went, whether it is the headline there).
    """

    n: int = 0
    paths: list[tuple[str, str, str]] = field(default_factory=list)
    gone: list[Columns] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    fields: list[Columns] = field(default_factory=list)
    headlines: list[tuple[str, str, str, str, str | None, bool]] = field(default_factory=list)
    of: int = 0
    """The number of the change that this one undoes, 0 for none."""
    counted: set[str] = field(default_factory=set)
    """The themes to count again."""
    root: str = ""
    """The theme whose quotes a renaming concerns, with those below it; else the linked ones."""

    def to_json(self) -> str:
        """Return what undo needs."""
        kept = asdict(self)
        del kept["n"], kept["counted"], kept["root"]
        return json.dumps(kept, ensure_ascii=False)

    @classmethod
    def from_json(cls, n: int, state: str) -> "Changed":
        """Return a change on record."""
        return cls(n=n, **json.loads(state))


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """A change on record: what, by whom, and how many quotes of how many sessions it concerns."""

    n: int
    at_ms: int
    who: str
    verb: str
    words: str
    quotes: int = 0
    sessions: int = 0
    undone: bool = False


RECORD = """
    INSERT INTO theme_change (at_ms, who, verb, words, state, change_n)
    VALUES (:at, :who, :verb, :words, '', (SELECT coalesce(max(n), 0) FROM change))
"""
LAST = "SELECT max(n) AS n FROM theme_change"
FINISH = """
    UPDATE theme_change SET words = :words, state = :state, quotes = :quotes, sessions = :sessions
    WHERE n = :n
"""
SHOWN_COLUMNS = ("n", "at_ms", "who", "verb", "words", "quotes", "sessions", "undone")
SHOWN = f"SELECT {', '.join(SHOWN_COLUMNS)} FROM theme_change"
NEWEST_FIRST = f"{SHOWN} ORDER BY n DESC LIMIT :limit"
ONE = f"{SHOWN} WHERE n = :n"
STATE = "SELECT state FROM theme_change WHERE n = :n"
SET_UNDONE = "UPDATE theme_change SET undone = 1 WHERE n = :n"
LAST_TO_UNDO = """
    SELECT max(n) AS n FROM theme_change WHERE undone = 0 AND verb <> 'undo'
"""
NAMED = """
    INSERT INTO theme_name (change, path, theme_id, into_id) VALUES (:change, :path, :theme, :into)
    ON CONFLICT DO NOTHING
"""


async def begin(tx: Tx, verb: str, words: str, who: str, now_ms: int) -> Changed:
    """Put a change on record and return it, to be filled and finished."""
    await tx.run(RECORD, {"at": now_ms, "who": who, "verb": verb, "words": words})
    return Changed(n=(await tx.all(LAST))[0]["n"])


async def finish(
    tx: Tx, changed: Changed, words: str, quotes: int, sessions: int
) -> CodebookChange:
    """Complete the record of a change and return it."""
    values = {"n": changed.n, "words": words, "quotes": quotes, "sessions": sessions}
    await tx.run(FINISH, {**values, "state": changed.to_json()})
    return await of_number(tx, changed.n)


async def named_before(tx: Tx, changed: Changed, path: str, theme: str, into: str | None) -> None:
    """Record that *path* was the name of a theme until now; *into* see `FormerName`."""
    values = {"change": changed.n, "path": path, "theme": theme, "into": into}
    await tx.run(NAMED, values)


def _shown(row: Row) -> CodebookChange:
    values = {name: row[name] for name in SHOWN_COLUMNS}
    return CodebookChange(**values | {"undone": bool(row["undone"])})


async def of_number(tx: Tx, n: int) -> CodebookChange:
    """Return the change with a number that exists."""
    return _shown((await tx.all(ONE, {"n": n}))[0])


async def changes(db: Db, limit: int = 100) -> tuple[CodebookChange, ...]:
    """Return the changes of the codebook, newest first."""

    async def work(tx: Tx) -> tuple[CodebookChange, ...]:
        return tuple(map(_shown, await tx.all(NEWEST_FIRST, {"limit": limit})))

    return await db.read(work)
