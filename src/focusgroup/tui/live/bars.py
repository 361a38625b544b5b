"""Build the bars of the live screen: the clock, what carries over, and the room."""

from dataclasses import dataclass

from textual.content import Content

from focusgroup.core.agenda_run.clock import ClockState, Urgency, urgency
from focusgroup.core.capture import Sticky
from focusgroup.core.dates.durations import clock_time
from focusgroup.core.model import KIND_LABELS, Kind
from focusgroup.core.themes.paths import last_name
from focusgroup.services.dates_in_words import count, time_of_day
from focusgroup.services.live_session import LiveSession
from focusgroup.store.engine.file_watch import Loss
from focusgroup.store.outbox import OutboxState
from focusgroup.system import clock as machine_clock
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.guide import counts
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import FAINT, MUTED

URGENCY_STYLES = {
    Urgency.CALM: "",
    Urgency.SOON: "bold $text-warning",
    Urgency.OVER: "bold $text-error",
}
BARS = "▁▂▃▄▅▆▇"


ALL_WELL = OutboxState()


@dataclass(frozen=True, slots=True)
class Saving:
    """Entries on their way to disk, and entries that can't be written."""

    on_the_way: int = 0
    trouble: OutboxState = ALL_WELL
    lost: Loss | None = None

    def content(self, *, short: bool) -> Content:
        """Return ``✓ saved``, or say how many entries are not saved."""
        if self.trouble.waiting:
            if self.trouble.refused and self.trouble.in_memory:
                text = f"● {self.trouble.in_memory} only in memory: ctrl+x copies"
                return Content.styled(text, "bold $text-error")
            where = "being kept" if self.trouble.in_memory else "kept in the journal"
            text = f"{self.trouble.waiting} not saved yet" + ("" if short else f", {where}")
            if self.lost:
                what = self.lost.short if short else f"database {self.lost.short}"
                text = f"{what}: {text.replace(' yet', '')}"
            return Content.styled(f"● {text}", f"bold $text-{'error' if self.lost else 'warning'}")
        if self.lost:
            return Content.styled(f"● database {self.lost.short}", "bold $text-error")
        if self.on_the_way:
            return Content.styled("… saving" if not short else "…", "$text-warning")
        return Content.styled("✓" if short else "✓ saved", "$text-success")


def _ends(live: LiveSession, mono: int, unix: int) -> tuple[str, str]:
    """Return the projected end, in the session's time zone, and how late or early it is.

    *mono* and *unix* are the time now, monotonic and Unix, in milliseconds.
    """
    left = live.clock.projected(mono) - live.clock.elapsed(mono)
    end = time_of_day(unix + max(left, 0), live.session.zone)
    late = round(live.clock.late(mono) / 60_000)
    word = f"{late} min late" if late > 0 else f"{-late} min early" if late < 0 else "on time"
    return end, word


def state_sign(state: ClockState) -> Content:
    """Return a sign for the clock's state, and a word unless it is running."""
    if state is ClockState.RUNNING:
        return Content.styled("●", "bold $text-error")
    if state is ClockState.PAUSED:
        return Content.styled("‖ PAUSED", "bold $text-warning")
    if state is ClockState.ENDED:
        return Content.styled("■ ENDED", "bold")
    return Content.styled("○ not started", "bold $text-warning")


def clock_bar(live: LiveSession, saving: Saving, width: int, mono: int, unix: int) -> Content:
    """Return the top line: title, time elapsed and planned, projected end, and what is saved."""
    clock = live.clock
    end, drift = _ends(live, mono, unix)
    over = clock.total_ms and clock.left(mono) < 0
    elapsed = clock_time(clock.elapsed(mono))
    wide = width >= 100
    text_style = "bold $text-warning" if "late" in drift else MUTED
    right = Content.assemble(
        ("OFF THE RECORD   ", "bold $text-warning") if live.off_record and wide else "",
        (f"{_asked(live, wide=wide)}   " if live.back_room.open else "", "$text-accent"),
        state_sign(clock.state),
        " ",
        (elapsed, "bold $text-error" if over else "bold"),
        (f" of {clock_time(clock.total_ms)}", MUTED),
        "   ",
        (f"ends {end}, " if clock.state is not ClockState.ENDED else "", MUTED),
        (drift, text_style),
        "   ",
        saving.content(short=not wide),
        " ",
    )
    title = live.session.title
    if live.session.product and wide:
        title += f" · {live.session.product}"
    if live.rehearsal:
        pace = f" ×{machine_clock.speed()}" if machine_clock.speed() > 1 else ""
        title = f"REHEARSAL{pace}, nothing is kept · {title}"
    if live.session.sample:
        title = f"SAMPLE · {title}"
    room = width - right.cell_length - 2
    left = style.column(title, room).stylize("bold")
    if live.rehearsal:
        left = left.stylize("bold $text-warning reverse")
    return Content.assemble(" ", left, " ", right)


def _asked(live: LiveSession, *, wide: bool) -> str:
    """Return how many questions from the back room are open."""
    there = len(live.back_room.open)
    return count(there, "question") if wide else f"?{there}"


