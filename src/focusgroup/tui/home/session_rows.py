"""The lines of one session in the home list, as styled text."""

from rich.cells import cell_len

from focusgroup.core.model import Session, SessionStatus
from focusgroup.services.dates_in_words import count, day_of, since, time_of_day
from focusgroup.tui.widgets.style import column, cut

Parts = list[tuple[str, str]]
"""Texts, each with its style among the list's component classes, "" for none."""

SIGNS = {
    SessionStatus.LIVE: "●",
    SessionStatus.PAUSED: "‖",
    SessionStatus.SCHEDULED: "○",
    SessionStatus.ENDED: " ",
    SessionStatus.DEBRIEFED: "✓",
}
DATE, QUOTES, STATUS = 13, 14, 11
"""Cells of the columns after the title."""

ROOMY = 78
"""From this width on the status has a column; below, the card beside the list shows it."""


def fit_right(text: str, width: int) -> str:
    """Return *text* right-aligned in *width* cells."""
    shown = cut(text, width).plain
    return " " * (width - cell_len(shown)) + shown


def first_line(session: Session, width: int, now_ms: int, *, mixed: bool) -> Parts:
    """Return sign, title and what fits after it; *mixed* marks samples among real sessions."""
    name = "live" if session.status.is_open else "title"
    after = _columns(session, now_ms, narrow=width < ROOMY)
    sample = " sample " if session.sample and mixed else ""
    room = width - 4 - sum(len(text) for text, _ in after) - len(sample)
    return [
        (f" {SIGNS[session.status]} ", "live" if session.status.is_open else "muted"),
        (column(session.title, room).plain, name),
        (sample, "sample"),
        *after,
        (" ", ""),
    ]


def second_line(session: Session, width: int, now_ms: int) -> Parts:
    """Return when a running session began, where, and with whom."""
    began = session.started_ms or session.created_ms
    facts = [
        f"{session.status.value} · began {since(began, session.zone, now_ms)}",
        session.place,
        session.facilitator,
    ]
    text = " · ".join(fact for fact in facts if fact)
    return [("   ", ""), (column(text, width - 4).plain, "muted")]


def _columns(session: Session, now_ms: int, *, narrow: bool) -> Parts:
    quotes = fit_right(count(session.quotes, "quote"), QUOTES)
    if session.published:
        at = session.started_ms or session.created_ms
        day = fit_right(day_of(at, session.zone, now_ms), DATE)
        return [(day, "muted"), (quotes, "title"), (fit_right("published", STATUS), "muted")]
    if session.status.is_open:
        return [(quotes, "title"), (fit_right("⏎ resume", STATUS), "live")]
    if session.status is SessionStatus.SCHEDULED:
        return [
            (f"  {_planned(session, now_ms)}", "muted"),
            (fit_right("⏎ start", STATUS), "title"),
        ]
    at = session.started_ms or session.created_ms
    columns = [
        (fit_right(day_of(at, session.zone, now_ms), DATE), "muted"),
        (quotes, "title" if session.quotes else "muted"),
    ]
    if not narrow:
        columns.append((fit_right(session.status.value, STATUS), "muted"))
    return columns


def _planned(session: Session, now_ms: int) -> str:
    """Return when a session is planned, or when it was prepared."""
    if session.scheduled_ms is None:
        return f"prepared {day_of(session.created_ms, session.zone, now_ms)}"
    day = day_of(session.scheduled_ms, session.zone, now_ms)
    return f"{day} {time_of_day(session.scheduled_ms, session.zone)}"
