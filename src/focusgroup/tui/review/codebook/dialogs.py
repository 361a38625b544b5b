"""Ask what to do with a theme, and do it; each dialog says how many quotes that concerns."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label

from focusgroup.core.model import Theme
from focusgroup.core.themes.codebook import is_within
from focusgroup.services.codebook import CodebookChange, Concerned, ThemeDetails, details_of
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import DEFINE, MERGE_THEME, REMOVE_THEME, RENAME_THEME
from focusgroup.tui.review.saving_dialog import SavingDialog, WhyNotSaved
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.completion import Completion, among
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import said

Change: TypeAlias = Callable[[str], Awaitable[CodebookChange]]
"""Changes the codebook by what was chosen or typed. Raises FocusgroupError, and changes nothing."""

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
        KeyFooter {{ margin-top: 1; background: $panel; dock: none; }}
    }}
"""


class RenameScreen(SavingDialog[str, CodebookChange]):
    """Gives a theme another path by *rename*."""

    COMMAND_TABLE = RENAME_THEME
    BINDINGS = bindings(RENAME_THEME, at_once=True)
    DEFAULT_CSS = LOOK.format(name="RenameScreen")

    def __init__(self, concerned: Concerned, rename: Change) -> None:
        super().__init__(rename)
        self._concerned = concerned

    def compose(self) -> ComposeResult:
        """Lay out the path and what is concerned."""
        with _box(f"Rename or move “{self._concerned.theme.path}”", self._concerned):
            yield Label("Its path; another theme before the > moves it there")
            yield Field(id="theme-path")
            yield WhyNotSaved()
            yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Put the path into the field."""
        field = self.query_one(Field)
        field.select_on_focus = False
        self.fill(field, self._concerned.theme.path)
        field.focus()

    def action_keep(self) -> None:
        """Save the path, if it is another one."""
        path = self.query_one(Field).value
        if path.strip() == self._concerned.theme.path:
            self.leave()
        else:
            self.keep(path)


class MergeScreen(SavingDialog[str, CodebookChange]):
    """Merges a theme into one of *themes* by *merge*."""

    COMMAND_TABLE = MERGE_THEME
    BINDINGS = bindings(MERGE_THEME)
    DEFAULT_CSS = LOOK.format(name="MergeScreen")

    def __init__(self, concerned: Concerned, merge: Change, themes: Sequence[Theme]) -> None:
        super().__init__(merge)
        self._concerned = concerned
        old = concerned.theme.path
        self._others = [t.path for t in themes if not is_within(t.path, old)]

    def compose(self) -> ComposeResult:
        """Lay out what is concerned and the themes to choose from."""
        with _box(f"Merge “{self._concerned.theme.path}” into another theme", self._concerned):
            yield Label("The theme that gets them; the old name leads there from now on")
            yield Completion(among(self._others), hint="any part of its name")
            yield WhyNotSaved()
            yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Start with the name."""
        self.query_one(Completion).field.focus()

    def action_pick(self) -> None:
        """Go to the name; Enter there chooses."""
        self.query_one(Completion).field.focus()

    @on(Completion.Picked)
    def _picked(self, event: Completion.Picked) -> None:
        if event.name:
            self.keep(event.name)


class RemoveScreen(SavingDialog[str, CodebookChange]):
    """Does "retire", "use" or "delete" with a theme by *remove*."""

    COMMAND_TABLE = REMOVE_THEME
    BINDINGS = bindings(REMOVE_THEME)
    DEFAULT_CSS = LOOK.format(name="RemoveScreen")

    def __init__(self, concerned: Concerned, remove: Change) -> None:
        super().__init__(remove)
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
            yield WhyNotSaved()
            yield KeyFooter(compact=True, show_command_palette=False)

    def action_answer(self, answer: str) -> None:
        """Do what was chosen."""
        if answer == "retire" and self._concerned.theme.retired:
            answer = "use"
        self.keep(answer)


class DefineScreen(SavingDialog[ThemeDetails, CodebookChange]):
    """Stores what a theme is and is not, its keywords and its owner by *define*."""

    KEEPS_TEXT = True

    COMMAND_TABLE = DEFINE
    BINDINGS = bindings(DEFINE)
    DEFAULT_CSS = LOOK.format(name="DefineScreen")

    def __init__(
        self, concerned: Concerned, define: Callable[[ThemeDetails], Awaitable[CodebookChange]]
    ) -> None:
        super().__init__(define)
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
            yield WhyNotSaved()
            yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the fields."""
        for field, text in zip(self.query(Field), self._fields.values(), strict=True):
            field.select_on_focus = False
            self.fill(field, text)
        self.query(Field).first().focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self.query(Field).last():
            self.action_keep()
        else:
            self.focus_next()

    def action_keep(self) -> None:
        """Save the fields that were changed; somebody else may have changed the others."""
        now = [field.value for field in self.query(Field)]
        what, excludes, keywords, owner = (
            None if text == was else text
            for text, was in zip(now, self._fields.values(), strict=True)
        )
        details = details_of(what, excludes, None if keywords is None else [keywords], owner)
        if details == ThemeDetails():
            self.leave()
        else:
            self.keep(details)


def _box(title: str, concerned: Concerned) -> Widget:
    panel = Panel(id="theme-says")
    panel.show(Content(said(f"It has {concerned.words}; u undoes it.")))
    box = Vertical(panel, id="theme-box")
    box.border_title = Content(said(title))
    return box
