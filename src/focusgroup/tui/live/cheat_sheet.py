"""The capture line on half a page, for help; docs/capture-line.md describes all of it."""

from focusgroup.core.capture import COMMANDS

SIGNS = (
    ("- + ?", "first: problem, strength, missing feature"),
    ("=", "first: context, how they work and who they are"),
    (".", "first: an observation of your own, no quote"),
    ("~", "first: in your words, not theirs"),
    ("@3 @an", "who speaks: seat, initials, part of the name"),
    ("#rep", "theme: the start of its name; several are allowed"),
    ('#"Audit log"', "with blanks; Reporting>Exports is one below another"),
    ("@- #-", "nobody, no theme"),
    ("! !!", "last: strongly felt, very strongly felt"),
    ("… or ...", "last: unfinished, to complete later"),
    ("\\", "before any of these: take it literally"),
)
KEYS = (
    ("alt+3", "seat 3 speaks; after a sentence, also saves it"),
    ("alt+e", "the theme with that letter; with Ctrl held, one more"),
    ("alt+E", "the same with Shift: sets the theme and saves"),
    ("#1", "adds the theme with that number"),
    ("Tab", "takes the name that is offered; ↑ ↓ choose"),
    ("ctrl+w u k", "deletes a word, all before, all after; ctrl+z undoes"),
    ("ctrl+j", "a line break: each line becomes a quote"),
)

FIRST_KEYS = tuple(
    f"live.{name}" for name in "next section back edit undo person pause off plan end".split()
)
"""The ten that a first session needs; help names them before the others."""


HEAD = (
    "The capture line: Enter saves a quote; what you leave out is taken",
    "from the quote before.",
)


def capture_line() -> str:
    """Return what can be written on the capture line and what it means, one line each."""
    commands = [(f"/{word}", f"first: {does}") for word, does in COMMANDS.items()]
    rows = [f"  {written:<14}{means}" for written, means in (*SIGNS, *commands, *KEYS)]
    return "\n".join([*HEAD, "", *rows])
