"""Split paragraphs where something of its own begins: a question, a probe, a label."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Listing,
    ListItem,
    Paragraph,
    TextLine,
)
from focusgroup.core.agenda.items import label_of, numbered_role
from focusgroup.core.agenda.outlines.cell_lines import is_boxed
from focusgroup.core.agenda.outlines.minutes import minutes_of
from focusgroup.core.agenda.steps.around_questions import asks_mainly
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    Role,
    asks,
    asks_at_end,
    greets,
    is_quoted,
    is_round,
    without_number,
)
from focusgroup.core.agenda.words.label_words import SPEAKERS
from focusgroup.core.agenda.words.leading_words import (
    ASKING_WORD,
    CONDITION,
    GREETING,
    MODERATING,
    REQUEST,
    SPOKEN,
    TO_ROOM,
    TO_YOU,
)
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_LONGEST_LABEL = 40
_NARROWEST = 45
_LOOKED_AT = 4
_THANKS = lazy_pattern(r"than|dank|merc|gra[cz]|obrig|bed|vielen|muchas|muito", re.IGNORECASE)
_ASKED_INSIDE = lazy_pattern(
    r"(?P<before>.{3,200}?[.!;。；])\s*(?P<label>[^\W\d_]{2,12})\s?[:：]\s*(?P<rest>.+)$"
)
_COUNT = lazy_pattern(
    r"(?:(?<=[?？.。!])|^)\s*(?:[(（]?(?:[QFPDV]|[^\W\d_]{4,9}\s)?(?P<number>\d{1,2}|[a-h])(?:[)）.:：]\s|[)）、．：])|(?P<circled>[①-⑨]))\s*"
)
"""Where a question of several in one line begins: "1. Who? 2. Why?", "①谁？②为什么？"."""

_AFTER_QUESTION = lazy_pattern(r"(?<=\?)\s+|(?<=？)\s*")


def parted(blocks: Sequence[Block]) -> list[Block]:
    """Return *blocks* with paragraphs split before each line that begins something of its own."""
    out: list[Block] = []
    for block in _notes_after_lists(list(_run_in_parted(blocks))):
        if not isinstance(block, Paragraph) or len(block.lines) == 1:
            out += _told_and_asked(block) if isinstance(block, Paragraph) else [block]
            continue
        if all(asks_mainly(line.text) for line in block.lines):
            out += [Paragraph((line,)) for line in block.lines]
            continue
        part: list[TextLine] = []
        width = max(len(line.text) for line in block.lines)
        for line in block.lines:
            if part and (_begins(line) or (_ends(part[-1], line) and not _is_full(part, width))):
                out.append(Paragraph(tuple(part)))
                part = []
            part.append(line)
        out.append(Paragraph(tuple(part)))
    return out


def _run_in_parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield *blocks* with the questions that are counted in one line apart."""
    for block in blocks:
        match block:
            case Paragraph() if not any(map(_COUNT.match, _starts(block))):
                texts = _run_in(block.text)
                lines = [TextLine(f"Question: {text}", block.line) for text in texts]
                yield from [Paragraph((line,)) for line in lines] if len(texts) > 1 else [block]
            case Listing():
                items = tuple(each for item in block.items for each in _items_in(item))
                yield block if len(items) == len(block.items) else replace(block, items=items)
            case _:
                yield block


def _starts(block: Paragraph) -> list[str]:
    return [line.text[:20] for line in block.lines[1:]]


def _items_in(item: ListItem) -> list[ListItem]:
    """Return an item that counts several questions as so many; what is below goes with the last."""
    texts = [] if item.is_task or item.called else _run_in(item.text)
    if len(texts) < 2:
        return [item]
    return [
        replace(item, text=text, bold="", inner=item.inner if n == len(texts) else ())
        for n, text in enumerate(texts, 1)
    ]


def _run_in(text: str) -> list[str]:
    """Return the questions that *text* counts: "1. Who? 2. Why?"; one text if it is no such."""
    if text.count("?") + text.count("？") < 2:
        return [text]
    found = [(each, _ordinal(each)) for each in _COUNT.finditer(text)]
    if not found or (found[0][0].start() and found[0][1] != 2):
        return [text]
    first = found[0][1] if not found[0][0].start() else 1
    starts = [] if found[0][0].start() == 0 else [(0, 0)]
    for each, ordinal in found:
        if ordinal == first + len(starts):
            starts.append((each.start(), each.end()))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    texts = [text[start:end].strip() for (_, start), end in zip(starts, ends, strict=True)]
    return texts if all(asks_at_end(x) or REQUEST.match(x) for x in texts) else [text]


