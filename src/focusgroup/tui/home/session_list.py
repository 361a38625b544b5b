"""The sessions on the home screen: one widget that draws only visible lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from focusgroup.core.model import Session
from focusgroup.services.session_feed import group_of
from focusgroup.tui.commands import LIST, bindings
from focusgroup.tui.home.session_rows import Parts, first_line, second_line
from focusgroup.tui.widgets.cursor_list import CursorList

HEADINGS = ("In progress", "Coming up", "Past sessions")
AHEAD = 60
"""Ask for more sessions when fewer lines than this are left below."""


class ListLine(NamedTuple):
    """The content of a line: a heading, or the *part*-th line of a session; else blank."""

    session: int = -1
    part: int = 0
    heading: str = ""


class SessionList(CursorList):
    """Sessions under headings, one of them chosen; more are requested as the end comes near."""

    COMMAND_TABLE = LIST
    BINDINGS = bindings(LIST, at_once=True)
    COMPONENT_CLASSES = {
        "session-list--heading",
        "session-list--live",
        "session-list--title",
        "session-list--muted",
        "session-list--sample",
        "session-list--cursor",
    }
    DEFAULT_CSS = """
    SessionList {
        background: transparent;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .session-list--heading { color: $text-muted; text-style: bold; }
        & > .session-list--live { color: $text-success; text-style: bold; }
        & > .session-list--title { color: $foreground; }
        & > .session-list--muted { color: $text-muted; }
        & > .session-list--sample { color: $text-warning; }
        & > .session-list--cursor { background: $boost; }
        &:focus > .session-list--cursor { background: $primary 30%; }
    }
    """

    @dataclass
    class SessionHighlighted(Message):
        """Another session was chosen; None when there is none."""

        session: Session | None

    @dataclass
    class SessionOpened(Message):
        """A session was double-clicked."""

        session: Session

    @dataclass
    class MoreWanted(Message):
        """More sessions are needed: the end is near, or, with *all*, was asked for."""

        all: bool = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sessions: list[Session] = []
        self.complete = True
        self._asked = False
        self._mixed = False
        self._lines: list[ListLine] = []
        self._first: list[int] = []
        self._now_ms = 0

    @property
    def selected(self) -> Session | None:
        """The session that commands apply to."""
        return self.sessions[self.cursor] if 0 <= self.cursor < len(self.sessions) else None

    def show(self, sessions: Sequence[Session], *, now_ms: int, complete: bool) -> None:
        """Replace the sessions; the chosen one and the scroll position are kept.

        *complete* means there are no more; otherwise `MoreWanted` asks for them.
        """
        chosen = self.selected.id if self.selected else ""
        self.sessions, self._lines, self._first = [], [], []
        self._now_ms = now_ms
        self.extend(sessions, complete=complete)
        places = {session.id: i for i, session in enumerate(self.sessions)}
        fallback = min(max(self.cursor, 0), len(self.sessions) - 1)
        self.cursor = places.get(chosen, fallback)
        self.post_message(self.SessionHighlighted(self.selected))
        self._keep_cursor_in_sight()

    def extend(self, sessions: Sequence[Session], *, complete: bool) -> None:
        """Append further sessions."""
        known = {session.id for session in self.sessions}
        for session in sessions:
            if session.id not in known:
                self._append(session)
        self.complete, self._asked = complete, False
        # When all of them are samples, home says so once.
        self._mixed = not all(session.sample for session in self.sessions)
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    def _append(self, session: Session) -> None:
        before = self.sessions[-1] if self.sessions else None
        group = group_of(session)
        if before is None or group_of(before) != group:
            if before is not None:
                self._lines.append(ListLine())
            self._lines.append(ListLine(heading=HEADINGS[group]))
        self._first.append(len(self._lines))
        place = len(self.sessions)
        self._lines += [ListLine(place, part) for part in range(2 if session.status.is_open else 1)]
        self.sessions.append(session)

    # -- moving ------------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor within the list; -1 when it is empty."""
        return max(min(cursor, self.last_place), min(0, self.last_place))

    def watch_cursor(self) -> None:
        """Show the chosen session and report it."""
        self.refresh()
        self._keep_cursor_in_sight()
        self.post_message(self.SessionHighlighted(self.selected))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for more before the end is reached."""
        super().watch_scroll_y(old_value, new_value)
        self._ask_for_more()

    def on_resize(self) -> None:
        """Ask for more if a taller list has room for them."""
        self._keep_cursor_in_sight()
        self._ask_for_more()

    def _ask_for_more(self) -> None:
        in_sight = self.scroll_offset.y + self.size.height
        if not self.complete and not self._asked and in_sight + AHEAD > len(self._lines):
            self._asked = True
            self.post_message(self.MoreWanted())

    def _keep_cursor_in_sight(self) -> None:
        if self.selected is None or not self.size.height:
            return
        first = self._first[self.cursor]
        height = 2 if self.selected.status.is_open else 1
        # Show a group's heading together with its first session.
        above = 1 if first and self._lines[first - 1].heading else 0
        self.scroll_to_region(
            Region(0, first - above, 1, height + above), animate=False, force=True, x_axis=False
        )
        self._ask_for_more()

    @property
    def cursor_line(self) -> int:
        """The first line of the chosen session."""
        return self._first[self.cursor] if self.selected else 0

    @property
    def last_place(self) -> int:
        """The place of the last session that was read."""
        return len(self.sessions) - 1

    def action_last(self) -> None:
        """Choose the last of all sessions, reading them if need be."""
        if not self.complete:
            self.post_message(self.MoreWanted(all=True))
        super().action_last()

    def on_click(self, event: events.Click) -> None:
        """Choose on a click, open on a second one."""
        y = event.get_content_offset_capture(self).y + self.scroll_offset.y
        place = self._lines[y].session if 0 <= y < len(self._lines) else -1
        if place < 0:
            return
        self.cursor = place
        if event.chain == 2:
            self.post_message(self.SessionOpened(self.sessions[place]))

    # -- drawing -----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        width = self.size.width
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[at]
        if line.heading:
            strip = self._strip([(f" {line.heading}", "heading")])
        elif line.session < 0:
            return Strip.blank(width, self.rich_style)
        else:
            session = self.sessions[line.session]
            if line.part:
                strip = self._strip(second_line(session, width, self._now_ms))
            else:
                strip = self._strip(first_line(session, width, self._now_ms, mixed=self._mixed))
            if line.session == self.cursor:
                strip = self._chosen(strip.adjust_cell_length(width, self.rich_style))
        return strip.adjust_cell_length(width, self.rich_style)

    def _chosen(self, strip: Strip) -> Strip:
        background = Style(bgcolor=self.get_component_rich_style("session-list--cursor").bgcolor)
        return Strip(
            Segment(text, style + background if style else background) for text, style, _ in strip
        )

    def _strip(self, parts: Parts) -> Strip:
        return Strip(
            Segment(
                text,
                self.get_component_rich_style(f"session-list--{name}") if name else self.rich_style,
            )
            for text, name in parts
        )
