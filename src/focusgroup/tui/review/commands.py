"""The commands of the review's screens, see `tui.commands`."""

from focusgroup.tui.commands import LIST, Command

REVIEW = (
    Command("review.search", "slash", "Search", "Search the words of all quotes", "search",
            key_display="/"),
    Command("review.kind", "k", "Kind", "Show all kinds, or one after the other", "cycle_kind"),
    Command("review.filter", "f", "Filter", "Filter by account, speaker, time, session and more",
            "filters"),
    Command("review.clear", "c", "Clear", "Clear the search and all filters", "clear",
            footer=False),
    Command("review.pane", "tab", "Themes/quotes", "Go to the quotes, or back to the themes",
            "pane", footer=False),
    Command("review.mark", "space", "Mark", "Mark the quote, to change several at once", "mark"),
    Command("review.mark_all", "ctrl+a", "Mark all", "Mark all quotes of the list, or unmark them;"
            " Shift and an arrow mark a range", "mark_all", footer=False),
    Command("review.edit", "e", "Edit", "Correct the quote in a line: its words, its speaker",
            "edit"),
    Command("review.retag", "t", "Retag", "Change the kind or themes of marked quotes", "retag"),
    Command("review.star", "asterisk", "Star", "Star the quote: a top moment of its session, in the"
            " summary too", "star", footer=False, key_display="*"),
    Command("review.history", "h", "History", "Show what the quote was before it was corrected",
            "history", footer=False),
    Command("review.table", "v", "All columns", "Show all columns of the themes across the screen,"
            " or themes and quotes", "table", footer=False),
    Command("review.matrix", "2", "Matrix", "Count by two things at once, as a heat map",
            "show('matrix')", footer=False),
    Command("review.findings", "3", "Findings", "What each theme is worth as evidence",
            "show('findings')", footer=False),
    Command("review.saturation", "4", "Saturation", "How many new themes each session brought",
            "show('saturation')", footer=False),
    Command("review.accounts", "5", "Accounts", "What each account said and was promised",
            "show('accounts')", footer=False),
    Command("review.items", "6", "Items", "What is done about findings", "show('items')",
            footer=False),
    Command("review.consensus", "7", "Consensus", "Who said what to each question of a session",
            "show('consensus')", footer=False),
    Command("review.open", "enter", "Open", "Show a theme's quotes, or a quote in its context",
            "open"),
    Command("review.undo", "u,ctrl+z", "Undo", "Undo the last change made here", "undo"),
    Command("review.word", "w", "Write", "Write a document of what is shown: w, Enter for Word",
            "word"),
    Command("review.back", "escape", "Back", "Close the search, clear the marks, then go back",
            "back"),
)  # fmt: skip

THEMES = (
    *LIST,
    Command("themes.fold", "left", "Fold", "Hide the subthemes, or go to the theme above",
            "fold", footer=False),
    Command("themes.unfold", "right", "Unfold", "Show the subthemes", "unfold",
            footer=False),
    Command("themes.toggle", "space", "Fold", "Fold or unfold the theme", "fold_or_not",
            footer=False),
    Command("themes.sort", "s", "Sort", "Sort the themes by the next column", "sort",
            footer=False),
    Command("themes.rename", "r", "Rename", "Rename the theme, or move it under another one",
            "ask('rename')"),
    Command("themes.merge", "m", "Merge", "Merge the theme into another one", "ask('merge')"),
    Command("themes.remove", "x,delete", "Remove", "Retire or delete the theme; its quotes stay",
            "ask('remove')"),
    Command("themes.define", "d", "Define", "Say what the theme is and is not, its keywords and"
            " its owner", "ask('define')", footer=False),
)  # fmt: skip

IN_SESSION = (
    Command("in_session.retag", "t", "Retag", "Change the kind or themes of the quote", "retag"),
    Command("in_session.edit", "e", "Edit", "Correct the quote in a line: its words, its speaker",
            "edit"),
    Command("in_session.undo", "u,ctrl+z", "Undo", "Undo the last change made here", "undo"),
    Command("in_session.back", "escape", "Back", "Back to the review", "back"),
)  # fmt: skip

REWRITE = (
    Command("rewrite.keep", "enter", "Save", "Save the correction", "keep", key_display="⏎"),
    Command("rewrite.back", "escape", "Cancel", "Leave the quote as it was", "back"),
)  # fmt: skip

MARKS = (
    *LIST,
    Command("marks.up", "shift+up", "Mark up", "Mark the quote above as well", "extend(-1)",
            footer=False),
    Command("marks.down", "shift+down", "Mark down", "Mark the quote below as well", "extend(1)",
            footer=False),
)  # fmt: skip

