"""Documents from the screens: chosen, written beside the screen, stopped, opened."""

import os
import threading
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from textual.app import App

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Report, SessionStatus
from focusgroup.core.search.selection import Selection
from focusgroup.exports.destination import Destination
from focusgroup.exports.export_result import Written
from focusgroup.exports.kinds import REPORTS
from focusgroup.services.documents import DocumentOptions, Owner
from focusgroup.services.documents import jobs as export
from focusgroup.services.documents.jobs import DocumentOffer, Job, documents_of, offer
from focusgroup.store import sessions
from focusgroup.store.engine.location import config_file
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.system import open_document
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.commands import DOCUMENTS
from focusgroup.tui.documents.lines import result_lines
from focusgroup.tui.documents.screen import ACTIONS, DocumentsScreen
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.home.session_list import SessionList
from focusgroup.tui.live.screen import LiveScreen
from tests.exports.packages import WordFile
from tests.exports.reports import planners
from tests.exports.templates import COVER, corporate
from tests.tui.conftest import Add
from tests.tui.living import live_screen
from tests.tui.seeing import on_screen, told, until

RunApp = Callable[..., Any]
posix = pytest.mark.skipif(os.name == "nt", reason="a program of POSIX")


class DocumentsApp(App[None]):
    """Nothing but the chooser."""

    def __init__(self, *offers: DocumentOffer, at_once: bool = False) -> None:
        super().__init__()
        self.documents = DocumentsScreen("Planners [/] 焦点", offers, at_once=at_once)

    def on_mount(self) -> None:
        self.push_screen(self.documents)


def offers_of(report: Report) -> tuple[DocumentOffer, ...]:
    async def read() -> tuple[Report, Owner]:
        return report, Owner("planners")

    return tuple(offer(kind, read, lambda found, _: found) for kind in REPORTS)


def of_session(db: SqliteDb, session_id: str) -> tuple[DocumentOffer, ...]:
    return documents_of(db, Selection(sessions=(session_id,)))


def exports(tmp_path: Path) -> list[str]:
    folder = tmp_path / "exports"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def is_open(app: App[Any]) -> bool:
    return isinstance(app.screen, DocumentsScreen)


# -- which document --------------------------------------------------------------------------


async def test_w_and_enter_on_the_home_screen_write_the_word_summary(
    db: SqliteDb, run_app: RunApp, add_session: Add, tmp_path: Path
) -> None:
    await add_session("Planners [/]", SessionStatus.ENDED)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: app.screen.query_one(SessionList).sessions)
        await pilot.press("w", "enter")
        await until(pilot, lambda: "Written" in on_screen(app))
        (name,) = exports(tmp_path)
        assert name.endswith("Planners [-].docx")
        assert name[-20:] in on_screen(app).replace("\n", "")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_every_document_of_a_session_is_written_when_it_is_asked_for(
    db: SqliteDb, add_session: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def laid_out(
        path: Destination, write: Callable[[Path], Written], *_: object, **__: object
    ) -> Written:
        path.path.write_bytes(b"%PDF")
        return Written(path.path, path)

    monkeypatch.setattr("focusgroup.exports.pdf.write_pdf", laid_out)
    made = await add_session("Planners", SessionStatus.ENDED)
    await add_session("Buyers", SessionStatus.ENDED)
    written = [
        (await offer.make(Job(), DocumentOptions())).path for offer in of_session(db, made.id)
    ]
    day = "2025-10-09"
    assert [path.name for path in written] == [
        f"{day} Planners.docx",
        f"{day} Planners - Top-line.docx",
        f"{day} Planners - One page.docx",
        f"{day} Planners - Without customer names.docx",
        f"{day} Planners.pdf",
        f"{day} Planners.html",
        *([f"{day} Planners.pptx"] if find_spec("pptx") else []),
        f"{day} Planners.xlsx",
        f"{day} Planners.md",
        f"{day} Planners.csv",
        "Commitments.docx",
        "Customer focus group - guide.docx",
        f"{day} What customers said.docx",
    ]
    assert exports(tmp_path) == sorted([*(path.name for path in written), f"{day} Planners.txt"])


WITHOUT_PAGES = {
    *(kind.label for kind in REPORTS if kind.suffix != ".docx"),
    "Template check",
}
"""What is on no template, or is a picture of it."""


async def test_documents_are_on_the_configured_template_and_in_its_language(
    db: SqliteDb, add_session: Add, tmp_path: Path
) -> None:
    config_file().parent.mkdir(parents=True)
    template = corporate(tmp_path / "corporate.dotx", COVER)
    config_file().write_text(f'template = "{template}"\nlanguage = "zh"\n', "utf-8")
    made = await add_session("Planners", SessionStatus.ENDED)
    for each in of_session(db, made.id):
        if each.label in WITHOUT_PAGES:
            continue
        job = Job()
        path = (await each.make(job, DocumentOptions())).path
        assert "Contoso Research" in "".join(WordFile(path).headers()), each.label
        assert "The template's own text (6 words) is left out." in job.notes[-1]
    assert "2025-10-09 Planners - 要点快报.docx" in exports(tmp_path)
    assert of_session(db, made.id)[-1].detail == "what is taken from corporate.dotx"


async def test_of_a_session_that_has_not_begun_there_is_the_guide(
    db: SqliteDb, run_app: RunApp, add_session: Add, tmp_path: Path
) -> None:
    await add_session("Planners", SessionStatus.SCHEDULED)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: app.screen.query_one(SessionList).sessions)
        await pilot.press("w", "enter")
        await until(pilot, lambda: "Written" in on_screen(app))
        assert exports(tmp_path) == ["Customer focus group - guide.docx"]


