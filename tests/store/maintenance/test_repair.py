"""What is computed from other rows: tampered with, found, mended and said; the rest stays."""

import asyncio
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from focusgroup.core.errors import FocusgroupError, StoreError
from focusgroup.core.model import Kind, Note, NoteKind
from focusgroup.store import clocks, debriefs, notes, open_db, participants, sessions, undo
from focusgroup.store.encryption import keys
from focusgroup.store.engine.sqlite import SqliteDb, connect
from focusgroup.store.erasure import files_with_words
from focusgroup.store.maintenance import check_and_backup, counter_rows, counters, tags
from focusgroup.store.maintenance import repair as repairing
from focusgroup.store.maintenance.counts import check_counts
from focusgroup.store.maintenance.faults import CountFault, CountProblem
from focusgroup.store.maintenance.recovery import recover
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import Edit, NewQuote
from tests.slow import some
from tests.store.conftest import AGENDA, NOW

RAW = (
    *("account", "person", "participant", "theme", "quote", "quote_theme", "theme_count"),
    *("session", "agenda_item", "note", "change", "headline", "debrief", "quote_fts"),
    *("quote_without_theme", "quote_tally", "theme_group", "theme_pair", "theme_voices"),
    "theme_quarter",
)
KINDS = tuple(kind.value for kind in Kind)
NOTHING = {
    "theme_count": ("quotes",),
    "quote_tally": KINDS,
    "theme_group": (*KINDS, "people", *(f"people_{kinds}" for kinds in range(1, 7))),
    "theme_pair": (*KINDS, "people"),
    "theme_quarter": ("quotes", "strong", "agreement", "dissent"),
    "theme_voices": ("people", "accounts", "voices", "sessions", "revenue", "known"),
}
"""Counters, and the columns that are 0 in a row that says nothing."""


async def fill(path: Path) -> None:
    """An ended session with something of everything, and one that is live."""
    async with open_db(path) as db:
        ended = await sessions.create(db, title="Ended", agenda=AGENDA, now_ms=NOW)
        live = await sessions.create(db, title="Live", agenda=AGENDA, now_ms=NOW + 1)
        people = [
            await participants.add(db, ended.id, name=name, account=account, now_ms=NOW)
            for name, account in (("Anna Novák", "Northwind"), ("Ben Ode", "Acmé"), ("Cy", ""))
        ]
        clock = (await clocks.load(db, ended.id, 0)).started(0)
        await clocks.save(db, ended.id, clock, clock_now_ms=9_000, now_ms=NOW)
        for n in range(12):
            new = NewQuote(
                session_id=(ended, live)[n == 11].id,
                text=f"quote {n}: größer, and we don't know why",
                kind=tuple(Kind)[n % len(Kind)],
                at_ms=NOW + n,
                id=f"id-{n:02}",
                participant_id=None if n == 11 else people[n % 3].id,
                themes=(("Reporting > Exports", "Onboarding"), ("Reporting",), ())[n % 3],
            )
            await quotes.add_quote(db, new, NOW)
        await quotes.delete_quote(db, ["id-04"], NOW)
        await quotes.change_quote(db, ["id-05"], Edit(themes=("A > B > C",)), NOW)
        await quotes.change_quote(db, ["id-06"], Edit(kind=Kind.STRENGTH), NOW)
        await undo.undo(db, ended.id, NOW)
        no = PersonChange(consent_notes=False)
        await participants.change(db, people[1].id, no, NOW)
        await notes.add(db, Note("note-1", ended.id, NoteKind.PARKED, "vans", NOW))
        clock = await clocks.load(db, ended.id, 9_000)
        await clocks.save(db, ended.id, clock.ended(99_000), clock_now_ms=99_000, now_ms=NOW)
        await debriefs.finish(db, ended.id, NOW)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a sound database."""
    path = tmp_path_factory.mktemp("sound") / "groups.db"
    asyncio.run(fill(path))
    return path.read_bytes()


@pytest.fixture
def filled(sound: bytes, tmp_path: Path) -> Path:
    """A closed database in which nothing is wrong yet."""
    path = tmp_path / "groups.db"
    path.write_bytes(sound)
    return path


def tamper(path: Path, *sql: str) -> None:
    with closing(connect(path, reading=False)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for each in sql:
            assert connection.execute(each).rowcount != 0, each


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that is in a database but revisions, which a repair takes anew, and empty counts."""
    found = {}
    with closing(connect(path, reading=True)) as connection:
        for table in RAW:
            names = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]
            names = [name for name in names if name != "rev"]
            number = "rowid, " if table == "quote_fts" else ""
            select = f"SELECT {number}{', '.join(names)} FROM {table}"
            counted = " OR ".join(f"{name} <> 0" for name in NOTHING.get(table, ("1",)))
            rows = connection.execute(f"{select} WHERE {counted}")
            found[table] = sorted(map(tuple, rows), key=repr)
    return found


