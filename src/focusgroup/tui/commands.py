"""The one table of what can be done on each screen.

Key bindings, footer, command palette and help are all made from it, so they always agree.
A keymap refers to a command by its *id*.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType


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


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Return Textual bindings for a table of commands; those without keys are in the palette."""
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

HOME = (
    Command("home.new", "n", "New session", "Choose an agenda and set up a session", "new"),
    Command("home.open", "enter", "Open", "Resume, start or view the chosen session", "open"),
    Command("home.review", "r", "Review by theme", "All past sessions by theme", "review"),
    Command("home.export", "w", "Write", "Write a document about it: w, Enter for the Word summary",
            "export"),
    Command("home.debrief", "d", "Debrief", "Start or continue the debrief of an ended session",
            "debrief"),
    Command("home.edit", "e", "Edit", "Change the chosen session before it starts", "edit"),
    Command("home.theme", "ctrl+t", "Light/dark", "Switch between light and dark",
            "app.switch_theme", footer=False),
    Command("home.quit", "q", "Quit", "Leave the program", "app.quit"),
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
    Command("picker.back", "escape", "Back", "Go back without choosing", "back"),
)  # fmt: skip

SETUP = (
    Command("setup.start", "f2", "Open session",
            "Save it and open the live screen; F2 there starts the clock", "start"),
    Command("setup.save", "ctrl+s", "Save for later", "Save it as a scheduled session", "save"),
    Command("setup.back", "escape", "Back", "Leave without saving", "back"),
)  # fmt: skip

HELP = (
    Command("help.close", "escape,f1,q,question_mark", "Close", "Back to where you were", "close"),
)  # fmt: skip

