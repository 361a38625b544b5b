"""Text fields that clean what is typed at once, with the editing keys of the capture line."""

from dataclasses import replace

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.suggester import Suggester
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from focusgroup.core.capture import Line, TypingHistory
from focusgroup.core.text import clean
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.widgets.notifications import tell

MOST = 20_000
"""Characters that one paste may add; a longer text is not a list of people."""


def _keys(**actions: str) -> list[BindingType]:
    """Return bindings for actions by their names."""
    return [Binding(keys, action, show=False) for action, keys in actions.items()]


class Field(Input):
    """A single line without a frame; its label comes from the row around it.

    Where nothing was typed, the keys of undo go on to the screen, which may have something to undo.
    """

    BINDINGS = _keys(
        undo_typing="ctrl+z,super+z",
        redo_typing="ctrl+y,super+y",
        cursor_left="ctrl+b",
        cursor_right="ctrl+f",
        cursor_left_word="alt+b,alt+left",
        cursor_right_word="alt+f,alt+right",
        # Textual's own alt+backspace deletes to the right.
        delete_left_word="alt+backspace,ctrl+backspace,alt+ctrl+h",
        delete_right_word="ctrl+delete,alt+delete",
    )
    DEFAULT_CSS = """
    Field {
        border: none; height: 1; padding: 0 1; background: $surface;
        &:focus { border: none; background: $primary 20%; }
        &.-invalid { border: none; }
    }
    """

    def __init__(
        self,
        *,
        id: str | None = None,
        hint: str = "",
        suggester: Suggester | None = None,
    ) -> None:
        self._history = TypingHistory()
        self.filled = ""
        """What the field was filled with, which nobody typed."""
        super().__init__(id=id, compact=True, suggester=suggester)
        self.placeholder = hint

    def fill(self, value: str, *, again: str = "") -> None:
        """Put a text into the field that was not typed, and that undo leaves alone.

        *again* is what redo brings: words that were there and were taken back.
        """
        self.value = value
        self.filled = self.value
        self.cursor_position = len(self.value)
        self._history.begin(Line(self.value, self.cursor_position))
        if again:
            self._history.offer(Line.at_end(again))

    @property
    def is_changed(self) -> bool:
        """Whether something else was typed."""
        return self.value != self.filled

    def replace(self, text: str, start: int, end: int) -> None:
        """Change the text and record it for undo; all that is typed goes through this method."""
        super().replace(text, start, end)
        self._follow()

    def _follow(self) -> None:
        self._history.follow(Line(self.value, self.cursor_position))

    def action_undo_typing(self) -> None:
        """Undo what was typed, a word at a time."""
        self._follow()  # taking a suggestion isn't a `replace`
        self._go_to(self._history.back())

    def action_redo_typing(self) -> None:
        """Redo what was undone."""
        self._go_to(self._history.forward())

    def _go_to(self, line: Line | None) -> None:
        if line is None:
            raise SkipAction
        self.value, self.cursor_position = line.text, line.caret

    def validate_value(self, value: str) -> str:
        """Return *value* on one line, without anything that a terminal would act on."""
        return clean(value).text.replace("\n", " ").replace("\t", " ")


class AsksAboutText:
    """For a window that asks for the key that quits once more where a field has another text."""

    _asked_about: tuple[str, ...] = ()

    def sure_to_leave(self, command: str) -> bool:
        """Return whether to quit; say what is lost where the key is asked for again."""
        assert isinstance(self, Screen)
        typed = tuple(field.value for field in self.query(Field) if field.is_changed)
        if not typed or typed == self._asked_about:
            return True
        self._asked_about = typed
        keys: Keymap = getattr(self.app, "keys", None) or Keymap()
        tell(self, f"Not saved: {keys.shown(command)} once more drops what you typed.")
        return False


class ManyLines(TextArea):
    """Several lines, typed or pasted; tab goes to the next field."""

    DEFAULT_CSS = """
    ManyLines {
        border: none; padding: 0 1; background: $surface; scrollbar-size: 0 1;
        &:focus { border: none; background: $primary 15%; }
    }
    """

    BINDINGS = _keys(
        cursor_left="ctrl+b",
        cursor_right="ctrl+f",
        cursor_word_left="alt+b,alt+left",
        cursor_word_right="alt+f,alt+right",
        delete_word_left="alt+ctrl+h",
        delete_word_right="ctrl+delete",
    )

    # Asked for by what the first frame waits for, and Textual's TextArea is not imported for it.
    PLACES_CARET = IS_FIELD = True

    class Cut(Message):
        """A paste was longer than MOST; its end was cut off."""

    def __init__(self, *, id: str | None = None, hint: str = "") -> None:
        super().__init__(
            id=id, compact=True, tab_behavior="focus", highlight_cursor_line=False,
            placeholder=Content(hint), soft_wrap=False,
        )  # fmt: skip

    def edit(self, edit: Edit) -> EditResult:
        """Clean the text; every change to it goes through this method."""
        text = clean(edit.text).text
        if len(text) > MOST:
            text = text[:MOST]
            self.post_message(self.Cut())
        return super().edit(replace(edit, text=text) if text != edit.text else edit)

    def action_undo(self) -> None:
        """Undo what was typed; where nothing was, the key goes on to the screen."""
        if not self.history.undo_stack:
            raise SkipAction
        self.undo()

    def action_redo(self) -> None:
        """Redo what was undone."""
        if not self.history.redo_stack:
            raise SkipAction
        self.redo()
