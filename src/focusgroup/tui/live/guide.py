"""The guide of the live screen: what to say, to tick and to ask in the open section.

If not everything fits, the script folds before tasks, and other questions before the open one.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from textual.content import Content

from focusgroup.core.agenda_run.clock import Mark, Place
from focusgroup.core.model import Note, NoteKind, Participant, Question, Section, Task
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import MUTED

PASSED_SIGNS = {Mark.SKIPPED: "× ", Mark.PARKED: "⤓ "}
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
NEEDED, SCRIPT = 1, 2
"""The ranks of what is always in sight, and of the script; 0 is the open question."""


@dataclass(slots=True)
class _Part:
    """Lines that stand together, and what they count for: of the highest *rank* folds first."""

    lines: Lines
    rank: int
    keeps_end: bool = False

    def cut(self, most: int) -> Lines:
        """Return at most so many of the lines, the first of them or the last."""
        return self.lines[len(self.lines) - most :] if self.keeps_end else self.lines[:most]


def heights(main: int, quotes: int, *, opening: bool) -> tuple[int, int]:
    """Return how many lines the guide takes without need, and the most it may take.

    *main* is what it shares with the quotes. At a section's opening it takes all that the quotes
    leave free, so that the script can be read aloud.
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
    lines = script_lines(section, width) + task_lines(section.tasks, width, live.ticked)
    for at, question in enumerate(section.questions):
        lines += question_lines(live, (live.clock.section, at), question, width, probes=True)
    return lines + callback_lines(live, live.callbacks, width, keys)


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


def _parts(live: LiveSession, section: Section, width: int, keys: Keymap) -> list[_Part]:
    """Return what there is to show, in its order."""
    at = live.clock.question
    opening = at < 0
    asked = max(at, 0)
    open_tasks = tuple(task for task in section.tasks if task.text not in live.ticked)
    done = tuple(task for task in section.tasks if task not in open_tasks) if opening else ()
    questions = [
        question_lines(live, (live.clock.section, n), question, width, probes=n == at)
        for n, question in enumerate(section.questions)
    ]
    due = live.due_callbacks() or live.callbacks[:1]
    rest = [note for note in live.callbacks if note not in due]
    parts = [
        _Part(script_lines(section, width) if opening else [], SCRIPT),
        _Part(task_lines(done, width, live.ticked), 4),
        _Part(task_lines(open_tasks, width, live.ticked, keys), NEEDED),
        _Part([line for lines in questions[: max(asked - 1, 0)] for line in lines], 6, True),
        _Part(questions[asked - 1] if asked else [], 4, True),
        _Part(questions[asked] if questions else [], 0),
        _Part([line for lines in questions[asked + 1 :] for line in lines], 5),
        _Part(callback_lines(live, due, width, keys), NEEDED),
        _Part(callback_lines(live, rest, width, keys), 3),
    ]
    return [part for part in parts if part.lines]


def _fitted(parts: list[_Part], height: int, marker: tuple[Content, object]) -> Lines:
    """Return the parts in at most *height* lines; a marker stands where script or more folds.

    Questions before and after those in sight go without a marker, as in any list.
    """
    room = height - (_lines_of(parts, SCRIPT) > height)
    kept: dict[int, int] = {}
    for at, part in sorted(enumerate(parts), key=lambda each: each[1].rank):
        kept[at] = min(len(part.lines), room)
        room -= kept[at]
    lines: Lines = []
    marked = False
    for at, part in enumerate(parts):
        shown = part.cut(kept[at])
        lines += shown
        if part.rank <= SCRIPT and len(part.lines) > len(shown) and not marked:
            lines.append(marker)
            marked = True
    return lines


def _lines_of(parts: list[_Part], rank: int) -> int:
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
    return f"Not ticked: {left[0][:60]}{more}"


def script_lines(section: Section, width: int) -> Lines:
    """Return the text to read aloud and the facilitator's own notes, wrapped."""
    lines: Lines = []
    for paragraph in section.script:
        lines += _wrapped("❝ ", paragraph, width, "")
    for note in section.notes:
        lines += _wrapped("  ", note, width, f"italic {MUTED}")
    return lines


def task_lines(
    tasks: Iterable[Task], width: int, ticked: Set[str], keys: Keymap | None = None
) -> Lines:
    """Return tasks, each with its box; the first with its key of *keys*. A click ticks one."""
    lines: Lines = []
    for task in tasks:
        done = task.text in ticked
        lines += [
            (line, None if done else task)
            for line, _ in _wrapped("☑ " if done else "☐ ", task.text, width, MUTED if done else "")
        ]
    if keys and lines:
        key = Content.styled(f"  {keys.shown('live.task')} ticks", MUTED)
        first, target = lines[0]
        if first.cell_length + key.cell_length < width:
            lines[0] = first.append(key), target
    return lines


def question_lines(
    live: LiveSession, place: Place, question: Question, width: int, *, probes: bool
) -> Lines:
    """Return the lines of one question, with its *probes* or without."""
    current = place == live.clock.place
    asked = place in live.clock.spent and not current
    passed = live.clock.marks.get(place)
    sign = PASSED_SIGNS[passed] if passed else "✓ " if asked else "• " if question.must else "  "
    mark = "▸ " if current else sign
    look = "bold $text-accent" if current else MUTED if asked or passed else ""
    lines = [(line, place) for line, _ in _wrapped(mark, question.text, width, look)]
    if probes and question.probes:
        words = "   ".join(f"· {style.said(probe.text)}" for probe in question.probes)
        lines += [(line, place) for line, _ in _wrapped("    ", words, width, "")]
    return list(lines)


def _wrapped(mark: str, text: str, width: int, look: str) -> Lines:
    room = max(width - len(mark) - 2, 10)
    rows = Content(style.said(text)).wrap(room)
    return [
        (
            Content.assemble(" ", mark if i == 0 else " " * len(mark), row.rstrip()).stylize(look),
            None,
        )
        for i, row in enumerate(rows)
    ]
