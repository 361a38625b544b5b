"""The lines of the live screen's panels beside the guide: the agenda and the room.

Each builder returns lines, each with the target of a click on it.
"""

from textual.content import Content

from focusgroup.core.agenda_run.clock import MINUTE_MS
from focusgroup.core.model import Participant
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import FAINT, MUTED

Lines = list[tuple[Content, object]]
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
    words = ["not asked"] if not person.asked else words
    words += ["left"] if person.left_ms is not None else []
    return "".join(f"{word} · " for word in words)


def room_lines(live: LiveSession, width: int, height: int, mono: int, keys: Keymap) -> Lines:
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
            (Content.styled(f" {keys.shown('live.person')} adds a participant.", MUTED), None),
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


def _window(count: int, current: int, height: int) -> int:
    """Return the first visible row that keeps *current* and the rows after it in sight."""
    return max(0, min(current - height // 2, count - height))
