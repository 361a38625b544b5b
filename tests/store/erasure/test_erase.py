"""Erasing a person: what goes, what stays, and what the bytes of the files say afterwards.

The tests look through the files themselves and don't take the program's word for it.
"""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.model import Kind, Note, NoteKind, Session
from focusgroup.exports.privacy.erasing import masks_of
from focusgroup.services.live_session import LiveSession
from focusgroup.services.rescue import rescue
from focusgroup.store import (
    debriefs,
    notes,
    open_db,
    open_sqlite,
    participants,
    sessions,
    themes,
    undo,
)
from focusgroup.store.engine import location
from focusgroup.store.engine.migrate import migrate, shipped_steps
from focusgroup.store.engine.sqlite import SqliteDb, connect
from focusgroup.store.erasure import erase
from focusgroup.store.erasure import files as erase_files
from focusgroup.store.erasure.files import files_with_words
from focusgroup.store.erasure.mentions import Masks
from focusgroup.store.erasure.people import Someone, find_people
from focusgroup.store.maintenance import check_and_backup
from focusgroup.store.outbox import DialogPlace, drafts, journals_of, save_dialog
from focusgroup.store.outbox.drafts import Draft
from focusgroup.store.outbox.journal import Journal
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import Edit, NewQuote
from tests.slow import some
from tests.store.conftest import AGENDA, NOW

PEOPLE = {
    "alpha": ("Anna Nováková", "the invoices took Žofie three whole weeks to reconcile"),
    "beta": ("张伟明", "报表导出花了我们整整三个星期才能对账完成"),
    "gamma": ("سالم العتيبي", "استغرق تصدير التقارير ثلاثة أسابيع كاملة من وقت الفريق"),
}
LONG = "the {0} export broke off in the {0} night and the {0} morning " * 200
OTHER = "our dispatchers like the map best of all the screens"


async def take(db: SqliteDb, session: str, who: str | None, text: str, quote: str) -> None:
    new = NewQuote(
        text,
        Kind.PROBLEM,
        NOW,
        session_id=session,
        id=quote,
        participant_id=who,
        themes=("Reporting > Exports",),
    )
    await quotes.add_quote(db, new, NOW)


@pytest.fixture
async def filled(db: SqliteDb, session: Session) -> Path:
    """A closed database in which each of PEOPLE left every kind of trace, and Petra hers."""
    petra = await participants.add(
        db, session.id, name="Petra Bauer", account="Contoso", now_ms=NOW
    )
    await take(db, session.id, petra.id, OTHER, "petra-1")
    for key, (name, text) in PEOPLE.items():
        person = await participants.add(
            db, session.id, name=name, role=f"role of {key}", account="Northwind", now_ms=NOW
        )
        await take(db, session.id, person.id, text, f"{key}-1")
        await take(db, session.id, person.id, f"{key} said once: {LONG.format(key)}", f"{key}-2")
        await take(db, session.id, person.id, f"never mind the {key} mistake here", f"{key}-3")
        await quotes.change_quote(db, [f"{key}-1"], Edit(text=f"{text} (corrected)"), NOW)
        await quotes.delete_quote(db, [f"{key}-3"], NOW)
        await take(db, session.id, person.id, f"taken for {key} at first", f"petra-{key}")
        await quotes.change_quote(db, [f"petra-{key}"], Edit(participant_id=petra.id), NOW)
        parked = Note(f"{key}-note", session.id, NoteKind.PARKED, f"ask {key} why", NOW)
        await notes.add(db, parked)
        with closing(sqlite3.connect(db.path)) as connection:
            connection.execute(
                "UPDATE note SET participant_id = ? WHERE id = ?", (person.id, parked.id)
            )
            connection.commit()
    state = json.dumps({"stash": "half of a sentence of Anna's"})
    await drafts.save_draft(db, session.id, Draft("and I said to the", state=state), NOW)
    path = db.path
    await db.close()
    return path


def masks(*names: str) -> Masks:
    return Masks(*masks_of(names, "[erased]"))


def who(path: Path, name: str) -> Someone:
    people, exact = find_people([path, *files_with_words(path).copies], name)
    assert exact
    (someone,) = people
    return someone


def gone(path: Path, name: str, *, mask: bool = False) -> erase.Erased:
    return erase.erase_person(path, name, who(path, name), masks(name), mask=mask)


def held(folder: Path, *texts: str) -> list[tuple[str, str]]:
    """Which of *texts* stand in which file under *folder*, in any form of writing."""
    found = []
    for file in folder.rglob("*"):
        if not file.is_file():
            continue
        data = file.read_bytes()
        for text in texts:
            forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
            codes = ("utf-8", "utf-16-le", "utf-16-be")
            looks = {form.encode(code) for form in forms for code in codes}
            looks |= {json.dumps(form)[1:-1].encode() for form in forms}
            found += [(file.name, text) for look in looks if look in data]
    return found


def traces(key: str) -> tuple[str, ...]:
    name, text = PEOPLE[key]
    return (name, text, f"{key} said once", "never mind the " + key, f"ask {key}", f"role of {key}")