DONE = "(SELECT id FROM session WHERE title = 'Ended')"
LIVE = "(SELECT id FROM session WHERE title = 'Live')"
EXPORTS = "(SELECT id FROM theme WHERE path = 'Reporting > Exports')"
TAG = """
    INSERT INTO quote_theme SELECT {theme}, {quote}, {direct}, kind, account_id, person_id,
        session_id, at_ms FROM quote WHERE id = 'id-00'
"""

TAMPERED = {
    "every theme count": ("UPDATE theme_count SET quotes = 99", "theme counts are wrong"),
    "one theme count": (
        f"UPDATE theme_count SET quotes = 9 WHERE theme_id = {EXPORTS} AND kind = 'problem'",
        "1 theme count is wrong; `focusgroup db check --repair` recounts it",
    ),
    "no theme counts": ("DELETE FROM theme_count", "theme counts are wrong"),
    "theme counts of 0": ("UPDATE theme_count SET quotes = 0", "theme counts are wrong"),
    "a stray theme count": (
        f"INSERT INTO theme_count VALUES ({EXPORTS}, 'bogus', 3)",
        "1 theme count is wrong",
    ),
    "session counts": (
        "UPDATE session SET quotes = 99",
        "2 sessions have a wrong number of quotes; `focusgroup db check --repair` recounts them",
    ),
    "types of tags": ("UPDATE quote_theme SET kind = 'bogus'", "tags are filed by another type"),
    "accounts of tags": ("UPDATE quote_theme SET account_id = NULL", "are filed by another"),
    "people of tags": ("UPDATE quote_theme SET person_id = 'x'", "are filed by another"),
    "sessions of tags": (f"UPDATE quote_theme SET session_id = {LIVE}", "are filed by another"),
    "times of tags": ("UPDATE quote_theme SET at_ms = at_ms + 1", "are filed by another"),
    "one tag": (
        f"UPDATE quote_theme SET at_ms = 1 WHERE quote_id = 'id-00' AND theme_id = {EXPORTS}",
        "1 tag is filed by another type, person, account or time than the quote",
    ),
    "no parents' tags": ("DELETE FROM quote_theme WHERE direct = 0", "wrong parent themes"),
    "no tags but parents'": ("DELETE FROM quote_theme WHERE direct > 0", "have lost a theme"),
    "no tags": ("DELETE FROM quote_theme", "have lost a theme"),
    "one quote's tags": (
        "DELETE FROM quote_theme WHERE quote_id = 'id-00'",
        "1 quote has lost a theme; `focusgroup db check --repair` repairs it",
    ),
    "one of two tags": (
        f"DELETE FROM quote_theme WHERE quote_id = 'id-00' AND theme_id = {EXPORTS}",
        "1 quote has lost a theme",
    ),
    "tags as if of children": ("UPDATE quote_theme SET direct = 0", "have lost a theme"),
    "a parent's tag too many": (
        TAG.format(theme="(SELECT id FROM theme WHERE path = 'A')", quote="'id-00'", direct=0),
        "1 quote is counted under the wrong parent themes",
    ),
    "a tag of a deleted quote": (
        TAG.format(theme=EXPORTS, quote="'id-04'", direct=1),
        "1 tag is of a quote that is not there",
    ),
    "a tag of no quote": (
        TAG.format(theme=EXPORTS, quote="'id-99'", direct=1),
        "1 tag is of a quote that is not there",
    ),
    "people of quotes": (
        "UPDATE quote SET person_id = 'x' WHERE participant_id IS NOT NULL AND deleted <> 1",
        "quotes have another person or account than the speaker",
    ),
    "accounts of quotes": (
        "UPDATE quote SET account_id = NULL WHERE id = 'id-00'",
        "1 quote has another person or account than the speaker",
    ),
    "withheld quotes shown": (
        "UPDATE quote SET deleted = 0 WHERE deleted = 2",
        "quotes are shown or withheld against the speaker's consent",
    ),
    "quotes withheld": (
        "UPDATE quote SET deleted = 2 WHERE id = 'id-00'",
        "1 quote is shown or withheld against the speaker's consent",
    ),
    "nothing indexed": ("DELETE FROM quote_fts", "parts of the search index are wrong or missing"),
    "a quote not indexed": (
        "DELETE FROM quote_fts WHERE rowid = 1",
        "1 part of the search index is wrong or missing",
    ),
    "wrong tokens": ("UPDATE quote_fts SET tokens = 'other words'", "search index are wrong"),
    "wrong words kept": ("UPDATE quote_fts_content SET c0 = 'x'", "search index are wrong"),
    "words lost": ("DELETE FROM quote_fts_content WHERE id = 1", "search index is wrong"),
    "a deleted quote indexed": (
        "INSERT INTO quote_fts (rowid, tokens) SELECT n, 'gone' FROM quote WHERE id = 'id-04'",
        "1 part of the search index is wrong or missing",
    ),
    "a stray in the index": (
        "INSERT INTO quote_fts (rowid, tokens) VALUES (999, 'stray')",
        "1 part of the search index is wrong or missing",
    ),
    "keys of themes": ("UPDATE theme SET path_key = 'x' || id", "looked up"),
    "keys of accounts": ("UPDATE account SET name_key = 'x' || id", "2 names can't be looked up"),
    "keys of people": ("UPDATE person SET name_key = 'x'", "3 names can't be looked up"),
    "revisions": (
        "UPDATE session SET rev = 0",
        "2 sessions have a revision older than what is in it",
    ),
    "minutes of the agenda": (
        f"UPDATE agenda_item SET spent_ms = 7 WHERE session_id = {DONE}",
        "1 session has another status or other agenda times than the clock",
    ),
    "questions skipped": (
        f"UPDATE agenda_item SET state = 'parked' WHERE session_id = {DONE} AND section = 1",
        "1 session has another status",
    ),
    **{
        f"{name} quotes of {table}": (
            f"UPDATE {table} SET {name} = {name} + 1",
            "counts of a person" if table == "quote_tally" else "theme counts are wrong",
        )
        for table, names in NOTHING.items()
        if table != "theme_count"
        for name in names
    },
    "no counts of groups": ("DELETE FROM theme_group", "theme counts are wrong"),
    "no counts of voices": ("DELETE FROM theme_voices", "theme counts are wrong"),
    "a stray count of voices": (
        f"INSERT INTO theme_voices VALUES ({EXPORTS}, 63, 1, 1, 1, 1, 0, 0)",
        "1 theme count is wrong",
    ),
    "a stray count of a group": (
        "INSERT INTO theme_group (group_id, theme_id, problem) VALUES ('x', 'zzz', 1)",
        "1 theme count is wrong",
    ),
    "no counts of pairs": ("DELETE FROM theme_pair", "theme counts are wrong"),
    "a stray count of a pair": (
        "INSERT INTO theme_pair (theme_id, with_id, problem) VALUES ('x', 'zzz', 1)",
        "1 theme count is wrong",
    ),
    "no counts of quarters": ("DELETE FROM theme_quarter", "theme counts are wrong"),
    "a stray count of a quarter": (
        f"INSERT INTO theme_quarter VALUES ({EXPORTS}, 7777, 'problem', 1, 0, 0, 0)",
        "1 theme count is wrong",
    ),
    "no counts of people": ("DELETE FROM quote_tally", "counts of a person"),
    "none without a theme": ("DELETE FROM quote_without_theme", "wrongly listed as with or"),
    **{
        f"{name} of those without a theme": (
            f"UPDATE quote_without_theme SET {name} = 'x'",
            "quotes are wrongly listed as with or without a theme",
        )
        for name in ("kind", "account_id", "person_id", "session_id", "at_ms")
    },
    "one with a theme": (
        "INSERT INTO quote_without_theme VALUES ('id-00', 'problem', NULL, NULL, 'x', 1)",
        "1 quote is wrongly listed as with or without a theme",
    ),
    "the status": (
        f"UPDATE session SET status = 'scheduled' WHERE id = {DONE}",
        "1 session has another status",
    ),
}


