"""The card of the chosen session, beside the list if there is room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from focusgroup.core.model import APART_KINDS, KIND_LABELS, QUOTE_KINDS, Kind, Participant, Session
from focusgroup.core.search.selection import Selection
from focusgroup.services import dates_in_words as when
from focusgroup.store import Db, participants
from focusgroup.store.quotes import count_quotes, theme_tree
from focusgroup.store.themes import ThemeCount
from focusgroup.tui.widgets.style import KIND_STYLES, MUTED, kind_sign, said

PEOPLE = 12
THEMES = 6
"""This many are listed; the rest are counted."""
BAR = 14
"""Cells of the longest bar."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A session, its participants, and its quotes by kind and by theme."""

    session: Session
    people: Sequence[Participant] = ()
    kinds: Mapping[Kind, int] = field(default_factory=dict)
    themes: Sequence[ThemeCount] = ()


async def facts_of(db: Db, session: Session) -> Facts:
    """Read what the card shows. Raises StoreError."""
    people = await participants.of_session(db, session.id)
    if not session.quotes:
        return Facts(session, people)
    of_it = Selection(sessions=(session.id,))
    kinds = {kind: await count_quotes(db, replace(of_it, kinds=(kind,))) for kind in QUOTE_KINDS}
    tree = await theme_tree(db, of_it)
    top = sorted((t for t in tree if t.mentions), key=lambda t: (-t.people, -t.mentions))
    return Facts(session, people, kinds, top)


class SessionCard(VerticalScroll, can_focus=False):
    """Title, details, people, kinds and themes of one session."""

    DEFAULT_CSS = """
    SessionCard {
        width: 2fr;
        padding: 0 2;
        border-left: vkey $foreground 20%;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(Static(), id=id)

    def show(self, facts: Facts | None, now_ms: int) -> None:
        """Show this session; clear the card for None."""
        content = describe(facts, now_ms) if facts else Content()
        self.query_one(Static).update(content)
        self.scroll_home(animate=False)


def describe(facts: Facts, now_ms: int) -> Content:
    """Return the card's text."""
    session = facts.session
    lines = [Content.styled(said(session.title[:300]), "bold")]
    if session.sample:
        lines.append(Content.styled("sample: invented, for trying things out", "$text-warning"))
    lines += [_fact(name, text) for name, text in _rows(session, now_ms) if text]
    if session.bottom_line:
        lines += [Content(), Content(said(session.bottom_line[:500]))]
    if any(facts.kinds.values()):
        lines += [Content(), *_kinds(facts.kinds)]
    if facts.themes:
        lines += [Content(), _heading("Themes", "people · quotes"), *_themes(facts.themes)]
    if facts.people:
        lines += [Content(), _heading("Participants", str(len(facts.people)))]
        lines += [_person(person) for person in facts.people[:PEOPLE]]
        if len(facts.people) > PEOPLE:
            lines.append(Content.styled(f"and {len(facts.people) - PEOPLE} more", MUTED))
    return Content("\n").join(lines)


def _rows(session: Session, now_ms: int) -> list[tuple[str, str]]:
    began = session.started_ms
    at = session.scheduled_ms or session.created_ms
    start = when.since(began, session.zone, now_ms) if began else ""
    if began and session.ended_ms:
        start += f" to {when.time_of_day(session.ended_ms, session.zone)}"
    made = "scheduled" if session.scheduled_ms else "prepared"
    return [
        ("status", session.status.value),
        ("lives in", f"{session.published} (read-only here)" if session.published else ""),
        ("began" if began else made, start or when.since(at, session.zone, now_ms)),
        ("zone", session.zone if session.zone != "UTC" else ""),
        ("product", session.product),
        ("place", session.place),
        ("facilitator", session.facilitator),
        ("note-taker", session.note_taker),
        ("agenda", session.agenda_name),
        ("length", f"{when.minutes(session.planned_minutes)} min"),
    ]


def _fact(name: str, text: str) -> Content:
    return Content.assemble((f"{name:<12}", MUTED), said(text[:300]))


def _heading(title: str, right: str) -> Content:
    return Content.assemble((title, "bold"), "  ", (right, MUTED))


def _kinds(kinds: Mapping[Kind, int]) -> list[Content]:
    most = max(kinds.values())
    lines = []
    for kind in QUOTE_KINDS:
        n = kinds.get(kind, 0)
        if not n and kind in APART_KINDS:
            continue
        label = KIND_LABELS[kind]
        bar = "▇" * max(round(BAR * n / most), 1 if n else 0)
        lines.append(
            Content.assemble(kind_sign(kind), f" {label:<16}{n:>5} ", (bar, KIND_STYLES[kind]))
        )
    return lines


def _themes(themes: Sequence[ThemeCount]) -> list[Content]:
    lines = [
        Content.assemble(
            (f"{each.people:>3} · {each.mentions:<4}", MUTED), " ", said(each.theme.path[:200])
        )
        for each in themes[:THEMES]
    ]
    if len(themes) > THEMES:
        lines.append(Content.styled(f"and {len(themes) - THEMES} more", MUTED))
    return lines


def _person(person: Participant) -> Content:
    rest = ", ".join(part for part in (person.role, person.account) if part)
    return Content.assemble(
        (f"{person.seat:>2} ", MUTED),
        said(person.name[:100]),
        (f", {said(rest[:200])}" if rest else "", MUTED),
    )