@pytest.mark.parametrize("key", PEOPLE)
async def test_nothing_of_an_erased_person_is_in_the_bytes_of_any_file(
    filled: Path, key: str, tmp_path: Path
) -> None:
    check_and_backup.back_up(filled, filled.with_name("groups.db.schema1-20260101-000000.backup"))
    check_and_backup.back_up(filled, filled.with_name("groups.db.20260101-000000.rescued"))
    location.backups_of(filled).mkdir()
    check_and_backup.back_up(filled, location.backups_of(filled) / "groups-20260301.db")
    assert {name for name, _ in held(tmp_path, *traces(key))} == {
        "groups.db",
        "groups.db.schema1-20260101-000000.backup",
        "groups.db.20260101-000000.rescued",
        "groups-20260301.db",
    }
    done = gone(filled, PEOPLE[key][0])
    assert held(tmp_path, *traces(key)) == []
    assert done.proof.left == ()
    assert len(done.proof.files) == 4
    assert (done.gone.quotes, done.gone.notes, done.gone.drafts) == (3, 1, 1)
    others = [each for each in PEOPLE if each != key]
    assert {text for _, text in held(tmp_path, *(PEOPLE[each][1] for each in others))}


async def test_everybody_else_and_all_counters_stay_right(filled: Path) -> None:
    async with open_db(filled) as db:
        (session,) = await sessions.recent(db)
        before, rev = await participants.of_session(db, session.id), session.rev
    gone(filled, "Anna Nováková")
    assert check_and_backup.check(filled) == ()
    async with open_db(filled) as db:
        (session,) = await sessions.recent(db)
        kept = await quote_pages.quotes_of_session(db, session.id)
        assert len(kept) == 8
        assert session.quotes == 8
        assert session.rev == rev + 1
        assert check_and_backup.check(db.path) == ()
        assert "Anna Nováková" not in {
            p.name for p in await participants.of_session(db, session.id)
        }
        taken = await quotes.get_quote(db, "petra-alpha")
        assert (taken.speaker, taken.text) == ("Petra Bauer", "taken for alpha at first")
        (seat,) = {p.id for p in before} - {
            p.id for p in await participants.of_session(db, session.id)
        }
        for walk in (undo.undo, undo.redo):
            while await walk(db, session.id, NOW):
                said = await quote_pages.quotes_of_session(db, session.id)
                assert seat not in {quote.participant_id for quote in said}


async def test_the_starred_moments_of_others_stay(filled: Path) -> None:
    async with open_db(filled) as db:
        (session,) = await sessions.recent(db)
        starred = "petra-1\nalpha-1\nbeta-1"
        await debriefs.save(db, session.id, debriefs.MOMENTS, starred)
    gone(filled, "Anna Nováková")
    async with open_db(filled) as db:
        assert (await debriefs.load(db, session.id))[debriefs.MOMENTS] == "petra-1\nbeta-1"


async def test_the_tombstone_has_the_seat_and_no_words(filled: Path) -> None:
    gone(filled, "Anna Nováková")
    with closing(connect(filled, reading=True)) as connection:
        seat = connection.execute("SELECT * FROM participant WHERE name = ''").fetchone()
        assert (seat["seat"], seat["deleted"], seat["initials"], seat["role"]) == (2, 1, "", "")
        stubs = connection.execute("SELECT * FROM quote WHERE text = ''").fetchall()
        assert len(stubs) == 3
        assert {row["deleted"] for row in stubs} == {1}
        assert {row["participant_id"] for row in stubs} == {None}
        rev = connection.execute("SELECT rev FROM session").fetchone()[0]
        assert {row["rev"] for row in stubs} == {rev}
        words = "SELECT rowid FROM quote_fts WHERE quote_fts MATCH '\"zofie\"'"
        assert connection.execute(words).fetchall() == []


async def test_an_erased_quote_tells_of_which_kind_it_was_when_and_where_and_nothing_else(
    filled: Path,
) -> None:
    left = {"kind": "strength", "at_ms": NOW, "offset_ms": 5000, "section": 1, "question": 0,
            "verbatim": 0, "stub": 1}  # fmt: skip
    other = {"intensity": 2, "agreement": 3, "dissent": 1, "taken_by": "Paul"}
    sets = ", ".join(f"{name} = :{name}" for name in (*left, *other))
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute(f"UPDATE quote SET {sets} WHERE id = 'alpha-1'", left | other)
    gone(filled, "Anna Nováková")
    with closing(connect(filled, reading=True)) as connection:
        row = connection.execute("SELECT * FROM quote WHERE id = 'alpha-1'").fetchone()
    assert {name: row[name] for name in left} == left
    assert [row[name] for name in other] == [0, 0, 0, ""]
    assert [row[name] for name in ("participant_id", "person_id", "account_id")] == [None] * 3


async def test_all_that_they_said_or_were_called_at_any_time_is_looked_for_afterwards(
    filled: Path,
) -> None:
    async with open_db(filled) as db:
        (session,) = await sessions.recent(db)
        people = await participants.of_session(db, session.id)
        anna = next(each for each in people if each.name == "Anna Nováková")
        called = PersonChange(name="Anna Novotná", role="head of nothing")
        await participants.change(db, anna.id, called, NOW)
        await participants.change(db, anna.id, PersonChange(name=anna.name, role="planner"), NOW)
        promised = Note("alpha-promise", session.id, NoteKind.COMMITMENT, "a list for alpha", NOW,
                        participant_id=anna.id, owner="Olga of alpha")  # fmt: skip
        await notes.add(db, promised)
        with closing(sqlite3.connect(db.path)) as connection, connection:
            connection.execute(
                "INSERT INTO theme_link (change, quote_id, theme_id, direct)"
                " SELECT 1, quote_id, theme_id, 1 FROM quote_theme WHERE quote_id = 'alpha-1'"
            )
            connection.execute(
                "UPDATE note SET text = 'not in the history' WHERE id = 'alpha-note'"
            )
    done = gone(filled, "Anna Nováková")
    said = PEOPLE["alpha"][1]
    assert {
        *(said, f"{said} (corrected)", "never mind the alpha mistake here", "ask alpha why"),
        *("Anna Novotná", "head of nothing", "a list for alpha", "Olga of alpha"),
        "not in the history",
    } <= done.gone.texts
    with closing(connect(filled, reading=True)) as connection:
        states = connection.execute(
            "SELECT id, deleted FROM note WHERE id LIKE 'alpha-%' ORDER BY id"
        ).fetchall()
        assert [tuple(each) for each in states] == [("alpha-note", 1), ("alpha-promise", 1)]
        for table in ("quote_theme", "theme_link"):
            left = f"SELECT count(*) FROM {table} WHERE quote_id LIKE 'alpha-%'"
            assert connection.execute(left).fetchone()[0] == 0, table