def some_of_counters() -> list[tuple[str, str]]:
    """What was done to counters alone."""
    return [each for each in TAMPERED.values() if " theme_" in each[0] or " quote_tally" in each[0]]


RECORDED = {
    "account": "id name segment revenue_share owner created_ms",
    "agenda_item": "session_id section question title kind planned_ms entered_ms done_ms",
    "backroom": "session_id token hushed",
    "change": "n session_id at_ms batch verb entity entity_id before after state writer",
    "debrief": "session_id part text rev",
    "dialog_draft": "dialog subject writer fields updated_ms",
    "draft": "session_id writer who opened_ms text caret first_key_ms quote_id state updated_ms"
    " initials leads",
    "headline": "session_id theme_id kind text rev",
    "item": "id title status owner note theme_id kind created_ms changed_ms",
    "item_quote": "item_id quote_id added_ms",
    "item_status": "n item_id at_ms status who",
    "note": "id session_id kind text participant_id owner due done at_ms offset_ms deleted rev"
    " due_on done_ms",
    "observer": "id session_id name name_key function first_ms last_ms",
    "observer_question": "id session_id observer_id text at_ms state rev",
    "participant": "id session_id person_id seat name initials role account_id consent_notes"
    " consent_name asked deleted rev arrived_ms left_ms",
    "person": "id name account_id",
    "quote": "n id session_id text kind participant_id at_ms offset_ms section question intensity"
    " verbatim stub agreement dissent created_ms rev taken_by",
    "publication": "session_id place url at_ms rev their_rev refs",
    "publication_mark": "session_id entity entity_id mine theirs",
    "session": "id title product place facilitator note_taker zone agenda_name agenda_source"
    " planned_minutes created_ms scheduled_ms started_ms ended_ms bottom_line sample clock"
    " debriefed_ms clock_rev deletion published",
    "theme": "id path description created_ms excludes keywords owner retired_ms",
    "theme_change": "n at_ms who verb words state quotes sessions change_n undone",
    "theme_link": "change quote_id theme_id into_id direct had",
    "theme_name": "change path theme_id into_id",
}
"""The columns that hold what was said and done; nothing else can tell what belongs there."""
OF_THE_INDEX = ("quote_fts_config", "quote_fts_data", "quote_fts_docsize", "quote_fts_idx")
"""Tables of SQLite's own, which `PRAGMA integrity_check` reads."""
WITH_THEIR_ROW = {("agenda_item", "rev"), ("quote_theme", "quote_id"), ("quote_theme", "theme_id")}
WITH_THEIR_ROW |= {
    ("theme_count", "theme_id"),
    ("theme_count", "kind"),
    ("theme_voices", "theme_id"),
    ("theme_voices", "kinds"),
    ("theme_group", "theme_id"),
    ("theme_group", "group_id"),
    ("theme_pair", "theme_id"),
    ("theme_pair", "with_id"),
    ("theme_quarter", "theme_id"),
    ("theme_quarter", "quarter"),
    ("theme_quarter", "kind"),
    ("quote_tally", "role"),
    ("quote_tally", "who"),
    ("quote_tally", "themed"),
    ("quote_without_theme", "quote_id"),
    ("quote_fts_content", "id"),
}
"""Computed columns that are wrong only together with a row that is too many or missing."""


