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
    is_said,
    label_of,
    numbered_role,
)
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    Role,
    SectionField,
    asks_at_end,
    field_of,
    is_quoted,
    without_number,
)
from focusgroup.core.agenda.words.leading_words import REQUEST
from focusgroup.core.patterns import lazy_pattern

_SENTENCE = lazy_pattern(r"[.!]\s+|[。！]")


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


def is_label(line: TextLine) -> bool:
    label, rest = label_of(line.text)
    is_bold = bool(label) and (line.bold.endswith((":", "：")) or (not rest and line.all_bold))
    heads_questions = not rest and numbered_role(label) is Role.QUESTIONS
    return is_bold or label in ROLES or heads_questions


def is_bold_question(line: TextLine, *, bold_asks: bool) -> bool:
    if not line.all_bold:
        return False
    if bold_asks and not label_of(line.text)[0] and line.text[-1] not in ":：":
        return True
    bids = line.text.endswith((".", "…", "。")) and REQUEST.match(without_number(line.text))
    requested = any(map(REQUEST.match, _SENTENCE.split(line.text)))
    quoted = is_quoted(line.text) and (requested or not is_said(line.text))
    return asks_at_end(line.text) or quoted or bool(bids)