async def test_escape_writes_nothing(run_app: RunApp, tmp_path: Path) -> None:
    app = DocumentsApp(*offers_of(planners()))
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, lambda: "Top-line" in on_screen(app))
        await pilot.press("escape")
        await until(pilot, lambda: not is_open(app))
    assert exports(tmp_path) == []


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_every_document_and_key_is_to_be_seen(
    db: SqliteDb, run_app: RunApp, size: tuple[int, int]
) -> None:
    offers = of_session(db, "x")
    app = DocumentsApp(*offers)
    async with run_app(app, size) as pilot:
        await until(pilot, lambda: "Write it" in on_screen(app))
        seen = on_screen(app)
        assert all(offer.label in seen and offer.detail in seen for offer in offers)
        assert "Planners [/] 焦点" in seen


async def test_a_click_chooses_and_another_one_writes(run_app: RunApp, tmp_path: Path) -> None:
    app = DocumentsApp(*offers_of(planners()))
    line = [kind.label for kind in REPORTS].index("Markdown")
    async with run_app(app) as pilot:
        await until(pilot, lambda: "Markdown" in on_screen(app))
        await pilot.click("#documents-lines", offset=(5, line))
        assert exports(tmp_path) == []
        await pilot.click("#documents-lines", offset=(5, line))
        await until(pilot, lambda: "Written" in on_screen(app))
        assert [name[-3:] for name in exports(tmp_path)] == [".md"]


def test_every_action_of_the_table_belongs_to_a_state() -> None:
    known = {action for actions in ACTIONS.values() for action in actions}
    assert {command.action.partition("(")[0] for command in DOCUMENTS} == known


# -- what it is made with --------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_z_and_r_say_how_it_will_be_made_and_it_is_made_so(
    run_app: RunApp, size: tuple[int, int]
) -> None:
    made: list[DocumentOptions] = []

    async def make(job: Job, options: DocumentOptions) -> Written:
        made.append(options)
        return Written(Path("x.docx"), Path("x.docx"))

    app = DocumentsApp(*(DocumentOffer(name, "", make) for name in ("Word", "CSV")))
    async with run_app(app, size) as pilot:
        await until(pilot, lambda: "each session's own time zone" in on_screen(app))
        assert "Readers outside  with what people do" in on_screen(app)
        await pilot.press("z", *"Asia/Toky", "enter")
        await until(pilot, lambda: "is not a time zone" in told(app))
        assert is_open(app)
        await pilot.press("o", "enter", "r")
        await until(pilot, lambda: "Times            Asia/Tokyo" in on_screen(app))
        assert "Readers outside  without what people do" in on_screen(app)
        await pilot.press("z", *"xyz", "escape")
        await until(pilot, lambda: "Asia/Tokyo" in on_screen(app))
        assert is_open(app)
        await pilot.press("enter")
        await until(pilot, lambda: made)
    assert made == [DocumentOptions(zone="Asia/Tokyo", roles=False)]


async def test_a_click_on_a_choice_changes_it(run_app: RunApp) -> None:
    app = DocumentsApp(*offers_of(planners()))
    async with run_app(app) as pilot:
        await until(pilot, lambda: "with what people do" in on_screen(app))
        await pilot.click("#documents-lines", offset=(8, len(REPORTS) + 2))
        await until(pilot, lambda: "without what people do" in on_screen(app))
        await pilot.click("#documents-lines", offset=(8, len(REPORTS) + 1))
        await pilot.press(*"UTC", "enter")
        await until(pilot, lambda: "Times            UTC" in on_screen(app))


