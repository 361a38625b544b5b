"""The live screen's commands, and its responses to the capture line and the outbox.

Each command takes the text typed after its slash word, empty for a key. Moves of the clock
and through the agenda act at once. Work that waits for a person or for the store runs in the
background while the line keeps the keys.
"""

from textual.screen import Screen

from focusgroup.core.model import Quote
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_session import LiveSession
from focusgroup.store.outbox import Outbox, OutboxState
from focusgroup.system.clock import unix_ms
from focusgroup.tui.commands import APP
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.actions.leading import LeadActions
from focusgroup.tui.live.actions.quoting import Quoting
from focusgroup.tui.live.actions.room import RoomActions
from focusgroup.tui.live.actions.stage import Stage
from focusgroup.tui.live.actions.windows import Windows
from focusgroup.tui.live.capture_line import CaptureLine
from focusgroup.tui.live.commands import LIVE
from focusgroup.tui.live.quote_log import QuoteLog
from focusgroup.tui.live.view import LiveView
from focusgroup.tui.terminal.exception_guard import surviving

WORDS = {command.slash: command for command in LIVE}


class LiveActions:
    """The commands of one live screen, and the listener for its line and its outbox."""

    leading: LeadActions
    quoting: Quoting
    room: RoomActions
    windows: Windows

    def __init__(
        self,
        screen: Screen[None],
        live: LiveSession,
        line: CaptureLine,
        log: QuoteLog,
        keys: Keymap,
    ) -> None:
        self._live = live
        outbox = Outbox(
            live.db,
            on_saved=surviving(self.quote_saved),
            on_state=surviving(self.outbox_changed),
            now_ms=unix_ms,
            draft_saved=live.latest.drained,
        )
        live.outbox = outbox
        words = {word: command.help for word, command in WORDS.items()}
        self.control = CaptureControl(
            live, line, self, slash=words, taken=keys.letters((*LIVE, *APP))
        )
        self.view = LiveView(screen, live, self.control, line, log, keys)
        self.stage = Stage(screen, live, outbox, self.control, self.view)
        self.windows = Windows(self.stage)
        self.leading = LeadActions(self.stage, self.windows, line)
        self.quoting = Quoting(self.stage)
        self.room = RoomActions(self.stage)

    # -- the listener ------------------------------------------------------------------------

    def quote_taken(self, quote: Quote) -> None:
        """Show a quote that isn't on disk yet."""
        self.control.menu.saw(quote)
        self.view.taken_down(quote)

    def quote_saved(self, entry_id: str, quote: Quote | None) -> None:
        """Tick a quote that is now on disk, and any quote split off from it."""
        live = self._live
        live.settle_draft()
        beside = live.quotes.get(live.split_off.pop(entry_id, ""))
        for stored in filter(None, (quote, beside)):
            if stored.id in live.quotes:  # not deleted or merged meanwhile
                live.know(stored)
                self.control.suggested.learned.saw(stored)
                self.view.saved(stored)

    def quote_to_delete(self, quote: Quote) -> None:
        """Delete a quote; undo brings it back."""
        self.quoting.gone(quote)

    def note_taken(self, said: str) -> None:
        """Show how a note was understood."""
        self.view.side()
        self.view.say(said)

    def run_command(self, name: str, text: str) -> None:
        """Run a command that was typed in place of its key."""
        if command := WORDS.get(name):
            command.do(self)(text)
        else:
            self.say(f"There is no command /{name}; F1 lists them all.")

    def say(self, text: str) -> None:
        """Show a message below the line."""
        self.view.say(text)

    def outbox_changed(self, state: OutboxState) -> None:
        """Show that the database refuses entries, or accepts them again."""
        self.view.trouble(state)
