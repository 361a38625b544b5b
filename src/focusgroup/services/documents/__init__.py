"""What a document is made of and how, for the screens and the commands."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from focusgroup.core.errors import FocusgroupError, NotFound, UsageError
from focusgroup.core.model import QUOTE_KINDS, Agenda, Report
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import clean_line, fold
from focusgroup.services.selection import resolved
from focusgroup.store import Db
from focusgroup.store.engine.location import config_file, configured_documents, path_named
from focusgroup.store.quotes import count_quotes
from focusgroup.store.reports import IN_MEMORY, chosen_report, held

if TYPE_CHECKING:
    from focusgroup.exports.making import Audience, Paper
    from focusgroup.exports.word import Pages


class DocumentOptions(NamedTuple):
    """How to make a document; *language*, *paper* and *template* default to the configuration.

    *zone* is the IANA zone of every time shown; without it each session keeps its own. An
    *external* document names nobody, and without *roles* does not state their roles either. A
    *topline* is two pages, *one_page* the first of them; an *appendix* has codebook and method;
    *full_log* keeps a long log in the document instead of in a workbook of its own.
    *keep_template_text* keeps what is written in a template that does not say where the report
    goes. *output* is the file; without one, *folder* is where it goes.
    """

    zone: str | None = None
    language: str | None = None
    external: bool = False
    roles: bool = True
    topline: bool = False
    one_page: bool = False
    appendix: bool = False
    full_log: bool = False
    paper: "Paper | None" = None
    template: Path | None = None
    keep_template_text: bool = False
    output: Path | None = None
    folder: Path | None = None

    def audience(self) -> "Audience":
        """Return the audience of the document."""
        from focusgroup.exports.making import Audience

        return Audience(external=self.external, roles=self.roles or not self.external)

    def code(self) -> str | None:
        """Return the code of the language, or of the configured one, or None if neither is set.

        Raises UsageError for a language without a catalogue.
        """
        from focusgroup.exports.wording.words import named

        if self.language is not None:
            return named(self.language)
        if (configured := configured_documents().language) is None:
            return None
        with _configured():
            return named(configured)

    def pages(self) -> "Pages":
        """Return the pages to write on, as configured if there is no paper and no template.

        Raises UsageError if both are given, FocusgroupError for a template that can't be used.
        """
        from focusgroup.exports.word import open_pages

        if self.template and self.paper:
            raise UsageError(
                "--paper does not go with --template: the template has a paper size of its own"
            )
        keep = self.keep_template_text
        if self.template:
            return open_pages(None, self.template, keep_text=keep)
        documents = configured_documents()
        with _configured():
            if documents.template and not self.paper:
                return open_pages(None, documents.template, keep_text=keep)
            paper = self.paper or documents.paper
            return open_pages(paper, None, logo=documents.logo, cover=documents.cover)


@contextmanager
def _configured() -> Iterator[None]:
    """Name the configuration in front of what can't be used of it."""
    try:
        yield
    except FocusgroupError as error:
        raise FocusgroupError(f"{config_file()}: {error}") from error


PLAIN = DocumentOptions()


class Owner(NamedTuple):
    """What a document is about, and what its file therefore belongs to.

    *name* is the id of one whole *session*, or what else was chosen, in any words.
    """

    name: str
    session: bool = False

    @property
    def short(self) -> str:
        """What tells the session from others of its title; the first letters of an id are time."""
        return self.name[-6:] if self.session else ""


def owner_of(db: Db, chosen: Selection) -> Owner:
    """Return the owner of a document on *chosen*, a selection by full names and ids."""
    if len(chosen.sessions) == 1 and not chosen.asks:
        return Owner(chosen.sessions[0], session=True)
    # Without sessions, two databases have different quotes under one name.
    there = sorted(chosen.sessions) or [str(db.journal)]
    return Owner("\n".join((chosen.words(), *there)))


def zone_named(text: str) -> str | None:
    """Return the IANA name of a time zone, None for no text. Raises UsageError if unknown."""
    name = clean_line(text)
    if not name:
        return None
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(
            f"“{name[:40]}” is not a time zone; use a name such as Europe/Berlin or UTC"
        ) from error
    return name


def folder_named(text: str) -> Path:
    """Return the folder that a person names. Raises UsageError for what can't be a path."""
    return path_named(clean_line(text), "the folder for documents")


def takes_documents(folder: Path) -> bool:
    """Return whether a folder can be written to, or be made where it is named."""
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)


async def report_of(db: Db, selection: Selection, options: DocumentOptions = PLAIN) -> Report:
    """Return the content of a document on *selection*: its quotes, counted among everybody asked.

    Everybody asked means the people of the sessions that *selection* names, else of all sessions
    held in its time, so people who did not say it count too. If people are chosen, by account,
    segment, owner or name, only they count, and only the sessions that they were in. Sessions are
    whole if the selection asks for nothing else.

    Raises what `read_report` and `finished_report` raise.
    """
    return finished_report(*await read_report(db, selection), options)


