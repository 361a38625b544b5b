"""What can be written from the screens, and the writing of it: in a thread, followed and stopped.

An `DocumentOffer` is a document that can be had here, a `Job` one that is being written.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Report
from focusgroup.store import Db
from focusgroup.store.engine.location import configured_documents, exports_dir
from focusgroup.store.reports import held, session_report
from focusgroup.system.clock import unix_ms

if TYPE_CHECKING:
    from focusgroup.exports.export_result import Written
    from focusgroup.exports.privacy.consent import Audience
    from focusgroup.exports.word import Making
    from focusgroup.exports.word.pages import Pages

READING = "Reading the quotes"
WRITING = "Writing"
LAYING_OUT = "LibreOffice lays it out"

T = TypeVar("T")
Gather = Callable[[], Awaitable[Report]]


class Job:
    """A document that is being written: how far it is, whether it is still wanted, what to say.

    Told by the thread that writes, asked by the screen; single values only, so no lock.
    """

    def __init__(self) -> None:
        self.stage = READING
        self.done = 0
        self.total = 0
        self.notes: tuple[str, ...] = ()
        self._stop = threading.Event()

    def progress(self, done: int, total: int) -> None:
        """So many quotes of so many are written."""
        self.done, self.total = done, total

    def stop(self) -> None:
        """It is not wanted any more."""
        self._stop.set()

    def stopped(self) -> bool:
        """Whether it is not wanted any more."""
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class DocumentOffer:
    """A document that can be written here, and what makes it.

    *make* raises FocusgroupError when it can't be written, Cancelled when the job is stopped.
    """

    label: str
    detail: str
    make: Callable[[Job], Awaitable["Written"]]


def of_session(
    db: Db,
    session_id: str,
    *,
    begun: bool = True,
    ready: Callable[[], Awaitable[object]] | None = None,
) -> tuple[DocumentOffer, ...]:
    """What there is of one session; only its guide before it has *begun*.

    *ready* is awaited before it is read, so that all that was taken down is in the store.
    """

    async def gather() -> Report:
        if ready is not None:
            await ready()
        return await session_report(db, [session_id])

    guide = DocumentOffer(
        "Moderator's guide",
        "its agenda, with room for notes",
        partial(_make, gather, _guide),
    )
    if not begun:
        return (guide,)
    return (*of_report(gather, "Word summary", "the whole session"), _register(db), guide, _all(db))


def of_seen(db: Db, gather: Gather, over_time: Gather | None = None) -> tuple[DocumentOffer, ...]:
    """What there is of the quotes that are seen; *over_time* counts silent sessions too."""
    offers = of_report(gather, "Word report", "what is seen")
    if over_time is not None:
        theme = DocumentOffer(
            "Theme over time",
            "with the sessions in which nobody raised it",
            partial(_make, over_time, _word),
        )
        offers = (offers[0], theme, *offers[1:])
    return (*offers, _register(db), _all(db))


def of_report(gather: Gather, label: str, detail: str) -> tuple[DocumentOffer, ...]:
    """The forms in which one report can be had, the usual one first."""
    return (
        DocumentOffer(label, detail, partial(_make, gather, _word)),
        DocumentOffer("Top-line", "two pages for the same day", partial(_make, gather, _topline)),
        DocumentOffer(
            "For readers outside", "Word, without names", partial(_make, gather, _external)
        ),
        DocumentOffer("PDF", "as Word, laid out by LibreOffice", partial(_make, gather, _pdf)),
        DocumentOffer("Workbook", "XLSX: quotes, themes, people", partial(_make, gather, _xlsx)),
        DocumentOffer("Markdown", "for a wiki or a repository", partial(_make, gather, _markdown)),
    )


def _register(db: Db) -> DocumentOffer:
    return DocumentOffer(
        "Commitments",
        "what was promised, of all sessions",
        partial(_make, partial(_everything, db), _commitments),
    )


def _all(db: Db) -> DocumentOffer:
    return DocumentOffer(
        "All sessions by theme",
        "what changed from one to the next",
        partial(_make, partial(_everything, db), _word),
    )


async def _everything(db: Db) -> Report:
    ids = await held(db)
    if not ids:
        raise FocusgroupError("No session has been held yet, so there is nothing to write.")
    report = await session_report(db, ids)
    return replace(report, title="") if len(ids) > 1 else report


async def _make(gather: Gather, write: Callable[[Report, Job], "Written"], job: Job) -> "Written":
    report = await gather()
    if job.stopped():
        from focusgroup.exports.atomic import Cancelled

        raise Cancelled
    job.stage = WRITING
    # Not cancelled with whoever waits for it: a thread can't be, it has to be asked.
    return await asyncio.shield(asyncio.to_thread(write, report, job))


# -- in the thread ---------------------------------------------------------------------------


def _how(report: Report, job: Job, audience: "Audience", *, topline: bool = False) -> "Making":
    """How Word files are made from here: as the configuration says. Reads the template."""
    from focusgroup.exports.word import Making

    pages, documents = _pages(), configured_documents()
    job.notes = pages.notes
    return Making(
        unix_ms(),
        paper=pages.paper,
        template=pages.template,
        audience=audience,
        topline=topline,
        language=documents.language,
        cancelled=job.stopped,
        progress=job.progress,
    )


def _pages() -> "Pages":
    from focusgroup.exports.word.pages import open_pages

    documents = configured_documents()
    return open_pages(documents.paper, documents.template)


def _word(report: Report, job: Job, *, external: bool = False, topline: bool = False) -> "Written":
    from focusgroup.exports.privacy.consent import Audience
    from focusgroup.exports.word import suggested_name, write_word

    audience = Audience(external=external)
    how = _how(report, job, audience, topline=topline)
    name = suggested_name(report, audience, topline=topline, language=how.language)
    return write_word(report, exports_dir() / name, how)


def _topline(report: Report, job: Job) -> "Written":
    return _word(report, job, topline=True)


def _external(report: Report, job: Job) -> "Written":
    return _word(report, job, external=True)


def _pdf(report: Report, job: Job) -> "Written":
    from focusgroup.exports.pdf import write_pdf
    from focusgroup.exports.privacy.consent import INTERNAL
    from focusgroup.exports.word import suggested_name, write_word

    how = _how(report, job, INTERNAL)

    def write(path: Path) -> "Written":
        made = write_word(report, path, how)
        job.stage, job.total = LAYING_OUT, 0
        return made

    name = suggested_name(report, suffix=".pdf", language=how.language)
    return write_pdf(exports_dir() / name, write, cancelled=job.stopped)


def _xlsx(report: Report, job: Job) -> "Written":
    from focusgroup.exports.word import suggested_name
    from focusgroup.exports.xlsx import write_workbook

    language = configured_documents().language
    return write_workbook(
        report,
        exports_dir() / suggested_name(report, suffix=".xlsx", language=language),
        now_ms=unix_ms(),
        language=language,
        cancelled=job.stopped,
        progress=job.progress,
    )


def _markdown(report: Report, job: Job) -> "Written":
    from focusgroup.exports.markdown import write_markdown
    from focusgroup.exports.word import suggested_name

    language = configured_documents().language
    path = exports_dir() / suggested_name(report, suffix=".md", language=language)
    return write_markdown(report, path, now_ms=unix_ms(), language=language, cancelled=job.stopped)


def _commitments(report: Report, job: Job) -> "Written":
    from focusgroup.exports.names import file_name
    from focusgroup.exports.word.register import write_register
    from focusgroup.exports.wording.labels import COMMITMENTS
    from focusgroup.exports.wording.words import words_for

    words, pages = words_for(report, configured_documents().language), _pages()
    job.notes = pages.notes
    return write_register(
        report,
        exports_dir() / file_name(words(COMMITMENTS)),
        now_ms=unix_ms(),
        paper=pages.paper,
        template=pages.template,
        language=words.code,
    )


def _guide(report: Report, job: Job) -> "Written":
    from focusgroup.core.agenda import parse_agenda
    from focusgroup.exports.names import file_name
    from focusgroup.exports.word.guide import write_guide
    from focusgroup.exports.wording.labels import GUIDE_FILE
    from focusgroup.exports.wording.words import words_of

    (session,) = report.sessions
    agenda = parse_agenda(session.agenda_source, session.agenda_name).agenda
    words, pages = words_of(agenda, configured_documents().language), _pages()
    job.notes = pages.notes
    name = file_name(words(GUIDE_FILE, title=agenda.title), fallback="guide")
    return write_guide(
        agenda,
        exports_dir() / name,
        now_ms=unix_ms(),
        paper=pages.paper,
        template=pages.template,
        language=words.code,
    )
