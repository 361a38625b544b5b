"""What surrounds a question: remarks, answers to choose from, instructions and script."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Heading,
    Listing,
    ListItem,
    Paragraph,
    TextLine,
)
from focusgroup.core.agenda.items import QUOTATION, label_of, label_role, numbered_role
from focusgroup.core.agenda.outlines.cell_lines import is_boxed
from focusgroup.core.agenda.outlines.minutes import minutes_of
from focusgroup.core.agenda.vocabulary import (
    OF_OURS,
    ROLES,
    Role,
    asks,
    asks_at_end,
    bids,
    goes_round,
    is_quoted,
    is_round,
    only_states,
    role_of_title,
    without_number,
)
from focusgroup.core.agenda.words.label_words import SPEAKERS
from focusgroup.core.agenda.words.leading_words import (
    ASKING_WORD,
    CONDITION,
    DEEPER,
    GREETING,
    MODERATING,
    OF_THE_GROUP,
    ORDER,
    REQUEST,
    SPOKEN,
    SUPPOSING,
    TO_ROOM,
    TO_YOU,
)
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_LONGEST_SUBHEADING = 80
_LONGEST_LABEL = 40
_NARROWEST = 45
_LOOKED_AT = 4
_ASIDE = lazy_pattern(r"\s*[_*]*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）)[_*]*\s*$")
_THANKS = lazy_pattern(r"than|dank|merc|gra[cz]|obrig|bed|vielen|muchas|muito", re.IGNORECASE)
_NAMES_ITSELF = lazy_pattern(
    r"\b(?:my\s+name|i['’]m\s+[A-Z]|mein\s+name|je\s+m['’]appelle|je\s+suis|me\s+llamo|mi\s+nombre|soy"
    r"|mi\s+chiamo|sono|meu\s+nome|aqui\s+é|mijn\s+naam|ik\s+ben)\b|我是|我叫|と申します",
    re.IGNORECASE,
)
_SENTENCE_START = lazy_pattern(r"(?<=[.!])\s+|(?<=[。！])")
_SENTENCES = lazy_pattern(r"[.!。！](?=\s*\S)")
_ENDS = lazy_pattern(r"[.!:。！：][\s)\"”»]*$")
_ASKED_INSIDE = lazy_pattern(
    r"(?P<before>.{3,200}?[.!;。；])\s*(?P<label>[^\W\d_]{2,12})\s?[:：]\s*(?P<rest>.+)$"
)
_AFTER_QUESTION = lazy_pattern(r"(?<=\?)\s+|(?<=？)\s*")
_QUOTES = lazy_pattern(r"[\"“„«「『][^\"”»」』]*[\"”“»」』]")
_SHORT_END = lazy_pattern(r"[?？]\s*(?P<end>[^?？.。!]{1,70}[.。!]?)$")


def asks_mainly(text: str) -> bool:
    """Return whether *text* ends in a question, except for a bracketed remark or short request."""
    text = without_asides(text)
    if asks_at_end(text):
        return True
    ending = _SHORT_END.search(text)
    return ending is not None and (bids(ending["end"]) or bool(REQUEST.match(ending["end"])))


def without_asides(text: str) -> str:
    for _ in range(3):
        if not text.rstrip().rstrip("_*").endswith((")", "]", "）")):
            break
        text = _ASIDE.sub("", text) or text
    return text


def instructs(item: ListItem) -> bool:
    """Return whether an item is an instruction or advice to whoever leads."""
    if asks(item.text) or item.bold:
        return False
    return bool(MODERATING.match(item.text)) or item.italic or is_boxed(item.text)


def is_speech(text: str) -> bool:
    """Return whether *text* greets the room in several sentences, of which the last may ask."""
    bare = text.strip(QUOTATION)
    if not GREETING.match(bare):
        return False
    sentences = len(_SENTENCES.findall(bare))
    greets = sentences > 2 or not _THANKS.match(bare)
    least = 1 if is_quoted(text) or _NAMES_ITSELF.search(text) else 2
    return bool(greets) and sentences >= least


def speaks_to_room(text: str) -> bool:
    """Return whether *text* is a sentence that says "you" and is no advice to whoever leads."""
    ours = text.endswith((":", "：")) and OF_OURS.search(text)
    ends = (ours or text.rstrip().endswith((".", "!", "。", "！"))) and not asks(text)
    if not ends or text[0] in "[(（【<" or not TO_ROOM.search(text):
        return False
    if SUPPOSING.match(text) or OF_THE_GROUP.search(text):
        return False
    return not any(ORDER.match(each) for each in _SENTENCE_START.split(text))


def is_scenario(text: str) -> bool:
    """Return whether *text* under the heading of a task is what the participant is told."""
    told = text.endswith((".", "!", "。", "！")) and text[0] not in "[(（【<*_"
    return told and not (MODERATING.match(text) or OF_THE_GROUP.search(text) or asks(text))


def only_names(item: ListItem, *, at_edge: bool) -> bool:
    """Return whether a bullet names what is done, not what is asked: "Thanks, incentives".

    That is one among questions, or one of an opening or ending section (*at_edge*).
    """
    apart = all(isinstance(block, Paragraph) for block in item.inner) if at_edge else not item.inner
    asked = asks(item.text) or asks_at_end(item.text)
    if item.numbered or item.is_task or not apart or item.bold or asked:
        return False
    if _ENDS.search(item.text) and not (at_edge and _only_says(item.text)):
        return False
    in_turn = goes_round(item.text.partition(", ")[2])  # "To begin, everybody says …"
    requested = bids(item.text) or goes_round(item.text) or REQUEST.match(item.text) or in_turn
    return not requested and label_role(item.text) is None and not CONDITION.match(item.text)


def _only_says(text: str) -> bool:
    """Return whether a sentence neither leads on nor is read aloud: "Phones off."."""
    return text[-1] not in ":：" and not only_states(text)


def answers(listing: Listing) -> list[Block]:
    """Return a list under a question: boxes become one note with the answers to choose from."""
    if all(item.is_task for item in listing.items):
        return [_options(listing)]
    return _nested(listing)


def with_answers(item: ListItem) -> ListItem:
    """Return a question with the boxes nested under it as answers, not as tasks."""
    if item.is_task or item.called or not item.text:
        return item
    inner: list[Block] = []
    for block in item.inner:
        if not isinstance(block, Listing):
            inner.append(block)
            continue
        boxes = tuple(each for each in block.items if each.is_task) if asks(item.text) else ()
        others = tuple(each for each in block.items if each not in boxes)
        if others:
            inner.extend(_nested(replace(block, items=others)))
        if boxes:
            inner.append(_options(Listing(boxes, boxes[0].line)))
    return replace(item, inner=tuple(inner))


def _nested(listing: Listing) -> list[Block]:
    """Return a nested list with its instructions as paragraphs."""
    parts: list[Block] = []
    kept: list[ListItem] = []
    # "Explain what happens next" beside "Thank everybody": neither asks.
    asked = any(asks(item.text) or _asks_deeper(item.text) for item in listing.items)
    told = not asked and any(instructs(item) for item in listing.items)
    for item in listing.items:
        plain = item.text and not (item.is_task or item.called or item.inner)
        if plain and not _asks_deeper(item.text) and (told or instructs(item)):
            if kept:
                parts.append(Listing(tuple(kept), kept[0].line))
            kept = []
            parts.append(Paragraph((TextLine(item.text, item.line),)))
        else:
            kept.append(with_answers(item))
    if kept:
        parts.append(Listing(tuple(kept), kept[0].line))
    return parts


def _asks_deeper(text: str) -> bool:
    """Return whether an instruction under a question is to ask on: "Probe on safety"."""
    return bool(DEEPER.match(text))


def _options(listing: Listing) -> Paragraph:
    return Paragraph((TextLine(" · ".join(item.text for item in listing.items), listing.line),))


@dataclass(frozen=True, slots=True)
class Marks:
    """How the author of a guide marks what is said: *script* as such, or all speech by quotes."""

    script: bool = False
    speech_is_quoted: bool = False


def marks_of(parts: Sequence[Sequence[Block]]) -> Marks:
    """Return the marks in the *parts* of a guide."""
    items = [text for blocks in parts for text in _texts_of_items(blocks)]
    quoted = sum(is_quoted(label_of(text)[1] or text) for text in items)
    return Marks(any(map(marks_script, parts)), quoted > 3 and 3 * quoted >= 2 * len(items))


def _texts_of_items(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        for item in block.items if isinstance(block, Listing) else ():
            if not (item.inner or item.italic or is_boxed(item.text)):
                yield item.text
            yield from _texts_of_items(item.inner)


def is_outside_quotes(item: ListItem) -> bool:
    """Return whether an item is for whoever leads, in a guide with all speech in quotation marks.

    It may say what to say: "If they hesitate, ask: “Since when?”".
    """
    label, rest = label_of(item.text)
    if item.inner or not item.text or label_role(item.text) is not None:
        return False
    # "If they drift, redirect: …" says what to do, "If yes: …" what to ask.
    said = item.text if "," in label and SUPPOSING.match(label) else rest or item.text
    others = _QUOTES.sub("", item.text)
    requested = asks(others) or REQUEST.match(said) or goes_round(said)
    return not (is_quoted(said) or requested)


def marks_script(blocks: Sequence[Block]) -> bool:
    """Return whether the author marked what is read aloud: as a quote, or with a label."""
    return any(_is_script(block) for block in blocks)


def _is_script(block: Block) -> bool:
    match block:
        case BlockQuote():
            return not (block.callout or block.called)
        case Paragraph():
            lines = (line.text for line in block.lines)
            said = any(
                ROLES.get(label_of(text)[0]) is Role.SCRIPT or is_quoted(text) for text in lines
            )
            return said or is_quoted(block.text)
        case Heading():
            return role_of_title(block.text) is Role.SCRIPT
        case Listing():
            return any(marks_script(item.inner) for item in block.items)
    return False


def is_subheading(block: Paragraph, following: Block | None) -> bool:
    """Return whether a paragraph is one bold line that heads what follows: "After the task".

    Or it has a label: "Task 1: find your status".
    """
    line = block.lines[0]
    label, rest = label_of(line.text)
    alone = len(block.lines) == 1 and line.all_bold and len(line.text) <= _LONGEST_SUBHEADING
    if not alone or asks(line.text) or is_quoted(rest or line.text) or label in ROLES:
        return False
    if rest:
        return not line.bold.endswith((":", "："))
    heads = isinstance(following, Listing | BlockQuote) and line.text[-1].isalnum()
    return heads and not REQUEST.match(line.text) and not MODERATING.match(line.text)


def parted(blocks: Sequence[Block]) -> list[Block]:
    """Return *blocks* with paragraphs split before each line that begins something of its own."""
    out: list[Block] = []
    for block in _notes_after_lists(blocks):
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
    if minutes_of(line.text) is not None:
        return True
    said = line.text.rstrip('"”’»)')
    asking = asks_at_end(after.text) and not re.search(r"[.!]\s+\S|[。！]\S", after.text)
    if asks_at_end(said):
        # "What helped?", and under it "Thanks and vouchers".
        apart = not asks(after.text) and after.text[0].isupper()
        if apart and _THANKS.match(after.text) and after.text.endswith((".", "!")):
            return True
        return apart and not (SPOKEN.match(after.text) or TO_YOU.search(after.text))
    goes_on = said.endswith((",", ";", ":", "–", "-")) or not after.text[0].isupper()
    short = len(said) < _NARROWEST
    alone = asking and not goes_on and (short or bool(ASKING_WORD.match(after.text)))
    return (said.endswith((".", "!", "。", "！")) and asking) or alone


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
    if line.text[0] in "[【" or (
        line.text.endswith((":", "：")) and len(line.text) <= _LONGEST_LABEL
    ):
        return True
    return bool(rest) and (numbered_role(label) is not None or label in SPEAKERS)