def _ordinal(found: re.Match[str]) -> int:
    if found["circled"]:
        return ord(found["circled"]) - ord("①") + 1
    number = found["number"]
    return int(number) if number.isdecimal() else ord(number) - ord("a") + 1


def _is_full(part: Sequence[TextLine], width: int) -> bool:
    """Return whether the last line of *part* was broken at the margin, as those before it."""
    last = part[-_LOOKED_AT:]
    wide = all(4 * len(line.text) > 3 * width and width > _NARROWEST for line in last)
    wrapped = any(line.text[-1].isalnum() or line.text[-1] in ",;" for line in last)
    return len(last) > 1 and wrapped and wide


def _told_and_asked(block: Paragraph) -> list[Block]:
    """Return "In pairs. Questions: What? Why?" as what is done and what is asked."""
    found = _ASKED_INSIDE.match(block.text)
    if found is None or ROLES.get(fold(found["label"])) is not Role.QUESTIONS:
        return [block]
    asked = [each for each in _AFTER_QUESTION.split(found["rest"]) if each]
    said = asked if all(map(asks_at_end, asked)) else [found["rest"]]
    texts = [found["before"], *(f"{found['label']}: {each}" for each in said)]
    return [Paragraph((TextLine(text, block.line),)) for text in texts]


def _notes_after_lists(blocks: Sequence[Block]) -> list[Block]:
    """Return *blocks* with a comment between a question and the list under it after that list."""
    out = list(blocks)
    for n in range(len(out) - 2):
        asked, note, listing = out[n : n + 3]
        if not isinstance(listing, Listing) or listing.items[0].numbered:
            continue
        asking = isinstance(asked, Paragraph) and asks_at_end(asked.text)
        is_note = isinstance(note, BlockQuote) and note.callout
        is_note = is_note or (asking and isinstance(note, Paragraph) and _only_instructs(note))
        if is_note and asking:
            out[n + 1], out[n + 2] = listing, note
    return out


def _only_instructs(block: Paragraph) -> bool:
    """Return whether a paragraph between a question and its list is for whoever leads."""
    labels = label_of(block.text)[1] or block.text[-1] in ":："
    if asks(block.text) or labels or block.lines[0].all_bold:
        return False
    italic = all(line.italic for line in block.lines)
    told = block.text.endswith((".", "。")) and not TO_ROOM.search(block.text)
    return italic or told or is_boxed(block.text) or bool(MODERATING.match(block.text))


def _ends(line: TextLine, after: TextLine) -> bool:
    """Return whether *line* is done: it gives the minutes, or the next one is a question."""
    if minutes_of(line.text) is not None or is_boxed(line.text):
        return True
    said = line.text.rstrip('"”’»)')
    asking = asks_at_end(after.text) and not re.search(r"[.!]\s+\S|[。！]\S", after.text)
    if asks_at_end(said):
        # "What helped?", and under it "Thanks and vouchers".
        apart = not asks(after.text) and _begins_large(after.text)
        if apart and greets(after.text) and after.text.endswith((".", "!", "。", "！")):
            return True
        return apart and not (SPOKEN.match(after.text) or TO_YOU.search(after.text))
    if said.endswith((".", "!", "。", "！")) and GREETING.match(after.text):
        return True  # what is said begins below what is done
    goes_on = said.endswith((",", ";", ":", "–", "-")) or not after.text[0].isupper()
    short = len(said) < _NARROWEST
    alone = asking and not goes_on and (short or bool(ASKING_WORD.match(after.text)))
    return (said.endswith((".", "!", "。", "！")) and asking) or alone


def _begins_large(text: str) -> bool:
    """Return whether *text* begins with a capital, or in a script that has none."""
    return text[0].isalpha() and not text[0].islower()


def _begins(line: TextLine) -> bool:
    """Return whether a line begins a question, a probe or a condition."""
    if without_number(line.text) != line.text or CONDITION.match(line.text):
        return True
    opens = line.text[0] in "«“„「" and not any(char in line.text for char in "»”」")
    if opens or is_quoted(line.text) or is_round(line.text):
        return True
    label, rest = label_of(line.text)
    if line.text[0].islower() and not line.bold:
        return False
    if line.text[0] in "[【※" or (
        line.text.endswith((":", "：")) and len(line.text) <= _LONGEST_LABEL
    ):
        return True
    if label and rest[:1] and rest[0] in '"“„«「':
        return True
    return bool(rest) and (numbered_role(label) is not None or label in SPEAKERS)