LIVE = (
    Command("live.next", "f2", "Next", "Next question; after the last one, next section",
            "do('next')", slash="next"),
    Command("live.section", "f3", "Section", "Next section, or /section 4", "do('section')",
            slash="section"),
    Command("live.back", "f4", "Back", "Previous question; before the first, previous section",
            "do('back')", slash="back"),
    Command("live.section_back", "shift+f3", "Section back", "Previous section",
            "do('section_back')", footer=False, slash="sectionback"),
    Command("live.plan", "f5", "Plan", "Re-plan the remaining sections: accept the suggested"
            " cuts, or change times and order", "do('plan')", slash="plan"),
    Command("live.pause", "f6", "Pause", "Stop the clock, or start it again", "do('pause')",
            slash="pause"),
    Command("live.person", "f7", "Person", "Add a participant: name, role, account; with @3, edit"
            " that participant's details, consent, arrival and leaving", "do('person')",
            slash="who"),
    Command("live.end", "f9", "End", "End the session and write the summary", "do('end')",
            slash="end"),
    Command("live.undo", "ctrl+z", "Undo", "Undo the last change; as often as you like",
            "do('undo')", slash="undo"),
    Command("live.redo", "ctrl+y", "Redo", "Redo what was undone", "do('redo')", footer=False,
            slash="redo"),
    Command("live.edit", "up", "Edit last", "Edit the last quote (up again: the one before)",
            "do('edit')", footer=False, slash="fix"),
    Command("live.stub", "shift+up", "Finish quote", "Finish the next unfinished quote (…) in the"
            " line", "do('stub')", footer=False, slash="stub"),
    Command("live.nod", "ctrl+r", "Agree", "Count who agrees with the last quote: one more, or"
            " /nod 3, or /nod @2 @4", "do('nod')", footer=False, slash="nod"),
    Command("live.objection", "ctrl+f", "Disagree", "Count who disagrees with the last quote: one"
            " more, or /object 2, or /object @5", "do('objection')", footer=False,
            slash="object"),
    Command("live.earlier", "ctrl+s", "5 s earlier", "Move the line being typed, or the last"
            " quote, back five seconds; again for ten, or /earlier 15", "do('earlier')",
            footer=False, slash="earlier"),
    Command("live.suggestion", "right", "Take theme", "Take the theme suggested at the end of"
            " the line", "do('suggestion')", footer=False, slash="take"),
    Command("live.join", "ctrl+o", "Merge", "Merge the lines into one quote; when editing, merge"
            " with the previous quote", "do('join')", footer=False,
            slash="join"),
    Command("live.delete", "", "Delete", "Delete the last quote, or the one being edited",
            "do('delete')", footer=False, slash="delete"),
    Command("live.new_theme", "ctrl+n", "New theme", "Create a theme with the name asked"
            " about", "do('new_theme')", footer=False, slash="newtheme"),
    Command("live.off", "f10", "Off the record", "Save nothing you type until you press the"
            " key again", "do('off')", footer=False, slash="off"),
    Command("live.round", "f11", "Round", "Go round the table: after each quote the next"
            " person speaks", "do('round')", footer=False, slash="round"),
    Command("live.seats", "shift+f7", "Seats", "Show the seat map: who sits where, with seat"
            " numbers", "do('seats')", footer=False, slash="seats"),
    Command("live.skip", "f12", "Skip", "Skip the open question and go on", "do('skip')",
            footer=False, slash="skip"),
    Command("live.later", "shift+f2", "Later", "Park the open question and go on", "do('later')",
            footer=False, slash="later"),
    Command("live.more", "", "A minute more", "Give this section one more minute, or /more 5",
            "do('more')", footer=False, slash="more"),
    Command("live.less", "", "A minute less", "Take a minute from this section, or /less 5",
            "do('less')", footer=False, slash="less"),
    Command("live.auto", "", "Automatic", "Let sections move on when their time is up, or wait for"
            " you again", "do('auto')", footer=False, slash="auto"),
    Command("live.speed", "", "Speed", "In a rehearsal, make time pass faster, or /speed 10",
            "do('speed')", footer=False, slash="speed"),
    Command("live.guide", "ctrl+g", "Guide", "Show the whole section, or the quotes again",
            "do('guide')", footer=False, slash="guide"),
    Command("live.taken_up", "ctrl+k", "Covered", "Mark the callback that is due as covered",
            "do('taken_up')", footer=False, slash="takenup"),
    Command("live.task", "ctrl+t", "Tick task", "Tick the section's next open task",
            "do('task')", footer=False, slash="tick"),
    Command("live.copy_unsaved", "ctrl+x", "Copy unsaved", "Copy what is not saved yet to the"
            " clipboard", "do('copy_unsaved')", footer=False, slash="copy"),
    Command("live.scroll_up", "pageup", "Quotes up", "Show earlier quotes", "do('scroll_up')",
            footer=False, slash="older"),
    Command("live.scroll_down", "pagedown", "Quotes down", "Show later quotes",
            "do('scroll_down')", footer=False, slash="newer"),
    Command("live.coverage", "", "Coverage", "Show themes raised by nobody or by one voice only,"
            " and what to ask", "do('coverage')", footer=False, slash="coverage"),
    Command("live.brief", "", "Brief", "Show what was said so far, for somebody who comes late",
            "do('brief')", footer=False, slash="brief"),
    Command("live.readback", "", "Read back", "Show the summary to read out and check with the"
            " group", "do('readback')", footer=False, slash="readback"),
    Command("live.debrief", "", "Debrief", "After the end: finish quotes, tag them and sum up",
            "do('debrief')", footer=False, slash="debrief"),
    Command("live.home", "ctrl+l", "Leave", "Leave the session as it is; resume it at any time",
            "do('home')", footer=False, slash="leave"),
    Command("live.export", "f8", "Write", "Write a document so far: F8, Enter for the Word"
            " summary", "do('export')",
            footer=False, slash="word"),
)  # fmt: skip

DEBRIEF = (
    Command("debrief.keep", "enter", "Next", "Save what is in the field and go to the next item",
            "keep", footer=False),
    Command("debrief.next", "f2", "Skip", "Go to the next item, leaving this one as it is", "next"),
    Command("debrief.act", "f3", "Do it", "Mark as covered, settled or a top moment; or use the"
            " suggested theme", "act"),
    Command("debrief.back", "f4", "Back", "Go to the previous item", "back"),
    Command("debrief.finish", "f9", "Debriefed", "Mark the session as debriefed", "finish"),
    Command("debrief.leave", "escape", "Leave", "Leave the debrief; it continues at the same place",
            "leave"),
)  # fmt: skip

READING = (
    Command("reading.close", "escape,enter,q", "Close", "Back to the session", "close"),
)  # fmt: skip

END = (
    Command("end.word", "enter,w", "End, Word", "end it, write the Word summary, then debrief",
            "choose('word')", key_display="Enter"),
    Command("end.debrief", "d", "End, debrief", "end it and open the debrief",
            "choose('debrief')"),
    Command("end.only", "e", "End", "only end it", "choose('end')"),
    Command("end.back", "escape", "Continue", "continue the session", "go_on", key_display="Esc"),
)  # fmt: skip

