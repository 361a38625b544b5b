"""How the author of a guide marks what is said: as quotes, with labels, by quotation marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Heading,
    Listing,
    ListItem,
    Paragraph,
    texts_of,
)
from focusgroup.core.agenda.items import QUOTATION, label_of, label_role
from focusgroup.core.agenda.outlines.cell_lines import is_boxed
from focusgroup.core.agenda.steps.around_questions import asks_first, only_asks
from focusgroup.core.agenda.steps.list_items import requests_in
from focusgroup.core.agenda.vocabulary import (
    OF_OURS,
    ROLES,
    Role,
    asks,
    asks_at_end,
    is_quoted,
    role_of_title,
)
from focusgroup.core.agenda.words.leading_words import (
    ASK,
    GREETING,
    MODERATING,
    SPOKEN,
    TO_ROOM,
)
from focusgroup.core.patterns import lazy_pattern

_SENTENCES = lazy_pattern(r"[.!。！](?=\s*\S)")

_LOOKED_AT = 600
"""Whom a paragraph speaks to stands in so many characters of it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How the author of a guide marks what is said: *script* as such, or all speech by quotes."""

    script: bool = False
    speech_is_quoted: bool = False
    quotes_are_cues: bool = False
    """Whether paragraphs speak to the room, and what is quoted tells what to do meanwhile."""

    quotes_ask: bool = False
    """Whether questions are quoted: some sections have no others."""

    asks_with_mark: bool = False
    """Whether questions end in question marks: a list without any is of what is done."""

    speaks: bool = False
    """Whether most plain paragraphs speak to the room."""


def marks_of(parts: Sequence[Sequence[Block]]) -> Marks:
    """Return the marks in the *parts* of a guide."""
    items = [text for blocks in parts for text in _texts_of_items(blocks)]
    quoted = sum(is_quoted(label_of(text)[1] or text) for text in items)
    asked = sum(asks_at_end(text) and not is_quoted(label_of(text)[1] or text) for text in items)
    cues = _quotes_are_cues(parts)
    return Marks(
        any(map(marks_script, parts)) and not cues,
        quoted > 3 and (3 * quoted >= 2 * len(items) or quoted >= 4 * asked),
        cues,
        sum(len(_asked_in_quotes(part)) for part in parts) > 2,
        sum(asks(t) for blocks in parts for block in blocks for t, _ in texts_of(block)) > 2,
        _mostly_speaks([block for part in parts for block in part]),
    )


def _mostly_speaks(blocks: Sequence[Block]) -> bool:
    """Return whether plain paragraphs speak to the room: what else they state is read aloud."""
    plain = [x.text for x in blocks if isinstance(x, Paragraph) and not x.lines[0].italic]
    told = [text for text in plain if text[-1] in ".!" and text[0] not in "[(" and not asks(text)]
    begun = [text[:_LOOKED_AT] for text in told]
    spoken = [text for text in begun if TO_ROOM.search(text) or OF_OURS.search(text)]
    return len(spoken) > 3 and 4 * len(spoken) >= 3 * len(told)


def _asked_in_quotes(blocks: Sequence[Block]) -> list[BlockQuote]:
    """Return the quotes that ask in a section where nothing else does, or only probes."""
    probing = False
    for block in blocks:
        label = isinstance(block, Paragraph) and block.text[-1:] in ":：" and label_role(block.text)
        probing = label is Role.PROBES or (probing and isinstance(block, Listing))
        others = not probing and not isinstance(block, BlockQuote)
        if others and any(asks(text) for text, _ in texts_of(block)):
            return []
    quotes = [x for x in blocks if isinstance(x, BlockQuote) and not (x.callout or x.called)]
    # The end of a speech of several paragraphs goes with the others.
    spoken = [x for x in quotes if any(GREETING.match(t.strip(QUOTATION)) for t, _ in x.texts)]
    asking = [x for x in quotes if x not in spoken]
    return [x for x in asking if any(_is_question(text) for text, _ in x.texts)]


def _is_question(text: str) -> bool:
    plain = text.strip(QUOTATION)
    sentences = len(_SENTENCES.findall(plain))
    asked = asks_at_end(text) and sentences < 2
    return (asked or asks_first(text)) and not GREETING.match(plain)


def with_quotes_asked(blocks: Sequence[Block], *, often: bool) -> tuple[Block, ...]:
    """Return the blocks of a section, with the quotes that only ask as questions.

    Where questions are *often* quoted, those that also say something are asked as well.
    """
    plain = [x for x in blocks if isinstance(x, BlockQuote) and not (x.callout or x.called)]
    asking = {id(x) for x in plain if all(only_asks(t) and "→" not in t for t, _ in x.texts)}
    asking |= {*map(id, _asked_in_quotes(blocks))} if often else set()
    quoted = {*map(id, plain)}
    out: list[Block] = []
    for n, block in enumerate(blocks):
        above, below = blocks[n - 1] if n else None, blocks[n + 1 : n + 2]
        told = isinstance(above, Paragraph) and _tells_to_ask(above.text)
        # What has probes below it is asked.
        told = told or (isinstance(block, BlockQuote) and any(map(_heads_probes, below)))
        barred = (
            isinstance(above, Paragraph)
            and above.text.endswith((":", "："))
            and bool(MODERATING.match(above.text))
        )
        asked = (id(block) in asking and not barred) or (told and id(block) in quoted)
        if not isinstance(block, BlockQuote) or not asked:
            out.append(block)
            continue
        for text, line in block.texts:
            item = ListItem(text, line, numbered=True)
            quote = BlockQuote(((text, line),), line)
            asks_it = (
                _is_question(text)
                or only_asks(text)
                or (told and (asks(text) or requests_in(text)))
            )
            out.append(Listing((item,), line) if asks_it else quote)
    return tuple(out)


def _heads_probes(block: Block) -> bool:
    return isinstance(block, Paragraph | Heading) and label_role(f"{block.text}:") is Role.PROBES


def _tells_to_ask(text: str) -> bool:
    """Return whether *text* says that what is quoted below it is asked: "Ask everybody:"."""
    return text[-1:] in ":：" and bool(ASK.match(text)) and not asks(text)


def _quotes_are_cues(parts: Sequence[Sequence[Block]]) -> bool:
    """Return whether no quote in a guide speaks or asks, and many paragraphs do."""
    blocks = [block for part in parts for block in part]
    quotes = [block for block in blocks if isinstance(block, BlockQuote)]
    quoted = [text for each in quotes if not each.callout for text, _ in each.texts]
    if len(quoted) < 3 or len(quoted) < 4 * sum(map(_speaks, quoted)):
        return False
    speaking = sum(_speaks(block.text) for block in blocks if isinstance(block, Paragraph))
    return speaking > len(quoted)


def is_told_beside(text: str) -> bool:
    """Return whether a quotation is about the guide, as it speaks to nobody: "Project: …"."""
    label, rest = label_of(text)
    named = bool(rest) and label[:1].isalpha() and label not in ROLES
    return named and not _speaks(text)


def _speaks(text: str) -> bool:
    said = (GREETING.match(text), SPOKEN.match(text), TO_ROOM.search(text), OF_OURS.search(text))
    return any(said) or asks(text) or is_quoted(text)


def with_cues(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return *blocks* with what is quoted as notes."""
    return tuple(
        replace(block, callout=True)
        if isinstance(block, BlockQuote) and not block.called
        else block
        for block in blocks
    )


def _texts_of_items(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        for item in block.items if isinstance(block, Listing) else ():
            if not (item.inner or item.italic or is_boxed(item.text)):
                yield item.text
            yield from _texts_of_items(item.inner)


def marks_script(blocks: Sequence[Block]) -> bool:
    """Return whether the author marked what is read aloud: as a quote, or with a label."""
    return any(_is_script(block) for block in blocks)


def _is_script(block: Block) -> bool:
    match block:
        case BlockQuote():
            beside = all(is_told_beside(text) for text, _ in block.texts[:1])
            return not (block.callout or block.called or beside)
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
