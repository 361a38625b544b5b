"""`focusgroup quotes`: find, correct and delete what customers said."""

from collections.abc import Sequence
from typing import Any, Protocol

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import (
    a_session,
    json_or_csv,
    no_match,
    quote_options,
    selection_of,
    sessions_named,
)
from focusgroup.cli.lazy import LazyCommand, ListGroup
from focusgroup.cli.output import JsonArray, hint, plural, print_csv, print_entry, print_json, warn
from focusgroup.cli.terminal.pager import paged
from focusgroup.core.model import KIND_LABELS, KIND_SIGNS, Kind, Quote
from focusgroup.core.search.selection import Selection
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.services.selection import resolved
from focusgroup.store import Db
from focusgroup.store.quotes import count_withheld, quote_page, short_ids

COLOURS = {
    Kind.PROBLEM: "31",
    Kind.STRENGTH: "32",
    Kind.MISSING_FEATURE: "33",
    Kind.CONTEXT: "36",
}
"""Colours of the kinds on a terminal; the sign and the word say the same."""
KIND_AT = 2
"""Where the kind is among the fields of a line."""
PAGE = 500
"""Quotes read at once; a list of any length is printed page by page."""

ELSEWHERE = {
    "edit": LazyCommand(
        "focusgroup.cli.quotes.edit:edit", "Correct quotes: words, kind, speaker, themes."
    ),
    "delete": LazyCommand("focusgroup.cli.quotes.edit:delete", "Delete quotes."),
}


@click.group(cls=ListGroup, table=ELSEWHERE)
def quotes() -> None:
    """Find what customers said, correct and delete it.

    Without a verb, quotes are listed: `quotes --theme Exports` is `quotes list --theme Exports`.
    """


@quotes.command("list")
@a_session
@quote_options
@click.option("--limit", type=click.IntRange(min=1), help="At most this many, newest first.")
@json_or_csv("Print a JSON array.")
@click.pass_obj
def list_(
    settings: Settings,
    /,
    session: str,
    limit: int | None,
    as_json: bool,
    as_csv: bool,
    **wanted: Any,
) -> None:
    """Find what customers said, newest first.

    Each filter narrows the list. Observations are listed too, unless --kind excludes them.
    Participants who declined to be named are listed by role.
    """
    if nothing_yet(settings):
        if as_json:
            print_json([])
        elif as_csv:
            print_csv([tuple(CSV_FIELDS)])
        return
    printer: _Printer = _Json() if as_json else _Csv() if as_csv else _Lines()
    asked = selection_of(sessions=(session,) if session else (), **wanted)
    with paged():
        held = with_db(settings, lambda db: _print_all(db, asked, limit, printer))
    if held:
        warn(f"{plural(held, 'quote')} withheld: no consent to notes")
    if not printer.printed and not (as_json or as_csv):
        hint(no_match(asked))


class _Printer(Protocol):
    printed: int

    async def add(self, db: Db, found: Sequence[Quote]) -> None: ...

    def close(self) -> None: ...


class _Json:
    def __init__(self) -> None:
        self.printed = 0
        self._array = JsonArray()

    async def add(self, db: Db, found: Sequence[Quote]) -> None:
        for quote in found:
            self._array.add(as_json_row(quote))
        self.printed += len(found)

    def close(self) -> None:
        self._array.close()


class _Csv:
    def __init__(self) -> None:
        self.printed = 0
        print_csv([tuple(CSV_FIELDS)])

    async def add(self, db: Db, found: Sequence[Quote]) -> None:
        print_csv([_as_csv_row(quote) for quote in found])
        self.printed += len(found)

    def close(self) -> None:
        """Do nothing: every row is printed already."""