PLAN = (
    Command("plan.accept", "enter", "Accept", "Use this plan from here on", "accept"),
    Command("plan.leave", "escape", "Cancel", "Keep the plan as it was", "leave"),
    Command("plan.above", "up", "Section", "Previous section", "choose(-1)", footer=False),
    Command("plan.below", "down", "Section", "Next section", "choose(1)", footer=False),
    Command("plan.more", "plus,equals_sign", "More", "One minute more", "lengthen(1)",
            key_display="+"),
    Command("plan.less", "minus", "Less", "One minute less", "lengthen(-1)", key_display="−"),
    Command("plan.cut", "x", "Cut", "Cut an upcoming section, or restore it", "switch"),
    Command("plan.earlier", "u,shift+up", "Up", "Move an upcoming section up", "move(-1)"),
    Command("plan.later", "d,shift+down", "Down", "Move an upcoming section down", "move(1)"),
    Command("plan.propose", "p", "Suggest", "Suggest a plan that ends in time: key sections are"
            " protected, the closing keeps its time", "propose"),
    Command("plan.original", "o", "Original", "Restore the agenda's times and order", "original"),
)  # fmt: skip

REHEARSED = (
    Command("rehearsed.leave", "enter", "Leave", "Leave the rehearsal; nothing is kept",
            "leave"),
    Command("rehearsed.stay", "escape", "Continue", "Continue rehearsing", "stay"),
)  # fmt: skip

PERSON = (
    Command("person.keep", "ctrl+s", "Save", "Save these details", "keep"),
    Command("person.back", "escape", "Cancel", "Change nothing", "back"),
)  # fmt: skip

SEATS = (
    Command("seats.choose", "enter", "Speaks next", "Make the typed seat number the next speaker",
            "choose"),
    Command("seats.back", "escape", "Back", "Keep the speaker as it was", "back"),
)  # fmt: skip

REVIEW = (
    Command("review.search", "slash", "Search", "Search the words of all quotes", "search",
            key_display="/"),
    Command("review.kind", "k", "Kind", "Show all kinds, problems, strengths, missing features or"
            " observations", "cycle_kind"),
    Command("review.filter", "f", "Filter", "Filter by account, speaker and time", "filters"),
    Command("review.clear", "c", "Clear", "Clear the search and all filters", "clear",
            footer=False),
    Command("review.pane", "tab", "Themes/quotes", "Go to the quotes, or back to the themes",
            "pane", footer=False),
    Command("review.mark", "space", "Mark", "Mark the quote, to change several at once", "mark"),
    Command("review.retag", "t", "Retag", "Change the kind or themes of marked quotes", "retag"),
    Command("review.open", "enter", "Open", "Show a theme's quotes, or a quote in its context",
            "open"),
    Command("review.undo", "u", "Undo", "Undo the last change made here", "undo"),
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
    Command("themes.toggle", "space", "Fold", "Fold or unfold the theme", "fold_or_not"),
    Command("themes.sort", "s", "Sort", "Sort themes by people or by name", "sort"),
)  # fmt: skip

DOCUMENTS = (
    Command("documents.up", "up", "Up", "Previous document", "move(-1)", footer=False),
    Command("documents.down", "down", "Down", "Next document", "move(1)", footer=False),
    Command("documents.write", "enter", "Write it", "Write the chosen document", "write"),
    Command("documents.back", "escape", "Back", "Go back without writing", "back"),
    Command("documents.leave", "enter", "Continue", "Go on meanwhile; a message will say"
            " where the document is", "leave"),
    Command("documents.stop", "escape", "Stop", "Stop writing; an existing file is kept", "stop"),
    Command("documents.open", "o", "Open it", "Open the new document", "open"),
    Command("documents.folder", "f", "Show folder", "Show the folder it is in", "folder"),
    Command("documents.close", "escape,enter", "Close", "Back to where you were", "close"),
)  # fmt: skip

IN_SESSION = (
    Command("in_session.retag", "t", "Retag", "Change the kind or themes of the quote", "retag"),
    Command("in_session.undo", "u", "Undo", "Undo the last change made here", "undo"),
    Command("in_session.back", "escape", "Back", "Back to the review", "back"),
)  # fmt: skip

RETAG = (
    Command("retag.problem", "p", "Problem", "Make it a problem", "kind('problem')",
            footer=False),
    Command("retag.strength", "s", "Strength", "Make it a strength", "kind('strength')",
            footer=False),
    Command("retag.missing", "m", "Missing feature", "Make it a missing feature",
            "kind('missing_feature')", footer=False),
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

FILTERS = (
    Command("filters.keep", "ctrl+s", "Show", "Show what passes these filters", "keep"),
    Command("filters.clear", "ctrl+r", "Clear all", "Clear all fields", "clear"),
    Command("filters.back", "escape", "Cancel", "Keep the filters as they were", "back"),
)  # fmt: skip
