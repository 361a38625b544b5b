"""What surrounds a question: remarks, answers to choose from, instructions and script."""

import re
from dataclasses import replace

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Listing,
    ListItem,
    Paragraph,
    TextLine,
)
from focusgroup.core.agenda.items import QUOTATION, label_of, label_role
from focusgroup.core.agenda.outlines.cell_lines import is_boxed
from focusgroup.core.agenda.vocabulary import (
    OF_OURS,
    ROLES,
    asks,
    asks_at_end,
    bids,
    goes_round,
    greets,
    is_quoted,
    only_states,
)
from focusgroup.core.agenda.words.leading_words import (
    CONDITION,
    DEEPER,
    GREETING,
    IF_SO,
    MODERATING,
    OF_THE_GROUP,
    ORDER,
    REQUEST,
    SUPPOSING,
    TO_ROOM,
    WARNING,
)
from focusgroup.core.patterns import lazy_pattern

_LONGEST_SUBHEADING = 80
_ASIDE = lazy_pattern(r"\s*[_*]*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）)[_*]*\s*$")
_THANKS = lazy_pattern(r"than|dank|merc|gra[cz]|obrig|bed|vielen|muchas|muito", re.IGNORECASE)
_NAMES_ITSELF = lazy_pattern(
    r"\b(?:my\s+name|i['’]m\s+[A-Z]|mein\s+name|je\s+m['’]appelle|je\s+suis|me\s+llamo|mi\s+nombre|soy"
    r"|mi\s+chiamo|sono|siamo|somos|nous\s+sommes|wir\s+sind|meu\s+nome|aqui\s+é|mijn\s+naam|ik\s+ben)\b|我是|我叫|と申します",
    re.IGNORECASE,
)
_FACT = lazy_pattern(
    r"(?:about|around|approx\w*\.?|ca\.?|circa|environ|unos|cerca\sde|ongeveer|etwa|~)\s*\d.{0,20}$"
    r"|(?:(?:the|our|main)\s)?(?:goal|aim|objective|purpose)\s(?:is|here)\b|(?:das\s)?ziel\s(?:ist|hier)\b"
    r"|l['’]objectif\sest|el\sobjetivo\ses|o\sobjetivo\sé|l['’]obiettivo\sè|het\sdoel\sis",
    re.IGNORECASE,
)
"""A bullet with the length or the goal of its section."""

_OF_ME = lazy_pattern(r"\b(?:me|us|mir|moi|mij)\b", re.IGNORECASE)
_SENTENCE_START = lazy_pattern(r"(?<=[.!])\s+|(?<=[。！])")
_THINKING = lazy_pattern(r"(?:\w+,?\s+){0,2}(?:think|denk\w*|pens\w+|piens\w+)\b", re.IGNORECASE)
"""A request that asks nothing yet: "Now think of the last week only."."""

_SENTENCES = lazy_pattern(r"[.!。！](?=\s*\S)")
_ENDS = lazy_pattern(r"[.!:。！：][\s)\"”»]*$")
_QUOTED_QUESTION = lazy_pattern(r"[\"“„«][^\"”“»]{5,}[?？][\"”“»]\s+[^\"“„«?？]{1,80}$")
"""What is asked in quotation marks, and after it what to do: "Since when?” Get numbers."""

_ASKED_AND_SAID = lazy_pattern(r"[^.!。！?？]{10,}[?？]\s+[^.!。！?？]{12,}[.。]$")
_TIMED = lazy_pattern(r"\(\d{1,3}\s?(?:min\w*|m|['’′]|分钟?|分)\.?\)$")
"""The end of a label of what is done: "Work alone (15 min): everybody …"."""

_TO_DO = lazy_pattern(
    r"(?:get|use|go|skip|add|send|end|thank|offer|continue|proceed|stop|book|weiter|passez|allez"
    r"|terminez|remerciez|pase|vaya|termine|agradezca|vada|passi|passe|vá|ga)\s|跳过|结束|继续|转到",
    re.IGNORECASE,
)
_TO_DO_SOMETHING = lazy_pattern(
    r"[A-ZÀ-Þ][a-zà-ÿ]{2,12}(?:[aeiáéí]r|re)\s+(?:(?:le|la|les|un|une|des|du|aux?|chaque|el|los|las|una|al|que|o|os|as"
    r"|ao|um|uma|il|lo|gli|i|sempre|siempre|toujours)\s|l['’])"
)
"""The start of an order in a Romance language: "Créer un tableau", "Perguntar sempre"."""