def test_every_column_is_recorded_or_tampered_with_below(filled: Path) -> None:
    tampered = " ".join(sql for sql, _ in TAMPERED.values())
    with closing(connect(filled, reading=True)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        columns = {
            (table, row["name"])
            for (table,) in tables
            if not table.startswith("sqlite_") and table not in OF_THE_INDEX
            for row in connection.execute(f"PRAGMA table_info({table})")
        }
    recorded = {(table, name) for table, names in RECORDED.items() for name in names.split()}
    assert recorded <= columns
    for table, name in columns - recorded - WITH_THEIR_ROW:
        assert f"UPDATE {table} SET {name} =" in tampered, (table, name)


@pytest.mark.parametrize(("sql", "says"), TAMPERED.values(), ids=TAMPERED.keys())
def test_what_is_computed_is_found_wrong_and_put_right(filled: Path, sql: str, says: str) -> None:
    assert check_and_backup.check(filled) == ()
    before = rows(filled)
    tamper(filled, sql)
    tampered = filled.read_bytes()
    found = check_of(filled)
    assert says in " ".join(check_and_backup.check(filled))
    assert filled.read_bytes() == tampered
    done = repairing.repair(filled)
    assert {each.fault for each in found} <= {each.fault for each in done.mended}
    assert check_and_backup.check(filled) == ()
    assert rows(filled) == before
    assert done.copy is not None
    assert check_of(done.copy) == found
    assert done.copy in files_with_words(filled).copies


def check_of(path: Path) -> tuple[CountProblem, ...]:
    with closing(connect(path, reading=True)) as connection:
        return check_counts(connection)


COUNTED_AGAIN = "EXCEPT SELECT"


def test_nothing_is_counted_twice_in_a_sound_database(filled: Path) -> None:
    assert counted_again(filled) == []
    tamper(
        filled, "UPDATE theme_pair SET people = people + 1", "UPDATE quote_tally SET problem = 9"
    )
    assert len(counted_again(filled)) == 2


def counted_again(path: Path) -> list[str]:
    """The statements that count a table again, which takes as long as making it."""
    said: list[str] = []
    with closing(connect(path, reading=True)) as connection:
        connection.set_trace_callback(said.append)
        check_counts(connection)
    return [sql for sql in said if COUNTED_AGAIN in sql and "'*' AS theme_id" not in sql]


@pytest.mark.parametrize("sql", ["SELECT 1", *(sql for sql, _ in some_of_counters())])
def test_sums_are_the_same_however_little_is_remembered(
    filled: Path, monkeypatch: pytest.MonkeyPatch, sql: str
) -> None:
    tamper(filled, sql)
    found = check_of(filled)
    for module in (counters, tags):
        monkeypatch.setattr(module, "MOST_KEPT", 1)
    monkeypatch.setattr(counter_rows, "CHUNK", 1)
    assert check_of(filled) == found
    assert counted_again(filled) == [] or found


def test_everything_at_once_is_put_right(filled: Path) -> None:
    before = rows(filled)
    tamper(
        filled,
        "UPDATE session SET rev = 0, quotes = 5",
        "UPDATE quote SET person_id = NULL, account_id = NULL WHERE deleted <> 1",
        "UPDATE quote_theme SET at_ms = 1, direct = 0",
        "DELETE FROM quote_fts WHERE rowid < 9",
        "UPDATE theme SET path_key = id",
        f"UPDATE agenda_item SET spent_ms = 7 WHERE session_id = {DONE}",
    )
    mended = {each.fault for each in repairing.repair(filled).mended}
    assert len(mended) >= 8
    assert check_and_backup.check(filled) == ()
    assert rows(filled) == before


def test_nothing_wrong_leaves_the_file_as_it_is_and_makes_no_copy(filled: Path) -> None:
    before = filled.read_bytes()
    assert repairing.repair(filled) == repairing.Repaired((), None)
    assert filled.read_bytes() == before
    assert [each.name for each in filled.parent.glob("groups*")] == ["groups.db"]


def test_parents_of_a_theme_are_made_again(filled: Path) -> None:
    tamper(
        filled,
        "INSERT INTO theme (id, path, path_key, created_ms)"
        " VALUES ('t', 'Lone > Child', 'lone > child', 1)",
    )
    assert "1 parent theme is missing" in check_and_backup.check(filled)[0]
    assert [each.mended for each in repairing.repair(filled).mended] == [
        "repaired: 1 parent theme was missing"
    ]
    assert ("Lone", "lone") in {row[1:3] for row in rows(filled)["theme"]}


def test_an_index_that_does_not_find_its_own_words_is_made_anew(filled: Path) -> None:
    before = rows(filled)
    tamper(filled, "DELETE FROM quote_fts_data WHERE id > 10")
    assert "search index" in repairing.repair(filled).mended[0].mended
    assert rows(filled) == before
    assert repairing.repair(filled).mended == ()


def test_a_type_that_no_counter_has_is_no_fault_of_the_counters(filled: Path) -> None:
    of_one = "WHERE id = 'id-00'"
    tamper(filled, f"UPDATE quote SET kind = 'bogus' {of_one}")
    assert "tags are filed by another type" in " ".join(check_and_backup.check(filled))
    repairing.repair(filled)
    assert check_and_backup.check(filled) == ()


def test_a_quote_without_its_speaker_keeps_its_account(filled: Path) -> None:
    tamper(filled, "UPDATE quote SET participant_id = NULL WHERE id = 'id-00'")
    assert check_and_backup.check(filled) == ()


def test_changed_quotes_carry_a_new_revision(filled: Path) -> None:
    with closing(connect(filled, reading=True)) as connection:
        (rev,) = connection.execute("SELECT max(rev) FROM session").fetchone()
    tamper(filled, "UPDATE quote SET account_id = NULL WHERE id = 'id-00'")
    repairing.repair(filled)
    with closing(connect(filled, reading=True)) as connection:
        revs = "SELECT s.rev, q.rev FROM quote q JOIN session s ON s.id = q.session_id WHERE q.id"
        assert tuple(connection.execute(f"{revs} = 'id-00'").fetchone()) == (rev + 1, rev + 1)
        assert connection.execute(f"{revs} = 'id-01'").fetchone()[1] <= rev


# -- refused ---------------------------------------------------------------------------------

WRONG = "UPDATE theme_count SET quotes = 99"


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """No row changes, and nothing but whole copies is left beside."""
    before = rows(path)
    yield
    assert rows(path) == before
    assert not list(path.parent.glob(".*part*"))


async def test_a_program_that_has_it_open_is_named(filled: Path) -> None:
    tamper(filled, WRONG)
    with unchanged(filled):
        async with open_db(filled):
            with pytest.raises(StoreError, match=r"a program has .* open; close it first"):
                repairing.repair(filled)
    assert repairing.repair(filled).mended


def test_a_program_that_writes_is_named(filled: Path) -> None:
    tamper(filled, WRONG)
    with unchanged(filled), closing(connect(filled, reading=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"another program holds it|a program has"):
            repairing.repair(filled)
        other.execute("ROLLBACK")


def test_a_damaged_database_is_left_to_recovery(filled: Path) -> None:
    tamper(filled, WRONG)
    data = bytearray(filled.read_bytes())
    data[4096 * 4 : 4096 * 6] = b"\xa5" * 8192
    filled.write_bytes(data)
    with pytest.raises(StoreError, match=r"is damaged.*`focusgroup db recover`"):
        repairing.repair(filled)
    assert filled.read_bytes() == data
    assert not list(filled.parent.glob("*.backup"))


def test_a_row_without_its_parent_is_damage(filled: Path) -> None:
    tamper(filled, "DELETE FROM participant")
    with pytest.raises(StoreError, match="is damaged"):
        repairing.repair(filled)


def test_a_value_of_another_type_is_damage(filled: Path) -> None:
    tamper(filled, "UPDATE quote SET text = x'00ff' WHERE id = 'id-00'")
    assert "is damaged" in check_and_backup.check(filled)[0]
    with unchanged(filled), pytest.raises(StoreError, match="is damaged"):
        repairing.repair(filled)


def test_a_file_that_can_not_be_written_is_named(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reading_only(path: Path, *, reading: bool) -> sqlite3.Connection:
        return connect(path, reading=True)

    tamper(filled, WRONG)
    monkeypatch.setattr("focusgroup.store.engine.alone.connect", reading_only)
    with (
        unchanged(filled),
        pytest.raises(StoreError, match="can't be written; check the permissions"),
    ):
        repairing.repair(filled)


def test_a_disk_that_is_full_takes_the_copy_or_nothing(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = repairing.copy_verified

    def then_full(source: sqlite3.Connection, path: Path, target: Path) -> None:
        real(source, path, target)
        pages = source.execute("PRAGMA page_count").fetchone()[0]
        source.execute(f"PRAGMA max_page_count = {pages}")

    monkeypatch.setattr(repairing, "copy_verified", then_full)
    many_words = "UPDATE quote SET text = replace(hex(randomblob(3000)), 'A', ' ')"
    tamper(filled, many_words)
    with unchanged(filled), pytest.raises(StoreError, match="the disk is full; free some space"):
        repairing.repair(filled)


def test_without_its_copy_nothing_is_changed(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(source: sqlite3.Connection, path: Path, target: Path) -> None:
        raise StoreError("no copy was made: the disk is full")

    monkeypatch.setattr(repairing, "copy_verified", no_room)
    tamper(filled, WRONG)
    with unchanged(filled), pytest.raises(StoreError, match="no copy was made"):
        repairing.repair(filled)


async def test_an_encrypted_database_is_repaired_and_its_copy_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlcipher3")
    monkeypatch.setattr(keys, "ROUNDS", 1000)
    path = tmp_path / "groups.db"
    keys.assign_key(path, keys.Key.random())
    await fill(path)
    before = rows(path)
    tamper(path, WRONG, "DELETE FROM quote_fts_data WHERE id > 10")
    assert len(check_and_backup.check(path)) == 2
    done = repairing.repair(path)
    assert check_and_backup.check(path) == ()
    assert rows(path) == before
    assert done.copy is not None
    assert not done.copy.read_bytes().startswith(b"SQLite")


KILLED = """
import os, signal, sys
from contextlib import contextmanager
from pathlib import Path
from focusgroup.store.maintenance import repair as repairing
at, path = sys.argv[1], Path(sys.argv[2])
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if at == "copying":
    repairing.copy_verified = lambda source, path, target: (
        target.with_name(f".{target.name}.1.part").write_bytes(b"half"), die())
if at == "copied":
    repairing.put_right = die
if at == "mending":
    repairing.MENDING = {**repairing.MENDING, repairing.CountFault.SEARCH: die}
if at == "mended":
    real = repairing.put_right
    repairing.put_right = lambda connection: (real(connection), die())
repairing.repair(path)
die()
"""


@pytest.mark.parametrize(
    "at", some(["copying", "copied", "mending", "mended", "done"], ["copied", "mending", "done"])
)
def test_killed_anywhere_the_old_or_the_new_state_is_there(filled: Path, at: str) -> None:
    sound = rows(filled)
    tamper(filled, WRONG, "DELETE FROM quote_theme WHERE direct = 0", "DELETE FROM quote_fts")
    tampered = rows(filled)
    killed = subprocess.run([sys.executable, "-c", KILLED, at, filled], timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert rows(filled) == (sound if at == "done" else tampered)
    repairing.repair(filled)
    assert rows(filled) == sound


# -- nothing is wrong by itself --------------------------------------------------------------


@pytest.mark.parametrize("seed", some(range(6), [0, 1]))
async def test_whatever_is_done_in_whatever_order_counts_right(db: SqliteDb, seed: int) -> None:
    chance = random.Random(seed)
    rooms = [await sessions.create(db, title="S", agenda=AGENDA, now_ms=NOW) for _ in range(2)]
    seated = {
        room.id: [
            await participants.add(db, room.id, name=name, account=account, now_ms=NOW)
            for name, account in (("Anna", "Acme"), ("Ben", "Acme"), ("Cy", ""))
        ]
        for room in rooms
    }
    made: dict[str, list[str]] = {room.id: [] for room in rooms}
    paths = ("A", "A > B", "A > B > C", "D > E", "größer > D", "d > e > f")
    for n in range(80):
        room = chance.choice(rooms).id
        people, ids = seated[room], made[room]
        some = tuple(chance.sample(paths, chance.randrange(3)))
        who = chance.choice(people)
        try:
            match chance.randrange(9) if len(ids) > 2 else 0:
                case 0 | 1:
                    new = NewQuote(
                        session_id=room,
                        text=f"wörd {n} don't",
                        kind=chance.choice(list(Kind)),
                        at_ms=NOW + n,
                        id=f"id-{n}",
                        participant_id=chance.choice([None, who.id]),
                        themes=some,
                    )
                    await quotes.add_quote(db, new, NOW)
                    ids.append(new.id)
                case 2:
                    wanted = Edit(themes=some, kind=chance.choice(list(Kind)), text=f"other {n}")
                    await quotes.change_quote(db, chance.sample(ids, 2), wanted, NOW)
                case 3:
                    await quotes.change_quote(db, [ids[-1]], Edit(participant_id=who.id), NOW)
                case 4:
                    await quotes.merge_quotes(db, *chance.sample(ids, 2), NOW)
                case 5:
                    await quotes.delete_quote(db, [chance.choice(ids)], NOW)
                case 6:
                    agrees = chance.random() < 0.5
                    account = chance.choice(["Acme", "Northwind", ""])
                    change = PersonChange(consent_notes=agrees, account=account)
                    await participants.change(db, who.id, change, NOW)
                case 7:
                    await undo.undo(db, room, NOW)
                case 8:
                    await undo.redo(db, room, NOW)
        except FocusgroupError:
            pass  # of a quote that is deleted, or one joined with itself: nothing was changed
        if n % 8 == 0:
            assert check_and_backup.check(db.path) == ()
    assert check_and_backup.check(db.path) == ()


def test_a_recovered_database_counts_right(filled: Path, tmp_path: Path) -> None:
    tamper(filled, "UPDATE session SET quotes = 99", "DELETE FROM quote_theme WHERE direct = 0")
    recover(filled, tmp_path / "recovered.db")
    assert check_and_backup.check(tmp_path / "recovered.db") == ()


def test_every_kind_has_its_sentences() -> None:
    for fault in CountFault:
        one, two = CountProblem(fault, ("a",)), CountProblem(fault, ("a", "b"))
        assert one.found.startswith("1 ")
        assert two.found.endswith(" them")
        assert ": 2 " in two.mended
        assert "{" not in one.found + two.found + one.mended + two.mended
