"""What can be done on the live screen and in its dialogs, with the keys and words for it.

A command of the live screen names the method that does it, so that its uses are found.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from focusgroup.tui.commands import Command

if TYPE_CHECKING:
    from focusgroup.tui.live.actions import LiveActions

Action = Callable[[str], None]
"""A command's method; it takes what was typed after the command's word, "" for a key."""


@dataclass(frozen=True, slots=True)
class LiveCommand(Command):
    """A command of the live screen; *do* gives the method that does it."""

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
    """Return the command ``live.name``, which keys, footer and palette run by that name."""
    action = f"do('{name}')"
    return LiveCommand(f"live.{name}", keys, label, help, action, footer, slash, do=do)


LIVE = (
    _live("next", "f2", "Next", "Next question; after the last one, the next section",
          lambda do: do.leading.next, slash="next", footer=True),
    _live("section", "f3", "Section", "Next section, or /section 4",
          lambda do: do.leading.section, slash="section", footer=True),
    _live("back", "f4", "Back", "Previous question; before the first, the section before",
          lambda do: do.leading.back, slash="back", footer=True),
    _live("section_back", "shift+f3", "Section back", "Previous section",
          lambda do: do.leading.section_back, slash="sectionback"),
    _live("plan", "f5", "Plan", "Plan the rest anew: a proposal when it runs late; minutes,"
          " order, and what is left out", lambda do: do.leading.plan, slash="plan", footer=True),
    _live("pause", "f6", "Pause", "Stop the clock, or let it run on",
          lambda do: do.leading.pause, slash="pause", footer=True),
    _live("person", "f7", "Person", "Seat somebody: name, role, account; or @3: the facts,"
          " consent, coming and going of who sits there",
          lambda do: do.room.person, slash="who", footer=True),
    _live("end", "f9", "End", "End the session and write the summary",
          lambda do: do.leading.end, slash="end", footer=True),
    _live("undo", "ctrl+z", "Undo", "Take back the last change; as often as you like",
          lambda do: do.quoting.undo, slash="undo", footer=True),
    _live("redo", "ctrl+y", "Redo", "Do again what was undone",
          lambda do: do.quoting.redo, slash="redo"),
    _live("edit", "up", "Fix last", "Correct the last quote (up again: the one before)",
          lambda do: do.quoting.edit, slash="fix"),
    _live("stub", "shift+up", "Finish stub", "The next unfinished quote (…) comes into the line",
          lambda do: do.quoting.stub, slash="stub"),
    _live("nod", "ctrl+r", "Nod", "Somebody agrees with the last quote: one more, or /nod 3, or"
          " /nod @2 @4", lambda do: do.quoting.nod, slash="nod"),
    _live("objection", "ctrl+f", "Objection", "Somebody objects to the last quote: one more, or"
          " /object 2, or /object @5", lambda do: do.quoting.objection, slash="object"),
    _live("earlier", "ctrl+s", "5 s earlier", "It was said five seconds before: the line being"
          " typed, or the last quote; again for ten, or /earlier 15",
          lambda do: do.quoting.earlier, slash="earlier"),
    _live("suggestion", "right", "Take theme", "Take the theme that stands faint behind the line,"
          " at its end", lambda do: do.quoting.suggestion, slash="take"),
    _live("join", "ctrl+o", "Join", "Make one quote of the lines in the line; while one is being"
          " corrected, of it and the one before", lambda do: do.quoting.join, slash="join"),
    _live("delete", "", "Delete", "Delete the last quote, or the one being corrected",
          lambda do: do.quoting.delete, slash="delete"),
    _live("new_theme", "ctrl+n", "New theme", "Make a theme of the name that is asked about",
          lambda do: do.quoting.new_theme, slash="newtheme"),
    _live("off", "f10", "Off the record", "Nothing that is typed is kept, until the same key"
          " lifts it", lambda do: do.room.off, slash="off"),
    _live("round", "f11", "Round", "Walk the seats: after each quote the next one speaks",
          lambda do: do.room.round, slash="round"),
    _live("seats", "shift+f7", "Seats", "The seat map: who sits where, by the numbers that name"
          " them", lambda do: do.room.seats, slash="seats"),
    _live("skip", "f12", "Skip", "Leave the open question out and go on",
          lambda do: do.leading.skip, slash="skip"),
    _live("later", "shift+f2", "Later", "Park the open question and go on",
          lambda do: do.leading.later, slash="later"),
    _live("more", "", "A minute more", "A minute more for this section, or /more 5",
          lambda do: do.leading.more, slash="more"),
    _live("less", "", "A minute less", "Give a minute of this section back, or /less 5",
          lambda do: do.leading.less, slash="less"),
    _live("auto", "", "Automatic", "Sections move on by themselves when their time is over, or"
          " wait for you again", lambda do: do.leading.auto, slash="auto"),
    _live("speed", "", "Speed", "In a rehearsal: let time pass faster, or /speed 10",
          lambda do: do.leading.speed, slash="speed"),
    _live("guide", "ctrl+g", "Guide", "Show all of the section, or the quotes again",
          lambda do: do.windows.guide, slash="guide"),
    _live("taken_up", "ctrl+k", "Taken up", "The callback that is due was come back to",
          lambda do: do.room.taken_up, slash="takenup"),
    _live("task", "ctrl+t", "Tick task", "Tick the section's next open task",
          lambda do: do.room.task, slash="tick"),
    _live("copy_unsaved", "ctrl+x", "Copy unsaved", "Copy what is not saved yet to the clipboard",
          lambda do: do.windows.copy_unsaved, slash="copy"),
    _live("scroll_up", "pageup", "Quotes up", "Look at earlier quotes",
          lambda do: do.windows.scroll_up, slash="older"),
    _live("scroll_down", "pagedown", "Quotes down", "Back to the newest quotes",
          lambda do: do.windows.scroll_down, slash="newer"),
    _live("coverage", "", "Coverage", "Themes that nobody, or only one voice, has spoken of, and"
          " what to ask", lambda do: do.windows.coverage, slash="coverage"),
    _live("brief", "", "Brief", "What was said so far, for somebody who comes late",
          lambda do: do.windows.brief, slash="brief"),
    _live("readback", "", "Read back", "The summary to read out and to check with the group",
          lambda do: do.windows.readback, slash="readback"),
    _live("debrief", "", "Debrief", "After the end: finish stubs, file and sum up",
          lambda do: do.windows.debrief, slash="debrief"),
    _live("home", "ctrl+l", "Leave", "Leave the session as it is; resume it any time",
          lambda do: do.windows.home, slash="leave"),
    _live("export", "f8", "Write", "Write a document as it stands: F8, Enter is the Word summary",
          lambda do: do.windows.export, slash="word"),
)  # fmt: skip

END = (
    Command("end.word", "enter,w", "End, Word", "end it, write the Word summary, then the debrief",
            "choose('word')", key_display="Enter"),
    Command("end.debrief", "d", "End, debrief", "end it and go on to the debrief",
            "choose('debrief')"),
    Command("end.only", "e", "End", "end it only", "choose('end')"),
    Command("end.back", "escape", "Go on", "go on with the session", "go_on", key_display="Esc"),
)  # fmt: skip

PLAN = (
    Command("plan.accept", "enter", "Accept", "Lead the rest by this plan", "accept"),
    Command("plan.leave", "escape", "Leave", "Leave the plan as it was", "leave"),
    Command("plan.above", "up", "Section", "The section above", "choose(-1)", footer=False),
    Command("plan.below", "down", "Section", "The section below", "choose(1)", footer=False),
    Command("plan.more", "plus,equals_sign", "More", "A minute more", "lengthen(1)",
            key_display="+"),
    Command("plan.less", "minus", "Less", "A minute less", "lengthen(-1)", key_display="−"),
    Command("plan.cut", "x", "Cut", "Leave a coming section out, or have it back", "switch"),
    Command("plan.earlier", "u,shift+up", "Up", "A coming section earlier", "move(-1)"),
    Command("plan.later", "d,shift+down", "Down", "A coming section later", "move(1)"),
    Command("plan.propose", "p", "Proposal", "What ends in time: key sections are protected, the"
            " ending keeps its time", "propose"),
    Command("plan.original", "o", "Original", "The agenda's own times and order", "original"),
)  # fmt: skip

REHEARSED = (
    Command("rehearsed.leave", "enter", "Leave it", "Leave the rehearsal; nothing is kept",
            "leave"),
    Command("rehearsed.stay", "escape", "Go on", "Go on rehearsing", "stay"),
)  # fmt: skip

PERSON = (
    Command("person.keep", "ctrl+s", "Keep", "Keep these facts", "keep"),
    Command("person.back", "escape", "Cancel", "Change nothing", "back"),
)  # fmt: skip

SEATS = (
    Command("seats.choose", "enter", "Speaks next", "The seat whose number was typed speaks next",
            "choose"),
    Command("seats.back", "escape", "Back", "Leave the speaker as it was", "back"),
)  # fmt: skip
