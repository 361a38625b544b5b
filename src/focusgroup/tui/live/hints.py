"""The line under the capture line: the one thing that helps most right now."""

from rich.cells import cell_len
from textual.content import Content

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.model import Quote
from focusgroup.core.themes.paths import last_name
from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.capture.names.unknown_names import Unknown
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.line.line_rows import wrap
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import FAINT, MUTED

WIDE = 160
"""Cells from which names are not shortened while there is room."""
REASON_ROWS = 3
"""The most rows of the reason why a line was set aside."""
LEAST = 6
"""With fewer cells than this, the beginning of a name is not worth showing."""


def hint(
    live: LiveSession,
    control: CaptureControl,
    said: str,
    keys: Keymap,
    *,
    newer: int,
    width: int,
) -> Content:
    """Return the hint: completions first, then a message, or the useful keys.

    *said* is the message, *newer* how many quotes are below those in sight, and *width* is in
    cells.
    """
    if control.menu.choices:
        return _menu(control, width)
    if said:
        return message(said, width)
    rows = control.typed.rows
    if rows > 1:
        return _keys(
            f"{rows} lines: ",
            ("Enter", f"saves {rows} quotes"),
            (keys.shown("live.join"), "merges them"),
        )
    if control.editing:
        return _keys(
            "",
            ("Enter", "keeps it"),
            ("Esc", "leaves it"),
            ("↑ ↓", "others"),
            ("^J", "splits"),
            (keys.shown("live.join"), "merges upwards"),
        )
    if control.suggested.stands:
        take = _keys(
            "", (keys.shown("live.suggestion"), f"takes {style.said(control.suggested.text)}")
        )
        return take.append(_picks(control.menu, width - take.cell_length))
    if newer:
        return _keys(f"{newer} newer below: ", (keys.shown("live.scroll_down"), "goes there"))
    if live.clock.state is not ClockState.RUNNING:
        return _clock(live.clock.state, keys)
    if control.typed.untagged and control.menu.picks():
        return _picks(control.menu, width)
    fix = "  ↑ fix" if live.quotes else ""
    return Content.styled(
        f" - problem + strength ? missing = context . note  @who #theme  ! strong{fix}", MUTED
    )


def message(said: str, width: int) -> Content:
    """Return what the program says."""
    return Content.assemble(" ", style.cut(said, width - 2)).stylize("$text-warning")


def _clock(state: ClockState, keys: Keymap) -> Content:
    """Return what to do while the clock does not run."""
    if state is ClockState.READY:
        return _keys(
            "",
            (keys.shown("live.next"), "starts the session"),
            (keys.shown("live.person"), "adds a participant"),
            (keys.shown("app.help"), "help"),
        )
    if state is ClockState.PAUSED:
        return _keys("Paused: ", (keys.shown("live.pause"), "lets the clock run"))
    return _keys(
        "Ended: ",
        (keys.shown("live.pause"), "resumes"),
        (keys.shown("live.export"), "writes the Word summary"),
        (keys.shown("live.home"), "leaves"),
    )


def _picks(menu: CaptureMenu, width: int) -> Content:
    """Return the themes that a single key adds while typing: a number, or alt and a letter."""
    parts: list[Content | tuple[str, str]] = [(" # alt+ ", FAINT)]
    room = width - 9
    longest = 22 if width < WIDE else width
    for keys, path in menu.picks():
        room -= len(keys) + 3
        if room < LEAST:
            break
        name = style.cut(last_name(path), min(room, longest))
        room -= name.cell_length
        parts += [(f"{keys} ", "bold $text-accent"), name.stylize(MUTED), ("  ", "")]
    return Content.assemble(*parts)


def _keys(lead: str, *keys: tuple[str, str]) -> Content:
    parts: list[tuple[str, str]] = [(f" {lead}", MUTED)]
    for key, does in keys:
        parts += [(key, "bold $text-accent"), (f" {does}   ", MUTED)]
    return Content.assemble(*parts)


def _menu(control: CaptureControl, width: int) -> Content:
    """Return the completions on one line, the chosen one in reverse."""
    parts: list[Content | tuple[str, str]] = [(" Tab ", "bold $text-accent")]
    room = width - 6
    for at, choice in enumerate(control.menu.choices):
        text_style = "reverse" if at == control.menu.at else ""
        if room <= LEAST:
            break
        label = style.cut(f" {choice.label} ", min(room - 1, 40)).stylize(text_style)
        room -= label.cell_length + 1
        parts += [label, (" ", "")]
    return Content.assemble(*parts)


