"""The pieces of a cell as what its column holds: questions, probes, script, notes or a mixture."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from focusgroup.core.agenda.items import label_of
from focusgroup.core.agenda.outlines.cell_lines import is_boxed, is_in_capitals, roles_in_questions
from focusgroup.core.agenda.tables.pieces import Cell, GuidePart, GuidePiece
from focusgroup.core.agenda.vocabulary import ROLES, Role, asks, asks_at_end, bids, goes_round
from focusgroup.core.agenda.words.column_words import ColumnRole
from focusgroup.core.agenda.words.languages import is_translation
from focusgroup.core.agenda.words.leading_words import CONDITION, MODERATING, REQUEST, TO_YOU
from focusgroup.core.patterns import lazy_pattern

_SHORT = 40
_BOLD_TITLE = lazy_pattern(
    r"\*\*(?P<title>[^*?]{2,80}?)[\s:.–—-]*\*\*\s*(?:[:–—-]|\.(?=\s))\s*(?=\S)"
)
_TITLE_ASKING = lazy_pattern(r"(?P<title>[^?？:–—]{2,60}?)\s*(?::|\s[–—-])\s+(?=[^?？]{8,}[?？])")
_TITLE_TOLD = lazy_pattern(r"(?P<title>[^?？.!:–—]{2,40}?)\s[–—-]\s(?=.{8,}[.。!]$)")
_TITLE_SENTENCE = lazy_pattern(
    r"(?P<title>[^?？.!。:–—]{3,48}[^\W\d_])(?<!\b(?i:min|std))(?<!\b(?i:nr|ca|dr|no|vs|zb|st))"
    r"(?:\.\s+(?=[A-ZÀ-Þ¿¡])|。(?=\S))(?=.{6})"
)
_SENTENCE = lazy_pattern(r"(?<=[?？])\s+(?=(?:\S+\s+){2})")
_TYPED = lazy_pattern(r"\s*(?:[•·▪◦‣⁃]\s*|[–—-]\s+|・\s*)(?=\S)")
_SLASH = lazy_pattern(r"(?<=[?？])\s*/\s*(?=\S)")
_QUOTATION = ' "“”„«»「」\n'


def cell_pieces(
    cell: Cell, role: ColumnRole, name: str, level: int = 0, *, also_asks: bool = False
) -> Iterator[GuidePiece]:
    """Yield what a cell says; *level* is the level of notes: 1 if they are about a question.

    *also_asks*: no other column has questions, so that those read aloud are asked.
    """
    cell = tuple(_with_typed_bullet(each) for piece in cell for each in _apart(piece))
    match role:
        case ColumnRole.QUESTIONS:
            yield from items(told_apart(cell), 1, numbered=True)
        case ColumnRole.PROBES:
            yield from items(cell, 2)
        case ColumnRole.SCRIPT:
            yield from _script(cell, also_asks=also_asks)
        case ColumnRole.NOTES:
            yield from _as(GuidePart.NOTE, cell, level)
        case ColumnRole.ASIDE:
            yield from _as(GuidePart.NOTE, _labelled(cell, name), level)
        case ColumnRole.TASKS:
            for piece in cell:
                read_out = piece.text.rstrip("*_ ").endswith((".", "。", "!", "！"))
                kind = GuidePart.QUOTE if read_out else GuidePart.ITEM
                yield replace(piece, kind=kind, level=1 - read_out, number=None, task=not read_out)
        case _:
            yield from _mixed(cell)


def _with_typed_bullet(piece: GuidePiece) -> GuidePiece:
    bullet = _TYPED.match(piece.text) if piece.kind is GuidePart.TEXT else None
    if bullet is None:
        return piece
    return replace(piece, kind=GuidePart.ITEM, text=piece.text[bullet.end() :], level=1)


def _apart(piece: GuidePiece) -> Iterator[GuidePiece]:
    """Yield "Who? / When?" as two questions, but "Wer? / Who?" as one."""
    said = _SLASH.split(piece.text) if "/" in piece.text else [piece.text]
    if len(said) == 2 and is_translation(*said):
        said = [piece.text]
    for text in said:
        yield piece if len(said) == 1 else replace(piece, text=text)


def asks_room(piece: GuidePiece) -> bool:
    """Return whether a piece asks, requests an answer or is a sentence, and no list of words."""
    text = piece.text.strip("*_ ")
    told = text.endswith((".", "。", "!", "！")) or ":" in text or "：" in text
    return told or asks(text) or bids(text) or goes_round(text) or bool(REQUEST.match(text))


def title_of(cell: Cell) -> tuple[str, Cell]:
    """Return the title that a cell begins with, and what else it says: "**Tea** – Who came?"."""
    if not cell:
        return "", ()
    first, *others = cell
    patterns = (_BOLD_TITLE, _TITLE_ASKING, _TITLE_TOLD, _TITLE_SENTENCE)
    found = next((match for each in patterns if (match := each.match(first.text))), None)
    if found is None:
        return " ".join(first.text.replace("**", "").split()), tuple(others)
    said = first.text[found.end() :].strip()
    rest = replace(first, kind=GuidePart.TEXT, text=said, level=0, number=None)
    asked = [each.strip() for each in _SENTENCE.split(rest.text)]
    apart = [replace(rest, text=each) for each in asked] if all(map(asks_at_end, asked)) else [rest]
    return found["title"].strip(" *"), (*(each for each in apart if each.text), *others)


def _as(kind: GuidePart, cell: Iterable[GuidePiece], level: int = 0) -> Iterator[GuidePiece]:
    for piece in cell:
        yield replace(piece, kind=kind, level=level, number=None)


def _labelled(cell: Cell, name: str) -> Cell:
    """Return a short cell with the name of its column before it: "Slide: 4"."""
    if len(cell) != 1 or not name or len(cell[0].text) > _SHORT or ":" in cell[0].text:
        return cell
    return (replace(cell[0], text=f"{name}: {cell[0].text}"),)


def _script(cell: Cell, *, also_asks: bool) -> Iterator[GuidePiece]:
    """Yield what is read aloud, and what is asked between."""
    for piece in cell:
        told = MODERATING.match(piece.text) and not (asks(piece.text) or TO_YOU.search(piece.text))
        if told or is_boxed(piece.text) or is_in_capitals(piece.text):
            yield replace(piece, kind=GuidePart.NOTE, level=0, number=None)
            continue
        if also_asks and ROLES.get(label_of(piece.text)[0]) is not None:
            yield piece
            continue
        asked = asks_at_end(piece.text) or REQUEST.match(piece.text.strip(_QUOTATION))
        if also_asks and asked:
            yield replace(piece, kind=GuidePart.ITEM, level=1, number=piece.number or 1)
        else:
            yield replace(piece, kind=GuidePart.QUOTE, level=0, number=None)


def _mixed(cell: Cell) -> Iterator[GuidePiece]:
    """Yield a cell with questions, what is said and what is done, each as what its words are."""
    texts = [piece for piece in cell if piece.kind is GuidePart.TEXT and not _labels(piece.text)]
    if not any(asks_at_end(piece.text) for piece in texts) or len(texts) < 2:
        yield from cell
        return
    yield from told_apart(cell, level=0)


def _labels(text: str) -> bool:
    label, _ = label_of(text.replace("**", ""))
    return text.rstrip("* ").endswith((":", "：")) or label in ROLES or text.startswith("**")


def told_apart(cell: Cell, level: int = 1) -> Cell:
    """Return a cell of questions with what is said or done between them as script and notes."""
    texts = [piece for piece in cell if piece.kind is GuidePart.TEXT and not _labels(piece.text)]
    kinds = {Role.SCRIPT: GuidePart.QUOTE, Role.NOTES: GuidePart.NOTE}
    told = dict(zip(map(id, texts), roles_in_questions([x.text for x in texts]), strict=True))
    return tuple(
        replace(piece, kind=kinds[told[id(piece)]], level=level)
        if told.get(id(piece)) in kinds
        else piece
        for piece in cell
    )


def items(cell: Cell, level: int, *, numbered: bool = False) -> Iterator[GuidePiece]:
    """Yield the paragraphs of a cell as list items; a list in it keeps its levels."""
    number = 0
    listed = [piece.level for piece in cell if piece.kind is GuidePart.ITEM]
    least = min(listed, default=1)
    mixed = 0 < len(listed) < len(cell)
    for piece in cell:
        if piece.kind is GuidePart.ITEM:
            deeper = level + piece.level - least + (1 if mixed else 0)
            yield replace(piece, level=deeper)
        elif piece.kind is GuidePart.TEXT:
            if number and CONDITION.match(piece.text):
                yield replace(piece, kind=GuidePart.ITEM, level=level + 1, number=None)
                continue
            number += 1
            own = number if numbered else None
            yield replace(piece, kind=GuidePart.ITEM, level=level, number=own)
        else:
            yield piece