async def test_the_same_person_goes_from_every_session_and_a_namesake_stays(
    filled: Path, tmp_path: Path
) -> None:
    async with open_db(filled) as db:
        second = await sessions.create(db, title="Second", agenda=AGENDA, now_ms=NOW)
        for account in ("Northwind", "Contoso"):
            person = await participants.add(
                db, second.id, name="Anna Novakova", account=account, now_ms=NOW
            )
            await take(db, second.id, person.id, f"a second sentence, of {account}", account)
    people, exact = find_people([filled], "anna novakova")
    assert exact
    assert sorted((each.account, len(each.seats)) for each in people) == [
        ("Contoso", 1),
        ("Northwind", 2),
    ]
    (someone,), _ = find_people([filled], "Anna Nováková", "northwind")
    names = set(someone.names)
    assert names == {"Anna Nováková", "Anna Novakova"}
    done = erase.erase_person(filled, "Anna Nováková", someone, masks(*names), mask=False)
    assert done.proof.left == ()
    assert done.gone.kept == ["another participant"]
    assert held(tmp_path, "a second sentence, of Northwind", PEOPLE["alpha"][1]) == []
    assert held(tmp_path, "a second sentence, of Contoso") != []


async def test_a_spelling_that_was_put_right_goes_too(filled: Path, tmp_path: Path) -> None:
    async with open_db(filled) as db:
        (session,) = await sessions.recent(db)
        wrong = await participants.add(
            db, session.id, name="Ottilie Brannt", account="Contoso", now_ms=NOW
        )
        await take(db, session.id, wrong.id, "it is slow", "ottilie-1")
        await participants.change(db, wrong.id, PersonChange(name="Ottilie Brandt"), NOW)
    assert held(tmp_path, "Ottilie Brannt", "ottilie brannt")
    gone(filled, "Ottilie Brandt")
    assert held(tmp_path, "Ottilie Brannt", "ottilie brannt", "Ottilie Brandt") == []


async def test_the_name_in_other_texts_is_told_of_and_stays(filled: Path) -> None:
    await mention(filled)
    done = gone(filled, "Anna Nováková")
    assert dict(done.gone.mentions) == {"Planners": 3}
    assert done.proof.left == ()
    assert {what for _, what in done.proof.others} == {"the name"}
    async with open_db(filled) as db:
        assert "Anna Nováková" in (await quotes.get_quote(db, "petra-9")).text


async def test_the_name_in_other_texts_is_masked_when_asked_for(
    filled: Path, tmp_path: Path
) -> None:
    await mention(filled)
    done = gone(filled, "Anna Nováková", mask=True)
    assert done.gone.mentions == {}
    assert done.proof.left == done.proof.others == ()
    assert held(tmp_path, "Anna Nováková", "anna", "Anna") == []
    async with open_db(filled) as db:
        assert (await quotes.get_quote(db, "petra-9")).text == "as [erased] said, we wait"
        (session,) = await sessions.recent(db)
        assert session.bottom_line == "[erased] leaves unless it is faster"
        assert "write to [erased]" in [n.text for n in await notes.of_session(db, session.id)]
    assert check_and_backup.check(filled) == ()


async def test_a_part_of_the_name_is_masked_as_in_documents_and_doubts_are_shown(
    filled: Path,
) -> None:
    texts = {
        "p-1": "anna told me, and Nováková agreed",
        "p-2": "Novákové to vadí, and so it does Anna",
        "p-3": "Nova\u00adkova's list",
    }
    async with open_db(filled) as db:
        (session,) = await sessions.recent(db)
        (petra, *_) = await participants.of_session(db, session.id)
        await participants.add(db, session.id, name="Ed Ito", role="helps Anna", now_ms=NOW)
        for quote, text in texts.items():
            await take(db, session.id, petra.id, text, quote)
    plan = erase.preview_erasure(
        filled, who(filled, "Anna Nováková"), masks("Anna Nováková"), mask=True
    )
    assert plan.unsure == []
    assert plan.kept == ["another participant's role"]
    gone(filled, "Anna Nováková", mask=True)
    async with open_db(filled) as db:
        said = [(await quotes.get_quote(db, quote)).text for quote in texts]
    assert said == [
        "[erased] told me, and [erased] agreed",
        "[erased] to vadí, and so it does [erased]",
        "[erased]'s list",
    ]


