"""Write a document in a thread that can be followed and stopped, and list the documents.

A `DocumentOffer` is a document that a selection can be written as, a `Job` is one being
written.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.model import Agenda, Report
from focusgroup.core.search.selection import Selection
from focusgroup.exports.kinds import GUIDE, REGISTER, REPORTS, WORD, DocumentKind, Need
from focusgroup.services.documents import (
    DocumentOptions,
    Owner,
    agenda_of,
    finished_report,
    owner_of,
    read_report,
)
from focusgroup.store import Db
from focusgroup.store.engine.location import configured_documents, exports_dir, records_dir
from focusgroup.store.reports import session_report
from focusgroup.system.clock import source_date_ms, unix_ms

if TYPE_CHECKING:
    from focusgroup.exports.export_result import Written
    from focusgroup.exports.making import Making

READING = "Reading the quotes"
WRITING = "Writing"
LAYING_OUT = "LibreOffice lays it out"

Subject = TypeVar("Subject", Report, Agenda)
Read = TypeVar("Read")


class Job:
    """A document being written: how far it is, whether it is still wanted, what to say.

    The writing thread sets it and the screen reads it; single values only, so it needs no lock.
    """

    def __init__(self) -> None:
        self.stage = READING
        self.done = 0
        self.total = 0
        self.notes: tuple[str, ...] = ()
        self._stop = threading.Event()

    def progress(self, done: int, total: int) -> None:
        """Note that *done* of *total* quotes are written."""
        self.done, self.total = done, total

    def laying_out(self) -> None:
        """Note that LibreOffice lays it out now, which does not report how far it is."""
        self.stage, self.total = LAYING_OUT, 0

    def stop(self) -> None:
        """Ask the writing thread to stop, since the document is not wanted any more."""
        self._stop.set()

    def stopped(self) -> bool:
        """Whether the document is not wanted any more."""
        return self._stop.is_set()


def write_document(
    kind: DocumentKind[Subject], subject: Subject, owner: Owner, options: DocumentOptions, job: Job
) -> "Written":
    """Write a document of *kind* about *subject* for *owner*, and tell *job* what is missing.

    Without a file named in *options*, it replaces only what was written for the same owner.
    Raises FocusgroupError if it can't be written, Cancelled if the job is stopped.
    """
    try:
        return _written(kind, subject, owner, options, job)
    finally:
        if isinstance(subject, Report):
            subject.close()


def _written(
    kind: DocumentKind[Subject], subject: Subject, owner: Owner, options: DocumentOptions, job: Job
) -> "Written":
    from focusgroup.exports.destination import Destination

    how = _making(kind, options, job)
    if isinstance(subject, Report):
        subject = replace(subject, changed_ms=source_date_ms() or subject.changed_ms)
    there = Destination(
        options.output or (options.folder or exports_dir()) / kind.name(subject, how, kind.suffix),
        named=options.output is not None,
        kind=kind.command.split()[0],
        owner=owner.name,
        short=owner.short,
        records=records_dir(),
    )
    return kind.write(subject, there, how)


def _making(kind: DocumentKind[Subject], options: DocumentOptions, job: Job) -> "Making":
    from focusgroup.exports.making import Making

    options = options._replace(
        external=options.external or kind.external,
        topline=options.topline or kind.topline,
        one_page=options.one_page or kind.one_page,
    )
    if options.topline and options.one_page:
        raise UsageError("--topline does not go with --one-page: choose two pages or one")
    how = Making(
        source_date_ms() or unix_ms(),
        zone=options.zone,
        audience=options.audience(),
        topline=options.topline,
        one_page=options.one_page,
        language=options.code(),
        full_log=options.full_log,
        appendix=options.appendix,
        numbered=kind.suffix in (".docx", ".pdf"),
        cancelled=job.stopped,
        progress=job.progress,
        laying_out=job.laying_out,
    )
    if Need.PAGES not in kind.needs:
        return how
    pages = options.pages()
    job.notes = pages.notes
    return how._replace(paper=pages.paper, template=pages.template)


# -- what the screens offer ------------------------------------------------------------------


class DocumentOffer(NamedTuple):
    """A document that can be written here, and the function that makes it.

    *make* raises FocusgroupError if it can't be written, Cancelled if the job is stopped.
    """

    label: str
    detail: str
    make: Callable[[Job, DocumentOptions], Awaitable["Written"]]


def documents_of(
    db: Db,
    selection: Selection,
    *,
    begun: bool = True,
    ready: Callable[[], Awaitable[object]] | None = None,
) -> tuple[DocumentOffer, ...]:
    """Return the documents of *selection*; for a session that has not *begun* only its guide.

    *ready* is awaited before the selection is read, so everything captured is in the store.
    """

    async def read(
        chosen: Selection = selection, *, only_quotes: bool = False
    ) -> tuple[tuple[Report, Selection], Owner]:
        if ready is not None:
            await ready()
        found = await read_report(db, chosen, only_quotes=only_quotes)
        return found, owner_of(db, found[1])

    def report(found: tuple[Report, Selection], options: DocumentOptions) -> Report:
        return finished_report(*found, options)

    async def session() -> tuple[Report, Owner]:
        found = await session_report(db, selection.sessions)
        return found, Owner(found.sessions[0].id, session=True)

    everything = partial(read, Selection())
    guide = (offer(GUIDE, session, agenda_of),) if len(selection.sessions) == 1 else ()
    if not begun:
        return guide
    here = [kind for kind in REPORTS if kind.installed]
    found = [offer(kind, partial(read, only_quotes=kind.only_quotes), report) for kind in here]
    found += [offer(REGISTER, everything, report), *guide]
    if selection != Selection():
        whole = offer(WORD, everything, report)._replace(
            label="All sessions by theme",
            detail="what changed from one to the next",
        )
        found.append(whole)
    return (*found, *_checks())


def _checks() -> list[DocumentOffer]:
    """Return the check of the company's template, if one is configured."""
    try:
        template = configured_documents().template
    except FocusgroupError:  # said by whichever document is written
        return []
    if template is None:
        return []

    async def make(job: Job, _options: DocumentOptions) -> "Written":
        from focusgroup.services.documents.template_check import check_template

        def write(job: Job) -> "Written":
            checked = check_template(template, cancelled=job.stopped)
            job.notes = checked.lines()
            return checked.page

        return await in_thread(write, job)

    return [DocumentOffer("Template check", f"what is taken from {template.name}", make)]