_QUOTED_PART = lazy_pattern(r"[\"“„«][^\"”»]*[\"”“»]")
_CLAUSE = lazy_pattern(r"[,;:]\s+|[，；：]")
_FORGOT_MARK = lazy_pattern(
    r"(?:(?:have|do|did|are|were|would|could)\s+you|how\s+(?:often|many|much|long)|why|hai|avete|ha\s+mai|hast\s+du|haben\s+sie|wie\s+oft"
    r"|warum|avez-vous|as-tu|pourquoi|has\s|ha\s+\w+do|por\s+qué|cuánt\w+|já|você\s+já|tem\s+algum\w*|heb\s+je|heeft\s+u|hoe\s+vaak|waarom)\b",
    re.IGNORECASE,
)
_ASKED_FIRST = lazy_pattern(
    r"[\"“„«「『]?[^.!。！?？]{8,}[?？]\s*[^.!。！?？]+[.!。！]?[\"”“»」』]?$"
)
_SHORT_END = lazy_pattern(r"[?？]\s*(?P<end>[^?？.。!]{1,70}[.。!]?)$")


def asks_mainly(text: str) -> bool:
    """Return whether *text* ends in a question, except for a bracketed remark or short request."""
    text = without_asides(text)
    if asks_at_end(text):
        return True
    if _QUOTED_QUESTION.match(text) or _ASKED_AND_SAID.match(text):
        return True
    ending = _SHORT_END.search(text)
    if ending is None or GREETING.match(text.strip(QUOTATION)):
        return False
    end = ending["end"]
    return bids(end) or bool(REQUEST.match(end) or GREETING.match(end))


def only_asks(text: str) -> bool:
    """Return whether *text* is a question, or several, without a sentence before it."""
    said = text.strip(QUOTATION)
    *before, last = _SENTENCE_START.split(said)  # "Tell me about it. What happened?"
    requested = all(asks(each) or REQUEST.match(each) for each in before)
    led = any(map(REQUEST.match, _CLAUSE.split(before[0]))) if before else False
    asked = asks_at_end(text) or (REQUEST.match(last) and not _THINKING.match(last))
    return bool(asked) and (requested or led) and not GREETING.match(said)


def asks_first(text: str) -> bool:
    """Return whether a quotation asks, and then says why in a sentence: "Whom? We look for …"."""
    return bool(_ASKED_FIRST.match(text)) and not GREETING.match(text.strip(QUOTATION))


def without_asides(text: str) -> str:
    for _ in range(3):
        if not text.rstrip().rstrip("_*").endswith((")", "]", "）")):
            break
        text = _ASIDE.sub("", text) or text
    return text


def instructs(item: ListItem) -> bool:
    """Return whether an item is an instruction or advice to whoever leads."""
    if is_boxed(item.text) and not asks(item.text):
        return True
    if _TO_DO_SOMETHING.match(item.text) and not asks(_QUOTED_PART.sub("", item.text)):
        return True
    label, rest = label_of(item.text)
    if rest and _TIMED.search(label) and not (asks(rest) or REQUEST.match(rest)):
        return True
    if asks(item.text) or (item.bold and (item.bold == item.text or label_of(item.text)[0])):
        return False
    if _instructs_after(item.text):
        return True
    beside = MODERATING.match(item.text) or _FACT.match(item.text) or WARNING.match(item.text)
    return bool(beside) or item.italic


def _instructs_after(text: str) -> bool:
    """Return whether *text* says what to do after an answer: "If no: get an address"."""
    found = CONDITION.match(text) or IF_SO.match(text)
    if found is None:
        return False
    said = text[found.end() :].strip(" ,:：*_")
    return bool(_TO_DO.match(said) or (MODERATING.match(said) and not DEEPER.match(said)))