async def test_a_part_that_somebody_else_shares_is_shown_before_and_stays(filled: Path) -> None:
    async with open_db(filled) as db:
        (session,) = await sessions.recent(db)
        (petra, *_) = await participants.of_session(db, session.id)
        await participants.add(db, session.id, name="Anna Berg", role="not Anna", now_ms=NOW)
        await take(db, session.id, petra.id, "Anna told me", "p-1")
    plan = erase.preview_erasure(
        filled, who(filled, "Anna Nováková"), masks("Anna Nováková"), mask=True
    )
    assert plan.unsure == [("Planners", "Anna told me")]
    assert plan.kept == []
    assert gone(filled, "Anna Nováková", mask=True).gone.unsure == plan.unsure
    async with open_db(filled) as db:
        assert (await quotes.get_quote(db, "p-1")).text == "Anna told me"


async def mention(path: Path) -> None:
    """Others name Anna: in a quote, in the bottom line and in a note."""
    async with open_db(path) as db:
        (session,) = await sessions.recent(db)
        (petra, *_) = await participants.of_session(db, session.id)
        await take(db, session.id, petra.id, "as Anna Nováková said, we wait", "petra-9")
        bottom = "Anna Nováková leaves unless it is faster"
        await sessions.update(db, session.id, bottom_line=bottom)
        await notes.add(
            db, Note("n-9", session.id, NoteKind.PARKED, "write to Anna Novakova", NOW + 1)
        )


MACHINE = frozenset(
    "id session_id account_id person_id participant_id theme_id into_id group_id with_id item_id"
    " quote_id observer_id entity_id name_key path_key zone clock deletion status state kind part"
    " function token verb entity batch writer role who due_on initials taken_by before after"
    " published url refs mine theirs".split()
)
"""Columns that the program fills, or that another test looks at."""
WORDS_TOO = {("participant", "role"), ("theme_change", "who"), ("theme_change", "state"),
             ("item_status", "who")}  # fmt: skip
GONE = {"draft", "dialog_draft", "publication"}
"""Tables whose rows go where somebody sat who is erased, or that only say where a session is."""
ROWS = {
    "observer": {"id": "o", "name_key": "o", "function": "sales", "first_ms": 1, "last_ms": 1},
    "observer_question": {"id": "oq", "observer_id": "o", "at_ms": 1, "rev": 1},
    "headline": {"theme_id": "", "kind": "problem", "rev": 1},
    "debrief": {"part": "next", "rev": 1},
    "theme_change": {"n": 7, "at_ms": 1, "verb": "rename", "change_n": 1},
    "theme_name": {"change": 7, "theme_id": ""},
    "item": {"id": "i", "status": "open", "created_ms": 1, "changed_ms": 1},
    "item_status": {"n": 9, "item_id": "i", "at_ms": 1, "status": "open"},
}
KEPT = """the facilitator of “{t}”|the note-taker of “{t}”|the product of “{t}”
the name of the agenda of “{t}”|an observer|another participant|another participant's role
the account {a}|the owner of {a}|the segment of {a}|the theme {p}|the description of the theme {p}
what the theme {p} is not|the keywords of the theme {p}|the owner of the theme {p}
a former name of a theme|somebody who changed the codebook|a change of the codebook
a change of the codebook|the item {i}|the note of the item {i}|the owner of the item {i}
somebody who changed an item"""


def named_in_every_column(path: Path) -> list[tuple[str, str]]:
    """Write Anna's name into each column with words of somebody else; return the columns."""
    found = []
    with closing(sqlite3.connect(path)) as connection:
        session = connection.execute("SELECT id FROM session").fetchone()[0]
        theme = connection.execute("SELECT id FROM theme ORDER BY path").fetchone()[0]
        tables = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'quote_fts%'"
        )
        for (table,) in connection.execute(tables).fetchall():
            columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
            texts = [c[1] for c in columns if c[2] == "TEXT"
                     and (c[1] not in MACHINE or (table, c[1]) in WORDS_TOO)]  # fmt: skip
            if not texts or table in GONE or table == "person":
                continue
            said = {each: f"Anna Nováková in {table}.{each}" for each in texts}
            if table in ROWS:
                own = {"session_id": session, "theme_id": theme}
                names = {c[1] for c in columns}
                row = {**{k: v for k, v in own.items() if k in names}, **said, **ROWS[table]}
                row = {**row, **({"theme_id": theme} if "theme_id" in row else {})}
                marks = ", ".join(f":{each}" for each in row)
                connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", row)
            else:
                petra = {
                    "participant": "name = 'Petra Bauer'", "account": "name = 'Contoso'",
                    "quote": "id = 'petra-1'", "note": "id = 'n-9'", "theme": "id = :theme",
                    "agenda_item": "section = 1 AND question = 0",
                }  # fmt: skip
                sets = ", ".join(f"{each} = :{each}" for each in texts)
                where = petra.get(table, "true")
                connection.execute(
                    f"UPDATE {table} SET {sets} WHERE {where}", {**said, "theme": theme}
                )
            found += [(table, each) for each in texts]
        connection.commit()
    return found