def section_line(live: LiveSession, width: int, mono: int) -> Content:
    """Return the line of the open section: title, kind, a time bar, and the time left in words."""
    section = live.section
    if section is None:
        return Content.styled(" This session has no agenda.", MUTED)
    clock = live.clock
    planned = clock.planned[clock.section] if clock.planned else 0
    left = clock.section_left(mono)
    level = urgency(left, planned)
    if planned:
        words = f"{clock_time(left)} left of {style.minutes(planned)} min"
        if left < 0:
            words = f"{clock_time(-left)} over {style.minutes(planned)} min"
        elif level is not Urgency.CALM:
            words = f"soon over: {words}"
    else:
        words = "no time planned"
    cells = 20 if width >= 100 else 12 if width >= 70 else 6
    share = min(max(clock.section_spent(clock.section, mono) / planned, 0), 1) if planned else 0
    full = round(share * cells)
    bar = Content.assemble(
        ("█" * full, URGENCY_STYLES[level] or "$primary"), ("░" * (cells - full), FAINT)
    )
    right = Content.assemble(bar, " ", (words, URGENCY_STYLES[level] or MUTED), " ")
    kind = f"  {section.kind.value}" if section.kind else ""
    kind += "  automatic" if clock.automatic else ""
    room = width - right.cell_length - len(kind) - 3
    place = route_marks(live, room // 2).append(" ")
    title = style.cut(section.title, room - place.cell_length).stylize("bold")
    gap = max(room + 2 - place.cell_length - title.cell_length, 1)
    return Content.assemble(" ", place, title, (kind, MUTED), " " * gap, right)


def route_marks(live: LiveSession, cells: int) -> Content:
    """Return the agenda in at most *cells* cells: the open section's number, and a mark for each.

    The marks show which sections are done, open, cut and still to come. Where they don't fit,
    the number alone is returned.
    """
    clock, order = live.clock, live.clock.plan.order
    at = order.index(clock.section)
    number = f"{at + 1}/{len(order)}"
    if len(number) + 1 + len(order) > cells:
        return Content.styled(number, MUTED)
    marks = "".join(
        "✓" if clock.reached(section) else "×" if section in clock.cut else "○" for section in order
    )
    return Content.assemble(
        (f"{number} {marks[:at]}", MUTED), ("▸", "bold $text-accent"), (marks[at + 1 :], MUTED)
    )


def sticky_bar(
    live: LiveSession,
    sticky: Sticky,
    *,
    kind: Kind,
    editing: str,
    width: int,
    time: int,
    keys: Keymap,
    waiting: str = "",
) -> Content:
    """Return how the line will be stored: kind, speaker, themes, and its time in the session.

    *time* is in milliseconds on the session's clock; *waiting* says what is still to be settled.
    """
    if live.off_record:
        words = " OFF THE RECORD: nothing that you type is kept. "
        words += f"{keys.shown('live.off')} goes back on it."
        return Content.styled(words.ljust(width), "bold $text-warning reverse")
    person = live.participant(sticky.participant_id)
    parts: list[Content | str] = [" "]
    if live.round_robin:
        parts += [Content.styled(" round ", "bold $text-accent reverse"), " "]
    if editing:
        parts += [Content.styled(f" fixing {editing} ", "bold $text-warning reverse"), " "]
    parts += [style.kind_sign(kind), " ", Content.styled(KIND_LABELS[kind], "bold"), "   "]
    if person:
        who = ", ".join(part for part in (person.name, person.account) if part)
        parts += [Content.styled(f"{person.seat} {person.initials} ", "bold $text-accent")]
        parts += [style.cut(who, max(width // 4, 12)), "   "]
    else:
        parts += [Content.styled("no speaker   ", FAINT)]
    names = "  ".join(f"#{last_name(path)}" for path in sticky.themes)
    shown = Content.assemble(*parts)
    right = Content.assemble(
        (f"{waiting}   " if waiting else "", "bold $text-warning"), (clock_time(time), MUTED), " "
    )
    room = width - shown.cell_length - right.cell_length - 2
    themes = style.cut(names, room) if names else Content.styled("no theme", FAINT)
    left = shown.append(themes.stylize("$text-primary") if names else themes)
    left = left.truncate(max(width - right.cell_length - 1, 0), ellipsis=True, pad=True)
    return Content.assemble(left, " ", right)


def room_strip(live: LiveSession, width: int, keys: Keymap) -> Content:
    """Return the participants on one line, for narrow terminals, with how often each has spoken.

    In place of a number, "no" marks who has not consented to notes, "?" who was not asked.
    What waits beside the questions is counted at its end: in words if they fit.
    """
    left, waiting = _room(live, keys), counts(live)
    words, short = ("  ".join(each) for each in zip(*waiting, strict=True)) if waiting else ("", "")
    right = words if left.cell_length + len(words) + 3 <= width else short
    left = left.truncate(max(width - len(right) - 2, 0), ellipsis=True, pad=True)
    return Content.assemble(left, " ", (right, "bold $text-accent"), " ")


def _room(live: LiveSession, keys: Keymap) -> Content:
    if not live.participants:
        return Content.styled(f" No participants yet: {keys.shown('live.person')} adds one", MUTED)
    spoken = live.talk.spoken
    most = max(spoken.values(), default=0)
    parts: list[Content | str] = [" "]
    for person in live.participants:
        said = spoken[person.id]
        bar = BARS[round(said / most * (len(BARS) - 1))] if said else " "
        parts.append(Content.styled(f"{person.seat}{person.initials}", "bold" if said else MUTED))
        if sign := "?" if not person.asked else "" if person.consent_notes else "no":
            parts.append(Content.styled(f" {sign} ", "bold $text-warning"))
        if said or not sign:
            parts.append(Content.styled(f"{bar}{said} ", "$text-accent" if said else FAINT))
    return Content.assemble(*parts)
