"""A question that a guide gives in two languages is one question: "Wer? / Who?"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from focusgroup.core.agenda.blocks import Block, Listing, ListItem, Paragraph, TextLine, texts_of
from focusgroup.core.agenda.vocabulary import asks_at_end
from focusgroup.core.agenda.words.languages import is_translation

_MOST_LOOKED_AT = 200


def is_bilingual(parts: Sequence[Sequence[Block]]) -> bool:
    """Return whether questions of a guide are given twice, one below the other."""
    texts = (text for blocks in parts for text in _lines(blocks))
    asked = ((a, b) for a, b in pairwise(texts) if asks_at_end(a) and asks_at_end(b))
    return sum(is_translation(a, b) for a, b in islice(asked, _MOST_LOOKED_AT)) > 1


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (line.text for line in block.lines)
        else:
            yield from (text for text, _ in texts_of(block))


def with_translations(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return *blocks* with each question and its translation as one."""
    out: list[Block] = []
    for block in blocks:
        above = out[-1] if out else None
        match block:
            case Listing():
                out.append(replace(block, items=tuple(_paired([*map(_with_inner, block.items)]))))
            case Paragraph() if len(block.lines) == 2 and _is_twice(*(x.text for x in block.lines)):
                out.append(_joined(block.lines[0], block.lines[1].text))
            case Paragraph() if isinstance(above, Paragraph) and _is_twice(above.text, block.text):
                out[-1] = _joined(above.lines[0], block.text)
            case _:
                out.append(block)
    return tuple(out)


def _with_inner(item: ListItem) -> ListItem:
    inner = with_translations(item.inner)
    first = inner[0] if inner else None
    below = first.items[0] if isinstance(first, Listing) else first
    if not isinstance(below, ListItem | Paragraph) or not _is_twice(item.text, below.text):
        return replace(item, inner=inner)
    text = f"{item.text} / {below.text}"
    rest = inner[1:]
    if isinstance(first, Listing) and isinstance(below, ListItem):
        others = (replace(first, items=first.items[1:]),) if first.items[1:] else ()
        rest = (*below.inner, *others, *rest)
    return replace(item, text=text, bold=item.bold and text, inner=rest)


def _paired(items: Sequence[ListItem]) -> Sequence[ListItem]:
    """Return *items*, if every second one is the translation of the one before it, as pairs."""
    pairs = [*zip(items[::2], items[1::2], strict=False)]
    if len(items) % 2 or not all(_is_twice(a.text, b.text) and not a.inner for a, b in pairs):
        return items
    return [replace(a, text=f"{a.text} / {b.text}", bold="", inner=b.inner) for a, b in pairs]


def _is_twice(one: str, other: str) -> bool:
    return asks_at_end(other) == asks_at_end(one) and is_translation(one, other)


def _joined(line: TextLine, other: str) -> Paragraph:
    return Paragraph((replace(line, text=f"{line.text} / {other}", bold="", italic=False),))
