"""The commands of the live screen and its dialogs, with their keys and words.

A command of the live screen refers to the method that does it, so its uses can be found.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from focusgroup.tui.commands import Command

if TYPE_CHECKING:
    from focusgroup.tui.live.actions import LiveActions

Action = Callable[[str], None]
"""A command's method; it takes the text typed after the command's word, or "" for a key."""


@dataclass(frozen=True, slots=True)
class LiveCommand(Command):
    """A command of the live screen; *do* returns the method that does it."""

    do: "Callable[[LiveActions], Action]" = field(kw_only=True)


def _live(
    name: str,
    keys: str,
    label: str,
    help: str,
    do: "Callable[[LiveActions], Action]",
    *,
    slash: str,
    footer: bool = False,
) -> LiveCommand:
    """Return the command ``live.name``; keys, footer and palette run it by that name."""
    action = f"do('{name}')"
    return LiveCommand(f"live.{name}", keys, label, help, action, footer, slash, do=do)


LIVE = (
    _live("next", "f2", "Next", "Next question, or script before it; then next section",
          lambda do: do.leading.next, slash="next", footer=True),
    _live("section", "f3", "Section", "Next section, or /section 4",
          lambda do: do.leading.section, slash="section", footer=True),
    _live("back", "f4", "Back", "Previous question or script; then previous section",
          lambda do: do.leading.back, slash="back", footer=True),
    _live("section_back", "shift+f3", "Section back", "Previous section",
          lambda do: do.leading.section_back, slash="sectionback"),
    _live("plan", "f5", "Plan", "Re-plan the remaining sections: accept the suggested"
          " cuts, or change times and order",
          lambda do: do.leading.plan, slash="plan", footer=True),
    _live("pause", "f6", "Pause", "Stop the clock, or start it again, also after"
          " the end",
          lambda do: do.leading.pause, slash="pause", footer=True),
    _live("person", "f7", "Person", "Add a participant: name, role, account; with @3, edit"
          " that participant's details, consent, arrival and leaving",
          lambda do: do.room.person, slash="who", footer=True),
    _live("end", "f9", "End", "End the session and write the summary",
          lambda do: do.leading.end, slash="end", footer=True),
    _live("lead", "shift+f12", "Lead", "Hand the lead over to a note-taker (/lead BO where there"
          " are several), or take it over where nobody leads any more",
          lambda do: do.leading.lead, slash="lead"),
    _live("undo", "ctrl+z", "Undo", "Undo typing in the line; in an empty line,"
          " the last change, as often as you like",
          lambda do: do.quoting.undo, slash="undo", footer=True),
    _live("redo", "ctrl+y", "Redo", "Redo what was undone",
          lambda do: do.quoting.redo, slash="redo"),
    _live("edit", "up", "Edit last", "Edit the last quote (up again: the previous one)",
          lambda do: do.quoting.edit, slash="fix"),
    _live("stub", "shift+up", "Finish quote", "Finish the next unfinished quote (…)",
          lambda do: do.quoting.stub, slash="stub"),
    _live("nod", "ctrl+r", "Agree", "Count who agrees with the last quote: one more, /nod 3,"
          " or seats: /nod 2 4", lambda do: do.quoting.nod, slash="nod"),
    _live("objection", "shift+f6", "Disagree", "Count who disagrees with the last quote: one more,"
          " or /object 2, or /object @5", lambda do: do.quoting.objection, slash="object"),
    _live("earlier", "shift+f4", "5 s earlier", "Move the line being typed, or the last quote,"
          " back five seconds; again for ten, or /earlier 15",
          lambda do: do.quoting.earlier, slash="earlier"),
    _live("suggestion", "right", "Take theme", "Take the theme suggested at the end of the"
          " line", lambda do: do.quoting.suggestion, slash="take"),
    _live("join", "ctrl+o", "Merge", "Merge the lines into one quote; when editing, merge with"
          " the previous quote; else a sentence that two people captured (≈)",
          lambda do: do.quoting.join, slash="join"),
    _live("delete", "", "Delete", "Delete the last quote, or the one being edited",
          lambda do: do.quoting.delete, slash="delete"),
    _live("new_theme", "ctrl+n", "New theme", "Create a theme with the name asked"
          " about, or go through the open names",
          lambda do: do.quoting.new_theme, slash="newtheme"),
    _live("bring_back", "down", "Bring back", "Bring back the newest line that was set aside",
          lambda do: do.quoting.bring_back, slash="aside"),
    _live("off", "f10", "Off the record", "Save nothing you type until you press the key"
          " again", lambda do: do.room.off, slash="off"),
    _live("round", "f11", "Round", "Go round the table: after each quote the next person speaks",
          lambda do: do.room.round, slash="round"),
    _live("seats", "shift+f7", "Seats", "Show the seat map: names and seat"
          " numbers", lambda do: do.room.seats, slash="seats"),
    _live("skip", "f12", "Skip", "Skip the open question",
          lambda do: do.leading.skip, slash="skip"),
    _live("later", "shift+f2", "Later", "Park the open question and open the next",
          lambda do: do.leading.later, slash="later"),
    _live("more", "", "A minute more", "Give this section one more minute, or /more 5",
          lambda do: do.leading.more, slash="more"),
    _live("less", "", "A minute less", "Take a minute from this section, or /less 5",
          lambda do: do.leading.less, slash="less"),
    _live("auto", "", "Automatic", "Let sections move on when their time is up, or wait for you"
          " again", lambda do: do.leading.auto, slash="auto"),
    _live("speed", "", "Speed", "In a rehearsal, make time pass faster, or /speed 10",
          lambda do: do.leading.speed, slash="speed"),
    _live("guide", "ctrl+g", "Guide", "Show the whole section, or the quotes again",
          lambda do: do.windows.guide, slash="guide"),
    _live("taken_up", "shift+f5", "Covered", "Mark the callback that is due as covered",
          lambda do: do.room.taken_up, slash="takenup"),
    _live("task", "ctrl+t", "Tick task", "Tick the section's next open task",
          lambda do: do.room.task, slash="tick"),
    _live("saved", "ctrl+s", "Saved?", "Say what is saved, and what still waits",
          lambda do: do.windows.saved, slash="save"),
    _live("copy_unsaved", "ctrl+x", "Copy unsaved", "Copy what is not saved yet to the clipboard",
          lambda do: do.windows.copy_unsaved, slash="copy"),
    _live("scroll_up", "pageup", "Quotes up", "Show earlier quotes, or the guide above",
          lambda do: do.windows.scroll_up, slash="older"),
    _live("scroll_down", "pagedown", "Quotes down", "Show later quotes, or the guide below",
          lambda do: do.windows.scroll_down, slash="newer"),
    _live("coverage", "", "Coverage", "Show themes that nobody or one person raised, and what"
          " to ask", lambda do: do.windows.coverage, slash="coverage"),
    _live("brief", "", "Brief", "Show what was said so far, for a latecomer",
          lambda do: do.windows.brief, slash="brief"),
    _live("readback", "", "Read back", "Show the summary to read out and check with the group",
          lambda do: do.windows.readback, slash="readback"),
    _live("questions", "shift+f8", "Questions", "Show what the back room asks, and mark it asked,"
          " later or no", lambda do: do.windows.questions, slash="questions"),
    _live("debrief", "", "Debrief", "After the end: finish quotes, tag them and sum up",
          lambda do: do.windows.debrief, slash="debrief"),
    _live("home", "ctrl+l", "Leave", "Leave the session as it is; resume it at any time",
          lambda do: do.windows.home, slash="leave"),
    _live("export", "f8", "Write", "Write a document so far: F8, Enter for the Word summary",
          lambda do: do.windows.export, slash="word"),
    _live("help", "", "Find in help", "Show the signs and keys with a word: /help agree",
          lambda do: do.windows.help, slash="help"),
)  # fmt: skip

END = (
    Command("end.choose", "enter,f9", "Choose", "Do what is marked; F9 again does it too",
            "choose", key_display="Enter"),
    Command("end.above", "up", "Above", "Mark the choice above", "mark(-1)", footer=False),
    Command("end.below", "down", "Below", "Mark the choice below", "mark(1)", footer=False),
    Command("end.back", "escape", "Continue", "Continue the session, as any letter does", "go_on",
            key_display="Esc"),
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

QUESTIONS = (
    Command("questions.asked", "a,enter", "Asked", "Mark the question as asked", "mark('asked')",
            key_display="a"),
    Command("questions.later", "l", "Later", "Keep the question for later", "mark('later')"),
    Command("questions.no", "n", "No", "Mark the question as one that is not asked", "mark('no')"),
    Command("questions.open", "o", "Open", "Mark the question as open again", "mark('open')",
            footer=False),
    Command("questions.hush", "h", "Hush", "Let the back room send no questions for now, or let it"
            " again", "hush"),
    Command("questions.above", "up", "Above", "Choose the question above", "move(-1)",
            footer=False),
    Command("questions.below", "down", "Below", "Choose the question below", "move(1)",
            footer=False),
    Command("questions.back", "escape", "Back", "Back to the session", "back"),
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
