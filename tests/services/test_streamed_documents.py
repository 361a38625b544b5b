"""A document whose quotes are read one by one is the same, byte for byte, as one held in memory."""

import asyncio
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from focusgroup.core.model import Kind, Note, NoteKind
from focusgroup.core.search.selection import Selection
from focusgroup.exports import xlsx
from focusgroup.exports.atomic import Cancelled
from focusgroup.exports.csv_file import write_csv
from focusgroup.exports.export_result import Written
from focusgroup.exports.handover.mail import write_mail
from focusgroup.exports.handover.slides import write_slides
from focusgroup.exports.making import Making
from focusgroup.exports.markdown import write_markdown
from focusgroup.exports.word import write_word
from focusgroup.exports.xlsx import write_workbook
from focusgroup.services.documents import PLAIN, DocumentOptions, finished_report, read_report
from focusgroup.services.documents.jobs import Job, documents_of
from focusgroup.store import clocks, notes, open_db, participants, sessions
from focusgroup.store.engine.sqlite import SqliteSnapshot
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import NewQuote, add_quote
from focusgroup.store.reports import IN_MEMORY
from tests.conftest import Finished
from tests.store.conftest import AGENDA, NOW

PEOPLE = (("Anna Novák", "Acme"), ("Ben Ode", "Acme"), ("Cy", ""), ("Di Fox", "Contoso"))


async def fill(path: Path) -> None:
    """Two sessions at one time: with masks, a withheld speaker, one who left, and observations."""
    async with open_db(path) as db:
        for title in ("One", "Two"):
            room = await sessions.create(db, title=title, agenda=AGENDA, now_ms=NOW)
            clock = (await clocks.load(db, room.id, 0)).started(0)
            await clocks.save(db, room.id, clock, clock_now_ms=0, now_ms=NOW)
            seats = [
                await participants.add(db, room.id, name=name, account=account, now_ms=NOW)
                for name, account in PEOPLE
            ]
            for n in range(24):
                new = NewQuote(
                    f"{n}: Anna and Di say that Acme is slow", tuple(Kind)[n % 6], NOW + n // 3,
                    session_id=room.id, id=f"{title}-{n:02}",
                    participant_id=seats[n % 5].id if n % 5 < 4 else None,
                    themes=((), ("Reporting",), ("Reporting > Exports", "Speed"))[n % 3],
                )  # fmt: skip
                await add_quote(db, new, NOW)
            await participants.change(db, seats[0].id, PersonChange(consent_name=False), NOW)
            await participants.change(db, seats[1].id, PersonChange(consent_notes=False), NOW)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(kinds=(Kind.PROBLEM,)),
        Selection(themes=("Reporting",)),
        Selection(accounts=("Acme",)),
        Selection(search='"say that" -17'),
    ],
    ids=lambda selection: selection.words() or "all",
)
@pytest.mark.parametrize("external", [False, True])
@pytest.mark.parametrize(
    "write",
    [
        *(write_csv, write_workbook, write_markdown, write_mail, write_word),
        pytest.param(write_slides, marks=pytest.mark.needs("module:pptx")),
    ],
)
async def test_what_is_written_from_a_stream(
    tmp_path: Path, selection: Selection, external: bool, write: Callable[..., Written]
) -> None:
    await fill(tmp_path / "groups.db")
    options = DocumentOptions(external=external)
    written = []
    async with open_db(tmp_path / "groups.db") as db:
        for in_memory in (IN_MEMORY, 0):
            found = await read_report(db, selection, in_memory=in_memory)
            report = finished_report(*found, options)
            assert (report.stream is None) is (in_memory == IN_MEMORY)
            path = tmp_path / f"{in_memory}" / "document"
            path.parent.mkdir()
            how = Making(NOW, audience=options.audience(), appendix=True)
            done = write(report, path, how)
            report.close()
            both = {each.name: each.read_bytes() for each in path.parent.iterdir()}
            written.append((both, done.left_out, sorted(done.unsure)))
    assert written[0] == written[1]
    assert all(len(data) > 300 for data in written[0][0].values())