class _Lines:
    def __init__(self) -> None:
        self.printed = 0

    async def add(self, db: Db, found: Sequence[Quote]) -> None:
        ids = await short_ids(db, [quote.id for quote in found])
        for quote in found:
            print_entry(_fields(quote, ids[quote.id]), {KIND_AT: COLOURS.get(quote.kind, "0")})
        self.printed += len(found)

    def close(self) -> None:
        """Do nothing: every line is printed already."""


async def _print_all(db: Db, asked: Selection, limit: int | None, printer: _Printer) -> int:
    """Print the quotes; return how many are withheld."""
    chosen = await resolved(db, await sessions_named(db, asked))
    cursor = None
    while limit is None or printer.printed < limit:
        size = PAGE if limit is None else min(PAGE, limit - printer.printed)
        found = await quote_page(db, chosen, limit=size, before=cursor)
        await printer.add(db, found.quotes)
        cursor = found.next
        if cursor is None:
            break
    printer.close()
    return await count_withheld(db, "".join(chosen.sessions))


def as_json_row(quote: Quote) -> dict[str, object]:
    """Return a quote for machines: *at_ms* is Unix time, *offset_ms* time in the session."""
    return {
        "id": quote.id,
        "session": quote.session_id,
        "session_title": quote.session_title,
        "text": quote.text,
        "kind": quote.kind.tag,
        "speaker": (quote.speaker or None) if quote.named else None,
        "role": quote.role or None,
        "seat": quote.seat or None,
        "account": quote.account or None,
        "themes": list(quote.themes),
        "at_ms": quote.at_ms,
        "offset_ms": quote.offset_ms,
        "section": quote.section_title or None,
        "question": quote.question_text or None,
        "intensity": quote.intensity,
        "verbatim": quote.verbatim,
        "stub": quote.stub,
        "agreement": quote.agreement,
        "dissent": quote.dissent,
        "taken_by": quote.taken_by or None,
    }


CSV_FIELDS = {
    "id": "id", "session": "session", "session title": "session_title", "at": "at_ms",
    "text": "text", "kind": "kind", "speaker": "speaker", "role": "role", "seat": "seat",
    "account": "account", "themes": "themes", "section": "section", "question": "question",
    "intensity": "intensity", "verbatim": "verbatim", "unfinished": "stub", "agreed": "agreement",
    "disagreed": "dissent", "taken by": "taken_by",
}  # fmt: skip
"""The field of a quote under each heading."""


def _as_csv_row(quote: Quote) -> list[object]:
    """Return a quote for a spreadsheet: *at* is the time in the session's zone."""
    row = as_json_row(quote) | {
        "at_ms": moment(quote.at_ms, quote.session_zone).isoformat(timespec="seconds"),
        "themes": "; ".join(quote.themes),
        "verbatim": "yes" if quote.verbatim else "no",
        "stub": "yes" if quote.stub else "no",
    }
    return ["" if row[field] is None else row[field] for field in CSV_FIELDS.values()]


def as_line(quote: Quote) -> str:
    """Return a quote for people, always on one line: id, time, kind, speaker, words, themes."""
    return "  ".join(field for field in _fields(quote, quote.id) if field)


def _fields(quote: Quote, short_id: str) -> tuple[str, ...]:
    at = moment(quote.at_ms, quote.session_zone)
    speaker = quote.speaker if quote.named else (quote.role or "a participant")
    who = " · ".join(part for part in (speaker, quote.account) if part)
    marks = [f"#{theme}" for theme in quote.themes]
    marks += ["!" * quote.intensity] if quote.intensity else []
    marks += ["paraphrase"] if not quote.verbatim else []
    marks += ["unfinished"] if quote.stub else []
    marks += [f"{quote.agreement} agree"] if quote.agreement else []
    marks += [f"{quote.dissent} disagree"] if quote.dissent else []
    return (
        short_id,
        f"{full_date(at.date())} {at:%H:%M}",
        f"{KIND_SIGNS[quote.kind]} {KIND_LABELS[quote.kind]}",
        who or "–",
        " ".join(quote.text.split()),
        " ".join(marks),
    )
