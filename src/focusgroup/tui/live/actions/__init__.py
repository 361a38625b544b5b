"""The live screen's commands, and its responses to the capture line and the outbox.

Each command takes the text typed after its slash word, empty for a key. Moves of the clock
and through the agenda act at once. Work that waits for a person or for the store runs in the
background while the line keeps the keys.
"""

from textual.screen import Screen

from focusgroup.core.model import Quote
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_session import LiveSession
from focusgroup.services.rescue import rescue
from focusgroup.services.sharing.stored import stored
from focusgroup.store.engine.file_watch import Loss
from focusgroup.store.outbox import Outbox, OutboxState
from focusgroup.system.clock import unix_ms
from focusgroup.tui.commands import APP
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.actions.elsewhere import ElsewhereActions
from focusgroup.tui.live.actions.leading import LeadActions
from focusgroup.tui.live.actions.quoting import Quoting
from focusgroup.tui.live.actions.room import RoomActions
from focusgroup.tui.live.actions.stage import Stage
from focusgroup.tui.live.actions.windows import Windows
from focusgroup.tui.live.commands import LIVE
from focusgroup.tui.live.line.capture_line import CaptureLine
from focusgroup.tui.live.quote_log import QuoteLog
from focusgroup.tui.live.view import LiveView
from focusgroup.tui.terminal.exception_guard import surviving
from focusgroup.tui.typed_ahead import Opening

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
        self._screen = screen
        self._loss: Loss | None = None
        self._rescued = False
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
            live,
            line,
            self,
            slash=words,
            taken=keys.letters((*LIVE, *APP)),
            called=lambda name: keys.shown(f"live.{name}"),
        )
        self.view = LiveView(screen, live, self.control, line, log, keys)
        self.stage = Stage(screen, live, outbox, self.control, self.view, Opening(screen))
        self.windows = Windows(self.stage)
        self.leading = LeadActions(self.stage, self.windows)
        self.quoting = Quoting(self.stage)
        self.room = RoomActions(self.stage)
        self.elsewhere = ElsewhereActions(self.stage)

    # -- the listener ------------------------------------------------------------------------

    def quote_taken(self, quote: Quote) -> None:
        """Show a quote that isn't on disk yet."""
        self.control.menu.saw(quote)
        self.view.taken_down(quote)

    def quote_saved(self, entry_id: str, quote: Quote | None) -> None:
        """Tick a quote that is now on disk, and any quote split off from it."""
        found = stored(self._live, entry_id, quote)
        if found.words:
            self.control.give_back(found.words)
            draft, state = self.control.draft()
            self._live.keep_draft(draft, **state)
        self._live.settle_draft()
        for each in found.quotes:
            self.control.suggested.learned.saw(each)
            self.view.saved(each)
        if found.said:
            self.view.say(found.said)
        self.elsewhere.tell_doubles()
        self.elsewhere.look()

    def quote_to_delete(self, quote: Quote) -> None:
        """Delete a quote; undo brings it back."""
        self.quoting.gone(quote)

    def note_taken(self, said: str) -> None:
        """Show how a note was understood, and that it waits."""
        self.view.side()
        self.view.room()
        self.view.say(said)

    def run_command(self, name: str, text: str) -> None:
        """Run a command that was typed in place of its key."""
        if command := WORDS.get(name):
            command.do(self)(text)
        else:
            key = self.view.keys.shown("app.help")
            self.say(f"There is no command /{name}; {key} lists them all.")

    def watch_database(self) -> None:
        """Say once that another program removed or ruined the database, and rescue the session."""
        loss, self._loss = self._loss, self._live.db.lost
        if self._loss and self._loss != loss:
            self.say(f"{self._loss.why}. Keep typing: everything is kept.")
            self._screen.run_worker(self.rescue(), group="rescue", exit_on_error=False)

    async def rescue(self) -> None:
        """Write all that the session holds to a file, once, if its database can't be put back."""
        loss = self._live.db.lost
        if self._rescued or not (loss and (loss.held or loss.ruined)):
            return
        self._rescued = True
        path = await rescue(self._live)
        self._rescued = path is not None
        if path:
            self.say(f"All quotes are in {path.name}. Keep typing: everything is kept.")

    def say(self, text: str) -> None:
        """Show a message below the line."""
        self.view.say(text)

    def outbox_changed(self, state: OutboxState) -> None:
        """Show that the database refuses entries, or accepts them again."""
        self.view.trouble(state)
