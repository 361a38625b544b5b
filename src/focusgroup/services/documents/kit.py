"""The participant kit: letters and forms for the people who are invited, with a session's facts."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Session
from focusgroup.core.patterns import lazy_pattern
from focusgroup.imports.agenda_file import kit_folder, write_new
from focusgroup.system.clock import source_date_ms, unix_ms

KIT_LANGUAGES = ("en", "de", "fr", "es", "zh")
_BLANK = lazy_pattern(r"\{(\w+):(\[[^\]]*\])\}")


def kit_language(wanted: str, session: Session | None) -> str:
    """Return the language of the kit: as *wanted*, else the agenda's, else English.

    Raises FocusgroupError if there is no kit in the language that is wanted.
    """
    if wanted:
        short = wanted.casefold().replace("_", "-").partition("-")[0]
        if short not in KIT_LANGUAGES:
            known = ", ".join(KIT_LANGUAGES)
            raise FocusgroupError(f"there is no kit in “{wanted[:20]}”; there is {known}")
        return short
    source = session.agenda_source if session else ""
    agenda = (parse_agenda(source).agenda.language or "").partition("-")[0] if source else ""
    return agenda if agenda in KIT_LANGUAGES else "en"


def facts_for_kit(session: Session | None, language: str) -> Mapping[str, str]:
    """Return what is known of a session, as the kit writes it; "" for what isn't."""
    if session is None:
        return {}
    from babel.dates import format_date, format_time

    facts = {
        "title": session.title,
        "product": session.product,
        "place": session.place,
        "facilitator": session.facilitator,
        "minutes": f"{session.planned_minutes:g}" if session.planned_minutes else "",
    }
    at_ms = session.started_ms or session.scheduled_ms
    if at_ms is not None:
        at = datetime.fromtimestamp(at_ms / 1000, ZoneInfo(session.zone))
        facts["day"] = format_date(at.date(), "full", locale=language)
        facts["time"] = format_time(at.time(), "short", locale=language)
    return facts


def write_kit(
    folder: Path,
    session: Session | None,
    language: str,
    *,
    word: bool = False,
    replace: bool = False,
) -> tuple[Path, ...]:
    """Write the kit into *folder*, as Markdown or as *word* documents; return its files.

    What isn't known stays a blank in brackets. Raises FocusgroupError if one of the files is
    there with other contents, unless *replace*; then nothing is written.
    """
    facts = facts_for_kit(session, language)
    texts = {
        folder / (f"{source.stem}.docx" if word else source.name): _BLANK.sub(
            lambda blank: _escaped(facts.get(blank[1], "")) or blank[2], source.read_text("utf-8")
        )
        for source in sorted(kit_folder(language).glob("*.md"))
    }
    if links := [path for path in texts if path.is_symlink()]:
        raise FocusgroupError(
            f"{links[0]} is a link to another file; remove it, or name another folder with -o"
        )
    taken = [path for path, text in texts.items() if path.exists()]
    taken = taken if word else [path for path in taken if not _holds(path, texts[path])]
    if taken and not replace:
        raise FocusgroupError(
            f"{taken[0]} is there already with other contents; use --force to replace it, or"
            " name another folder with -o"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FocusgroupError(f"{folder} can't be written: {error.strerror or error}") from error
    if word:
        return tuple(_as_word(path, text, language) for path, text in texts.items())
    return tuple(write_new(path, text, replace=True) for path, text in texts.items())


def _as_word(path: Path, text: str, language: str) -> Path:
    """Write one letter on the paper, or in the company's template, of the configuration."""
    from focusgroup.exports.word import write_letter
    from focusgroup.services.documents import DocumentOptions

    pages = DocumentOptions().pages()
    return write_letter(
        text,
        path,
        now_ms=source_date_ms() or unix_ms(),
        language=language,
        paper=pages.paper,
        template=pages.template,
    )


def _holds(path: Path, text: str) -> bool:
    """Return whether a file has exactly this text."""
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


def _escaped(text: str) -> str:
    """Return *text* so that Markdown shows it as it is."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