@pytest.mark.parametrize("mask", [False, True])
async def test_a_name_in_any_column_is_masked_counted_or_told_of(filled: Path, mask: bool) -> None:
    async with open_db(filled) as db:
        (session,) = await sessions.recent(db)
        note = Note("n-9", session.id, NoteKind.COMMITMENT, "x", NOW, owner="x", due="x")
        await notes.add(db, note)
    columns = named_in_every_column(filled)
    assert len(columns) > 30
    done = gone(filled, "Anna Nováková", mask=mask).gone
    title = "[erased] in session.title" if mask else "Anna Nováková in session.title"
    names = {"a": "account.name", "p": "theme.path", "i": "item.title"}
    shown = {key: f"Anna Nováková in {name}" for key, name in names.items()}
    told = [each for line in KEPT.split("\n") for each in line.split("|")]
    assert done.kept == [each.format(t=title, **shown) for each in told]
    left = []
    with closing(sqlite3.connect(filled)) as connection:
        for table, column in columns:
            texts = [row[0] for row in connection.execute(f"SELECT {column} FROM {table}")]
            left += [(table, column)] * any("Anna" in text for text in texts)
            assert mask or table == "note" or (table, column) in left
        n = connection.execute("SELECT n FROM quote WHERE id = 'petra-1'").fetchone()
        tokens = "SELECT rowid FROM quote_fts WHERE quote_fts MATCH 'erased'"
        assert connection.execute(tokens).fetchall() == ([n] if mask else [])
    if mask:
        assert len(left) == len(told)
        assert (done.masked, done.mentions) == (7, {})
    else:
        assert done.masked == 0
        assert dict(done.mentions) == {"Anna Nováková in session.title": 6}
        assert done.notes == 2


@pytest.mark.parametrize(
    ("text", "state", "gone_too"),
    [
        ("we wait", "", False),
        ("as Anna Nováková said", "", True),
        ("we wait", {"stash": {"text": "ask Anna Nováková"}}, True),
        ("we wait", {"aside": [{"text": "x"}, {"text": "ask Anna Nováková"}], "n": 3}, True),
        ("we wait", {"aside": [{"text": "ask Petra"}]}, False),
        ("we wait", "{damaged Anna Nováková", True),
        ("", {"stash": {"text": "ask Anna Nováková"}}, True),
    ],
)
async def test_a_half_typed_line_of_another_session_goes_where_it_names_them(
    filled: Path, text: str, state: object, gone_too: bool
) -> None:
    async with open_db(filled) as db:
        second = await sessions.create(db, title="Second", agenda=AGENDA, now_ms=NOW)
    kept = state if isinstance(state, str) else json.dumps(state, ensure_ascii=False)
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute(
            "INSERT INTO draft (session_id, writer, text, state, updated_ms)"
            " VALUES (?, 'w', ?, ?, 1)",
            (second.id, text, kept),
        )
        connection.commit()
    plan = erase.preview_erasure(
        filled, who(filled, "Anna Nováková"), masks("Anna Nováková"), mask=True
    )
    assert plan.drafts == 1 + (gone_too and bool(text))
    assert (text in plan.texts) is (gone_too and bool(text))


@pytest.mark.parametrize(
    ("subject", "text", "goes"),
    [
        ("theme", "we wait", False),
        ("theme", "as Anna Nováková said", True),
        ("alpha-1", "we wait", True),
        ("petra-1", "we wait", True),
    ],
)
async def test_what_was_typed_into_a_dialog_goes_where_it_names_them_or_they_sat(
    filled: Path, subject: str, text: str, goes: bool
) -> None:
    async with open_db(filled) as db:
        await save_dialog(db, DialogPlace("rewrite", subject), {"line": text}, NOW)
    done = gone(filled, "Anna Nováková", mask=False).gone
    assert (text in done.texts) is goes
    with closing(sqlite3.connect(filled)) as connection:
        kept = connection.execute("SELECT count(*) FROM dialog_draft").fetchone()[0]
    assert kept == (not goes)


async def test_without_a_mask_notes_that_name_them_go(filled: Path) -> None:
    await mention(filled)
    assert gone(filled, "Anna Nováková").gone.notes == 2
    async with open_db(filled) as db:
        (session,) = await sessions.recent(db)
        kept = [note.text for note in await notes.of_session(db, session.id)]
    assert sorted(kept) == ["ask beta why", "ask gamma why"]


