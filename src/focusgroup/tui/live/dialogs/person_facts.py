"""Edit a participant's details quickly: seat, consent, and whether they have left."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Account, Participant
from focusgroup.core.people.people import MAX_SEAT, consent_in_words, parse_share
from focusgroup.services.dates_in_words import count, time_of_day
from focusgroup.store.participants import PersonChange
from focusgroup.tui.commands import bindings
from focusgroup.tui.live.commands import PERSON
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets.fields import AsksAboutText, Field
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import said
from focusgroup.tui.widgets.tick import Tick

ROWS = (
    ("name", "Name", ""),
    ("role", "Role", ""),
    ("account", "Account", ""),
    ("segment", "Segment", "of the account"),
    ("share", "Share", "of our revenue, as 12 %"),
    ("initials", "Initials", "what names them on the line"),
    ("seat", "Seat", "a taken one is exchanged"),
)


class PersonFactsScreen(Window[PersonChange | None], AsksAboutText):
    """A dialog that returns the change to *person*, or None if there isn't one.

    *quotes* is how many of their quotes are on record. *now_ms* (Unix ms) becomes the time they
    left if that is ticked; *zone* is the session's time zone.
    """

    COMMAND_TABLE = PERSON
    BINDINGS = bindings(PERSON)
    HELP_TEXT = (
        "Enter saves the fields, Tab moves to the next one, the space bar ticks a box. Without"
        " consent to notes nothing more is stored for this participant, and earlier quotes are"
        " withheld everywhere until consent is renewed; undo reverts any of this."
    )
    DEFAULT_CSS = """
    PersonFactsScreen {
        align: center middle;
        #facts-box {
            width: 64; max-width: 98%; height: auto; max-height: 98%;
            background: $panel; border: round $primary; padding: 0 2;
            border-title-color: $text-primary;
        }
        #facts-scroll { height: auto; scrollbar-size-vertical: 1; }
        Label { width: 10; color: $text-muted; }
        Horizontal { height: 1; }
        Field { width: 1fr; }
        #facts-notes { margin-top: 1; }
        #facts-said { margin-top: 1; }
        KeyFooter { background: $panel; dock: none; }
    }
    """

    def __init__(
        self, person: Participant, account: Account | None, *, quotes: int, now_ms: int, zone: str
    ) -> None:
        super().__init__()
        self._person = person
        self._account = account
        self._quotes = quotes
        self._now_ms = now_ms
        self._zone = zone

    def compose(self) -> ComposeResult:
        """Lay out a field for each detail, then their consents and whether they have left."""
        person, values = self._person, self._values()
        box = Vertical(id="facts-box")
        box.border_title = Content(said(f"Seat {person.seat}: {person.name}"[:50]))
        with box:
            with VerticalScroll(id="facts-scroll", can_focus=False):
                for name, label, hint in ROWS:
                    with Horizontal():
                        yield Label(label)
                        field = Field(id=f"facts-{name}", hint=hint)
                        field.fill(values[name])
                        yield field
                yield Tick("Agrees that notes are taken", person.consent_notes, id="facts-notes")
                yield Tick("Agrees to be quoted by name", person.consent_name, id="facts-named")
                if not person.asked:
                    yield Tick("Has been asked for consent", False, id="facts-asked")
                yield Tick(self._left_label(), person.left_ms is not None, id="facts-left")
            yield Panel(id="facts-said")
            yield KeyFooter(compact=True, show_command_palette=False)

    def _values(self) -> dict[str, str]:
        person, account = self._person, self._account
        share = account.revenue_share if account else None
        return {
            "name": person.name,
            "role": person.role,
            "account": person.account,
            "segment": account.segment if account else "",
            "share": f"{share * 100:.6g} %" if share is not None else "",
            "initials": person.initials,
            "seat": str(person.seat),
        }

    def _left_label(self) -> str:
        left = self._person.left_ms
        return f"Has left ({time_of_day(left, self._zone)})" if left else "Has left"

    def on_mount(self) -> None:
        """Show how many of their quotes are on record."""
        self.query_one("#facts-name", Field).focus()
        self._tell()

    @on(Tick.Ticked)
    def _ticked(self, event: Tick.Ticked) -> None:
        if event.tick.id == "facts-notes" and not event.value:
            self.query_one("#facts-named", Tick).value = False
        if event.tick.id == "facts-named" and event.value:
            self.query_one("#facts-notes", Tick).value = True
        self._tell()

    def _tell(self) -> None:
        """Show what removing a tick will do, before it is saved."""
        told = Content.styled(f"{count(self._quotes, 'quote')} on record", "$text-muted")
        if not self._is_ticked("notes"):
            words = f"{count(self._quotes, 'quote')} withheld everywhere, nothing more is stored"
            told = Content.styled(words, "bold $text-warning")
        elif not self._is_ticked("named"):
            told = Content.styled("Every document says the role, not the name", "$text-warning")
        if not self._was_asked():
            words = f"{consent_in_words(self._person).capitalize()} yet: tick what they agree to"
            told = Content.styled(words, "bold $text-warning")
        self.query_one("#facts-said", Panel).show(told)

    def _was_asked(self) -> bool:
        """Return whether they were asked; a changed consent says so by itself."""
        person = self._person
        was = (person.consent_notes, person.consent_name)
        changed = (self._is_ticked("notes"), self._is_ticked("named")) != was
        return person.asked or changed or self._is_ticked("asked")

    def _is_ticked(self, name: str) -> bool:
        return self.query_one(f"#facts-{name}", Tick).value

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Save the details, or show what is wrong with them."""
        try:
            change = self._wanted()
        except FocusgroupError as error:
            words = Content.styled(said(str(error)[:200]), "bold $text-error")
            self.query_one("#facts-said", Panel).show(words)
            return
        if self.is_current:
            self.dismiss(None if change == PersonChange() else change)

    def _wanted(self) -> PersonChange:
        """Return the details that differ. Raises FocusgroupError for invalid ones."""
        before = self._values()
        typed = {name: self.query_one(f"#facts-{name}", Field).value.strip() for name in before}
        new = {name: value for name, value in typed.items() if value != before[name]}
        seat = new.get("seat")
        if seat is not None and not (seat.isdecimal() and 1 <= int(seat[:4]) <= MAX_SEAT):
            raise FocusgroupError(f"Seat “{seat[:20]}” isn't a number from 1 to {MAX_SEAT}.")
        if "name" in new and not new["name"]:
            raise FocusgroupError("A participant needs a name.")
        person, notes, named = self._person, self._is_ticked("notes"), self._is_ticked("named")
        left = self._is_ticked("left")
        answered = self._was_asked() and not person.asked
        return PersonChange(
            name=new.get("name"),
            role=new.get("role"),
            account=new.get("account"),
            segment=new.get("segment") or None,
            initials=new.get("initials") or None,
            seat=int(seat) if seat else None,
            revenue_share=parse_share(new["share"]) if new.get("share") else None,
            consent_notes=notes if answered or notes != person.consent_notes else None,
            consent_name=named if named != person.consent_name else None,
            left_ms=None if left == (person.left_ms is not None) else self._now_ms if left else 0,
        )

    def action_back(self) -> None:
        """Change nothing."""
        self.dismiss(None)
