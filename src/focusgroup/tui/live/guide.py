"""The guide of the live screen: what to say, to tick and to ask in the open section.

If not everything fits, the script folds before tasks, and other questions before the open one.
"""

from collections.abc import Sequence, Set

from textual.content import Content

from focusgroup.core.model import Note, NoteKind, Participant, Section
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.guide_steps import (
    LATER_CALLBACK,
    NEEDED,
    NOTE,
    SCRIPT,
    Part,
    step_parts,
    whole_steps,
)
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import MUTED

WAITING = (
    (NoteKind.CALLBACK, "callback", "callbacks", "↩"),
    (NoteKind.PARKED, "parked", "parked", "⤓"),
    (NoteKind.COMMITMENT, "promised", "promised", "✎"),
)
WIDE = 100
QUOTES_LEAST = 5
"""Lines that stay for the quotes, however much there is to say and to ask."""
LINES_HIGH, LINES_LOW = 11, 6
"""Lines of the guide while a question is open, if what must be seen needs no more."""
HIGH_MAIN = 28
"""Lines that the guide and the quotes share in a terminal that counts as high."""


def heights(main: int, quotes: int, *, opening: bool) -> tuple[int, int]:
    """Return how many lines the guide takes without need, and the most it may take.

    *main* is what it shares with the quotes. Where script is read aloud (*opening*) it takes all
    that the quotes leave free.
    """
    most = max(main - QUOTES_LEAST, 1)
    if opening:
        return min(main - min(quotes, main // 2), most), most
    return min(LINES_HIGH if main >= HIGH_MAIN else LINES_LOW, most), most


def guide_lines(live: LiveSession, width: int, most: tuple[int, int], keys: Keymap) -> Lines:
    """Return the open section for the facilitator, in as many lines as `heights` allows.

    Always in sight are the tasks not ticked, the open question (at the opening, the first) and the
    callbacks that are due, else the oldest. A click opens a question.
    """
    section = live.section
    parts = _parts(live, section, width, keys) if section else []
    script = any(part.rank == SCRIPT for part in parts)
    height = min(max(most[0], _lines_of(parts, NEEDED) + script), most[1])
    return _fitted(parts, height, _marker(f"{keys.shown('live.guide')} shows all"))


def whole_guide(live: LiveSession, width: int, keys: Keymap) -> Lines:
    """Return the whole open section, with every probe, and all callbacks."""
    section = live.section
    if section is None:
        return []
    return whole_steps(live, section, width) + callback_lines(live, live.callbacks, width, keys)


def window(lines: Lines, first: int, height: int, keys: Keymap) -> Lines:
    """Return *height* of the lines from *first* on; where some are hidden, the key that shows them.

    The next page begins with the line that the marker at the end of this one hides.
    """
    shown = lines[first : first + height]
    if first and shown:
        shown[0] = _marker(f"{keys.shown('live.scroll_up')} shows what is above")
    if first + height < len(lines):
        below = count(len(lines) - first - height + 1, "line")
        shown[-1] = _marker(f"{below} below: {keys.shown('live.scroll_down')} shows them")
    return shown


def _marker(text: str) -> tuple[Content, object]:
    return Content.styled(f"   … {text}", MUTED), None


def _parts(live: LiveSession, section: Section, width: int, keys: Keymap) -> list[Part]:
    """Return what there is to show, in its order."""
    due = live.due_callbacks() or live.callbacks[:1]
    rest = [note for note in live.callbacks if note not in due]
    return [
        *step_parts(live, section, width, keys),
        Part(callback_lines(live, due, width, keys), NEEDED),
        Part(callback_lines(live, rest, width, keys), LATER_CALLBACK),
    ]


def _fitted(parts: list[Part], height: int, marker: tuple[Content, object]) -> Lines:
    """Return the parts in at most *height* lines; a marker shows where script, notes or more fold.

    Questions before and after those in sight go without a marker, as in any list.
    """
    room = height - (_lines_of(parts, NOTE) > height)
    kept: dict[int, int] = {}
    for at, part in sorted(enumerate(parts), key=lambda each: (each[1].rank, each[1].far)):
        kept[at] = min(len(part.lines), room)
        room -= kept[at]
    folded = [at for at, part in enumerate(parts) if kept[at] < len(part.lines)]
    marked = min(folded, key=lambda at: parts[at].rank, default=-1)
    lines: Lines = []
    for at, part in enumerate(parts):
        lines += part.cut(kept[at])
        if at == marked and part.rank <= NOTE:
            lines.append(marker)
    return lines


def _lines_of(parts: list[Part], rank: int) -> int:
    """Return how many lines the parts have, up to a rank."""
    return sum(len(part.lines) for part in parts if part.rank <= rank)


def callback_lines(live: LiveSession, notes: list[Note], width: int, keys: Keymap) -> Lines:
    """Return callbacks, each with its topic before who said it. A click marks one as covered."""
    lines: Lines = []
    due = live.due_callbacks()
    for note in notes:
        now = note in due
        mark = Content.styled(f" ↩ {'now: ' if now else ''}", "bold $text-warning")
        click = " or a click" if width >= WIDE else ""
        does = Content.styled(f"  {keys.shown('live.taken_up')}{click}: covered", MUTED)
        room = width - mark.cell_length - does.cell_length - 1
        words = topic(note, room, live.participant(note.participant_id)).stylize(
            "bold" if now else ""
        )
        lines.append((Content.assemble(mark, words, does), note))
    return lines


def topic(note: Note, cells: int, person: Participant | None = None) -> Content:
    """Return ``exports (Anna Novak)`` in so many cells: the topic first, then who spoke of it.

    If that does not fit, the *person* is named by seat and initials.
    """
    whole = Content(style.said(note.text + (f" ({note.speaker})" if note.speaker else "")))
    if whole.cell_length <= cells:
        return whole
    who = f" ({person.seat} {person.initials})" if person else ""
    return style.cut(note.text, cells - len(who)).append(style.said(who))


def counts(live: LiveSession, seen: Sequence[object] = ()) -> list[tuple[str, str]]:
    """Return what waits beside the questions, in words and short: ``2 parked`` and ``2⤓``.

    Notes among those *seen* are not counted.
    """
    waiting = [note.kind for note in live.notes if not note.done and note not in seen]
    return [
        (count(waiting.count(kind), one, many), f"{waiting.count(kind)}{sign}")
        for kind, one, many, sign in WAITING
        if kind in waiting
    ]


def unticked(section: Section | None, ticked: Set[str]) -> str:
    """Return what was not ticked in a section that is left, in one sentence, "" if nothing."""
    left = [task.text for task in section.tasks if task.text not in ticked] if section else []
    if not left:
        return ""
    more = f" and {len(left) - 1} more" if len(left) > 1 else ""
    return f"Not ticked: {style.cut(left[0], 32).plain}{more}"
