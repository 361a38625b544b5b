"""All quotes by theme: who said what about each, in which session; and editing them."""

from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal

from focusgroup.core.search.query import is_begun
from focusgroup.core.search.selection import Selection, next_kinds
from focusgroup.core.text import clean_line
from focusgroup.services.reviewing.theme_table import OPENS, STEPS, Figures, ThemeColumn
from focusgroup.services.selection import misread
from focusgroup.store import Db, sessions
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import REVIEW
from focusgroup.tui.review.filter_line import FilterLine
from focusgroup.tui.review.filtering import ask_filters
from focusgroup.tui.review.quotes.quote_list import KEPT_S
from focusgroup.tui.review.quotes.quotes_pane import QuotesPane
from focusgroup.tui.review.quotes.screen import OF_A_QUOTE, QuotesScreen
from focusgroup.tui.review.themes.theme_outline import ALL, NO_KIND, NO_THEME, path_of
from focusgroup.tui.review.themes.theme_tree import ThemeTree
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.latest_only import Newest
from focusgroup.tui.widgets.notifications import tell, told

MOST_SEARCHED = 200
"""Characters of a search that count; anything longer is a paste, not a search."""
NARROW = 100
"""Columns below which themes and quotes take turns."""


class ReviewScreen(QuotesScreen):
    """Themes with counts on one side, the quotes of the chosen theme on the other.

    With a *session_id*, it shows only that session's quotes.
    """

    COMMAND_TABLE = REVIEW
    BINDINGS = bindings(REVIEW)
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (NARROW, "-wide"),
        (160, "-very-wide"),
        (200, "-huge"),
    ]
    HELP_TEXT = (
        "The counts are problems ▼, strengths ▲, missing features + and the different people"
        " who said them. A theme counts all that is below it too; context = is counted apart."
        " Filters and search apply to the counts and the list; a click on a filter drops it."
        ' A search takes words, begin*, "a phrase" and -not, and theme: kind: account: who: since:'
        " until: with a name, the beginning of one, or a day; is:strong, is:specific, is:verbatim,"
        " is:unfinished, is:agreed, is:disagreed, is:counted, is:no-speaker, is:no-account,"
        " is:no-segment, question:3.2 and item: with an id."
        " A click on the left edge of a quote marks it, a double click opens it."
    )
    DEFAULT_CSS = """
    ReviewScreen {
        #review-body { height: 1fr; }
        ThemeTree {
            width: 34%; min-width: 34; max-width: 56; border-right: solid $panel-lighten-1;
        }
        &.-huge ThemeTree { width: 62%; max-width: 130; }
        &.-empty ThemeTree { display: none; }
        &.-narrow ThemeTree, &.-table ThemeTree { width: 1fr; max-width: 100%; border-right: none; }
        &.-narrow QuotesPane, &.-table QuotesPane { display: none; }
        &.-narrow.-quotes ThemeTree, &.-table.-quotes ThemeTree { display: none; }
        &.-narrow FilterLine.-searching #review-what { display: none; }
        &.-narrow.-quotes QuotesPane, &.-narrow.-empty QuotesPane { display: block; }
        &.-table.-quotes QuotesPane, &.-table.-empty QuotesPane { display: block; }
    }
    """

    def __init__(self, db: Db, session_id: str = "") -> None:
        super().__init__(db, session_id)
        self.selection = Selection()
        self._offered = (False, False, False)
        self._counting = Newest(self, self._count)

    def compose(self) -> ComposeResult:
        yield FilterLine("All sessions")
        with Horizontal(id="review-body"):
            yield ThemeTree()
            yield QuotesPane(self.facts)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show every quote, newest first."""
        self._tree.focus()
        self.show_stars()
        self.reload()
        if self.session_id:
            self._name_session()

    @work(group="session", exit_on_error=False)
    async def _name_session(self) -> None:
        with told(self):
            session = await sessions.find(self.db, self.session_id)
            self._line.call_it(session.title)

    # -- the current selection ---------------------------------------------------------------

    @property
    def _tree(self) -> ThemeTree:
        return self.query_one(ThemeTree)

    @property
    def _line(self) -> FilterLine:
        return self.query_one(FilterLine)

    def narrow(self, selection: Selection | None) -> None:
        """Narrow the quotes of the chosen theme to *selection* from now on, unless it is None."""
        if selection is None or selection == self.selection:
            return
        typing = selection == replace(self.selection, search=selection.search)
        self.selection = selection
        self._line.show(self.facts.filters(selection))
        self.reload(typing=typing)

    def reload(self, *, at: int = 0, typing: bool = False) -> None:
        """Read all again; while somebody is *typing*, rows are painted before counts are."""
        self.facts.forget()
        self._show_quotes(at=at)
        if not typing:
            self._tree.forget()
        self._counting.ask(drop=True)
        self._offer()

    @property
    def seen(self) -> Selection:
        """Return the current selection: the theme, narrowed by the filters."""
        return self.selection.under(self._tree.seen)

    def _show_quotes(self, *, at: int = 0) -> None:
        tree = self._tree
        self._pane.show(self.seen, tree.called, tree.description, at=at)

    @on(ThemeTree.Chosen)
    def _chosen(self) -> None:
        self._show_quotes()
        self._offer()

    # -- counting ----------------------------------------------------------------------------

    async def _count(self) -> None:
        """Count the themes, then all quotes and the quotes without a theme: after the first rows.

        What is counted is laid out and painted too, which would hold up the rows by half. The
        counts of another search give way to … in the frame after the rows, or a moment later where
        those take longer.
        """
        selection = self.selection
        await self._list.painted(KEPT_S)
        self._tree.forget()
        await self._list.painted()
        counts = await self.facts.themes(selection)
        if selection != self.selection:
            return
        self._tree.show(counts)
        for choice in (ALL, NO_THEME, NO_KIND):
            found = await self.facts.tally(selection.under(choice))
            if selection != self.selection:
                return
            self._tree.show_total(choice, found)
            self._pane.show_head()
        figures: Figures = {}
        for step in STEPS:
            figures = await step(self.db, self.facts.within(selection), counts, figures)
            if selection != self.selection:
                return
            self._tree.show_figures(figures)

    @on(QuotesPane.Read)
    def _read(self, event: QuotesPane.Read) -> None:
        self.set_class(event.empty, "-empty")
        self._offer()

    def _offer(self) -> None:
        """Update the footer, which is not cheap, only when the available commands have changed."""
        chosen = bool(path_of(self._tree.choice))
        offered = (bool(self._list.rows.total), self.edits.can_undo, chosen)
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    # -- narrowing ---------------------------------------------------------------------------

    def action_search(self) -> None:
        self._line.open_search()

    @on(FilterLine.Typed)
    def _typed(self, event: FilterLine.Typed) -> None:
        search = clean_line(event.search[:MOST_SEARCHED])
        search = "" if is_begun(search) else search
        self.narrow(replace(self.selection, search=search))

    @on(FilterLine.Done)
    def _searched(self) -> None:
        why = misread(self.selection.search)
        if why and self._list.rows.total:  # an empty list says so itself
            tell(self, why, severity="warning")
        self._to_quotes()

    @on(ThemeTree.Entered)
    def _go_on(self) -> None:
        self._to_quotes()

    def action_cycle_kind(self) -> None:
        """Switch to the next kind: all kinds, then one after the other."""
        self.narrow(replace(self.selection, kinds=next_kinds(self.selection.kinds)))

    @work(group="filters", exit_on_error=False)
    async def action_filters(self) -> None:
        """Filter by account, segment, owner, speaker, time, session and who led it."""
        self.narrow(await ask_filters(self, self.facts, self.selection))

    def action_show(self, what: str) -> None:
        """Show another view of the quotes in view: a table, with the same filters."""
        from focusgroup.tui.review.tables.views import view

        self.app.push_screen(view(what, self.facts, self.selection, self.edits), self.narrow)

    def action_drop(self, part: str) -> None:
        if part == "search":
            self._line.close_search()
        self.narrow(self.selection.without(part))

    def action_clear(self) -> None:
        """Drop the search and all filters."""
        self._line.close_search()
        self.narrow(Selection())

    # -- moving around -----------------------------------------------------------------------

    def _to_quotes(self) -> None:
        self.add_class("-quotes")
        self._list.focus()

    def _to_themes(self) -> None:
        self.remove_class("-quotes")
        self._tree.focus()

    def action_pane(self) -> None:
        """Go to the quotes, or back to the themes."""
        if self._list.has_focus:
            self._to_themes()
        else:
            self._to_quotes()

    def action_open(self) -> None:
        """Open the quotes behind the sorted column of a theme, or the session of a quote."""
        if not self._list.has_focus:
            column = self._tree.column
            people = column is ThemeColumn.PEOPLE and self.has_class("-table")
            self._tree.see(column if people or column in OPENS else "")
            self._to_quotes()
        elif self._list.selected:
            self.open_quote(self._list.selected)

    def action_table(self) -> None:
        """Show all columns of the themes across the screen, or themes and quotes again."""
        self.set_class(not self.has_class("-table"), "-table")
        self._to_themes()

    def action_back(self) -> None:
        """Close the search, clear the marks, go back to the themes, leave: one step at a time."""
        if self._line.searching or self.selection.search:
            self.action_drop("search")
            if not self._tree.has_focus:
                self._to_quotes()
        elif self._list.marked:
            self._list.unmark_all()
        elif self._list.has_focus and self._takes_turns and not self.has_class("-empty"):
            self._to_themes()
        elif self.is_current:
            self.dismiss()

    # -- changing ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether the command is available: edits need a quote, undo needs an edit."""
        if action == "undo":
            return self.edits.can_undo
        if not self.is_mounted:
            return True
        if self._line.field.has_focus:
            return action in ("open", "back", "drop")
        hidden = self._takes_turns and not self.has_class("-quotes")
        if hidden and action in OF_A_QUOTE and action not in ("mark_all", "word"):
            return None
        if action in OF_A_QUOTE or (action == "open" and self._list.has_focus):
            return bool(self._list.rows.total) or None
        return True

    @property
    def _takes_turns(self) -> bool:
        return self.has_class("-narrow") or self.has_class("-table")

    @on(ThemeTree.ChangeAsked)
    @work(group="writes", exit_on_error=False)
    async def _change_theme(self, event: ThemeTree.ChangeAsked) -> None:
        """Ask what to do with a theme, and do it."""
        from focusgroup.tui.review.codebook.changing import change_theme

        with told(self):
            now = await change_theme(self, self.db, self.edits, event.what, event.path)
            if now is not None:
                self._tree.follow(event.path, now)
                self.after_edit()