async def read_report(
    db: Db, selection: Selection, *, only_quotes: bool = False, in_memory: int = IN_MEMORY
) -> tuple[Report, Selection]:
    """Read what a document on *selection* is made of; return it and the selection by full names.

    More quotes than *in_memory* are read one by one while it is written (see `Report.stream`). With
    *only_quotes*, nothing else of the sessions is read but who was there.

    Raises NotFound for an unknown name or if no session was held yet.
    """
    chosen = await resolved(db, selection)
    asked = chosen.sessions or await held(db, chosen)
    if not asked and not chosen.asks:
        raise NotFound(
            "no session has been held yet, so there is nothing to write;"
            " `focusgroup session list` shows what is planned"
        )
    whole = bool(chosen.sessions) or not replace(chosen, segments=()).asks
    whole = whole and not only_quotes
    report = await chosen_report(db, chosen, sessions=asked, whole=whole, in_memory=in_memory)
    if chosen.asks:
        # The same people in the same time, whatever they spoke of.
        everything = replace(chosen, themes=(), untagged=False, kinds=QUOTE_KINDS, search="")
        everything = replace(everything, verbatim=False)
        there = replace(everything, sessions=tuple(session.id for session in report.sessions))
        report = replace(report, asked=await count_quotes(db, there))
    return report, chosen


def finished_report(report: Report, chosen: Selection, options: DocumentOptions) -> Report:
    """Return what was read with its title and scope in the document's language.

    Call it in the thread that writes: the first call loads the words of documents (80 ms).
    Raises NotFound if nothing matches, UsageError for a language without a catalogue; *report* is
    closed then.
    """
    try:
        return _headed(_of_people(report, chosen), chosen, options)
    except BaseException:
        report.close()
        raise


def _of_people(report: Report, chosen: Selection) -> Report:
    """Return *report* with only the sessions of the chosen people; the others don't count."""
    if not (chosen.accounts or chosen.segments or chosen.owner or chosen.speakers):
        return report
    accounts = {
        account.id
        for account in report.accounts
        if (not chosen.accounts or account.name in chosen.accounts)
        and (not chosen.segments or account.segment in chosen.segments)
        and (not chosen.owner or account.owner == chosen.owner)
    }
    by_name = tuple(fold(name) for name in chosen.speakers)
    known = {fold(person.name) for person in report.participants}
    begins = tuple(name for name in by_name if name not in known)
    by_account = bool(chosen.accounts or chosen.segments or chosen.owner)
    people = tuple(
        person
        for person in report.participants
        if (not by_account or person.account_id in accounts)
        and (not by_name or fold(person.name).startswith(begins) or fold(person.name) in by_name)
    )
    there = {person.session_id for person in people}
    there |= report.spoken_in
    if chosen.sessions and not chosen.segments:
        there |= set(chosen.sessions)
    # The others stay in the report: a document has to find their names in what was said.
    chosen_ids = {person.id for person in people}
    places = (n for n, p in enumerate(report.participants) if p.id in chosen_ids)
    return replace(
        report,
        sessions=tuple(session for session in report.sessions if session.id in there),
        counted=tuple(places),
        notes=tuple(note for note in report.notes if note.session_id in there),
    )


def _headed(report: Report, chosen: Selection, options: DocumentOptions) -> Report:
    """Return *report* with its title and its filters, in the document's language."""
    from focusgroup.exports.wording.labels import REPORT
    from focusgroup.exports.wording.scope import scope_of
    from focusgroup.exports.wording.words import SOURCE, Words, words_for

    if chosen.asks and not report.spoken_in:
        raise NotFound(f"no quotes for {scope_of(chosen, Words(SOURCE))}; nothing was written")
    words = words_for(report, options.code())
    about = words.both(chosen.themes) or words.both(chosen.accounts)
    title = report.title
    if replace(chosen, segments=()).asks:
        from focusgroup.exports.wording.sentences import titled

        title = titled(words, about or words(REPORT), title if chosen.sessions else "")
    elif not chosen.sessions and len(report.sessions) > 1:
        title = words(REPORT)
    # Colleagues are not named to outsiders.
    told = replace(chosen, owner="", facilitator="") if options.external else chosen
    theme = chosen.themes[0] if len(chosen.themes) == 1 else ""
    scope = scope_of(told, words)
    return replace(report, title=title, scope=scope, theme=theme, kinds=chosen.kinds)


def agenda_of(report: Report, options: DocumentOptions = PLAIN) -> Agenda:
    """Return the agenda of the one session in *report* as it was run, as its readers may see it."""
    from focusgroup.core.agenda import parse_agenda
    from focusgroup.core.agenda_run.stored_agenda import as_stored
    from focusgroup.exports.privacy.consent import presentable_agenda
    from focusgroup.exports.wording.words import words_of

    (session,) = report.sessions
    agenda = parse_agenda(session.agenda_source, session.agenda_name).agenda
    agenda = as_stored(agenda, report.agenda_items.get(session.id, ()))
    words = words_of(agenda, options.code())
    return presentable_agenda(agenda, report, words, options.audience())
