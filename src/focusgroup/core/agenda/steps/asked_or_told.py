"""Tell what one paragraph or item of a section is: a probe, words read aloud, a label."""

import re
from collections.abc import Sequence
from dataclasses import replace

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Heading,
    Listing,
    ListItem,
    Paragraph,
)
from focusgroup.core.agenda.items import (
    after_colon,
    is_said,
    label_of,
    label_role,
    leads_in,
)
from focusgroup.core.agenda.outlines.cell_lines import is_boxed
from focusgroup.core.agenda.outlines.paragraph_kinds import (
    LONGEST_QUESTION,
    announces,
)
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.steps.around_questions import (
    is_speech,
    speaks_of_us,
    speaks_to_room,
)
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    Role,
    asks,
    asks_at_end,
    bids,
    goes_round,
    is_quoted,
    names_rules,
    only_states,
)
from focusgroup.core.agenda.words.leading_words import (
    CONDITION,
    DEEPER,
    GREETING,
    IF_ASK,
    IF_SO,
    MODERATING,
    OF_THE_GROUP,
    REQUEST,
    SPOKEN,
    TO_YOU,
)
from focusgroup.core.patterns import lazy_pattern

_THANKED = lazy_pattern(r"ありがとうございま(?:した|す)[。！]?$")
_LONGEST_NAME = 40
_SHORT = 60
_NEAR = 4
_SENTENCE = lazy_pattern(r"[.!](?=\s)|[。！]")
_PROBE_REMARK = lazy_pattern(
    r"\w\s*_*[(（](?:nachfrage|follow-?up|probe|relance|追问|深掘り|repregunta)[)）]_*$"
)
"""A label that calls its question one: "F6b (Nachfrage)"."""

_TITLE_NUMBER = lazy_pattern(
    r"^(?:question|frage|domanda|pregunta|pergunta|vraag|问题|質問|q)\s*\d{1,2}[a-z]?\s*[:：.)–—-]\s*",
    re.IGNORECASE,
)


def depends(text: str, rest: str) -> bool:
    """Return whether *text* is asked after one answer: "[If yes] What …?", "If so, how …?"."""
    found = CONDITION.match(text)
    if found is None:
        return bool(IF_SO.match(text)) and asks_at_end(text)
    return bool(rest) or (text[0] in "[(（" and asks(text[found.end() :]))


def is_bare_condition(text: str) -> bool:
    """Return whether *text* only says after which answer what is below it is asked: "If yes:"."""
    found = CONDITION.match(text)
    return found is not None and found.end() == len(text) and text[-1] in ":："


def probes_on(label: str, said: str) -> bool:
    """Return whether *said* is to ask on about something: "Probe fully: money"."""
    if IF_ASK.match(said) or _PROBE_REMARK.search(label):
        return True
    bare = bool(said) and label not in ROLES and said[-1] not in ":：" and not asks(said)
    return bare and bool(DEEPER.match(said))


def is_read_out(label: str, rest: str) -> bool:
    """Return whether words in quotation marks follow a label of notes: "Task: “Show us …”"."""
    return ROLES[label] is Role.NOTES and is_quoted(rest)


def only_labels(item: ListItem) -> bool:
    """Return whether an item only names what is told or done below it: "1. **Opening:**"."""
    inner = [each for block in item.inner for each in _items_of(block)]
    if item.is_task or not item.inner or asks(item.text) or label_role(item.text) is not None:
        return False
    if leads_in(item):
        return False  # to what is read aloud
    named = item.bold == item.text or item.text.endswith((":", "："))
    bid = bids(item.text) or REQUEST.match(item.text) or CONDITION.match(item.text)
    if not any(isinstance(block, Listing) for block in item.inner):
        quotes = [x for x in item.inner if isinstance(x, BlockQuote) and not x.callout]
        said = [text for x in quotes for text, _ in x.texts]
        apart = named and not bid and len(quotes) == len(item.inner) > 0
        return bool(apart) and not any(map(asks, said))
    told = [is_quoted(x.text) or is_boxed(x.text) or x.text[-1:] in ".。!！" for x in inner]
    return bool(named) and not bid and all(told) and not any(asks(x.text) for x in inner)