async def test_who_is_meant_is_found_by_name_company_and_session_in_each_copy_that_can_be_read(
    filled: Path,
) -> None:
    async with open_db(filled) as db:
        (first,) = await sessions.recent(db)
        second = await sessions.create(db, title="Second", agenda=AGENDA, now_ms=NOW + 9)
        await participants.add(db, second.id, name="Petra Bauer", now_ms=NOW)
        await participants.add(db, second.id, name="Anna B", account="Contoso", now_ms=NOW)
    copy = filled.with_name("groups.db.1.aside")
    copy.write_bytes(filled.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE person SET account_id = NULL")
        connection.execute("UPDATE participant SET name = 'Petra Mauer' WHERE name = 'Petra Bauer'")
        connection.commit()
    broken = filled.with_name("groups.db.2.aside")
    broken.write_bytes(b"no database")

    def names(*asked: str, **by: str) -> list[tuple[str, ...]]:
        return [each.names for each in find_people([filled, broken, copy], *asked, **by)[0]]

    spelt = ("Petra Bauer", "Petra Mauer")
    assert sorted(names("petra bauer")) == [spelt, spelt]
    assert names("petra mauer", "contoso") == [spelt]
    assert names("Petra Bauer", "northwind") == []
    assert names("Petra Bauer", session_id=first.id) == [spelt]
    assert find_people([filled], "Petra Bauer", session_id=first.id)[0][0].account == "Contoso"
    assert find_people([copy, filled], "Petra Bauer", session_id=first.id)[0][0].account == (
        "Contoso"
    )
    near, exact = find_people([filled], "anna")
    assert (sorted(each.name for each in near), exact) == (["Anna B", "Anna Nováková"], False)
    assert [each.name for each in find_people([filled], "bauer petra")[0]] == ["Petra Bauer"] * 2
    with pytest.raises((StoreError, sqlite3.Error)):
        find_people([broken, filled], "Petra Bauer")


async def test_a_copy_that_somebody_has_open_stops_an_erasure_and_a_damaged_one_says_why(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = filled.with_name("groups.db.1.aside")
    copy.write_bytes(filled.read_bytes())
    name = "Anna Nováková"
    someone = who(filled, name)
    db = await open_sqlite(copy)
    try:
        await themes.all_themes(db)
        with pytest.raises(StoreError, match="open; close it first"):
            erase.erase_person(filled, name, someone, masks(name), mask=False)
    finally:
        await db.close()
    assert copy.exists()
    assert erase.erasure_cut_off(filled)
    assert stat.S_IMODE(filled.with_name("groups.db.erasing").stat().st_mode) == 0o600
    alone = erase.alone

    @contextmanager
    def odd(path: Path) -> Iterator[sqlite3.Connection]:
        with alone(path) as connection:
            yield WithVerdict(connection) if path == copy else connection

    class WithVerdict:
        def __init__(self, connection: sqlite3.Connection) -> None:
            self._of = connection

        def execute(self, sql: str, *more: object) -> sqlite3.Cursor:
            verdict = sql == "PRAGMA integrity_check"
            return self._of.execute("SELECT 'page 7 is odd'" if verdict else sql, *more)

        def __getattr__(self, called: str) -> object:
            return getattr(self._of, called)

    monkeypatch.setattr(erase, "alone", odd)
    done = erase.erase_person(filled, name, someone, masks(name), mask=False)
    assert (done.removed, copy.exists()) == (((copy, "it is damaged"),), False)
    assert not erase.erasure_cut_off(filled)


async def test_what_only_a_copy_has_is_looked_for_in_the_proof(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = filled.with_name("groups.db.1.aside")
    copy.write_bytes(filled.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        said = "only the copy has these words of hers"
        connection.execute("UPDATE quote SET text = ? WHERE id = 'alpha-1'", (said,))
        connection.commit()
    left = filled.with_name("groups.db.journal.1.unread")
    left.write_text(f"{{}}\n{said}\n")
    monkeypatch.setattr(erase, "clear_journal", lambda *_: 0)
    done = gone(filled, "Anna Nováková")
    assert done.proof.left == ((left, "words of theirs"),)
    assert done.rewritten == (copy,)


async def test_looking_changes_nothing(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        before = list(connection.iterdump())
    name = "Anna Nováková"
    plan = erase.preview_erasure(filled, who(filled, name), masks(name), mask=True)
    assert plan.quotes == 3
    with closing(sqlite3.connect(filled)) as connection:
        assert list(connection.iterdump()) == before


async def test_while_a_program_has_it_open_nothing_is_erased(filled: Path, tmp_path: Path) -> None:
    name = "Anna Nováková"
    someone = who(filled, name)
    db = await open_sqlite(filled)
    try:
        await themes.all_themes(db)
        for act in (
            erase.preview_erasure,
            lambda *args, **kw: erase.erase_person(args[0], name, *args[1:], **kw),
        ):
            with pytest.raises(StoreError, match=r"a program has .* open; close it first"):
                act(filled, someone, masks(name), mask=False)
    finally:
        await db.close()
    assert held(tmp_path, name) != []
    assert not erase.erasure_cut_off(filled)


async def test_backups_of_an_older_schema_are_rewritten_and_damaged_ones_removed(
    filled: Path, tmp_path: Path
) -> None:
    old = filled.with_name("groups.db.schema1-20250101-000000.backup")
    connection = connect(old, reading=False)
    migrate(connection, old, shipped_steps()[:1])
    with closing(connect(filled, reading=True)) as now:
        for table in ("account", "session", "person", "participant", "quote", "note", "change"):
            columns = [r["name"] for r in connection.execute(f"PRAGMA table_info({table})")]
            names = ", ".join(columns)
            for row in now.execute(f"SELECT {names} FROM {table}").fetchall():
                marks = ", ".join("?" * len(columns))
                connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row))
    connection.close()
    damaged = filled.with_name("groups.db.20250101-000000.aside")
    data = bytearray(filled.read_bytes())
    data[4096 * 3 : 4096 * 40] = b"\xa5" * (4096 * 37)
    damaged.write_bytes(data)
    done = gone(filled, "Anna Nováková")
    assert done.rewritten == (old,)
    assert [path for path, _ in done.removed] == [damaged]
    assert "damaged" in done.removed[0][1]
    assert held(tmp_path, *traces("alpha")) == []
    with closing(connect(old, reading=True)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone()[0] == 1
        assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert copy.execute("SELECT count(*) FROM quote WHERE text <> ''").fetchone()[0] == 10


async def test_lines_of_theirs_go_from_journals_that_were_kept(
    filled: Path, tmp_path: Path
) -> None:
    with closing(connect(filled, reading=True)) as connection:
        session = connection.execute("SELECT id FROM session").fetchone()[0]
        rows = connection.execute("SELECT id, name FROM participant").fetchall()
    ids = {row["name"]: row["id"] for row in rows}
    journal = Journal(location.journal_of(filled))
    theirs = NewQuote("words that waited", Kind.PROBLEM, NOW, session_id=session, id="j-1")
    anna = NewQuote(
        "Anna's own words", Kind.PROBLEM, NOW, 0, ids["Anna Nováková"], session_id=session, id="j-2"
    )
    assert journal.append([theirs, anna])
    assert journal.path
    unread = journal.path.with_name(f"{journal.path.name}.1.unread")
    unread.write_bytes(
        journal.path.read_bytes() + f'{{"type": "NewQuote", "session_id": "{session}", "te'.encode()
    )
    journal.path.unlink()
    done = gone(filled, "Anna Nováková")
    assert done.journal_lines == 2
    assert held(tmp_path, "Anna's own words") == []
    assert held(tmp_path, "words that waited") == [(unread.name, "words that waited")]
    assert unread.stat().st_mode & 0o777 == 0o600


async def test_a_rescue_file_keeps_only_what_others_said(filled: Path, tmp_path: Path) -> None:
    async with open_db(filled) as db:
        (session,) = await sessions.recent(db)
        live = await LiveSession.load(db, session.id)
        path = await rescue(live)
        await live.latest.close()
    assert path is not None
    name, text = PEOPLE["alpha"]
    assert {each for _, each in held(tmp_path, name, text) if _ == path.name} == {name, text}
    gone(filled, name)
    assert held(tmp_path, name, text) == []
    assert path.name in {file for file, _ in held(tmp_path, PEOPLE["beta"][1])}


async def test_words_in_old_pages_of_the_search_index_go_too(filled: Path, tmp_path: Path) -> None:
    async with open_db(filled) as db:
        (session,) = await sessions.recent(db)
        anna = (await participants.of_session(db, session.id))[1]
        await take(db, session.id, anna.id, "it went xylophonically wrong", "rare")
        for n in range(300):
            await take(db, session.id, None, f"word{n} and nothing else of note", f"many-{n}")
    assert held(tmp_path, "lophonically")
    assert gone(filled, anna.name).proof.left == ()
    assert not held(tmp_path, "lophonically")


async def test_words_that_were_deleted_long_ago_go_from_unused_pages_too(
    filled: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE passing (said TEXT)")
        connection.execute("INSERT INTO passing VALUES ('it went xylophonically wrong')")
        connection.execute("DROP TABLE passing")
        connection.commit()
    assert held(tmp_path, "lophonically")
    gone(filled, "Anna Nováková")
    assert not held(tmp_path, "lophonically")


async def test_words_of_a_damaged_search_index_go_too(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("INSERT INTO quote_fts (rowid, tokens) VALUES (99999, 'xylophonically')")
        connection.commit()
        connection.execute("DELETE FROM quote_fts_content WHERE id = 99999")
        connection.commit()
    assert b"lophonically" in filled.read_bytes()
    gone(filled, "Anna Nováková")
    assert b"lophonically" not in filled.read_bytes()


async def test_half_made_copies_are_removed(filled: Path, tmp_path: Path) -> None:
    part = filled.with_name(f".{filled.name}.123.part")
    part.write_bytes(PEOPLE["alpha"][1].encode())
    gone(filled, "Anna Nováková")
    assert not part.exists()


async def test_the_proof_finds_what_an_erasure_forgot(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase, "_shrink", lambda connection: None)
    real = erase.erase_rows

    def forgetful(connection: sqlite3.Connection, *args: object, **kw: object) -> object:
        connection.execute("PRAGMA secure_delete = OFF")
        return real(connection, *args, **kw)

    monkeypatch.setattr(erase, "erase_rows", forgetful)
    left = {what for _, what in gone(filled, "Anna Nováková").proof.left}
    assert left >= {"words of theirs", "words of theirs in the search index"}


CUT = """
import os, signal, sys
from pathlib import Path
from focusgroup.store.erasure import erase
from focusgroup.store.erasure import mentions as erase_mentions
from focusgroup.store.erasure import rows as erase_rows
from focusgroup.store.erasure.people import find_people as find
from focusgroup.store.erasure.files import files_with_words as files_of

path, name, stage = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
calls = 0

def end(*args, **kw):
    os.kill(os.getpid(), signal.SIGKILL)

def after(function, times):
    def call(*args, **kw):
        global calls
        calls += 1
        if calls > times:
            end()
        return function(*args, **kw)
    return call

if stage == "first rows": erase.erase_rows = end
if stage == "copy not shrunk": erase._shrink = end
if stage == "between": erase.erase_rows = after(erase.erase_rows, 1)
if stage == "database not shrunk": erase._shrink = after(erase._shrink, 1)
if stage == "rows half done": erase_rows.Eraser.finish = end
(someone,), _ = find([path, *files_of(path).copies], name)
kept = lambda text: text
same = erase_mentions.Masks(kept, lambda names: kept, lambda text, sure: [])
erase.erase_person(path, name, someone, same, mask=False)
"""


@pytest.mark.parametrize(
    "stage",
    some(
        ["first rows", "rows half done", "copy not shrunk", "between", "database not shrunk"],
        ["rows half done", "database not shrunk"],
    ),
)
async def test_an_erasure_that_was_killed_is_ended_by_the_next_one(
    filled: Path, tmp_path: Path, stage: str
) -> None:
    name = "Anna Nováková"
    location.backups_of(filled).mkdir()
    check_and_backup.back_up(filled, location.backups_of(filled) / "groups-20260301.db")
    cut = subprocess.run(
        [sys.executable, "-c", CUT, str(filled), name, stage], timeout=60, check=False
    )
    assert cut.returncode == -signal.SIGKILL
    assert erase.erasure_cut_off(filled)
    assert "interrupted" in " ".join(check_and_backup.check(filled))
    people, _ = find_people([filled, *files_with_words(filled).copies], name)
    done = erase.erase_person(filled, name, people[0] if people else None, masks(name), mask=False)
    assert done.proof.left == ()
    assert held(tmp_path, *traces("alpha")) == []
    assert check_and_backup.check(filled) == ()


def test_a_needle_is_found_across_the_blocks_of_a_large_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from focusgroup.store.encryption import plaintext_view as plain
    from focusgroup.store.erasure import proof as erase_proof

    monkeypatch.setattr(plain, "BLOCK", 64)
    file = tmp_path / "file"
    wanted = erase_proof.needles(["Anna Nováková"], [])
    finds: Callable[[], bool] = lambda: bool(erase_proof.search([file], wanted, ()).left)  # noqa: E731
    for at in range(40, 70):
        file.write_bytes(b"x" * at + "Anna Nováková".encode() + b"x" * 100)
        assert finds()
    file.write_bytes(b"x" * 200)
    assert not finds()
    os.truncate(file, 0)
    assert not finds()


def test_all_files_with_words_are_known_and_links_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, beside, crashes = tmp_path / "data", tmp_path / "temporary", tmp_path / "crashes"
    for each in (folder, beside, crashes):
        each.mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(beside))
    monkeypatch.setattr(erase_files, "crash_dir", lambda: crashes)
    path = folder / "groups.db"
    location.backups_of(path).mkdir()
    backups = location.backups_of(path).name
    spare = journals_of(location.journal_of(path))[1].name
    wanted = {
        "copies": ["groups.db.schema1-1.backup", "groups.db.1.aside", "groups.db.1.rescued",
                   "groups.db.recovered.db", f"{backups}/groups-2.db"],
        "journals": ["groups.db.journal", "groups.db.journal.1.unread", f"../temporary/{spare}",
                     f"../temporary/{spare}.rest"],
        "leftovers": [".groups.db.1.part", "groups.db.2.aside-wal", ".groups-1.part",
                      f"{backups}/.groups-2.part2"],
        "reports": ["../crashes/crash-1.txt"],
    }  # fmt: skip
    also = ["groups.db", "groups.db-wal", "groups.db-shm", "groups.db-journal",
            "groups.db.1.aside-wal"]  # fmt: skip
    others = ["other.db", "groups.dbx.1.backup", f"{backups}/groups-x.db", f"{backups}/other-2.db"]
    for name in (*also, *others, *(name for names in wanted.values() for name in names)):
        (folder / name).write_text("words")
    for name in ("groups.db.9.aside", "groups.db.journal.9", ".groups.db.9.part"):
        (folder / name).symlink_to(folder / "other.db")
    (crashes / "crash-9.txt").symlink_to(folder / "other.db")
    (folder / "groups.db.8.aside").mkdir()
    found = files_with_words(path)
    for kind, names in wanted.items():
        paths = {(folder / name).resolve() for name in names}
        assert {each.resolve() for each in getattr(found, kind)} == paths, kind
    all_names = [*also, *(name for names in wanted.values() for name in names)]
    searched = [each.resolve() for each in found.to_search()]
    assert sorted(searched) == sorted({(folder / name).resolve() for name in all_names})


def test_a_removed_file_is_overwritten_unless_it_has_another_name(tmp_path: Path) -> None:
    alone, linked = tmp_path / "alone", tmp_path / "linked"
    for each in (alone, linked, tmp_path / "alone-wal", tmp_path / "alone-shm",
                 tmp_path / "alone-journal"):  # fmt: skip
        each.write_bytes(b"words")
    (tmp_path / "kept").hardlink_to(linked)
    with alone.open("rb") as one:
        erase_files.remove_file(alone)
        assert one.read() == bytes(5)
    erase_files.remove_file(linked)
    erase_files.remove_file(tmp_path / "none")
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["kept"]
    assert (tmp_path / "kept").read_bytes() == b"words"


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([b'{"id": "them"}', b'{"id": "us"}', b"[]"], [b'{"id": "us"}']),
        ([b'{"id": "us"}'], None),
        ([b'{"id": "them"}', b'"them"', b"~sealed"], []),
        # What can't be read may be theirs where its session is theirs, or unknown.
        ([b'{"id": "us"}', b'{"session_id": "s1", "te', b'{"session_id": "s2", "te', b'{"te'],
         [b'{"id": "us"}', b'{"session_id": "s2", "te']),
    ],
)  # fmt: skip
def test_their_lines_go_from_a_journal_and_from_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[bytes], kept: list[bytes] | None
) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"\n" + b"\n".join(lines) + b"\n")
    synced: list[int] = []
    monkeypatch.setattr(erase_files.os, "fsync", lambda file: synced.append(os.fstat(file).st_size))
    with path.open("rb") as old:
        gone = erase_files.clear_journal(path, ["them"], ["s1"], None)
        left = old.read()
    if kept is None:
        assert (gone, path.read_bytes(), synced) == (0, left, [])
        return
    assert gone == len(lines) - len(kept)
    assert left == bytes(len(left))
    assert path.exists() is bool(kept)
    if kept:
        assert path.read_bytes() == b"\n" + b"\n".join(kept) + b"\n"
        assert path.stat().st_mode & 0o777 == 0o600
        assert synced[0] == path.stat().st_size
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["journal"] * bool(kept)