RETAG = (
    Command("retag.problem", "p", "Problem", "Make it a problem", "kind('problem')",
            footer=False),
    Command("retag.strength", "s", "Strength", "Make it a strength", "kind('strength')",
            footer=False),
    Command("retag.missing", "m", "Missing feature", "Make it a missing feature",
            "kind('missing_feature')", footer=False),
    Command("retag.context", "c", "Context", "Make it context: how customers work",
            "kind('context')", footer=False),
    Command("retag.untagged", "n", "Untagged", "Make it a quote of no kind yet",
            "kind('untagged')", footer=False),
    Command("retag.observation", "o", "Observation", "Make it the note-taker's own observation",
            "kind('observation')", footer=False),
    Command("retag.add", "a", "Add theme", "Type the name of a theme to add (tab: and back)",
            "add"),
    Command("retag.keep", "enter,ctrl+s", "Save", "Save these changes", "keep", key_display="⏎"),
    Command("retag.back", "escape", "Cancel", "Change nothing", "back"),
)  # fmt: skip

TAGS = (
    Command("tags.up", "up", "Up", "Previous theme", "move(-1)", footer=False),
    Command("tags.down", "down", "Down", "Next theme", "move(1)", footer=False),
    Command("tags.switch", "space,x,delete", "On or off", "Keep the theme, or remove it",
            "switch", key_display="space"),
)  # fmt: skip

RENAME_THEME = (
    Command("rename.keep", "enter", "Save", "Save the name or the place", "keep",
            key_display="⏎"),
    Command("rename.back", "escape", "Cancel", "Leave the theme as it is", "back"),
)  # fmt: skip

MERGE_THEME = (
    Command("merge.pick", "enter", "Merge", "Merge into the chosen theme", "pick",
            key_display="⏎"),
    Command("merge.back", "escape", "Cancel", "Merge nothing", "back"),
)  # fmt: skip

REMOVE_THEME = (
    Command("remove.retire", "r", "Retire", "Keep its quotes and offer it no longer; or use it"
            " again", "answer('retire')"),
    Command("remove.delete", "d", "Delete", "Delete the theme; its quotes stay, without it",
            "answer('delete')"),
    Command("remove.back", "escape", "Cancel", "Leave the theme as it is", "back"),
)  # fmt: skip

DEFINE = (
    Command("define.keep", "ctrl+s", "Save", "Save the definition", "keep"),
    Command("define.back", "escape", "Cancel", "Leave the definition as it was", "back"),
)  # fmt: skip

FILTERS = (
    Command("filters.keep", "ctrl+s", "Show", "Show what passes these filters", "keep"),
    Command("filters.clear", "ctrl+r", "Clear all", "Clear all fields", "clear"),
    Command("filters.back", "escape", "Cancel", "Keep the filters as they were", "back"),
)  # fmt: skip

TABLE = (
    *LIST,
    Command("table.left", "left", "Left", "Choose the column before", "left", footer=False),
    Command("table.right", "right", "Right", "Choose the next column", "right", footer=False),
    Command("table.sort", "s", "Sort", "Sort by the chosen column, or as first shown", "sort"),
    Command("table.open", "enter", "Open", "Show the quotes of the number", "open_cell"),
)  # fmt: skip

TABLE_SCREEN = (
    Command("view.filter", "f", "Filter", "Filter by account, speaker, time, session and more",
            "filters"),
    Command("view.clear", "c", "Clear", "Clear all filters", "clear", footer=False),
    Command("view.back", "escape", "Back", "Back to the review", "back"),
)  # fmt: skip

MATRIX = (
    Command("matrix.axis", "a", "By", "Count by the next thing: kind, session, account, …",
            "axis"),
    Command("matrix.people", "tab", "People", "Count people, or mentions", "people"),
    *TABLE_SCREEN,
)  # fmt: skip

FINDINGS = (
    Command("findings.item", "i", "Make item", "Make an item of the finding", "item"),
    *TABLE_SCREEN,
)  # fmt: skip

ACCOUNTS = (
    Command("accounts.promised", "p", "Promised", "What we promised the account, and did",
            "promised"),
    *TABLE_SCREEN,
)  # fmt: skip

ITEMS = (
    Command("items.status", "t", "Status", "Go on to the next status", "status"),
    Command("items.edit", "e", "Edit", "Change its title, owner and note", "edit"),
    *TABLE_SCREEN,
)  # fmt: skip

ITEM_DIALOG = (
    Command("item.keep", "enter", "Save", "Save the item", "keep", key_display="⏎"),
    Command("item.back", "escape", "Cancel", "Change nothing", "back"),
)  # fmt: skip

BEHIND = tuple(
    command
    for command in REVIEW
    if command.id.rpartition(".")[2]
    in ("mark", "mark_all", "edit", "retag", "star", "history", "open", "undo", "word", "back")
)
