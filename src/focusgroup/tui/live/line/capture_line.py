"""The capture line: what is typed while a customer talks.

It handles all of its keys itself, in its own queue. In Textual, letters act at once while
Enter and editing keys travel through the app as bindings, so Enter can overtake letters and
two quick quotes merge (textual#6605). Here every key acts in the order typed.
"""

from collections.abc import Callable

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.strip import Strip
from textual.visual import RenderOptions
from textual.widget import Widget

from focusgroup.core.capture import Line, SpanRole, parse_line
from focusgroup.core.text import clean
from focusgroup.tui.live.line.line_rows import shown, visible, wrap
from focusgroup.tui.typed_ahead import covered, letter
from focusgroup.tui.widgets.style import FAINT

MOST_ROWS = 4
PROMPT = " › "
LONGEST_COLOURED = 2_000
CAP = 20_000
"""Characters that the line takes; anything longer was pasted by mistake, not typed."""
TOLD_AFTER_S = 0.3

EDITS: dict[str, Callable[[Line], Line]] = {
    "left": Line.left,
    "right": Line.right,
    "home": Line.home,
    "end": Line.end,
    "ctrl+a": Line.home,
    "ctrl+e": Line.end,
    "ctrl+b": Line.left,
    "ctrl+f": Line.right,
    "ctrl+left": Line.word_left,
    "ctrl+right": Line.word_right,
    "alt+b": Line.word_left,
    "alt+f": Line.word_right,
    "alt+left": Line.word_left,
    "alt+right": Line.word_right,
    "backspace": Line.backspace,
    "ctrl+h": Line.backspace,
    "delete": Line.delete,
    "ctrl+d": Line.delete,
    "ctrl+w": Line.delete_word_left,
    "ctrl+backspace": Line.delete_word_left,
    "alt+backspace": Line.delete_word_left,
    "alt+ctrl+h": Line.delete_word_left,  # Alt+Backspace, if no theme has this letter
    "ctrl+delete": Line.delete_word_right,
    "ctrl+u": Line.delete_to_start,
    "ctrl+k": Line.delete_to_end,
}
"""The editing keys, as in every shell."""

SPAN_STYLES = {
    SpanRole.SIGN: "bold $text-warning",
    SpanRole.PARAPHRASE: "bold $text-warning",
    SpanRole.SPEAKER: "bold $text-accent",
    SpanRole.THEME: "bold $text-primary",
    SpanRole.INTENSITY: "bold $text-error",
    SpanRole.STUB: "bold $text-warning",
    SpanRole.COMMAND: "bold $text-warning",
    SpanRole.ESCAPE: FAINT,
}