# -- while it is being written ---------------------------------------------------------------


class Slow:
    """A document that is written as long as nobody lets it end or stops it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.end = threading.Event()
        self.began = threading.Event()
        self.over = threading.Event()

    def offer(self) -> DocumentOffer:
        def write(job: Job) -> Written:
            from focusgroup.exports.atomic import Cancelled, replace_file

            def fill(file: Any) -> None:
                file.write(b"half of it")
                job.progress(2_500, 10_000)
                self.began.set()
                while not self.end.wait(0.01):
                    if job.stopped():
                        raise Cancelled

            try:
                return Written(replace_file(self.path, fill), self.path)
            finally:
                self.over.set()

        return DocumentOffer("Slow", "never ends", lambda job, _: export.in_thread(write, job))


@pytest.fixture
def slow(tmp_path: Path) -> Slow:
    path = tmp_path / "slow.docx"
    path.write_bytes(b"the old one")
    return Slow(path)


async def test_progress_is_shown_with_counts(run_app: RunApp, slow: Slow) -> None:
    app = DocumentsApp(slow.offer(), at_once=True)
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, lambda: "2,500 of 10,000 quotes" in on_screen(app))
        assert "Stop" in on_screen(app)
        slow.end.set()
        await until(pilot, lambda: "Written" in on_screen(app))


async def test_escape_stops_it_and_the_old_file_stands(
    run_app: RunApp, slow: Slow, tmp_path: Path
) -> None:
    app = DocumentsApp(slow.offer(), at_once=True)
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, slow.began.is_set)
        await pilot.press("escape")
        await until(pilot, lambda: not is_open(app))
        await until(pilot, lambda: "nothing was written" in told(app))
    assert slow.path.read_bytes() == b"the old one"
    assert not list(tmp_path.glob("*.part"))


async def test_enter_leaves_it_to_itself_and_a_message_says_where_it_is(
    run_app: RunApp, slow: Slow
) -> None:
    app = DocumentsApp(slow.offer(), at_once=True)
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, slow.began.is_set)
        await pilot.press("enter")
        await until(pilot, lambda: not is_open(app))
        assert slow.path.read_bytes() == b"the old one"
        slow.end.set()
        await until(pilot, lambda: str(slow.path) in told(app))


async def test_leaving_the_program_stops_it(run_app: RunApp, slow: Slow, tmp_path: Path) -> None:
    app = DocumentsApp(slow.offer(), at_once=True)
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, slow.began.is_set)
    assert slow.over.wait(10)
    assert slow.path.read_bytes() == b"the old one"
    assert not list(tmp_path.glob("*.part"))


async def test_escape_is_back_at_once_however_long_the_writer_takes_to_notice(
    run_app: RunApp, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Job, "stopped", lambda job: slow.end.is_set() and job._stop.is_set())
    app = DocumentsApp(slow.offer(), at_once=True)
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, slow.began.is_set)
        await pilot.press("escape")
        await until(pilot, lambda: not is_open(app))
        assert not slow.over.is_set()
        slow.end.set()
        await until(pilot, slow.over.is_set)


async def test_a_folder_that_takes_nothing_is_told_and_another_one_asked_for(
    run_app: RunApp, tmp_path: Path
) -> None:
    (tmp_path / "exports").write_text("a file where the folder belongs", "utf-8")
    app = DocumentsApp(*offers_of(planners()))
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, lambda: is_open(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.focused)
        shown = " ".join(on_screen(app).replace("│", " ").split())
        assert "can't be written: part of the path is a file" in shown
        assert not told(app)
        await pilot.press(*str(tmp_path / "there"), "enter", "enter")
        await until(pilot, lambda: list((tmp_path / "there").glob("*.docx")))
        await until(pilot, lambda: "Written" in on_screen(app))


# -- from the live screen --------------------------------------------------------------------


async def test_from_the_live_screen_quotes_are_saved_while_a_document_is_written(
    db: SqliteDb, run_app: RunApp, add_session: Add, monkeypatch: pytest.MonkeyPatch, slow: Slow
) -> None:
    from focusgroup.store.quotes import pages as quote_pages

    made = await add_session("Planners", SessionStatus.LIVE)
    monkeypatch.setattr(export, "documents_of", lambda *_, **__: (slow.offer(),))
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await app.push_screen(await live_screen(db, made.id))
        await pilot.pause()
        await pilot.press("f8", "enter")
        await until(pilot, slow.began.is_set)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))
        await pilot.press(*"-slow", "enter")
        for _ in range(200):
            said = await quote_pages.quotes_of_session(db, made.id)
            if said:
                break
            await pilot.pause(0.01)
        assert [quote.text for quote in said] == ["slow"]
        assert slow.path.read_bytes() == b"the old one"
        slow.end.set()
        await until(pilot, lambda: str(slow.path) in told(app))


async def test_f8_writes_what_was_taken_down_a_moment_ago(
    db: SqliteDb, run_app: RunApp, add_session: Add, tmp_path: Path
) -> None:
    made = await add_session("Planners", SessionStatus.LIVE)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await app.push_screen(await live_screen(db, made.id))
        await pilot.pause()
        await pilot.press(*"-slow", "enter", "f8", "enter")
        await until(pilot, lambda: "Written" in on_screen(app))
        (name,) = exports(tmp_path)
        body = Document(str(tmp_path / "exports" / name)).element.body
        assert "slow" in " ".join(body.itertext())
        await pilot.press("escape", *"-next")
        assert app.screen.line.text == "-next"


async def test_the_end_of_a_session_writes_its_summary_without_another_question(
    db: SqliteDb, run_app: RunApp, add_session: Add, tmp_path: Path
) -> None:
    made = await add_session("Planners", SessionStatus.LIVE)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await app.push_screen(await live_screen(db, made.id))
        await pilot.pause()
        await pilot.press("f9", "enter")
        await until(pilot, lambda: "Written" in on_screen(app))
        assert [name[-5:] for name in exports(tmp_path)] == [".docx"]
        assert (await sessions.find(db, made.id)).status is SessionStatus.ENDED


# -- opening it ------------------------------------------------------------------------------


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose `xdg-open` notes what it was asked to open."""
    folder = tmp_path / "bin"
    folder.mkdir()
    asked = tmp_path / "asked"
    program = folder / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {asked}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("sys.platform", "linux")
    return asked


