"""Store what is decided in a debrief, and say how each decision is taken back."""

from collections.abc import Awaitable, Callable, Set
from dataclasses import dataclass, replace
from functools import partial

from focusgroup.core.agenda_run.debrief import DebriefItem, DebriefPart
from focusgroup.core.dates.commitments import read_promise
from focusgroup.core.dates.due_dates import today_in
from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.evidence.findings import Finding, find
from focusgroup.core.model import KIND_NOUNS, Kind, Note, Quote, Report, Session
from focusgroup.core.text import clean_line, fold
from focusgroup.core.themes.paths import last_name
from focusgroup.store import Db, debriefs, notes, sessions
from focusgroup.store.notes import NoteChange
from focusgroup.store.quotes import Edit, change_quote
from focusgroup.store.reports import session_report
from focusgroup.store.undo import redo, undo
from focusgroup.system.clock import unix_ms

SHOWN = 60
Back = Callable[[], Awaitable[str]]
"""Takes a decision back and returns in words what it was; FocusgroupError says why it can't."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step at an *item*: the *text* written there, the parts *seen* before, the way *back*."""

    item: str
    text: str
    seen: Set[DebriefPart]
    back: Back


async def keep(db: Db, report: Report, item: DebriefItem, text: str) -> Back | None:
    """Store what was written for an item; None if that changes nothing.

    Raises StoreError, and FocusgroupError where another program changed the quote since.
    """
    session = report.sessions[0]
    if item.quote and text:
        if item.part is DebriefPart.STUBS:
            return await finish(db, item.quote, text) if text != item.quote.text else None
        return await change(db, item.quote, Edit(add_themes=(text,)))
    if item.note and text:
        return await _keep_promise(db, report, item.note, text.rstrip(", "))
    if item.finding and clean_line(text) != item.finding.headline:
        await _write_headline(db, session.id, item.finding, text)
        return partial(_unwrite_headline, db, session.id, item.finding, text)
    if item.part is DebriefPart.BOTTOM_LINE and clean_line(text) != session.bottom_line:
        await set_bottom_line(db, session.id, text)
        return partial(_unwrite_bottom_line, db, session.id, session.bottom_line, text)
    return None


async def set_bottom_line(db: Db, session_id: str, text: str) -> Session:
    """Store the one sentence that a reader should remember; "" for none yet."""
    return await sessions.update(db, session_id, bottom_line=text)


async def set_headline(db: Db, session_id: str, theme: str, kind: Kind, text: str) -> Finding:
    """Store the sentence for a finding, "" for none, and return the finding with it.

    *theme* is the name of a row of the session's findings. Raises NotFound for any other.
    """
    found = [row.of(kind) for row in find(await session_report(db, [session_id])).rows]
    there = [each for each in found if each and each.theme]
    wanted = fold(theme)
    named = [each for each in there if wanted in (fold(each.theme), fold(last_name(each.theme)))]
    if len(named) != 1:
        rows = ", ".join(each.theme for each in there) or "none"
        raise NotFound(
            f"“{theme[:60]}” has no row of {KIND_NOUNS[kind]}s in this session;"
            f" those that have one: {rows}"
        )
    await _write_headline(db, session_id, named[0], text)
    return replace(named[0], headline=clean_line(text))


async def finish(db: Db, quote: Quote, text: str) -> Back:
    """Complete an unfinished quote; see `change`."""
    return await change(db, quote, Edit(text=text, stub=False))


async def change(db: Db, quote: Quote, edit: Edit) -> Back:
    """Correct or tag a quote. Raises FocusgroupError if another program changed the same since."""
    edit = edit.starting_from(quote)
    (after,) = await change_quote(db, [quote.id], edit, unix_ms())
    if not edit.is_done(after):
        raise FocusgroupError(
            "another program changed or deleted this quote meanwhile, and it is left as it"
            " is; open the debrief again to see it"
        )
    return partial(_undo, db, quote.session_id, quote.id)


async def settle(db: Db, note: Note) -> Back:
    """Mark a callback or a parked topic as done."""
    await notes.set_done(db, note, done=True, now_ms=unix_ms())
    return partial(_undo, db, note.session_id, note.id)


async def _keep_promise(db: Db, report: Report, note: Note, text: str) -> Back:
    now, session = unix_ms(), report.sessions[0]
    people = (session.facilitator, session.note_taker)
    known = [*people, *(note.owner for note in report.notes)]
    known += [person.name for person in report.participants]
    promise = read_promise(text, today_in(session.zone, now), known)
    wanted = NoteChange(
        text=promise.text, owner=promise.owner, due=promise.due, due_on=promise.due_on
    )
    await notes.change(db, [note.id], wanted, now)
    return partial(_undo, db, session.id, note.id)


async def _write_headline(db: Db, session_id: str, found: Finding, text: str) -> None:
    await debriefs.save_headline(db, session_id, found.theme, found.kind, text, unix_ms())


# -- the way back ------------------------------------------------------------------------------


async def _undo(db: Db, session_id: str, changed_id: str) -> str:
    """Undo this program's last change, which is that of *changed_id*."""
    done = await undo(db, session_id, unix_ms())
    if done and not done.left and changed_id in done.ids:
        return done.what
    if done and not done.left:
        await redo(db, session_id, unix_ms())
    raise FocusgroupError("it was changed elsewhere since, and is left as it is")


async def _unwrite_headline(db: Db, session_id: str, found: Finding, text: str) -> str:
    report = await session_report(db, [session_id])
    heads = {(line.theme, line.kind): line.text for line in report.headlines}
    _still(heads.get((found.theme, found.kind), ""), text)
    await _write_headline(db, session_id, found, found.headline)
    return f"the headline {quoted(text or found.headline)}"


async def _unwrite_bottom_line(db: Db, session_id: str, was: str, text: str) -> str:
    _still((await sessions.find(db, session_id)).bottom_line, text)
    await set_bottom_line(db, session_id, was)
    return f"the bottom line {quoted(text or was)}"


def _still(now: str, wrote: str) -> None:
    """Raise FocusgroupError unless what is stored *now* is what the step *wrote*."""
    if now != clean_line(wrote):
        raise FocusgroupError("it was changed elsewhere since, and is left as it is")


def quoted(text: str) -> str:
    """Return a text on one line, in quotation marks, cut where it is long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= SHOWN else line[: SHOWN - 1] + '…'}”"
