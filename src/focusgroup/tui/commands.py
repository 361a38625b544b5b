"""The one table of what can be done on each screen.

Key bindings, footer, command palette and help are all made from it, so they always agree.
A keymap refers to a command by its *id*.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from textual.binding import Binding, BindingType
from textual.dom import DOMNode


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do: its keys, its texts in the footer and the help, its action.

    *keys* is Textual's comma-separated form. *slash* is the word that does the same when
    typed on the capture line. *footer* shows the command in the footer.
    """

    id: str
    keys: str
    label: str
    help: str
    action: str
    footer: bool = True
    slash: str = ""
    key_display: str | None = None


def bindings(commands: Iterable[Command], *, at_once: bool = False) -> list[BindingType]:
    """Return Textual bindings for a table of commands; those without keys are in the palette.

    With *at_once* the app runs a command before it passes on the next key. Otherwise the key first
    travels up from the focused widget, and is overtaken by keys typed after it (textual#6605).
    """
    return [
        Binding(
            key=command.keys,
            action=command.action,
            description=command.label,
            show=command.footer,
            tooltip=command.help,
            id=command.id,
            key_display=command.key_display or shown_key(command.keys),
            priority=at_once,
        )
        for command in commands
        if command.keys
    ]


def commands_of(*owners: DOMNode) -> dict[Command, DOMNode]:
    """Return the commands of a screen, its focused widget and the app, each with its owner.

    Each owner has a ``COMMAND_TABLE``; a command in two tables belongs to the first owner.
    """
    found: dict[Command, DOMNode] = {}
    for owner in owners:
        table: tuple[Command, ...] = getattr(owner, "COMMAND_TABLE", ())
        for command in table:
            found.setdefault(command, owner)
    return found


def shown_key(keys: str) -> str | None:
    """Return a function key as printed on the keyboard; None leaves it to Textual."""
    first = keys.split(",")[0]
    return first.upper() if first[0] == "f" and first[1:].isdigit() else None


APP = (
    Command("app.help", "f1,question_mark", "Help", "Every key of this screen", "help"),
    Command("app.palette", "ctrl+p", "Commands", "Find any command by name", "command_palette",
            footer=False),
    Command("app.quit", "ctrl+q", "Quit", "Leave; a running session can be resumed", "quit",
            footer=False),
)  # fmt: skip

QUITS = bindings([replace(APP[-1], action="app.quit")])
"""The key that ends the program, for windows: Textual keeps the app's keys from them."""

HOME = (
    Command("home.new", "n", "New session", "Choose an agenda and set up a session", "new"),
    Command("home.sample", "s", "Sample", "Open invented sessions, apart from yours, to try"
            " everything on", "sample"),
    Command("home.open", "enter", "Open", "Resume, start or view the chosen session", "open"),
    Command("home.review", "r", "Review by theme", "All past sessions by theme", "review"),
    Command("home.export", "w", "Write", "Write a document about it: w, Enter for the Word summary",
            "export"),
    Command("home.debrief", "d", "Debrief", "Start or continue the debrief of an ended session",
            "debrief"),
    Command("home.edit", "e", "Edit", "Change the chosen session before it starts", "edit"),
    Command("home.delete", "delete,x", "Delete", "Delete the chosen session, after asking",
            "delete", footer=False),
    Command("home.undo", "ctrl+z", "Undo delete", "Bring back the session deleted last", "undo"),
    Command("home.publish", "p", "Publish", "Send it to the team's repository, or take it back",
            "publish"),
    Command("home.theme", "ctrl+t", "Light/dark", "Switch between light and dark",
            "app.switch_theme", footer=False),
    Command("home.quit", "q", "Quit", "Leave the program", "app.quit"),
)  # fmt: skip

PUBLISH = (
    Command("publish.send", "enter", "Publish", "Send the session, or what was changed in it since",
            "publish"),
    Command("publish.take_back", "f2", "Take back", "Let it be changed here again; the published"
            " one stays", "take_back"),
    Command("publish.back", "escape", "Back", "Go back to the sessions", "back"),
)  # fmt: skip

BOTH_CHANGED = (
    Command("both.up", "up", "Up", "Previous one", "move(-1)", footer=False),
    Command("both.down", "down", "Down", "Next one", "move(1)", footer=False),
    Command("both.mine", "m", "Mine", "What was changed here counts", "take('mine')"),
    Command("both.theirs", "t", "Theirs", "What was changed there counts", "take('theirs')"),
    Command("both.all_mine", "M", "All mine", "What was changed here counts everywhere",
            "take_all('mine')"),
    Command("both.all_theirs", "T", "All theirs", "What was changed there counts everywhere",
            "take_all('theirs')"),
    Command("both.publish", "enter", "Publish", "Send the session with these choices", "publish"),
    Command("both.back", "escape", "Back", "Send nothing", "back"),
)  # fmt: skip

