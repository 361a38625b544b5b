"""Follow-ups: commitments, the parking lot, and callbacks that were not reached."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from focusgroup.core.model import Note, NoteKind
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.text.scripts import is_rtl, isolated, unmarked
from focusgroup.exports.word.ooxml.markup import (
    KEPT_ROWS,
    TABLE_END,
    cell,
    para,
    row,
    table_start,
)
from focusgroup.exports.word.ooxml.widths import column_widths
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import dates, labels, notices

PARTS = (46, 19, 15, 20)
"""The columns of the table: what, owner, due, promised to."""


def commitments(view: WordView, most: int | None = None) -> Iterator[str]:
    """The promises with owner and date, overdue ones first; what is missing stands out.

    With *most*, only that many rows, each shortened.
    """
    promised = view.promises()
    markup = view.markup
    yield markup.text(view.promised(), "FG Note Above")
    heads = view.words.each(labels.COMMITMENT_HEADS)
    widths = column_widths(view.sheet, PARTS, [heads, *row_texts(view, promised[:most])])
    yield table_start("FG Table", widths, view.words(labels.COMMITMENTS))
    yield row(
        (
            cell(wide, markup.text(name, "FG Cell Head"))
            for name, wide in zip(heads, widths, strict=True)
        ),
        header=True,
    )
    kept = len(promised) - 1 if len(promised) <= KEPT_ROWS else 0
    for place, whole in enumerate(promised[:most]):
        note = shortened(whole) if most else whole
        keep = place < kept
        due = cut(dates.due(view.words, note), 20 if most else 200)
        cells = (
            markup.said(note.text, "FG Cell", done(view, note), keep=keep),
            or_missing(view, note.owner, labels.NO_OWNER, note),
            or_missing(view, due, labels.NO_DATE, note) + late(view, note),
            markup.text(note.speaker or view.words(labels.EVERYBODY), "FG Cell"),
        )
        yield row(cell(wide, each) for wide, each in zip(widths, cells, strict=True))
    yield TABLE_END + para("FG Gap")
    if most is not None and len(promised) > most:
        yield markup.text(notices.more_promised(view.words, len(promised) - most), "FG Note")


def row_texts(view: WordView, notes: Iterable[Note]) -> Iterator[tuple[str, ...]]:
    """Yield what is in the columns that the rows of *notes* begin with."""
    for note in notes:
        yield note.text, note.owner, dates.due(view.words, note), note.speaker


def shortened(note: Note) -> Note:
    """Return *note* as short as a row of three lines needs it."""
    return replace(
        note,
        text=cut(note.text, 90),
        owner=cut(note.owner, 24),
        speaker=cut(note.speaker, 30),
    )


def done(view: WordView, note: Note) -> str:
    """Return what follows the words of a commitment that is done, and when it was."""
    return view.markup.run(view.words.aside(view.state(note)), "FG Strong") if note.done else ""


def late(view: WordView, note: Note) -> str:
    """Return a line that says how long a commitment is overdue; empty for others."""
    told = "" if note.done else view.state(note)
    return view.markup.text(told, "FG Cell", "FG Alert") if told else ""


def or_missing(view: WordView, text: str, missing: str, note: Note) -> str:
    """Return a cell with *text*, or with what is *missing*, which stands out if it is open."""
    if text.strip():
        return view.markup.text(text, "FG Cell")
    return view.markup.text(view.words(missing), "FG Cell", "FG Muted" if note.done else "FG Alert")


def listed(view: WordView, kind: NoteKind) -> Iterator[str]:
    """Return the notes as a list, with who raised each."""
    markup = view.markup
    for note in view.notes(kind):
        rtl = is_rtl(note.text)
        who = view.words.aside(isolated(note.speaker))
        tail = markup.run(unmarked(who, rtl=rtl), "FG Muted", rtl=rtl)
        yield markup.said(note.text, "List Bullet", tail)
