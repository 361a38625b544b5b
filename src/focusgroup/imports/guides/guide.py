"""From the bytes of a file to its Markdown, or the sentence that says what the file is."""

from dataclasses import dataclass

from focusgroup.core.errors import FocusgroupError
from focusgroup.imports.guides.diagnosis import (
    GuideFormat,
    format_of,
    not_a_document,
    refuse_data,
)
from focusgroup.imports.guides.pieces import Omitted, OtherFile, Remark, Taken, Unreadable
from focusgroup.imports.guides.plain import read_text


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide as Markdown. *places* has the paragraph of the file for each line of *markdown*.

    It is empty for a file of text, whose lines are the Markdown's. *unit* is what the places
    count: paragraphs, or the lines of a web page.
    """

    markdown: str
    format: str = GuideFormat.TEXT.value
    unit: str = "line"
    places: tuple[int, ...] = ()
    left_out: tuple[Omitted, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def converted(self) -> bool:
        """Return whether the file was in another format than text."""
        return self.format != GuideFormat.TEXT.value

    def where(self, line: int) -> str:
        """Return the place of a line of the Markdown in words; "" if the file is that Markdown."""
        return f" ({self.unit} {self.place(line)} of the file)" if self.converted else ""

    def place(self, line: int) -> int:
        """Return the place in the file of a line of the Markdown."""
        return self.places[line - 1] if 0 < line <= len(self.places) else line


def _taken(form: GuideFormat, data: bytes) -> Taken:
    """Take a document apart. Imported at use: most agendas are Markdown."""
    match form:
        case GuideFormat.WORD:
            from focusgroup.imports.guides.word import take_word

            return take_word(data)
        case GuideFormat.OPEN_DOCUMENT:
            from focusgroup.imports.guides.opendocument import take_open_document

            return take_open_document(data)
        case GuideFormat.FLAT_DOCUMENT:
            from focusgroup.imports.guides.opendocument import take_flat_document

            return take_flat_document(data)
        case GuideFormat.PDF:
            from focusgroup.imports.guides.pdf import take_pdf

            return take_pdf(data)
        case _:
            from focusgroup.imports.guides.web_pages.webpage import take_web_page

            return take_web_page(data)


def read_guide(data: bytes, name: str, suffix: str) -> Guide:
    """Return the guide in *data*; *name* and *suffix* are the file's.

    Raises FocusgroupError, one sentence that says what the file is and what to do.
    """
    found: GuideFormat | None = None
    try:
        found = format_of(data, suffix)
        if found is GuideFormat.TEXT:
            text, remarks = read_text(data)
            refuse_data(text)
            return Guide(text, remarks=remarks)
        from focusgroup.imports.guides.markdown_text import as_markdown

        taken = _taken(found, data)
        markdown, places = as_markdown(taken.pieces)
    except OtherFile as error:
        what, advice = error.args
        raise FocusgroupError(f"{name} is {what}, not a guide in a document; {advice}") from error
    except Unreadable as error:
        raise FocusgroupError(f"{name} {not_a_document(error, found)}") from error
    except FocusgroupError as error:
        raise FocusgroupError(f"{name} {error}") from error
    except RecursionError as error:
        deep = Unreadable("it is nested too deep")
        raise FocusgroupError(f"{name} {not_a_document(deep, found)}") from error
    if not markdown.strip():
        article = "an" if found.value[0] in "Oo" else "a"
        raise FocusgroupError(
            f"{name} is {article} {found.value} without text; choose another file"
        )
    unit = "line" if found is GuideFormat.WEB_PAGE else "paragraph"
    return Guide(markdown, found.value, unit, places, taken.left_out, taken.remarks)