LIST = (
    Command("list.up", "up", "Up", "Previous item", "up", footer=False),
    Command("list.down", "down", "Down", "Next item", "down", footer=False),
    Command("list.page_up", "pageup", "Page up", "One page up", "page_up", footer=False),
    Command("list.page_down", "pagedown", "Page down", "One page down", "page_down", footer=False),
    Command("list.first", "home", "First", "First item", "first", footer=False),
    Command("list.last", "end", "Last", "Last item", "last", footer=False),
)  # fmt: skip

PICKER = (
    Command("picker.pick", "enter", "Use it", "Set up a session with this agenda", "pick"),
    Command("picker.path", "slash", "Other file", "Type the path of your own agenda", "path",
            key_display="/"),
    Command("picker.rehearse", "ctrl+r", "Rehearse", "Try this agenda in a session that is not"
            " kept", "rehearse"),
    Command("picker.lines", "f4", "Lines", "See how your guide's lines were read, and change it",
            "lines"),
    Command("picker.back", "escape", "Back", "Go back without choosing", "back"),
)  # fmt: skip

GUIDE_LINES = (
    Command("lines.section", "s", "Section", "Read this line as a section", "section"),
    Command("lines.note", "n", "Note", "Read this line as a note; a heading is then beside the"
            " session", "note"),
    Command("lines.script", "r", "Read aloud", "Read this line as words to be read aloud",
            "script"),
    Command("lines.question", "q", "Question", "Read this line as a question", "question"),
    Command("lines.keep", "enter", "Write it", "Write the guide as read here, as Markdown", "keep"),
    Command("lines.back", "escape", "Back", "Go back and change nothing", "back"),
)  # fmt: skip

SETUP = (
    Command("setup.start", "f2", "Start session",
            "Save it, open the live screen and start the clock", "start"),
    Command("setup.save", "ctrl+s", "Save for later", "Save it as a scheduled session", "save"),
    Command("setup.back", "escape", "Back", "Leave without saving", "back"),
)  # fmt: skip

HELP = (
    Command("help.close", "escape,f1,q,question_mark", "Close", "Back to where you were", "close"),
)  # fmt: skip

DEBRIEF = (
    Command("debrief.keep", "enter", "Next", "Save what is in the field and go to the next item",
            "keep", footer=False),
    Command("debrief.next", "f2", "Skip", "Go to the next item, leaving this one as it is", "next"),
    Command("debrief.act", "f3", "Do it", "Mark as covered, settled or a top moment; or use the"
            " suggested theme", "act"),
    Command("debrief.skip_part", "f5", "Skip part", "Go to the next part, leaving the rest of this"
            " one as it is", "skip_part"),
    Command("debrief.undo", "ctrl+z", "Undo", "Undo typing in the field; else the last step here,"
            " whatever it was", "undo"),
    Command("debrief.back", "f4", "Back", "Go to the previous item", "back"),
    Command("debrief.finish", "f9", "Debriefed", "Mark the session as debriefed and write"
            " its summary anew", "finish"),
    Command("debrief.leave", "escape", "Leave", "Leave the debrief; it continues at the same place",
            "leave"),
)  # fmt: skip

READING = (
    Command("reading.close", "escape,enter,q", "Close", "Back to the session", "close"),
)  # fmt: skip

DOCUMENTS = (
    Command("documents.up", "up", "Up", "Previous document", "move(-1)", footer=False),
    Command("documents.down", "down", "Down", "Next document", "move(1)", footer=False),
    Command("documents.write", "enter", "Write it", "Write the chosen document", "write"),
    Command("documents.zone", "z", "Time zone", "Show times in another time zone", "zone"),
    Command("documents.roles", "r", "Roles", "Show or hide roles for readers outside", "roles"),
    Command("documents.place", "d", "Folder", "Write into another folder", "place"),
    Command("documents.back", "escape", "Back", "Go back without writing", "back"),
    Command("documents.as_before", "escape", "Cancel", "Keep the setting as it was",
            "as_before"),
    Command("documents.leave", "enter", "Continue", "Keep working; a message will say"
            " where the document is", "leave"),
    Command("documents.stop", "escape", "Stop", "Stop writing; an existing file is kept", "stop"),
    Command("documents.open", "o", "Open it", "Open the new document", "open"),
    Command("documents.folder", "f", "Show folder", "Show the folder it is in", "folder"),
    Command("documents.close", "escape,enter", "Close", "Back to where you were", "close"),
)  # fmt: skip
