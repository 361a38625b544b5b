"""All that a session holds, read the same way here and in the repository that it is sent to."""

import json
from dataclasses import dataclass, field
from typing import Any

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.text import fold
from focusgroup.core.themes.codebook import Codebook
from focusgroup.core.themes.paths import lineage
from focusgroup.store.debriefs import STATE as SCREEN
from focusgroup.store.engine.protocol import Row, Tx
from focusgroup.store.history import NOTES, PARTICIPANTS, State
from focusgroup.store.history.kept_themes import KeptThemes, mark_at, themes_of_today
from focusgroup.store.quotes import FIELDS
from focusgroup.store.row_mapping import LOOKUP_BATCH, placeholders
from focusgroup.store.themes import read_codebook

DETAILS = (
    *("title", "status", "product", "place", "facilitator", "note_taker", "zone", "agenda_name"),
    *("agenda_source", "planned_minutes", "created_ms", "scheduled_ms", "started_ms", "ended_ms"),
    *("bottom_line", "sample", "clock", "debriefed_ms"),
)
SESSION = f"""
    SELECT id, rev, deletion, published, quotes, {", ".join(DETAILS)} FROM session
    WHERE id = :session
"""


@dataclass(frozen=True, slots=True)
class SessionTable:
    """A table whose rows belong to a session: what tells them apart, and what can change."""

    name: str
    keys: tuple[str, ...]
    fields: tuple[str, ...]
    where: str = "TRUE"

    @property
    def select(self) -> str:
        """The statement that reads a session's rows."""
        columns = ", ".join((*self.keys, *self.fields))
        return f"SELECT {columns} FROM {self.name} WHERE session_id = :session AND {self.where}"


AGENDA = ("title", "kind", "planned_ms", "spent_ms", "entered_ms", "done_ms", "state")
TABLES = (
    SessionTable("agenda_item", ("section", "question"), AGENDA),
    SessionTable("participant", ("id",), PARTICIPANTS.fields),
    SessionTable("observer", ("id",), ("name", "name_key", "function", "first_ms", "last_ms")),
    SessionTable("observer_question", ("id",), ("observer_id", "text", "at_ms", "state")),
    SessionTable("note", ("id",), NOTES.fields),
    SessionTable("headline", ("theme_id", "kind"), ("text",)),
    SessionTable("debrief", ("part",), ("text",), f"part <> '{SCREEN}'"),
)
QUOTES = f"""
    SELECT id, n, person_id, account_id, created_ms, rev, {", ".join(FIELDS)} FROM quote
    WHERE session_id = :session ORDER BY n
"""
THEMES_OF = """
    SELECT t.quote_id, t.theme_id FROM quote q JOIN quote_theme t ON t.quote_id = q.id
    WHERE q.session_id = :session AND t.direct > 0 ORDER BY t.quote_id, t.direct
"""
LAST_KEPT = """
    SELECT c.entity_id, c.n, c.after FROM quote q JOIN change c ON c.entity_id = q.id
    WHERE q.session_id = :session AND q.deleted <> 0 AND c.entity = 'quote' AND c.state = 'done'
    ORDER BY c.n
"""
"""What a quote that is not there was tagged with; the last row of each counts."""


WORDS = {"quote": "text", "participant": "name", "note": "text"}
"""What a row of these kinds always has, until somebody is erased."""


def is_erased(entity: str, state: State) -> bool:
    """Return whether only this is left of a row: that it was there; see `store.erasure`."""
    return entity in WORDS and bool(state["deleted"]) and not state[WORDS[entity]]


@dataclass(frozen=True, slots=True)
class SentQuote:
    """A quote: what can change of it (themes by id), and its number, time and withheld state."""

    state: State
    n: int
    created_ms: int
    there: int


@dataclass(slots=True)
class SessionContent:
    """A session's rows by kind and id; *row* is its own, None where there is no such session."""

    row: Row | None
    tables: dict[str, dict[str, State]] = field(default_factory=dict)
    quotes: dict[str, SentQuote] = field(default_factory=dict)
    codebook: Codebook = field(default_factory=Codebook)

    @property
    def details(self) -> State:
        """The session's own fields."""
        assert self.row is not None
        return {name: self.row[name] for name in DETAILS}


async def read_session_rows(tx: Tx, session_id: str) -> SessionContent:
    """Return all rows of a session that can be sent, and the codebook."""
    of_it: dict[str, object] = {"session": session_id}
    found = SessionContent(await tx.one(SESSION, of_it), codebook=await read_codebook(tx))
    for table in TABLES:
        rows = await tx.all(table.select, of_it) if found.row else []
        found.tables[table.name] = {
            "/".join(str(row[key]) for key in table.keys): {
                name: row[name] for name in table.fields
            }
            for row in rows
        }
    if found.row:
        found.quotes = await _quotes(tx, of_it, found.codebook)
    return found


