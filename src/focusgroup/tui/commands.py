"""The one table of what can be done on each screen.

Key bindings, footer, command palette and help are all made from it, so that none of them
can promise what another does not keep. *id* is what a keymap remaps.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.dom import DOMNode


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do: its keys, what the footer and the help say, the action.

    *keys* is Textual's comma-separated form. *slash* is the word that does the same when
    typed on the capture line. *footer* puts it into the footer.
    """

    id: str
    keys: str
    label: str
    help: str
    action: str
    footer: bool = True
    slash: str = ""
    key_display: str | None = None


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Textual's bindings for a table of commands; those without keys live in the palette."""
    return [
        Binding(
            key=command.keys,
            action=command.action,
            description=command.label,
            show=command.footer,
            tooltip=command.help,
            id=command.id,
            key_display=command.key_display or shown_key(command.keys),
        )
        for command in commands
        if command.keys
    ]


def commands_of(*owners: DOMNode) -> dict[Command, DOMNode]:
    """Return what can be done on a screen, on what has the focus there, in the app; and by whom.

    Each brings its table as ``COMMAND_TABLE``; a command that two of them bring is the first's.
    """
    found: dict[Command, DOMNode] = {}
    for owner in owners:
        table: tuple[Command, ...] = getattr(owner, "COMMAND_TABLE", ())
        for command in table:
            found.setdefault(command, owner)
    return found


def shown_key(keys: str) -> str | None:
    """Function keys as they stand on the keyboard; None leaves it to Textual."""
    first = keys.split(",")[0]
    return first.upper() if first[0] == "f" and first[1:].isdigit() else None


APP = (
    Command("app.help", "f1,question_mark", "Help", "Every key of this screen", "help"),
    Command("app.palette", "ctrl+p", "Commands", "Find any command by name", "command_palette",
            footer=False),
    Command("app.quit", "ctrl+q", "Quit", "Leave; a running session can be resumed", "quit",
            footer=False),
)  # fmt: skip

HOME = (
    Command("home.new", "n", "New session", "Choose an agenda and set up a session", "new"),
    Command("home.open", "enter", "Open", "Resume, start or look at the chosen session", "open"),
    Command("home.review", "r", "Review by theme", "All past sessions by theme", "review"),
    Command("home.export", "w", "Write", "Write a document about it: w, Enter is the Word summary",
            "export"),
    Command("home.debrief", "d", "Debrief", "Go on with the debrief of the chosen session, which"
            " has ended", "debrief"),
    Command("home.edit", "e", "Edit", "Change the chosen session before it starts", "edit"),
    Command("home.theme", "ctrl+t", "Light/dark", "Switch between light and dark",
            "app.switch_theme", footer=False),
    Command("home.quit", "q", "Quit", "Leave the program", "app.quit"),
)  # fmt: skip

LIST = (
    Command("list.up", "up", "Up", "The one before", "up", footer=False),
    Command("list.down", "down", "Down", "The next one", "down", footer=False),
    Command("list.page_up", "pageup", "Page up", "A page up", "page_up", footer=False),
    Command("list.page_down", "pagedown", "Page down", "A page down", "page_down", footer=False),
    Command("list.first", "home", "First", "The first one", "first", footer=False),
    Command("list.last", "end", "Last", "The last one", "last", footer=False),
)  # fmt: skip

PICKER = (
    Command("picker.pick", "enter", "Use it", "Set up a session with this agenda", "pick"),
    Command("picker.path", "slash", "Other file", "Type the path of an agenda of your own", "path",
            key_display="/"),
    Command("picker.rehearse", "ctrl+r", "Rehearse", "Try this agenda on a session that is thrown"
            " away", "rehearse"),
    Command("picker.back", "escape", "Back", "Choose none", "back"),
)  # fmt: skip

SETUP = (
    Command("setup.start", "f2", "Open session",
            "Keep it and open the live screen; there F2 starts the clock", "start"),
    Command("setup.save", "ctrl+s", "Save for later", "Keep it as a scheduled session", "save"),
    Command("setup.back", "escape", "Back", "Leave without keeping anything", "back"),
)  # fmt: skip

HELP = (
    Command("help.close", "escape,f1,q,question_mark", "Close", "Back to where you were", "close"),
)  # fmt: skip

DEBRIEF = (
    Command("debrief.keep", "enter", "Go on", "To the next one; in a field: keep it and go on",
            "keep", footer=False),
    Command("debrief.next", "f2", "Next", "To the next one, leaving this one as it is", "next"),
    Command("debrief.act", "f3", "Do it", "Taken up, settled, marked as a top moment; or take the"
            " suggested theme", "act"),
    Command("debrief.back", "f4", "Back", "To the one before", "back"),
    Command("debrief.finish", "f9", "Debriefed", "Mark the session as debriefed", "finish"),
    Command("debrief.leave", "escape", "Leave", "Leave it as it is; it goes on at the same place",
            "leave"),
)  # fmt: skip

