"""Show the state of the running session in the panels of the live screen."""

from textual.content import Content
from textual.screen import Screen

from focusgroup.core.agenda_run.clock import MINUTE_MS
from focusgroup.core.dates.durations import clock_time, in_words
from focusgroup.core.model import Quote
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_session import LiveSession
from focusgroup.store.outbox import OutboxState
from focusgroup.system.clock import Sleeps, mono_ms, unix_ms
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live import bars, guide, panels
from focusgroup.tui.live.bars import Saving
from focusgroup.tui.live.coverage_panel import coverage_lines
from focusgroup.tui.live.guide_steps import beside_lines, reads_aloud
from focusgroup.tui.live.hints import first_steps, hint, message, notice, waiting
from focusgroup.tui.live.line.capture_line import CaptureLine
from focusgroup.tui.live.quote_log import QuoteLog, TeamSigns
from focusgroup.tui.live.theme_panel import theme_height, theme_lines
from focusgroup.tui.widgets.panel import LinesPanel, Panel
from focusgroup.tui.widgets.style import MUTED

ROOM_DELAY_S = 0.05
SAID_MS = 15_000
AWAKE_SAID_MS = 60_000
SIGNALS = (15, 5)
"""Minutes before the end at which the facilitator gets a brief message."""


class LiveView:
    """The panels of one live screen; each is shown again when its content has changed.

    *said* is the message below the line; it disappears at the next key.
    """

    def __init__(
        self,
        screen: Screen[None],
        live: LiveSession,
        control: CaptureControl,
        line: CaptureLine,
        log: QuoteLog,
        keys: Keymap,
    ) -> None:
        self._screen = screen
        self.keys = keys
        self._live = live
        self._control = control
        self._line = line
        self._line_due = False
        self._room_due = False
        self._taken = 0
        """How many quotes were entered since the screen last had time to draw."""
        self._unsaved: set[str] = set()
        self._trouble = OutboxState()
        self._troubled = ""
        self._signalled: set[int] | None = None
        self._sleeps = Sleeps()
        self.said = ""
        self._said_until = 0
        self._guide_at = 0
        self._section = live.section
        self.log = log
        self.log.signs_of = self._signs
        self.log.load(live.ordered())
        self.log.say_when_empty(first_steps())

    def _signs(self, quote: Quote) -> TeamSigns:
        by = "" if quote.taken_by == self._live.initials else quote.taken_by
        return TeamSigns(by, quote.id in self._live.doubles.at)

    def _panel(self, name: str) -> Panel:
        return self._screen.query_one(f"#{name}", Panel)

    def _lines(self, name: str) -> LinesPanel:
        return self._screen.query_one(f"#{name}", LinesPanel)

    @property
    def _unseen(self) -> bool:
        """Whether the screen isn't laid out yet, or is closing.

        Nothing is shown then; the first resize shows everything.
        """
        return not self._line.is_attached or not self._line.size.width

    def all(self) -> None:
        """Show everything again, after a move, a resize or a change from elsewhere."""
        self.clock()
        self.side()
        self.room()
        self.line()

    def moved(self) -> None:
        """Show everything again after a move; say what was left unticked, else nothing."""
        self.said = ""
        left, self._section = self._section, self._live.section
        if left is not self._section:
            self._guide_at = 0
        self.all()
        unticked = guide.unticked(left, self._live.ticked) if left is not self._section else ""
        if unticked:
            self.say(f"{unticked} ({self.keys.shown('live.section_back')} goes back).")

    def remind(self) -> None:
        """Show a message if callbacks are due at the section or question just opened."""
        due = self._live.due_callbacks()
        if due:
            key = self.keys.shown("live.taken_up")
            more = f" and {len(due) - 1} more" if len(due) > 1 else ""
            words = guide.topic(due[0], 60, self._live.participant(due[0].participant_id))
            self.say(f"{self.said} Come back now to {words}{more}.  {key}: covered".strip())

    def say(self, text: str, for_ms: int = SAID_MS) -> None:
        """Show a message below the line until the next key, or for *for_ms* milliseconds."""
        self.said = text
        self._said_until = mono_ms() + for_ms
        self.line()

    # -- quotes on their way -----------------------------------------------------------------

    def taken_down(self, quote: Quote) -> None:
        """Show a quote that isn't on disk yet."""
        self._unsaved.add(quote.id)
        # Of a paste the first is drawn at once and the others together: 500 of them, one by one,
        # kept the draft that holds them from the disk for 0.3 s.
        self.log.put(quote, saved=False, draw=not self._taken)
        if not self._taken:
            self.clock()
            self._screen.call_later(self._all_taken)
        self._taken += 1
        if not self._room_due:
            # The counts of the room may appear a frame after the quote.
            self._room_due = True
            self._screen.set_timer(ROOM_DELAY_S, self.room)

    def _all_taken(self) -> None:
        """Draw what was entered with the first quote of a paste."""
        if self._taken > 1:
            self.log.draw()
            self.clock()
        self._taken = 0

    def dropped(self, quote: Quote) -> None:
        """Remove a quote that was deleted or merged."""
        self.unlist(quote.id)
        self.clock()
        self.room()

    def unlist(self, quote_id: str) -> None:
        """Take a quote off the list; the panels are shown later."""
        self._unsaved.discard(quote_id)
        self.log.drop(quote_id)

    def saved(self, quote: Quote) -> None:
        """Tick a quote, now that it is on disk and not before."""
        self._unsaved.discard(quote.id)
        self.log.put(quote, saved=True)
        self.clock()

    def trouble(self, state: OutboxState) -> None:
        """Show that the database refuses entries, or accepts them again."""
        self._trouble = state
        if state.waiting and state.refused:
            key = self.keys.shown("live.copy_unsaved")
            self.say(f"No disk can be written: what you type is only in memory. {key} copies it.")
        elif state.waiting:
            again = "" if self._live.db.lost else " and will be saved again"
            why = without_place(state.reason)
            self._troubled = f"{why}. Keep typing: everything is kept{again}."
            self.say(self._troubled)
        elif self._troubled:
            if self.said == self._troubled:
                self.say("All is saved again.")
            self._troubled = ""
        self.clock()

    # -- panels ------------------------------------------------------------------------------

    def clock(self) -> None:
        """Show the two lines about time."""
        if self._unseen:
            return
        bar, section, mono = self._panel("clock"), self._panel("section"), mono_ms()
        saving = Saving(len(self._unsaved), self._trouble, self._live.db.lost)
        bar.show(bars.clock_bar(self._live, saving, bar.size.width, mono, unix_ms()))
        section.show(bars.section_line(self._live, section.size.width, mono))
        if not self._control.typed.begun:
            self.sticky()

    def side(self) -> None:
        """Show the agenda, and the guide for the open section."""
        if self._unseen:
            return
        panel, live = self._lines("guide"), self._live
        self._beside()
        main = max(self._screen.query_one("#main").size.height - 1, 1)
        width = panel.size.width
        if self._screen.has_class("-guide"):
            lines = self._whole_guide(width, main)
        else:
            most = guide.heights(main, len(live.quotes), opening=reads_aloud(live.clock))
            lines = guide.guide_lines(live, width, most, self.keys)
        if self._side_height() and (waiting := guide.counts(live, [seen for _, seen in lines])):
            words = "   ".join(words for words, _ in waiting)
            lines.append((Content.styled(f" {words}", MUTED), None))
        panel.set_height(max(len(lines), 1))
        panel.show_lines(lines)

    def _whole_guide(self, width: int, height: int) -> panels.Lines:
        """Return the page in sight: whole section, agenda if without a side, parts beside it."""
        live = self._live
        lines = guide.whole_guide(live, width, self.keys)
        if not self._side_height():
            order = len(live.clock.plan.order) + 1
            lines += [(Content(), None), *panels.agenda_lines(live, width, order, mono_ms())]
        lines += beside_lines(live.agenda, width)
        self._guide_at = min(self._guide_at, max(len(lines) - height, 0))
        return guide.window(lines, self._guide_at, height, self.keys)

    def page(self, direction: int) -> None:
        """Look a page earlier (-1) or later (1): in the guide if it is open, else in the quotes."""
        if self._screen.has_class("-guide"):
            by = max(self._lines("guide").size.height - 2, 1)
            self._guide_at = max(self._guide_at + direction * by, 0)
            self.side()
        else:
            self.log.page(direction)
            self.line()

    def _beside(self) -> None:
        """Show the agenda at the side, at its own height, and the coverage where there is room."""
        height = self._side_height()
        if not height:
            return
        live, agenda, coverage = self._live, self._lines("agenda"), self._lines("coverage")
        high = min(len(live.clock.plan.order) + 2, height * 2 // 5)
        agenda.set_height(high)
        agenda.show_lines(panels.agenda_lines(live, agenda.size.width, high - 1, mono_ms()))
        if coverage.display and coverage.size.width:
            coverage.show_lines(coverage_lines(live, *coverage.size))

    def _side_height(self) -> int:
        """Return the height of the side panels in lines, or 0 while they are hidden."""
        side = self._screen.query_one("#side")
        return side.size.height if side.display and side.size.width else 0

    def room(self) -> None:
        """Show the participants, as a list or on one line, and how often each theme came up."""
        self._room_due = False
        if self._unseen:
            return
        live, strip, height = self._live, self._panel("strip"), self._side_height()
        if height:
            room, themes = self._lines("room"), self._lines("themes")
            high = min(max(len(live.participants), 2) + 2, height * 2 // 5)
            room.set_height(high)
            room.show_lines(
                panels.room_lines(live, room.size.width, high - 1, mono_ms(), self.keys)
            )
            high = height - high - min(len(live.clock.plan.order) + 2, height * 2 // 5)
            below = int(self._lines("coverage").display)
            if below:
                high = theme_height(self._control.menu, high)
            themes.set_height(high)
            size = (themes.size.width, high - below)
            themes.show_lines(theme_lines(live, self._control.menu, *size))
        strip.show(bars.room_strip(self._live, strip.size.width, self.keys))

    def line_soon(self) -> None:
        """Show the bars around the line soon, once for all the keys already waiting."""
        if not self._line_due:
            self._line_due = True
            self._line.call_later(self.line)

    def sticky(self) -> None:
        """Show the bar above the line; its time runs until something is typed."""
        live, control, bar = self._live, self._control, self._panel("sticky")
        sticky, kind = control.preview()
        begun = control.typed.begun
        time = begun.offset_ms if begun else live.clock.elapsed(mono_ms())
        editing = control.editing
        bar.show(
            bars.sticky_bar(
                live,
                sticky,
                kind=kind,
                editing=clock_time(editing.offset_ms) if editing else "",
                width=bar.size.width,
                keys=self.keys,
                time=editing.offset_ms if editing else time,
                waiting=waiting(control, self.keys),
            )
        )

    def line(self) -> None:
        """Show the bar above the line and the hint below it."""
        self._line_due = False
        if self._unseen:
            return
        self.sticky()
        live, control, below = self._live, self._control, self._panel("hint")
        newer = self.log.newer_below
        width = below.size.width
        now = hint(live, control, self.said, self.keys, newer=newer, width=width)
        covered = message(self.said, width) if control.menu.choices and self.said else None
        rows = [row for row in (notice(control, self.keys, width), covered, now) if row]
        shown = Content("\n").join(rows)
        below.set_height(shown.plain.count("\n") + 1)
        below.show(shown)
        self.log.choose(control.editing.id if control.editing else "")

    def hush(self) -> None:
        """Clear a message after a while if no key was pressed."""
        if self.said and mono_ms() > self._said_until:
            self.said = ""
            self.line()

    def tell_of_sleep(self) -> None:
        """Say how long the computer slept; the message stays long enough to be seen."""
        slept = self._sleeps.since()
        if slept and self._live.clock.running:
            minutes = in_words(max(round(slept / MINUTE_MS), 1))
            self.say(f"The computer slept {minutes}; the clock was stopped.", AWAKE_SAID_MS)

    def signal_the_end(self) -> None:
        """Show a brief message 15 minutes and five minutes before the end."""
        if not self._live.clock.running:
            return
        left = self._live.clock.left(mono_ms())
        passed = {minutes for minutes in SIGNALS if left <= minutes * MINUTE_MS}
        before, self._signalled = self._signalled, passed
        if before is not None and passed - before and left > 0:
            self.say(f"{min(passed)} minutes are left of the session.")


def without_place(reason: str) -> str:
    """Return why the database refuses, without its name: a server's takes the room of the rest."""
    place, _, why = reason.partition(": ")
    return why[:1].upper() + why[1:] if why and place.startswith("the database ") else reason