async def _quotes(tx: Tx, of_it: dict[str, object], book: Codebook) -> dict[str, SentQuote]:
    themes: dict[str, list[str]] = {}
    for row in await tx.all(THEMES_OF, of_it):
        themes.setdefault(row["quote_id"], []).append(row["theme_id"])
    rows = await tx.all(QUOTES, of_it)
    if any(row["deleted"] for row in rows):
        kept = []
        for row in {row["entity_id"]: row for row in await tx.all(LAST_KEPT, of_it)}.values():
            paths = tuple(json.loads(row["after"])["themes"])
            mark = await mark_at(tx, row["n"]) if book.mark else 0
            kept.append(KeptThemes(row["entity_id"], paths, mark))
        for today in await themes_of_today(tx, kept):
            of_quote = [theme.id for path in today.paths if (theme := book.at(path))]
            themes[today.quote_id] = of_quote
    found = {}
    for row in rows:
        state: State = {name: row[name] for name in FIELDS}
        state["deleted"] = int(state["deleted"] == 1)
        state["themes"] = themes.get(row["id"], [])
        found[row["id"]] = SentQuote(state, row["n"], row["created_ms"], row["deleted"])
    return found


# -- what a session refers to ----------------------------------------------------------------

ACCOUNTS = "SELECT id, name, name_key, segment, revenue_share, owner, created_ms FROM account"
PEOPLE = "SELECT id, name, name_key, account_id FROM person"
THEMES = "SELECT * FROM theme"
ITEMS = """
    SELECT DISTINCT i.id, i.title, i.status, i.owner, i.note, i.theme_id, i.kind, i.created_ms,
        i.changed_ms
    FROM item i JOIN item_quote s ON s.item_id = i.id JOIN quote q ON q.id = s.quote_id
    WHERE q.session_id = :session AND q.deleted = 0
"""
SUPPORT = """
    SELECT s.item_id, s.quote_id, s.added_ms FROM item_quote s JOIN quote q ON q.id = s.quote_id
    WHERE q.session_id = :session AND q.deleted = 0
"""
STATUSES = "SELECT item_id, at_ms, status, who FROM item_status"
HISTORY = """
    SELECT n, at_ms, batch, verb, entity, entity_id, before, after, state, writer FROM change
    WHERE session_id = :session ORDER BY n
"""
HALF_TYPED = """
    SELECT writer, who, text, caret, first_key_ms, quote_id, state, updated_ms, initials, leads
    FROM draft WHERE session_id = :session AND text <> ''
"""


@dataclass(slots=True)
class Captured:
    """A session as it is here, with all that it refers to: what is sent."""

    rows: SessionContent
    accounts: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    themes: list[Row] = field(default_factory=list)
    items: list[Row] = field(default_factory=list)
    support: list[Row] = field(default_factory=list)
    statuses: list[Row] = field(default_factory=list)
    history: list[Row] = field(default_factory=list)
    half_typed: list[Row] = field(default_factory=list)

    @property
    def silent(self) -> set[str]:
        """The participants who have not agreed to notes: their words are not sent."""
        of_it = self.rows.tables["participant"]
        return {id for id, state in of_it.items() if not state["consent_notes"]}


async def read_references(tx: Tx, session_id: str, rows: SessionContent) -> Captured:
    """Return what a session refers to: accounts, people, themes, and items with its quotes."""
    found = Captured(rows)
    seated = rows.tables["participant"].values()
    found.people = await by_ids(tx, PEOPLE, "id", {state["person_id"] for state in seated})
    accounts = {state["account_id"] for state in seated} | {p["account_id"] for p in found.people}
    found.accounts = await by_ids(tx, ACCOUNTS, "id", accounts)
    for item in await tx.all(ITEMS, {"session": session_id}):
        now = rows.codebook.by_id(item["theme_id"])  # where its theme was merged into
        found.items.append({**item, "theme_id": now.id} if now else item)
    found.themes = await _themes(tx, found)
    return found


async def read_the_rest(tx: Tx, session_id: str, found: Captured) -> None:
    """Add what is sent once something has changed: histories, support of items, half lines."""
    of_it = {"session": session_id}
    found.support = await tx.all(SUPPORT, of_it)
    found.statuses = await by_ids(tx, STATUSES, "item_id", {item["id"] for item in found.items})
    found.history = await tx.all(HISTORY, of_it)
    found.half_typed = await tx.all(HALF_TYPED, of_it)


async def _themes(tx: Tx, found: Captured) -> list[Row]:
    """Return the themes of the session's quotes, headlines, items and agenda, parents first."""
    assert found.rows.row is not None
    used = {theme for quote in found.rows.quotes.values() for theme in quote.state["themes"]}
    used |= {key.partition("/")[0] for key in found.rows.tables["headline"]}
    used |= {item["theme_id"] for item in found.items}
    agenda = parse_agenda(found.rows.row["agenda_source"], found.rows.row["title"]).agenda
    planned = {fold(path) for path in found.rows.codebook.all_now_called(agenda.theme_paths)}
    themes = await tx.all(THEMES)
    paths = {fold(row["path"]) for row in themes if row["id"] in used} | planned
    whole = {part for path in paths for part in lineage(path)}
    return sorted((r for r in themes if r["path_key"] in whole), key=lambda r: len(r["path"]))


async def by_ids(tx: Tx, select: str, column: str, ids: set[Any]) -> list[Row]:
    """Return the rows whose *column* is one of *ids*, None left out."""
    wanted, found = sorted(filter(None, ids)), list[Row]()
    for start in range(0, len(wanted), LOOKUP_BATCH):
        names, params = placeholders("i", wanted[start : start + LOOKUP_BATCH])
        found += await tx.all(f"{select} WHERE {column} IN ({names})", params)
    return found