async def test_a_table_of_quotes_warns_of_nothing_in_a_note(tmp_path: Path) -> None:
    """A note isn't in it, so what may be a name there is nobody's doubt."""
    async with open_db(tmp_path / "groups.db") as db:
        room = await sessions.create(db, title="One", agenda=AGENDA, now_ms=NOW)
        clock = (await clocks.load(db, room.id, 0)).started(0)
        await clocks.save(db, room.id, clock, clock_now_ms=0, now_ms=NOW)
        seat = await participants.add(db, room.id, name="Will Price", account="", now_ms=NOW)
        await participants.change(db, seat.id, PersonChange(consent_name=False), NOW)
        new = NewQuote("Too slow", Kind.PROBLEM, NOW, session_id=room.id, id="q1")
        await add_quote(db, new, NOW)
        await notes.add(db, Note("n1", room.id, NoteKind.PARKED, "Price is too high", at_ms=NOW))
        doubts = []
        for only in (False, True):
            report, _ = await read_report(db, Selection(), in_memory=0, only_quotes=only)
            done = write_csv(report, tmp_path / f"{only}.csv", Making(NOW))
            doubts.append(len(done.unsure))
    assert doubts == [1, 0]


@pytest.mark.parametrize(
    "refused",
    [
        ("--search", "nothingofthekind"),
        ("--language", "xx"),
        ("-o", "/dev/null/no.csv"),
        ("--one-page", "--topline"),
        (),
    ],
    ids=lambda words: " ".join(words) or "written",
)
async def test_a_document_that_is_refused_lets_go_of_the_database(
    focusgroup: Callable[..., Finished],
    db_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refused: tuple[str, ...],
) -> None:
    """On a server a thread and a connection would stay; Python 3.13 warns on SQLite."""
    db_path.parent.mkdir()
    await fill(db_path)
    monkeypatch.setitem(read_report.__kwdefaults__, "in_memory", 0)
    opened: list[SqliteSnapshot] = []
    closed: list[SqliteSnapshot] = []
    begin, close = SqliteSnapshot.__init__, SqliteSnapshot.close

    def begun(self: SqliteSnapshot, *given: Any) -> None:
        opened.append(self)
        begin(self, *given)

    def let_go(self: SqliteSnapshot) -> None:
        closed.append(self)
        close(self)

    monkeypatch.setattr(SqliteSnapshot, "__init__", begun)
    monkeypatch.setattr(SqliteSnapshot, "close", let_go)
    for kind in ("csv", "xlsx", "markdown", "word"):
        done = await asyncio.to_thread(focusgroup, "export", kind, *refused)
        assert (done.code == 0) is (refused == ())
        assert opened or refused
        assert set(map(id, opened)) == set(map(id, closed))


async def test_a_document_stopped_while_it_is_read_lets_go_of_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(tmp_path / "groups.db")
    monkeypatch.setitem(read_report.__kwdefaults__, "in_memory", 0)
    closed: list[SqliteSnapshot] = []
    close = SqliteSnapshot.close
    monkeypatch.setattr(SqliteSnapshot, "close", lambda self: (closed.append(self), close(self)))
    job = Job()

    async def stop() -> None:
        job.stop()

    async with open_db(tmp_path / "groups.db") as db:
        word = documents_of(db, Selection(), ready=stop)[0]
        with pytest.raises(Cancelled):
            await word.make(job, PLAIN)
    assert len(closed) == 1


async def test_quotes_that_a_sheet_has_no_room_for_go_on_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(tmp_path / "groups.db")
    monkeypatch.setattr(xlsx, "ROWS", 16)
    async with open_db(tmp_path / "groups.db") as db:
        report, _ = await read_report(db, Selection(), in_memory=0)
        spoken = report.stream.spoken if report.stream else 0
        write_workbook(report, tmp_path / "all.xlsx", Making(NOW))
    with zipfile.ZipFile(tmp_path / "all.xlsx") as book:
        names = re.findall('<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        rows = [
            len(re.findall("<row ", book.read(f"xl/worksheets/sheet{n}.xml").decode())) - 1
            for n, name in enumerate(names, 1)
            if name.startswith("Quotes")
        ]
    assert spoken == 32
    assert names[:3] == ["Quotes", "Quotes (2)", "Themes"]
    assert rows == [16, 16]
