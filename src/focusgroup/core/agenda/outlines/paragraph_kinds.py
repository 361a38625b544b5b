"""What one paragraph is: a question, the name of a task, or what announces a list."""

from focusgroup.core.agenda.blocks import (
    Listing,
    Paragraph,
)
from focusgroup.core.agenda.items import (
    label_of,
    numbered_role,
)
from focusgroup.core.agenda.steps.around_questions import (
    asks_mainly,
    is_speech,
    without_asides,
)
from focusgroup.core.agenda.vocabulary import (
    FIELDS,
    ROLES,
    Role,
    asks,
    asks_at_end,
    bids,
    goes_round,
    is_round,
    title_key,
    without_number,
)
from focusgroup.core.agenda.words.label_words import SPEAKERS
from focusgroup.core.agenda.words.leading_words import (
    REQUEST,
    TO_YOU,
)
from focusgroup.core.patterns import lazy_pattern

LONGEST_QUESTION = 250
_SENTENCE_WORDS = 4
_LONGEST_TASK = 16
QUESTION_NUMBER = lazy_pattern(
    r"(?:Q|F|P|D|V|(?:Question|Frage|Pregunta|Pergunta|Domanda|Vraag)\s|问|問)\d{1,3}[a-z]?[.):、]\s|Q\d{1,2}[a-z]?\s"
)


def is_question(block: Paragraph) -> bool:
    """Return whether a paragraph asks: it ends in a question, or is a request ("Tell us …")."""
    text = block.text
    label, rest = label_of(text)
    role = numbered_role(label)
    if QUESTION_NUMBER.match(text) and (text[0] != "P" or text[1].isalpha() or asks(text)):
        # "P1: version B first" is about a participant.
        return len(text) <= LONGEST_QUESTION
    if (
        len(without_asides(text)) > LONGEST_QUESTION
        or label in FIELDS
        or is_speech(rest if label in SPEAKERS else text)
        or (all(line.italic for line in block.lines) and not asks_at_end(text))
    ):
        return False
    if role is not None and rest:
        return role is Role.QUESTIONS
    if len(block.lines) > 1 and all(asks_at_end(line.text) for line in block.lines):
        return False
    return asks_mainly(text) or is_round(text) or bool(REQUEST.match(without_number(text)))


def announces(text: str, listing: Listing) -> bool:
    """Return whether *text* says what is told, not asked: "The host recalls the rules:"."""
    label, rest = label_of(text)
    led = rest or numbered_role(label) is not None or label in FIELDS or asks(text)
    by_host = " " in label and label.split()[0] in SPEAKERS
    short = len(text.split()) < _SENTENCE_WORDS and not by_host
    if led or not text.endswith((":", "：")) or short:
        return False
    if TO_YOU.search(text) or REQUEST.match(text) or goes_round(text):
        return False
    plain = not any(
        not x.text or x.inner or x.numbered or x.is_task or x.called for x in listing.items
    )
    return plain and not any(asks(x.text) or bids(x.text) or x.bold for x in listing.items)


def is_task(text: str) -> bool:
    """Return whether a heading is only that of a task: "Task 2", "Compito B"."""
    key = title_key(text)
    return len(key) <= _LONGEST_TASK and numbered_role(key) is Role.TASKS and key not in ROLES


def asks_within(block: Paragraph) -> bool:
    """Return whether a paragraph asks although it does not end in a question mark."""
    return is_question(block) and not asks_at_end(block.text) and not block.lines[0].all_bold
