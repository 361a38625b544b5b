"""Text fields that clean what is typed or pasted at once."""

from dataclasses import replace

from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from focusgroup.core.text import clean

MOST = 20_000
"""Characters that one paste may add; a longer text is not a list of people."""


class Field(Input):
    """A single line without a frame; its label comes from the row around it."""

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
        super().__init__(id=id, compact=True, suggester=suggester)
        self.placeholder = hint

    def validate_value(self, value: str) -> str:
        """Return *value* on one line, without anything that a terminal would act on."""
        return clean(value).text.replace("\n", " ").replace("\t", " ")


class ManyLines(TextArea):
    """Several lines, typed or pasted; tab goes to the next field."""

    DEFAULT_CSS = """
    ManyLines {
        border: none; padding: 0 1; background: $surface; scrollbar-size: 0 1;
        &:focus { border: none; background: $primary 15%; }
    }
    """

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