def offer(
    kind: DocumentKind[Subject],
    read: Callable[[], Awaitable[tuple[Read, Owner]]],
    finish: Callable[[Read, DocumentOptions], Subject],
) -> DocumentOffer:
    """Return the offer of a document of *kind*: *read* from the store, then *finish* and write.

    The last two share one thread: where memory ran out, a second one may never start
    (python/cpython#140746).
    """

    async def make(job: Job, options: DocumentOptions) -> "Written":
        found, owner = await read()
        if job.stopped():
            _let_go(found)
        mine = options._replace(external=options.external or kind.external)

        def write(job: Job) -> "Written":
            return write_document(kind, finish(found, mine), owner, options, job)

        return await in_thread(write, job)

    return DocumentOffer(kind.label, kind.detail, make)


def _let_go(found: object) -> None:
    """Let go of the database that quotes would be read from one by one."""
    for each in found if isinstance(found, tuple) else (found,):
        if isinstance(each, Report):
            each.close()


async def in_thread(write: Callable[[Job], "Written"], job: Job) -> "Written":
    """Run *write* in a thread. Raises Cancelled if *job* is stopped."""
    if job.stopped():
        from focusgroup.exports.atomic import Cancelled

        raise Cancelled
    job.stage = WRITING
    # Not cancelled together with its caller: a thread can't be, it has to be asked to stop.
    return await asyncio.shield(asyncio.to_thread(write, job))