class CaptureLine(Widget, can_focus=True):
    """A line that grows to four rows and calls its owner back in the order of the keys.

    *on_enter* is called for Enter, and *on_change* for every change of text or caret.
    *on_key_first* is called for any other key that writes nothing, and returns whether it took the
    key. These are plain calls and not messages: a message would arrive after keys typed later.
    """

    PLACES_CARET = True
    DEFAULT_CSS = """
    CaptureLine { height: 1; width: 1fr; background: $surface; }
    CaptureLine:focus { background: $boost; }
    """

    def __init__(
        self,
        *,
        on_enter: Callable[[], None],
        on_change: Callable[[], None],
        on_key_first: Callable[[str], bool],
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.line = Line()
        self._submit = on_enter
        self._tell_change = on_change
        self._offer_key = on_key_first
        self._rows: list[tuple[int, Content]] = [(0, Content())]
        self._top = 0
        self._stale = True
        self._due = False
        self._row_ended = False
        """Whether a paste ended with a line break and nothing was typed since."""
        self._left_out = 0
        self._to_tell = False
        self._ghost = ""
        self.placeholder = ""

    @property
    def text(self) -> str:
        """The text in the line."""
        return self.line.text

    def set_line(self, line: Line) -> None:
        """Replace the text and the caret, without calling the owner back."""
        self._row_ended = False
        self.line = line
        self._redraw()

    def set_ghost(self, text: str) -> None:
        """Show *text* faintly after the caret at the end of the line; it isn't part of the line."""
        if text != self._ghost:
            self._ghost = text
            self.refresh()

    # -- keys --------------------------------------------------------------------------------

    async def _on_key(self, event: events.Key) -> None:
        """Handle every key in order: commands first, then editing, then letters."""
        if covered(self, event):
            return
        if self.take_key(event.key, letter(event)):
            event.stop()
            event.prevent_default()

    def take_key(self, key: str, character: str | None) -> bool:
        """Act on a key; return whether it was one of the line's."""
        self._row_ended = False
        if key == "enter":
            self._submit()
        elif character is None and self._offer_key(key):
            pass
        elif key in EDITS:
            self._edit(EDITS[key](self.line))
        elif key in ("up", "down") and self.can_move_row(-1 if key == "up" else 1):
            self._move_row(-1 if key == "up" else 1)
        elif character is not None:
            self._insert(character)
        else:
            return False
        return True

    def _on_paste(self, event: events.Paste) -> None:
        """Insert a paste with all its lines; nothing in it acts as a key."""
        if covered(self, event):
            return
        event.stop()
        event.prevent_default()
        self.take_paste(event.text)

    def take_paste(self, text: str) -> None:
        """Insert a pasted text at the caret; a terminal may send it in parts."""
        pasted = clean(text).text.replace("\t", " ")
        if not pasted:
            return
        apart, self._row_ended = self._row_ended, pasted.endswith("\n")
        self._insert(self.line.as_pasted(pasted, apart=apart))

    def _insert(self, text: str) -> None:
        room = max(CAP - len(self.line.text), 0)
        if len(text) > room:
            # If the line was full already, one count covers everything left out since.
            self._left_out = len(text) - room + (0 if room else self._left_out)
            if not self._to_tell:
                self._to_tell = True
                self.set_timer(TOLD_AFTER_S, self._tell_left_out)
        self._edit(self.line.insert(text[:room]))

    def _tell_left_out(self) -> None:
        """Say how many characters were left out.

        A terminal may send a paste in parts: one message covers them. If parts come late,
        another message gives the total.
        """
        self._to_tell = False
        self.app.notify(
            f"The line takes {CAP:,} characters; {self._left_out:,} were left out.",
            severity="warning",
            markup=False,
        )

    def _edit(self, line: Line) -> None:
        if line == self.line:
            return
        self.line = line
        self._redraw()
        self._tell_change()

    # -- drawing -----------------------------------------------------------------------------

    def _redraw(self) -> None:
        """Draw soon, once for all the keys already waiting."""
        self._stale = True
        if not self._due:
            self._due = True
            self.call_later(self._update)

    def _update(self) -> None:
        self._due = False
        self._build()
        rows = min(max(len(self._rows), 1), MOST_ROWS)
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows  # lays out the screen again, so only on a change
        self.refresh()

    def on_resize(self) -> None:
        """Wrap the text again."""
        self._redraw()

    def _build(self) -> None:
        """Wrap the text into rows of (start in the text, content); find the first visible one."""
        if not self._stale:
            return
        self._stale = False
        width = max(self.size.width - len(PROMPT) - 1, 10)
        text = self.line.text
        styled = Content(text)
        for span in parse_line(text).spans if len(text) < LONGEST_COLOURED else ():
            if span.role in SPAN_STYLES:
                styled = styled.stylize(SPAN_STYLES[span.role], span.start, span.end)
        self._rows = [(start, styled[start:end]) for start, end in wrap(text, width)]
        caret = self._caret_row()
        self._top = min(max(self._top, caret - MOST_ROWS + 1), caret)
        self._place_terminal_cursor()

    def can_move_row(self, by: int) -> bool:
        """Return whether there is a row above (-1) or below (1) the caret's row."""
        self._build()
        return 0 <= self._caret_row() + by < len(self._rows)

    def _caret_row(self) -> int:
        row = 0
        for i, (start, _) in enumerate(self._rows):
            if start <= self.line.caret:
                row = i
        return row

    def _caret_cell(self) -> int:
        start, _ = self._rows[self._caret_row()]
        return cell_len(shown(self.line.text[start : self.line.caret]))

    def _move_row(self, by: int) -> None:
        cell = self._caret_cell()
        target = self._caret_row() + by
        start, content = self._rows[target]
        end = start + len(content.plain)
        caret = start
        while caret < end and cell_len(self.line.text[start:caret]) < cell:
            caret += 1
        self._edit(Line(self.line.text, caret))

    def _place_terminal_cursor(self) -> None:
        """Move the terminal's cursor to the caret, where an input method shows its composition."""
        if self.has_focus:
            x, y, _, _ = self.content_region
            row = self._caret_row() - self._top
            self.app.cursor_position = Offset(x + len(PROMPT) + self._caret_cell(), y + row)

    def render_line(self, y: int) -> Strip:
        """Return one row: the prompt, the text with its spans in colour, and the caret."""
        self._build()
        width = self.size.width
        row = self._top + y
        prompt = PROMPT if row == 0 else " " * len(PROMPT)
        content = Content.styled(prompt, "bold $text-accent")
        if row < len(self._rows):
            start, text = self._rows[row]
            if row == self._caret_row() and self.has_focus:
                at = self.line.caret - start
                text = text.append(" ") if at >= len(text.plain) else text
                text = text.stylize("reverse", at, at + 1)
            content = content.append(visible(text))
            if self._ghost and self.line.text and self.line.caret == len(self.line.text):
                last = row == len(self._rows) - 1
                content = content.append_text(shown(self._ghost), FAINT) if last else content
            if not self.line.text and self.placeholder:
                content = content.append_text(self.placeholder, FAINT)
        options = RenderOptions(self._get_style, self.styles.get_rules())
        strips = content.truncate(width).render_strips(width, 1, self.visual_style, options)
        strip = strips[0] if strips else Strip.blank(width)
        return strip.adjust_cell_length(width, self.rich_style)