@posix
async def test_o_opens_the_document_and_f_its_folder(
    run_app: RunApp, tmp_path: Path, desktop: Path
) -> None:
    app = DocumentsApp(*offers_of(planners()))
    async with run_app(app) as pilot:
        await until(pilot, lambda: is_open(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Open it" in on_screen(app))
        await pilot.press("o")
        await until(pilot, desktop.exists)
        await pilot.press("f")
        await until(pilot, lambda: len(desktop.read_text().splitlines()) == 2)
        (name,) = exports(tmp_path)
        assert desktop.read_text().splitlines() == [
            str(tmp_path / "exports" / name),
            str(tmp_path / "exports"),
        ]
        assert told(app) == ""


@posix
async def test_without_a_desktop_a_sentence_says_what_to_do(
    run_app: RunApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    app = DocumentsApp(*offers_of(planners()))
    async with run_app(app) as pilot:
        await until(pilot, lambda: is_open(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Open it" in on_screen(app))
        await pilot.press("o")
        await until(pilot, lambda: "Over SSH" in told(app))
        assert is_open(app)


@posix
def test_remarks_break_between_words_and_a_path_where_its_line_ends() -> None:
    remark = "heading 1: yours, set for our pages, as it has lines of a fixed height"
    path = Path("/home/you/focusgroup/exports/2026-03-03 Reporting.docx")
    rows = [row.plain for row in result_lines(path, [remark], 30)]
    assert "".join(rows[:2]) == str(path)
    assert max(map(len, rows)) <= 30
    assert " ".join(row.strip() for row in rows[2:]) == remark


def test_what_the_system_answers_is_a_sentence(tmp_path: Path, desktop: Path) -> None:
    program = tmp_path / "bin" / "xdg-open"
    program.write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(FocusgroupError, match="Open it yourself"):
        open_document.open_document(tmp_path / "x.docx")
    program.unlink()
    with pytest.raises(FocusgroupError, match="xdg-open"):
        open_document.open_document(tmp_path / "x.docx")


@posix
def test_a_program_that_stays_open_is_not_waited_for(
    tmp_path: Path, desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_document, "_PATIENCE_S", 0.05)
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    program = f"#!/bin/sh\nread line < {fifo}\ntouch {tmp_path / 'ended'}\n"
    (tmp_path / "bin" / "xdg-open").write_text(program)
    open_document.open_document(tmp_path / "x.docx")
    assert not (tmp_path / "ended").exists()
    fifo.write_text("done\n")
