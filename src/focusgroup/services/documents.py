"""What a document is made of and how, whoever asks for it: a screen or a command."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from focusgroup.core.errors import NotFound, UsageError
from focusgroup.core.model import Agenda, Report
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import clean_line, fold
from focusgroup.services.selection import resolved
from focusgroup.store import Db, sessions
from focusgroup.store.engine.location import configured_documents
from focusgroup.store.reports import chosen_report, held, session_report

if TYPE_CHECKING:
    from focusgroup.exports.privacy.consent import Audience
    from focusgroup.exports.word import Pages, Paper


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """How a document is to be made; without *language*, *paper* and *template* as configured.

    *zone* is the IANA zone of every time shown, each session's own without it. An *external*
    document names nobody, and without *roles* does not say what they do either. A *topline* is
    two pages; *full_log* keeps a long log out of a workbook of its own. *output* is the file.
    """

    zone: str | None = None
    language: str | None = None
    external: bool = False
    roles: bool = True
    topline: bool = False
    full_log: bool = False
    paper: "Paper | None" = None
    template: Path | None = None
    output: Path | None = None

    def audience(self) -> "Audience":
        """Return for whom the document is."""
        from focusgroup.exports.privacy.consent import Audience

        return Audience(external=self.external, roles=self.roles or not self.external)

    def code(self) -> str | None:
        """Return the language's code, that of the configuration without one, None for neither.

        Raises UsageError for a language without a catalogue.
        """
        from focusgroup.exports.wording.words import named

        code = self.language if self.language is not None else configured_documents().language
        return named(code) if code is not None else None

    def pages(self) -> "Pages":
        """Return what to write on, the configuration's without a paper or a template.

        Raises UsageError for both, FocusgroupError for a template that can't be used.
        """
        from focusgroup.exports.word import open_pages

        if self.template and self.paper:
            raise UsageError(
                "--paper does not go with --template: the template has a paper of its own"
            )
        if self.template or self.paper:
            return open_pages(self.paper, self.template)
        documents = configured_documents()
        return open_pages(documents.paper, documents.template)


PLAIN = DocumentOptions()


def zone_named(text: str) -> str | None:
    """Return the IANA name of a time zone, None for no text. Raises UsageError for another."""
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


async def report_of(db: Db, selection: Selection, options: DocumentOptions = PLAIN) -> Report:
    """Return what a document on *selection* is made of: its quotes among everybody asked.

    Asked are the sessions that *selection* names, else all that were held in its time, so that
    who did not say it counts too. Where people are chosen, the sessions that they were in;
    where a segment is, its people only. Whole sessions when nothing else is asked for.

    Raises NotFound when nothing is chosen, UsageError for a language without a catalogue.
    """
    chosen = await resolved(db, selection)
    asked = chosen.sessions or await held(db, since_ms=chosen.since_ms, until_ms=chosen.until_ms)
    if not asked and not chosen.asks:
        raise NotFound(
            "no session has been held yet, so there is nothing to write;"
            " `focusgroup session list` shows what is planned"
        )
    if chosen.asks:
        whole = bool(chosen.sessions) or not replace(chosen, segments=()).asks
        report = await chosen_report(db, chosen, sessions=asked, whole=whole)
    else:
        report = await session_report(db, asked)
    headed = await asyncio.to_thread(_headed, report, chosen, options)
    return _of_people(headed, chosen)


def _of_people(report: Report, chosen: Selection) -> Report:
    """*report* with the sessions that the chosen people were in; of a segment its people only."""
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
    by_account = bool(chosen.accounts or chosen.segments or chosen.owner)
    people = tuple(
        person
        for person in report.participants
        if (not by_account or person.account_id in accounts)
        and (not by_name or fold(person.name).startswith(by_name))
    )
    there = {person.session_id for person in people}
    there |= {quote.session_id for quote in report.quotes}
    if chosen.sessions and not chosen.segments:
        there |= set(chosen.sessions)
    if not chosen.segments:
        people = tuple(p for p in report.participants if p.session_id in there)
    of = {person.account_id for person in people} | accounts
    return replace(
        report,
        sessions=tuple(session for session in report.sessions if session.id in there),
        participants=people,
        accounts=tuple(account for account in report.accounts if account.id in of),
        notes=tuple(note for note in report.notes if note.session_id in there),
    )


def _headed(report: Report, chosen: Selection, options: DocumentOptions) -> Report:
    """*report* with its title and what it was narrowed to, in the document's language."""
    from focusgroup.exports.wording.labels import REPORT
    from focusgroup.exports.wording.scope import scope_of
    from focusgroup.exports.wording.words import SOURCE, Words, words_for

    if chosen.asks and not report.quotes:
        raise NotFound(f"no quotes for {scope_of(chosen, Words(SOURCE))}; nothing was written")
    words = words_for(report, options.code())
    about = words.both(chosen.themes) or words.both(chosen.accounts)
    title = report.title
    if replace(chosen, segments=()).asks:
        from focusgroup.exports.wording.sentences import titled

        title = titled(words, about or words(REPORT), title if chosen.sessions else "")
    elif not chosen.sessions and len(report.sessions) > 1:
        title = words(REPORT)
    # Who looks after an account is nobody's business outside.
    told = replace(chosen, owner="") if options.external else chosen
    theme = chosen.themes[0] if len(chosen.themes) == 1 else ""
    return replace(report, title=title, scope=scope_of(told, words), theme=theme)


async def agenda_of(db: Db, session_id: str) -> Agenda:
    """Return the agenda of a session as it was led. Raises NotFound for an unknown one."""
    from focusgroup.core.agenda import parse_agenda

    session = await sessions.find(db, session_id)
    reading = await asyncio.to_thread(parse_agenda, session.agenda_source, session.agenda_name)
    return reading.agenda
