"""What the lines are in a column of questions, where people also write what they say and do."""

from collections.abc import Sequence

from focusgroup.core.agenda.items import label_of
from focusgroup.core.agenda.vocabulary import (
    Role,
    asks,
    asks_at_end,
    bids,
    goes_round,
    is_quoted,
    only_states,
    without_number,
)
from focusgroup.core.agenda.words.leading_words import MODERATING, REQUEST, SPOKEN, TO_YOU
from focusgroup.core.patterns import lazy_pattern

_BOXES = ("[]", "()", "【】", "（）", "<>")
_ASIDE = lazy_pattern(r"\s*[(（][^()（）]*[)）]$")
_MARKS = " *_\\"


def roles_in_questions(lines: Sequence[str]) -> list[Role]:
    """Return what each line of a cell with questions is: a question, read aloud, or a note.

    A line that neither asks nor speaks is a topic to ask about, unless another line asks.
    """
    plain = [without_number(line.strip(_MARKS)) for line in lines]
    asked = [_is_asked(text) for text in plain]
    return [
        Role.QUESTIONS if asking else _other(text, beside_questions=any(asked))
        for text, asking in zip(plain, asked, strict=True)
    ]


def _is_asked(text: str) -> bool:
    if is_boxed(text) or (is_in_capitals(text) and not asks(text)):
        return False
    if MODERATING.match(text) and not asks(text) and not TO_YOU.search(text):
        return False
    return (
        asks(text)
        or asks_at_end(text)
        or bool(REQUEST.match(text))
        or bids(text)
        or goes_round(text)
    )


def _other(text: str, *, beside_questions: bool) -> Role:
    if is_boxed(text) or is_in_capitals(text):
        return Role.NOTES
    label, rest = label_of(text)
    if is_quoted(rest) and label:
        return Role.SCRIPT
    speaks = SPOKEN.match(text) and text[-1:] in (".", "!", "。", "！")
    if is_quoted(text) or speaks or only_states(text):
        return Role.SCRIPT
    return (
        Role.NOTES if beside_questions or MODERATING.match(_ASIDE.sub("", text)) else Role.QUESTIONS
    )


def is_boxed(text: str) -> bool:
    """Return whether all of *text* is in brackets: an instruction to whoever leads."""
    return any(text[:1] == box[0] and text[-1:] == box[1] for box in _BOXES)


def is_in_capitals(text: str) -> bool:
    """Return whether *text* is an instruction in capitals: "SHOW BOARD A"."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 8 and " " in text and text.upper() == text and text.lower() != text