READING = (
    Command("reading.close", "escape,enter,q", "Close", "Back to the session", "close"),
)  # fmt: skip

REVIEW = (
    Command("review.search", "slash", "Search", "Search the words of all quotes", "search",
            key_display="/"),
    Command("review.kind", "k", "Kind", "All kinds, problems, strengths, missing features,"
            " observations", "cycle_kind"),
    Command("review.filter", "f", "Filter", "Filter by account, segment, owner, speaker and time",
            "filters"),
    Command("review.clear", "c", "Clear", "Drop the search and all filters", "clear",
            footer=False),
    Command("review.pane", "tab", "Themes/quotes", "Go to the quotes, or back to the themes",
            "pane", footer=False),
    Command("review.mark", "space", "Mark", "Mark the quote, to change several at once", "mark"),
    Command("review.retag", "t", "Retag", "Change kind or themes of the marked quotes", "retag"),
    Command("review.open", "enter", "Open", "A theme: its quotes. A quote: what was said around it",
            "open"),
    Command("review.undo", "u", "Undo", "Take back the last change made here", "undo"),
    Command("review.word", "w", "Write", "Write what is seen as a document: w, Enter is Word",
            "word"),
    Command("review.back", "escape", "Back", "Close the search, drop the marks, then go back",
            "back"),
)  # fmt: skip

THEMES = (
    *LIST,
    Command("themes.fold", "left", "Fold", "Hide what is below the theme, or go to the one above",
            "fold", footer=False),
    Command("themes.unfold", "right", "Unfold", "Show what is below the theme", "unfold",
            footer=False),
    Command("themes.toggle", "space", "Fold", "Fold or unfold the theme", "fold_or_not"),
    Command("themes.sort", "s", "Sort", "Order themes by people, or by name", "sort"),
)  # fmt: skip

DOCUMENTS = (
    Command("documents.up", "up", "Up", "The document before", "move(-1)", footer=False),
    Command("documents.down", "down", "Down", "The next document", "move(1)", footer=False),
    Command("documents.write", "enter", "Write it", "Write the chosen document", "write"),
    Command("documents.zone", "z", "Time zone", "Give the times in another time zone", "zone"),
    Command("documents.roles", "r", "Roles", "For readers outside: with or without roles", "roles"),
    Command("documents.back", "escape", "Back", "Write nothing", "back"),
    Command("documents.as_before", "escape", "As before", "Leave the time zone as it was",
            "as_before"),
    Command("documents.leave", "enter", "Go on meanwhile", "Leave it to itself; a message says"
            " where it is", "leave"),
    Command("documents.stop", "escape", "Stop it", "Stop writing; what stood there stays", "stop"),
    Command("documents.open", "o", "Open it", "Open the document that was written", "open"),
    Command("documents.folder", "f", "Show folder", "Show the folder that it is in", "folder"),
    Command("documents.close", "escape,enter", "Close", "Back to where you were", "close"),
)  # fmt: skip

IN_SESSION = (
    Command("in_session.retag", "t", "Retag", "Change kind or themes of the quote", "retag"),
    Command("in_session.undo", "u", "Undo", "Take back the last change made here", "undo"),
    Command("in_session.back", "escape", "Back", "Back to the review", "back"),
)  # fmt: skip

RETAG = (
    Command("retag.problem", "p", "Problem", "Make it a problem", "kind('problem')",
            footer=False),
    Command("retag.strength", "s", "Strength", "Make it a strength", "kind('strength')",
            footer=False),
    Command("retag.missing", "m", "Missing feature", "Make it a missing feature",
            "kind('missing_feature')", footer=False),
    Command("retag.observation", "o", "Observation", "Make it the note-taker's own note",
            "kind('observation')", footer=False),
    Command("retag.add", "a", "Add theme", "Type the name of a theme to add (tab: and back)",
            "add"),
    Command("retag.keep", "enter,ctrl+s", "Keep", "Make these changes", "keep", key_display="⏎"),
    Command("retag.back", "escape", "Cancel", "Change nothing", "back"),
)  # fmt: skip

TAGS = (
    Command("tags.up", "up", "Up", "The theme above", "move(-1)", footer=False),
    Command("tags.down", "down", "Down", "The theme below", "move(1)", footer=False),
    Command("tags.switch", "space,x,delete", "On or off", "Keep the theme, or take it away",
            "switch", key_display="space"),
)  # fmt: skip

FILTERS = (
    Command("filters.keep", "ctrl+s", "Show", "Show what these filters let through", "keep"),
    Command("filters.clear", "ctrl+r", "Empty all", "Empty all fields", "clear"),
    Command("filters.back", "escape", "Cancel", "Leave the filters as they were", "back"),
)  # fmt: skip