def is_speech(text: str) -> bool:
    """Return whether *text* greets the room in several sentences, of which the last may ask."""
    bare = text.strip(QUOTATION)
    if tells_mainly(text):
        return True
    if not GREETING.match(bare):
        return False
    sentences = len(_SENTENCES.findall(bare))
    greets = sentences > 2 or not _THANKS.match(bare)
    least = 1 if is_quoted(text) or _NAMES_ITSELF.search(text) else 2
    return bool(greets) and sentences >= least


def tells_mainly(text: str) -> bool:
    """Return whether a quotation says several sentences about us before it asks a short question.

    "We are independent. Nothing leaves this room. May I record?"
    """
    said = _SENTENCE_START.split(text.strip(QUOTATION))
    told, asked = said[:-1], said[-1]
    if not is_quoted(text) or not asks_at_end(asked) or len(told) < 2 or any(map(asks, told)):
        return False
    ours = any(OF_OURS.search(each) for each in told)
    return ours and len("".join(told)) > 2 * len(asked) and not any(map(REQUEST.match, told))


def speaks_to_room(text: str) -> bool:
    """Return whether *text* is a sentence that says "you" and is no advice to whoever leads."""
    ours = text.endswith((":", "：")) and OF_OURS.search(text)
    ends = (ours or text.rstrip().endswith((".", "!", "。", "！"))) and not asks(text)
    if not ends or text[0] in "[(（【<" or not TO_ROOM.search(text):
        return False
    advice = SUPPOSING.match(text) and not (OF_OURS.search(text) or _OF_ME.search(text))
    if advice or OF_THE_GROUP.search(text):
        return False
    return not any(ORDER.match(each) for each in _SENTENCE_START.split(text))


def speaks_of_us(text: str) -> bool:
    """Return whether *text* is a sentence of whoever leads about "me" or "us"."""
    if asks(text) or not text.endswith((".", "!", "。", "！")) or OF_THE_GROUP.search(text):
        return False
    said = bool(OF_OURS.search(text)) and text[0] not in "[(（【<"
    return said and not any(ORDER.match(each) for each in _SENTENCE_START.split(text))


def is_scenario(text: str) -> bool:
    """Return whether *text* under the heading of a task is what the participant is told."""
    told = text.endswith((".", "!", "。", "！")) and text[0] not in "[(（【<*_"
    return told and not (MODERATING.match(text) or OF_THE_GROUP.search(text) or asks(text))


def only_names(item: ListItem, *, at_edge: bool) -> bool:
    """Return whether a bullet names what is done, not what is asked: "Thanks, incentives".

    That is one among questions, or one of an opening or ending section (*at_edge*).
    """
    apart = all(isinstance(block, Paragraph) for block in item.inner) if at_edge else not item.inner
    unmarked = bool(_FORGOT_MARK.match(item.text))  # "Have you ever gone there alone"
    asked = unmarked or asks(item.text) or asks_at_end(item.text)
    if item.numbered or item.is_task or not apart or item.bold or asked:
        return False
    if _ENDS.search(item.text) and not (at_edge and _only_says(item.text)):
        return False
    of_each = at_edge and "," in item.text and TO_ROOM.search(item.text)
    if of_each and not (greets(item.text) or MODERATING.match(item.text)):
        return False  # "First names, and the last thing you had repaired"
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
            below = replace(block, items=others)
            inner.extend(_nested(below, asked_above=asks(item.text)))
        if boxes:
            inner.append(_options(Listing(boxes, boxes[0].line)))
    return replace(item, inner=tuple(inner))


def _nested(listing: Listing, *, asked_above: bool = True) -> list[Block]:
    """Return a nested list, what instructs or states below a question as paragraphs."""
    parts: list[Block] = []
    kept: list[ListItem] = []
    # "Explain what happens next" beside "Thank everybody": neither asks.
    asked = any(asks(item.text) or _asks_deeper(item.text) for item in listing.items)
    told = not asked and any(instructs(item) for item in listing.items)
    for item in listing.items:
        plain = item.text and not (item.is_task or item.called or item.inner)
        beside = told or instructs(item) or (asked_above and only_states(item.text))
        if plain and not _asks_deeper(item.text) and beside:
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
