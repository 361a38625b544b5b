"""The lines of the live screen's panels: the agenda, the room and the guide.

Each builder returns lines, each with the target of a click on it.
"""

from collections.abc import Set

from textual.content import Content

from focusgroup.core.agenda_run.clock import MINUTE_MS, Mark, Place
from focusgroup.core.model import Note, Participant, Question, Section
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import FAINT, MUTED

Lines = list[tuple[Content, object]]
PASSED_SIGNS = {Mark.SKIPPED: "× ", Mark.PARKED: "⤓ "}
BLOCKS = "▏▎▍▌▋▊▉█"


def agenda_lines(live: LiveSession, width: int, height: int, mono: int) -> Lines:
    """Return the sections, marked as done ✓, current ▸ or coming, with planned and actual minutes.

    A click on a section goes there.
    """
    lines: Lines = [
        (Content.styled(" AGENDA".ljust(width - 10) + "plan real ", f"bold {MUTED}"), None)
    ]
    sections = live.agenda.sections
    clock = live.clock
    order = clock.plan.order
    first = _window(len(order), order.index(clock.section) if order else 0, height - 1)
    for section in order[first : first + height - 1]:
        current, reached = section == clock.section, clock.reached(section)
        out = section in clock.cut
        mark = "▸" if current else "✓" if reached else "×" if out else " "
        real = style.minutes(clock.section_spent(section, mono)) if reached else ""
        planned = clock.planned[section]
        plan = "cut" if out else style.minutes(planned) if planned else "–"
        title = style.column(sections[section].title, width - 13)
        look = "bold $text-accent" if current else FAINT if out else MUTED if reached else ""
        line = Content.assemble(f" {mark} ", title, f"{plan:>4} {real:>4} ").stylize(look)
        lines.append((line, section))
    return lines


SILENT_MS = 15 * MINUTE_MS


def silence(live: LiveSession, participant_id: str, mono: int) -> int:
    """Return the whole minutes since a participant was last heard, or 0 below 15 minutes."""
    quiet = live.clock.elapsed(mono) - live.talk.heard(participant_id)
    return quiet // MINUTE_MS if quiet >= SILENT_MS and live.clock.running else 0


def presence(person: Participant) -> str:
    """Return what to know about a participant before quoting them, as ``no notes · ``."""
    words = ["no notes"] if not person.consent_notes else []
    words += ["left"] if person.left_ms is not None else []
    return "".join(f"{word} · " for word in words)


