"""Bold lines and labels in the paragraphs of a section."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from focusgroup.core.agenda.blocks import (
    Block,
    Paragraph,
    TextLine,
    joined,
)
from focusgroup.core.agenda.items import (
    label_of,
)
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    Role,
    SectionField,
    field_of,
)


def is_note_label(label: str) -> bool:
    return ROLES.get(label) is Role.NOTES or field_of(label) is SectionField.LISTEN_FOR


def is_bold_text(block: Block) -> bool:
    """Return whether a block is one bold line without a label."""
    if not isinstance(block, Paragraph) or len(block.lines) > 1:
        return False
    return block.lines[0].all_bold and not label_of(block.text)[0]


def unbroken(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Yield *lines* with a bold one that goes on in small letters on the next as one."""
    whole: TextLine | None = None
    for line in lines:
        goes_on = line.all_bold and line.text[0].islower()
        if whole is not None and goes_on and whole.all_bold and whole.text[-1] not in ".?!:：？。":
            text = joined([whole.text, line.text])
            whole = replace(whole, text=text, bold=text)
            continue
        if whole is not None:
            yield whole
        whole = line
    if whole is not None:
        yield whole
