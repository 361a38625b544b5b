"""The participant kit: letters and forms for the people who are invited, with a session's facts."""

import dataclasses
import os
import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Report, Session
from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.atomic import replace_file
from focusgroup.exports.destination import Destination
from focusgroup.exports.export_result import Written
from focusgroup.exports.making import INTERNAL, Audience
from focusgroup.exports.names import file_name
from focusgroup.exports.privacy.consent import mask_for
from focusgroup.exports.privacy.masks import Unsure
from focusgroup.exports.text.legal import LegalText
from focusgroup.exports.wording.words import LANGUAGES, SOURCE, Words
from focusgroup.imports.agenda_file import kit_folder
from focusgroup.services.documents import DocumentOptions, Owner
from focusgroup.store import Db
from focusgroup.store.engine.location import exports_dir, records_dir
from focusgroup.store.reports import session_report
from focusgroup.system.clock import source_date_ms, unix_ms

KIT_LANGUAGES = ("en", "de", "fr", "es", "zh")
_BLANK = lazy_pattern(r"\{(\w+):(\[[^\]]*\])\}")


async def kit_report(db: Db, session: Session) -> Report:
    """Return what a kit says of *session*, and who is in it."""
    return await session_report(db, (session.id,))


def kit_language(wanted: str, report: Report | None) -> str:
    """Return the language of the kit: as *wanted*, else the agenda's, else English.

    Raises FocusgroupError if there is no kit in the language that is wanted.
    """
    if wanted:
        short = wanted.casefold().replace("_", "-").partition("-")[0]
        if short not in KIT_LANGUAGES:
            known = ", ".join(KIT_LANGUAGES)
            raise FocusgroupError(f"there is no kit in “{wanted[:20]}”; there is {known}")
        return short
    source = report.sessions[0].agenda_source if report else ""
    agenda = (parse_agenda(source).agenda.language or "").partition("-")[0] if source else ""
    return agenda if agenda in KIT_LANGUAGES else "en"


def facts_for_kit(
    report: Report | None, language: str, audience: Audience, doubts: list[Unsure]
) -> Mapping[str, str]:
    """Return what is known of the session in *report*, as its *audience* may see it.

    What isn't known is "". What may be a name is added to *doubts*.
    """
    if report is None:
        return {}
    from babel.dates import format_date, format_time

    (session,) = report.sessions
    put = mask_for(report, audience, _words(language), doubts)
    facts = {
        name: put(name, getattr(session, name))
        for name in ("title", "product", "place", "facilitator")
    }
    facts["minutes"] = f"{session.planned_minutes:g}" if session.planned_minutes else ""
    at_ms = session.started_ms or session.scheduled_ms
    if at_ms is not None:
        at = datetime.fromtimestamp(at_ms / 1000, ZoneInfo(session.zone))
        locale = _words(language).locale  # English days as in documents
        facts["day"] = format_date(at.date(), "full", locale=locale)
        facts["time"] = format_time(at.time(), "short", locale=locale)
    return facts


def _words(language: str) -> Words:
    return Words(language if language in LANGUAGES else SOURCE)


def write_kit(
    report: Report | None,
    language: str,
    folder: Path | None = None,
    *,
    word: bool = False,
    replace: bool = False,
    audience: Audience = INTERNAL,
) -> tuple[Written, ...]:
    """Write the kit for the one session in *report* into *folder*; return its files.

    They are Markdown or *word* documents, with the facts that their *audience* may see.
    Without a *folder* it is one among the documents, named by the session's title, and by its id
    where another session's kit has that name. What isn't known stays a blank in brackets. A file
    that somebody changed is kept, and the new one gets another name, unless *replace*. Raises
    FocusgroupError.
    """
    owner = Owner(report.sessions[0].id, session=True) if report else Owner("")
    there = Destination(
        Path(),
        named=False,
        kind="kit",
        owner=f"{owner.name} {language}",
        short=f"{owner.short} {language}".strip(),
        records=records_dir(),
        forced=replace,
    )
    doubts: list[Unsure] = []
    facts, legal = facts_for_kit(report, language, audience, doubts), LegalText().legal
    texts = {
        f"{source.stem}.docx" if word else source.name: _BLANK.sub(
            lambda blank: _escaped(legal(facts.get(blank[1], ""))) or blank[2],
            source.read_text("utf-8"),
        )
        for source in sorted(kit_folder(language).glob("*.md"))
    }
    if folder is None:
        title = f"Participant kit, {facts['title']}" if report else "Participant kit"
        folder = Path(os.path.realpath(exports_dir())) / file_name(title, "")
        if any(there.is_anothers(folder / name) for name in texts):
            folder = folder.with_name(f"{folder.name} {there.short}")
    write = partial(_as_word, language) if word else _as_markdown
    places = (dataclasses.replace(there, path=folder / name) for name in texts)
    *most, last = (
        Written(write(text, to), to) for text, to in zip(texts.values(), places, strict=True)
    )
    return (*most, last._replace(unsure=tuple(doubts)))


def _as_markdown(text: str, to: Destination) -> Path:
    return replace_file(to, lambda file: _put(file, text))


def _put(file: BinaryIO, text: str) -> None:
    file.write(text.encode())


def _as_word(language: str, text: str, to: Destination) -> Path:
    """Write one letter on the paper, or in the company's template, of the configuration."""
    from focusgroup.exports.word import write_letter

    pages = DocumentOptions().pages()
    return write_letter(
        text,
        to,
        now_ms=source_date_ms() or unix_ms(),
        language=language,
        paper=pages.paper,
        template=pages.template,
    )


def _escaped(text: str) -> str:
    """Return *text* so that Markdown shows it as it is."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