def room_lines(live: LiveSession, width: int, height: int, mono: int) -> Lines:
    """Return the participants by seat, each with a bar of how often they have spoken.

    ● marks those who have answered the open question. After a quarter of an hour of silence,
    the minutes are shown. A click makes the participant the speaker.
    """
    people = live.participants
    if not people:
        empty = Content.styled(" No participants yet.", MUTED)
        return [
            (Content.styled(" ROOM", f"bold {MUTED}"), None),
            (empty, None),
            (Content.styled(" F7 adds a participant.", MUTED), None),
        ]
    spoken, answered = live.talk.spoken, live.talk.answered(live.clock.place)
    most = max(spoken.values(), default=0)
    roomy = width >= 45
    bar_width = 10 if roomy else 5
    quiet = {person.id: silence(live, person.id, mono) for person in people}
    label = "silent  quotes" if any(quiet.values()) and not roomy else "quotes"
    head = " ROOM".ljust(width - len(label) - 2) + label
    lines: Lines = [(Content.styled(head, f"bold {MUTED}"), None)]
    for person in people[: height - 1]:
        said = spoken[person.id]
        eighths = round(said / most * bar_width * 8) if most else 0
        bar = "█" * (eighths // 8) + (BLOCKS[eighths % 8 - 1] if eighths % 8 else "")
        chosen = person.id == live.sticky.participant_id
        name = person.name + (f" · {person.account}" if person.account and roomy else "")
        name = f"{presence(person)}{name}"
        shown = Content.styled(bar.ljust(bar_width), "$accent")
        if since := quiet[person.id]:
            word = f"silent {since}m" if roomy else f"{since}m"
            shown = Content.styled(word.rjust(bar_width), "bold $text-warning")
        line = Content.assemble(
            " ",
            (f"{person.seat:>2} ", "bold $text-accent" if chosen else MUTED),
            style.column(person.initials, 5).stylize("bold"),
            style.column(name, width - bar_width - 17),
            " ",
            shown,
            (f"{said or '·':>3} ", "" if said else FAINT),
            ("●" if person.id in answered else " ", "$text-accent"),
        )
        lines.append((line.stylize("bold") if chosen else line, person))
    if len(people) > height - 1:
        lines[-1] = (Content.styled(f"   and {len(people) - height + 2} more", MUTED), None)
    return lines


def guide_lines(
    live: LiveSession, width: int, height: int, keys: Keymap, *, full: bool = False
) -> Lines:
    """Return the open section for the facilitator: its script, or its questions with their probes.

    *full* shows the script as well as the questions. If not everything fits, the lines around
    the open question are returned. A click opens a question.
    """
    section = live.section
    due = live.due_callbacks()
    back = callback_lines(live, due, width, keys)[: max(height // 3, 1)]
    if section is None:
        return back
    height -= len(back)
    opening_open = live.clock.question < 0
    lines = script_lines(section, width, live.ticked) if full or opening_open else []
    opening = len(lines)
    current = 0
    for at, question in enumerate(section.questions):
        if at == live.clock.question:
            current = len(lines)
        lines += question_lines(live, (live.clock.section, at), question, width)
    if opening_open and len(lines) > height:
        # At the opening the script comes first; then as many questions as fit.
        if opening > height:
            lines = lines[: height - 1]
            lines.append(
                (Content.styled(f"   … {keys.shown('live.guide')} shows all", MUTED), None)
            )
        return lines[:height] + back
    first = max(0, min(current - 1, len(lines) - height))
    return lines[first : first + height] + back


def callback_lines(live: LiveSession, due: list[Note], width: int, keys: Keymap) -> Lines:
    """Return the callbacks, those that are due first. A click marks one as covered."""
    lines: Lines = []
    for note in [*due, *(note for note in live.callbacks if note not in due)]:
        who = f"{note.speaker}: " if note.speaker else ""
        now = note in due
        words = style.cut(f"{who}{note.text}", width - 36)
        line = Content.assemble(
            (" ↩ ", "bold $text-warning"),
            ("now: " if now else "", "bold $text-warning"),
            words.stylize("bold" if now else ""),
            (f"  {keys.shown('live.taken_up')} or a click: covered", FAINT),
        )
        lines.append((line, note))
    return lines


def script_lines(section: Section, width: int, ticked: Set[str]) -> Lines:
    """Return the text to read aloud, the facilitator's own notes, and the tasks, wrapped."""
    lines: Lines = []
    for paragraph in section.script:
        lines += _wrapped("❝ ", paragraph, width, "")
    for note in section.notes:
        lines += _wrapped("  ", note, width, f"italic {MUTED}")
    for task in section.tasks:
        done = task.text in ticked
        lines += _wrapped("☑ " if done else "☐ ", task.text, width, MUTED if done else "")
    return lines


def question_lines(live: LiveSession, place: Place, question: Question, width: int) -> Lines:
    """Return the lines of one question; the open one has its probes too."""
    current = place == live.clock.place
    asked = place in live.clock.spent and not current
    passed = live.clock.marks.get(place)
    sign = PASSED_SIGNS[passed] if passed else "✓ " if asked else "• " if question.must else "  "
    mark = "▸ " if current else sign
    look = "bold $text-accent" if current else MUTED if asked or passed else ""
    lines = [(line, place) for line, _ in _wrapped(mark, question.text, width, look)]
    if current:
        probes = "   ".join(f"· {style.said(probe.text)}" for probe in question.probes)
        if probes:
            lines += [(line, place) for line, _ in _wrapped("    ", probes, width, "")]
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


def _window(count: int, current: int, height: int) -> int:
    """Return the first visible row that keeps *current* and the rows after it in sight."""
    return max(0, min(current - height // 2, count - height))