def is_read_text(text: str) -> bool:
    """Return whether *text* in a section called a script is a part of it, not a question."""
    told = text[:1] not in "[(（【<" and not MODERATING.match(text)
    if asks(text):
        return told and len(_SENTENCE.findall(text)) > 1 and bool(GREETING.match(text))
    first = label_of(text)[1] or text
    return told and not (goes_round(first) or REQUEST.match(first))


def is_spoken(
    block: Paragraph,
    rest: str,
    above: Sequence[Block],
    *,
    marked: bool,
    at_edge: bool,
    speaking: bool = False,
) -> bool:
    """Return whether a paragraph is read aloud: by its quotation marks, or as it speaks."""
    text, first = block.text, block.lines[0]
    if first.all_bold and text[-1] in ":：" and len(text) <= _LONGEST_NAME:
        return False  # "**Thank you:**"
    if rest and is_quoted(rest) and not (first.all_bold and len(block.lines) > 1):
        return True
    if asks_at_end(text) and len(text) <= LONGEST_QUESTION:
        return is_speech(text)
    if not rest and asks(text) and TO_YOU.search(text) and not first.all_bold:
        return True
    openings = (GREETING,) if marked else (GREETING, SPOKEN)
    said = (text, after_colon(first.text))
    if _THANKED.search(text) or any(x.match(each) for x in openings for each in said):
        return True
    # "**Introduction.** Thank you for coming."
    named = first.bold.endswith(".") and len(first.bold) <= _LONGEST_NAME
    if named and GREETING.match(first.text.removeprefix(first.bold).strip()):
        return True
    marked = marked or first.all_bold or all(x.italic for x in block.lines)
    whole = len(text) > _SHORT and text.endswith((".", "。"))
    sentence = (
        at_edge and not rest and whole and is_read_text(text) and not OF_THE_GROUP.search(text)
    )
    stated = speaks_of_us(text) or only_states(text) or sentence
    goes_on = not marked and ((speaking and only_states(text)) or (_is_script(above) and stated))
    return goes_on or (not (rest or marked) and speaks_to_room(text))


def _is_script(last: Sequence[Block]) -> bool:
    return any(isinstance(x, Paragraph) and x.text.startswith("Script: ") for x in last)


def _items_of(block: Block) -> Sequence[ListItem]:
    return block.items if isinstance(block, Listing) else ()


def is_read_aloud(item: ListItem) -> bool:
    said = label_of(item.text)[1] or item.text
    return is_said(said) or only_states(said)


def asked_by_title(raw: RawSection) -> RawSection:
    """Return a section whose title is a question with it as an item, the bullets its probes."""
    said = _TITLE_NUMBER.sub("", raw.title, count=1)
    asking = asks_at_end(said) or (said != raw.title and bool(REQUEST.match(said)))
    first = raw.blocks[0] if raw.blocks else None
    if raw.minutes is not None or not asking or not isinstance(first, Listing):
        return raw
    if any(item.numbered or item.is_task or item.inner or item.called for item in first.items):
        return raw
    item = ListItem(said, raw.line, numbered=True, inner=(first,))
    return replace(raw, blocks=(Listing((item,), raw.line), *raw.blocks[1:]))


def is_told(above: Block | None, listing: Listing) -> bool:
    """Return whether what is above a list says that its items are told, not asked."""
    if isinstance(above, Heading) and names_rules(above.text):
        return True
    near = isinstance(above, Paragraph) and listing.line - above.lines[-1].number < _NEAR
    if not near or not isinstance(above, Paragraph):
        return False
    return names_rules(above.text) or announces(above.text, listing)
