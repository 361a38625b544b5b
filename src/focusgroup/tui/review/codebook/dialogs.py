"""Ask what to do with a theme; each dialog says how many quotes that concerns."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Label

from focusgroup.core.model import Theme
from focusgroup.core.themes.codebook import is_within
from focusgroup.services.codebook import Concerned, ThemeDetails, details_of
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import DEFINE, MERGE_THEME, REMOVE_THEME, RENAME_THEME
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.completion import Completion, among
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import said

LOOK = """
    {name} {{
        align: center middle;
        #theme-box {{
            width: 76; max-width: 96%; height: auto; max-height: 96%;
            background: $panel; border: round $primary; padding: 1 2 0 2;
            border-title-color: $text-primary;
        }}
        Label {{ color: $text-muted; margin-top: 1; }}
        #theme-says {{ height: auto; }}
        Footer {{ margin-top: 1; background: $panel; dock: none; }}
    }}
"""


class RenameScreen(ModalScreen[str | None]):
    """Returns another path for a theme, None to leave it."""

    COMMAND_TABLE = RENAME_THEME
    BINDINGS = bindings(RENAME_THEME)
    DEFAULT_CSS = LOOK.format(name="RenameScreen")

    def __init__(self, concerned: Concerned) -> None:
        super().__init__()
        self._concerned = concerned

    def compose(self) -> ComposeResult:
        """Lay out the path and what is concerned."""
        with _box(f"Rename or move “{self._concerned.theme.path}”", self._concerned):
            yield Label("Its path; another theme before the > moves it there")
            yield Field(id="theme-path")
            yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Put the path into the field."""
        field = self.query_one(Field)
        field.select_on_focus = False
        field.fill(self._concerned.theme.path)
        field.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Return the path, if it is another one."""
        path = self.query_one(Field).value
        if self.is_current:
            self.dismiss(path if path.strip() != self._concerned.theme.path else None)

    def action_back(self) -> None:
        """Leave the theme as it is."""
        if self.is_current:
            self.dismiss(None)


class MergeScreen(ModalScreen[str | None]):
    """Returns the path of the theme that another one is merged into, None for none."""

    COMMAND_TABLE = MERGE_THEME
    BINDINGS = bindings(MERGE_THEME)
    DEFAULT_CSS = LOOK.format(name="MergeScreen")

    def __init__(self, concerned: Concerned, themes: Sequence[Theme]) -> None:
        super().__init__()
        self._concerned = concerned
        old = concerned.theme.path
        self._others = [t.path for t in themes if not is_within(t.path, old)]

    def compose(self) -> ComposeResult:
        """Lay out what is concerned and the themes to choose from."""
        with _box(f"Merge “{self._concerned.theme.path}” into another theme", self._concerned):
            yield Label("The theme that gets them; the old name leads there from now on")
            yield Completion(among(self._others), hint="any part of its name")
            yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Start with the name."""
        self.query_one(Completion).field.focus()

    def action_pick(self) -> None:
        """Go to the name; Enter there chooses."""
        self.query_one(Completion).field.focus()

    @on(Completion.Picked)
    def _picked(self, event: Completion.Picked) -> None:
        if event.name and self.is_current:
            self.dismiss(event.name)

    def action_back(self) -> None:
        """Merge nothing."""
        if self.is_current:
            self.dismiss(None)


class RemoveScreen(ModalScreen[str]):
    """Returns "retire", "use" or "delete", "" to leave the theme as it is."""

    COMMAND_TABLE = REMOVE_THEME
    BINDINGS = bindings(REMOVE_THEME)
    DEFAULT_CSS = LOOK.format(name="RemoveScreen")

    def __init__(self, concerned: Concerned) -> None:
        super().__init__()
        self._concerned = concerned

    def compose(self) -> ComposeResult:
        """Lay out both ways and what they concern."""
        theme = self._concerned.theme
        retire = (
            "r  Use it again: it is offered while you type"
            if theme.retired
            else "r  Retire it: it keeps its quotes, but is offered no longer"
        )
        with _box(f"Retire or delete “{theme.path}”", self._concerned):
            yield Label(retire, markup=False)
            yield Label("d  Delete it: its quotes stay, without this theme", markup=False)
            yield KeyFooter(compact=True, show_command_palette=False)

    def action_answer(self, answer: str) -> None:
        """Return the answer."""
        if answer == "retire" and self._concerned.theme.retired:
            answer = "use"
        if self.is_current:
            self.dismiss(answer)

    def action_back(self) -> None:
        """Leave the theme as it is."""
        if self.is_current:
            self.dismiss("")


class DefineScreen(ModalScreen[ThemeDetails | None]):
    """Returns what a theme is and is not, its keywords and its owner; None if nothing changed."""

    COMMAND_TABLE = DEFINE
    BINDINGS = bindings(DEFINE)
    DEFAULT_CSS = LOOK.format(name="DefineScreen")

    def __init__(self, concerned: Concerned) -> None:
        super().__init__()
        self._concerned = concerned
        theme = concerned.theme
        self._fields = {
            "What it is": theme.description,
            "What it is not": theme.excludes,
            "Keywords, with commas": ", ".join(theme.keywords),
            "Owner": theme.owner,
        }

    def compose(self) -> ComposeResult:
        """Lay out a field for each detail."""
        with _box(f"Define “{self._concerned.theme.path}”", self._concerned):
            for label in self._fields:
                yield Label(label)
                yield Field()
            yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the fields."""
        for field, text in zip(self.query(Field), self._fields.values(), strict=True):
            field.select_on_focus = False
            field.fill(text)
        self.query(Field).first().focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self.query(Field).last():
            self.action_keep()
        else:
            self.focus_next()

    def action_keep(self) -> None:
        """Return what is in the fields, if anything changed."""
        now = [field.value for field in self.query(Field)]
        if not self.is_current:
            return
        if now == list(self._fields.values()):
            self.dismiss(None)
            return
        what, excludes, keywords, owner = now
        self.dismiss(details_of(what, excludes, [keywords], owner))

    def action_back(self) -> None:
        """Leave the definition as it is."""
        if self.is_current:
            self.dismiss(None)


def _box(title: str, concerned: Concerned) -> Widget:
    panel = Panel(id="theme-says")
    panel.show(Content(said(f"It has {concerned.words}; u undoes it.")))
    box = Vertical(panel, id="theme-box")
    box.border_title = Content(said(title))
    return box
