"""Add a participant in ten seconds, in one line: name, role, account. Or name a seated one.

A sentence isn't a name: somebody has pressed the key by mistake. It goes into the capture line.
"""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Participant
from focusgroup.core.people.people import consent_in_words, parse_participant
from focusgroup.core.text import for_terminal
from focusgroup.services.live_steps import reads_as_said, seated
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets.fields import AsksAboutText, Field


class PersonScreen(Window[str | None], AsksAboutText):
    """A dialog that returns the line typed, or "" to add nobody."""

    BINDINGS = [("escape", "cancel", "Cancel")]
    DEFAULT_CSS = """
    PersonScreen {
        align: center middle;
        #box { width: 64; max-width: 95%; height: auto; padding: 1 2; background: $panel; }
        #reading { height: 2; color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(
        self, start: str = "", *, seat: int | None = None, there: Sequence[Participant] = ()
    ) -> None:
        """Ask for a person, whose name begins with *start*, or for the one on *seat*."""
        super().__init__()
        self._start = "" if start.isdecimal() else start
        self._question = f"Who has joined, on seat {seat}?" if seat else "Who has joined?"
        self._there = there

    def compose(self) -> ComposeResult:
        """Lay out a question, a line to type in, and how that line is read."""
        with Vertical(id="box"):
            yield Static(Content.styled(self._question, "bold"))
            yield Field(hint="Name, role, account", id="typed")
            yield Static(id="reading")

    def on_mount(self) -> None:
        """Show what Enter will do."""
        self.query_one(Field).fill(self._start)
        self._read(self._start)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._read(event.value)

    def _read(self, typed: str) -> None:
        reading = self.query_one("#reading", Static)
        if not typed.strip():
            reading.update(
                Content(
                    "Only the name is required. Enter adds them.\n@3 opens the details of seat 3."
                )
            )
            return
        if reads_as_said(typed.removeprefix(self._start)):
            what = "a command" if typed[:1] in "/／" else "a quote"
            reading.update(Content(f"Enter: not a name, so {what}.  Esc puts it into the line."))
            return
        if person := seated(self._there, typed):
            words = f"Enter: details and consent of {person.name}, seat {person.seat}"
            words += "" if person.asked else f", {consent_in_words(person)}"
            reading.update(Content(for_terminal(words)))
            return
        try:
            new = parse_participant(typed)
        except FocusgroupError as error:
            reading.update(Content(for_terminal(str(error))).stylize("$text-error"))
            return
        parts = [("name", new.name), ("role", new.role), ("account", new.account)]
        parts += [("consent", consent_in_words(new))] if not new.consent_name else []
        shown = Content(
            for_terminal("   ".join(f"{label}: {value}" for label, value in parts if value))
        )
        if new.remark:
            shown += Content.styled(f"\n? {for_terminal(new.remark)}", "$text-warning")
        reading.update(shown)

    def _said(self, typed: str) -> bool:
        """Give the capture line what was said; return whether it was."""
        said, line = typed.removeprefix(self._start).strip(), self._line_below
        if line is None or not reads_as_said(said):
            return False
        self.type_on()
        line.take_paste(said)
        return True

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        line = self._line_below
        if line and self._said(event.value):
            line.take_key("enter", None)
            return
        if not event.value.strip():
            self.dismiss("")
            return
        try:
            parse_participant(event.value)
        except FocusgroupError:
            return
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Add nobody."""
        if not self._said(self.query_one(Field).value):
            self.dismiss("")
