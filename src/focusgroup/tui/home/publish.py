"""Publish a session from the home screen, or take it back; choose where both sides changed it."""

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Session
from focusgroup.core.publishing import PublishConflict, Side
from focusgroup.services.sharing import publishing
from focusgroup.services.sharing.publishing import FIELD, Choices, published_in_words
from focusgroup.store import Db
from focusgroup.system.invocation import as_typed
from focusgroup.tui.commands import BOTH_CHANGED, PUBLISH, QUITS, bindings
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.fields import AsksAboutText, Field
from focusgroup.tui.widgets.notifications import tell, told
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import MUTED, said

Chosen = dict[tuple[str, str], Side]

EXPLAINED = "▸ is what will be there; quotes keep the other words in their history."

LOOK = """
    {name} {{
        align: center middle;
        #publish-box {{
            width: 86; max-width: 98%; height: auto; max-height: 96%; background: $panel;
            border: round $primary; padding: 1 2 0 2; border-title-color: $text-primary;
        }}
        Label {{ color: $text-muted; margin-top: 1; }}
        #publish-says, #conflicts {{ height: auto; }}
        #conflicts-scroll {{ height: auto; max-height: 60vh; margin-top: 1; }}
        KeyFooter {{ margin-top: 1; background: $panel; dock: none; }}
    }}
"""


class PublishScreen(ModalScreen[None], AsksAboutText):
    """Sends a session to the repository that is named in its field."""

    COMMAND_TABLE = PUBLISH
    BINDINGS = [*bindings(PUBLISH, at_once=True), *QUITS]
    DEFAULT_CSS = LOOK.format(name="PublishScreen")

    def __init__(self, db: Db, session: Session) -> None:
        super().__init__()
        self._db = db
        self._session = session
        self._busy = False

    def compose(self) -> ComposeResult:
        """Lay out what will happen, the field and the keys."""
        box = Vertical(id="publish-box")
        box.border_title = Content(said(f"Publish “{self._session.title[:60]}”")).markup
        with box:
            yield Static(id="publish-says")
            yield Label("The repository: postgresql://…, or a database file")
            yield Field(id="publish-to", hint="postgresql://anna@db.example.org/focusgroup")
            yield KeyFooter(compact=True, show_command_palette=False)

    @work(exit_on_error=False)
    async def on_mount(self) -> None:
        """Put the place of the last time into the field."""
        place = self._session.published
        self._say(
            f"It lives in {place} and is read-only here. Publishing it again sends what was changed"
            " here since; taking it back lets you change it here."
            if place
            else "It is sent whole or not at all, and is read-only here from then on."
        )
        field = self.query_one(Field)
        field.select_on_focus = False
        field.focus()
        with told(self):
            field.fill(await publishing.usual_destination(self._db, self._session.id))

    def _say(self, text: str, look: str = "") -> None:
        self.query_one("#publish-says", Static).update(Content.styled(said(text), look))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to take back only what was published."""
        return bool(self._session.published) if action == "take_back" else True

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_publish()

    def action_publish(self) -> None:
        """Send the session."""
        if not self._busy:
            self._busy = True
            self._publish(self.query_one(Field).value.strip())

    @work(exit_on_error=False, group="publish")
    async def _publish(self, named: str) -> None:
        chosen: Chosen | None = {}
        try:
            to = publishing.read_destination(named, FIELD)
            self._say(f"Sending it to {to.place} …")
            while chosen is not None:
                done = await publishing.publish(
                    self._db, self._session, to, Choices(None, chosen), FIELD
                )
                if not done.conflicts:
                    tell(self, f"“{self._session.title[:60]}” {published_in_words(done)}.")
                    return self._leave()
                chosen = await self.app.push_screen_wait(
                    BothChangedScreen(self._session.title, done.conflicts)
                )
            self._say("Nothing was sent.")
        except FocusgroupError as error:
            self._say(as_typed(str(error)), "$text-error")
        finally:
            self._busy = False

    @work(exit_on_error=False, group="publish")
    async def action_take_back(self) -> None:
        """Let the session be changed here again."""
        with told(self):
            place = await publishing.unpublish(self._db, self._session)
            tell(
                self,
                f"“{self._session.title[:60]}” can be changed here again; the one in {place}"
                " stays as it is.",
            )
            self._leave()

    def _leave(self) -> None:
        if self.is_current:
            self.dismiss(None)

    def action_back(self) -> None:
        """Go back; what is being sent is sent."""
        self._leave()


class BothChangedScreen(ModalScreen[Chosen | None]):
    """Lists what both sides changed; returns whose change counts for each, None to send nothing."""

    COMMAND_TABLE = BOTH_CHANGED
    BINDINGS = [*bindings(BOTH_CHANGED), *QUITS]
    DEFAULT_CSS = LOOK.format(name="BothChangedScreen")

    def __init__(self, title: str, conflicts: Sequence[PublishConflict]) -> None:
        super().__init__()
        self._title = title
        self._conflicts = conflicts
        self._sides = [Side.THEIRS] * len(conflicts)
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the list and the keys."""
        box = Vertical(id="publish-box")
        box.border_title = Content(said(f"Changed on both sides: “{self._title[:50]}”")).markup
        with box:
            yield Static(Content.styled(EXPLAINED, MUTED))
            with VerticalScroll(id="conflicts-scroll", can_focus=False):
                yield Panel(id="conflicts")
            yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Draw the list once its width is known."""
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Draw the list for the new width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        panel = self.query_one("#conflicts", Panel)
        rows = [self._row(place, max(panel.size.width, 40)) for place in range(len(self._sides))]
        panel.set_height(sum(map(len, rows)))
        panel.show(Content("\n").join([line for row in rows for line in row]))
        above = sum(map(len, rows[: self._at]))
        self.query_one("#conflicts-scroll").scroll_to(y=above - 2, animate=False)
        self.refresh_bindings()

    def _row(self, place: int, width: int) -> list[Content]:
        """Return the lines of one conflict: what it is, and both values of each field."""
        conflict, side = self._conflicts[place], self._sides[place]
        here = place == self._at
        head = Content.assemble(("› " if here else "  ", "bold $text-accent"), said(conflict.what))
        lines = head.stylize("bold" if here else "").wrap(width)
        for one in conflict.fields:
            for own, value in ((Side.MINE, one.mine), (Side.THEIRS, one.theirs)):
                sign = "▸" if own is side else " "
                text = f"  {sign} {own.value:<6} {one.name}: {value[:300]}"
                look = "" if own is side else MUTED
                lines += Content.styled(said(text), look).wrap(width)
        return list(lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a side for all where it does not count for all already."""
        return action != "take_all" or set(self._sides) != {Side(str(parameters[0]))}

    def action_move(self, by: int) -> None:
        """Choose the one above or below."""
        self._at = min(max(self._at + by, 0), len(self._sides) - 1)
        self._show()

    def action_take(self, side: str) -> None:
        """Let one side count for the chosen one, and go to the next."""
        self._sides[self._at] = Side(side)
        self.action_move(1)

    def action_take_all(self, side: str) -> None:
        """Let one side count for all."""
        self._sides = [Side(side)] * len(self._sides)
        self._show()

    def action_publish(self) -> None:
        """Return what was chosen."""
        if self.is_current:
            keys = ((each.entity, each.id) for each in self._conflicts)
            self.dismiss(dict(zip(keys, self._sides, strict=True)))

    def action_back(self) -> None:
        """Send nothing."""
        if self.is_current:
            self.dismiss(None)