def notice(control: CaptureControl, names: Keymap, width: int) -> Content | None:
    """Return what has to stay in sight: why a line was set aside, or a name to be settled."""
    if reason := control.set_aside.reason:
        back = _keys("", (names.shown("live.bring_back"), "brings it back"))
        if control.editing:
            back = Content()  # that key goes to the next quote then
        said = f"Set aside: {reason}"
        places = wrap(said, max(width - 2, LEAST))
        rows = [said[start:end].rstrip() for start, end in places[:REASON_ROWS]]
        if places[REASON_ROWS:]:
            rows[-1] = style.cut(said[places[REASON_ROWS - 1][0] :], width - 2).plain
        if cell_len(rows[-1]) + back.cell_length + 2 > width:
            rows.append("")
        words = Content.styled("\n".join(f" {row}" for row in rows), "bold $text-warning")
        return Content.assemble(words, " ", back)
    asked = control.names.asked
    quote = control.names.quote_of(asked) if asked else None
    if not asked or not quote:
        return None
    question, keys = _unknown(control, asked, quote, names)
    apart = question.cell_length + keys.cell_length > width  # the keys have a row of their own then
    return Content.assemble(question.truncate(width), "\n" if apart else "", keys.truncate(width))


def _unknown(
    control: CaptureControl, unknown: Unknown, quote: Quote, names: Keymap
) -> tuple[Content, Content]:
    """Return the question about a name, and the keys that answer it.

    If the quote isn't the newest, its words are in the question.
    """
    newest = quote.id == control.live.ordered()[-1].id
    lead = " Saved. " if newest else f" “{style.cut(quote.text, 24)}”: "
    keys = [("Esc", "leaves it")]
    if unknown.nearest:
        keys.insert(0, ("Tab", f"takes {style.cut(unknown.nearest[0], 30)}"))
    if unknown.misused:
        lead, why = " Kept as a note, since ", " can't use these words.  "
    elif unknown.sigil == "/":
        lead, why = " Kept as a note, there is no ", "  "
    elif unknown.sigil == "+":
        do = "Do" if len(unknown.carried) > 1 else "Does"
        lead, why = f" Saved as said by {style.cut(quote.speaker, 24)}. {do} ", " agree?  "
        keys.insert(0, ("Tab", "counts it"))
    elif unknown.sigil == "@" and unknown.carried:
        people = [p for p in control.live.participants if p.name in unknown.carried]
        who = style.cut(" or ".join(f"{p.seat} {p.name}" for p in people), 60)
        lead, why = f"{lead}Who is ", f", {who}? "
        keys = [("alt+seat", "says who")] if not quote.participant_id else []
        keys.append(("Esc", "leaves it"))
    elif unknown.sigil == "@":
        lead, why = f"{lead}Nobody is called ", ", so no speaker:"
        keys = [(names.shown("live.person"), "adds them"), ("Esc", "leaves it")]
    else:
        lead, why = f"{lead}No theme ", " "
        keys.insert(0, (names.shown("live.new_theme"), "makes it a theme"))
    name = style.cut(unknown.written, 24).stylize("bold")
    return Content.assemble((lead, MUTED), name, (why, MUTED)), _keys("", *keys)


def waiting(control: CaptureControl, names: Keymap) -> str:
    """Return how many lines are set aside and how many names are open, with their keys."""
    aside, names_open = len(control.set_aside.lines), len(control.names.there)
    parts = []
    if aside:
        key = "" if control.editing else f" {names.shown('live.bring_back')}"
        parts.append(f"{aside} set aside{key}")
    if names_open:
        parts.append(f"{count(names_open, 'open name')} {names.shown('live.new_theme')}")
    return "   ".join(parts)


def first_steps() -> Content:
    """Return the text shown in the list before the first quote."""
    return Content.assemble(
        "\n",
        ("   Nothing has been said yet. Type what you hear and press Enter.\n\n", MUTED),
        ("   -", "bold $text-error"), ("  a problem      ", MUTED),
        ("+", "bold $text-success"), ("  a strength      ", MUTED),
        ("?", "bold $text-primary"), ("  a missing feature      ", MUTED),
        ("=", "bold $text-secondary"), ("  context\n", MUTED),
        ("   @3", "bold"), (" who said it   ", MUTED),
        ("#rep", "bold"), (" the theme      ", MUTED),
        ("!", "bold"), ("  felt strongly   ", MUTED),
        ("↑", "bold"), ("  fix the last one\n", MUTED),
    )  # fmt: skip
