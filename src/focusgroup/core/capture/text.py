"""Decide which words of a capture line are its text, and what the end of the line says.

The words come from ``tokens``; ``grammar`` parses the line as a whole.
"""

from dataclasses import dataclass, field

from focusgroup.core.capture.tokens import (
    PUNCTUATION,
    Span,
    SpanRole,
    TokenKind,
    Word,
    ellipsis_length,
    is_bang,
)

_JOINING = ("", ",", "，", "、")
_SEPARATORS = frozenset(",;:，、；：")
_ROLES = {TokenKind.SPEAKER: SpanRole.SPEAKER, TokenKind.THEME: SpanRole.THEME}


def one_speaker(body: list[Word], instead_of: str | None = None) -> tuple[list[Word], list[Word]]:
    """Return *body* with its speaker, and the speaker with those named directly after them.

    The last one counts, and earlier ones become text; of several side by side the first is the
    speaker. In a correction the last one counts in place of *instead_of*, the speaker before, ""
    for none, and what was tried is dropped.
    """
    named = [word for word in body if word.part is TokenKind.SPEAKER]
    if not named:
        return body, []
    own = next((word for word in named if word.value == instead_of and instead_of), None)
    others = [word for word in named if word is not own] or named
    last = others[-1]
    joining = {word.start for word in others if word.glue in _JOINING}
    at = next(place for place, word in enumerate(body) if word is last)
    group = [last]
    for word in reversed(body[:at] if not last.clears else []):
        if word.start in joining and not word.clears:
            group.append(word)
        elif word.part is not TokenKind.THEME and word.start not in joining:
            break
    group.reverse()
    said = {*((word.value, word.clears) for word in group), (instead_of, False)}
    if instead_of is not None:  # one after the other was tried, unless a + joins them
        joined = [word.end > word.start + len(word.raw) for word in group[:-1]]
        group = group[len(joined) - joined[::-1].index(False) if False in joined else 0 :]
    return [
        Word(word.start, word.end + len(word.glue), word.raw + word.glue)
        if word.part is TokenKind.SPEAKER and (word.value, word.clears) not in said
        else word
        for word in body
    ], list({(word.value, word.clears): word for word in group}.values())


@dataclass(slots=True)
class Ending:
    """What the end of a line says.

    *taken* holds the words (by position) that are not text, *cut* how many characters the last word
    of the text loses, and *escape* the position of a backslash that guards its ellipsis.
    """

    intensity: int = 0
    stub: bool = False
    taken: dict[int, SpanRole] = field(default_factory=dict)
    cut: int = 0
    escape: int | None = None


def ending(body: list[Word]) -> Ending:
    """Read intensity and ellipsis: from the end of the line back over tokens to the text."""
    end = Ending()
    place = len(body) - 1
    while place >= 0:
        word = body[place]
        mark = word.glue if word.part is not TokenKind.TEXT else word.raw
        if is_bang(mark) and not end.intensity:
            end.intensity = len(mark)
            end.taken[place] = SpanRole.INTENSITY
        elif mark and ellipsis_length(mark) == len(mark) and not end.stub:
            end.stub = True
            end.taken[place] = SpanRole.STUB
        elif word.part is TokenKind.TEXT:
            break
        place -= 1
    if place >= 0:
        _last_word(body[place], end)
    elif end.intensity and not end.stub:
        # An exclamation mark alone is not a quote, and there is nothing it could apply to.
        end.intensity = 0
        end.taken.clear()
    return end


def _last_word(word: Word, end: Ending) -> None:
    length = ellipsis_length(word.raw)
    if end.stub or not length:
        return
    before = word.raw[:-length]
    if not before.endswith("\\"):
        end.stub = True
        end.cut = length
    elif before.strip("\\"):
        end.escape = word.end - length - 1


def text_and_spans(line: str, body: list[Word], end: Ending) -> tuple[str, list[Span]]:
    """Return the words of *body* that are text, spaced as typed, and the spans of all others."""
    is_text = [
        word.part is TokenKind.TEXT and place not in end.taken for place, word in enumerate(body)
    ]
    last = max((place for place, text in enumerate(is_text) if text), default=-1)
    pieces: list[str] = []
    spans: list[Span] = []
    for place, word in enumerate(body):
        if is_text[place]:
            if pieces:
                near = place > 0 and is_text[place - 1]
                pieces.append(line[body[place - 1].end : word.start] if near else " ")
            cut = end.cut if place == last else 0
            escape = end.escape if place == last else None
            pieces.append(_piece(line, word, cut, escape, spans))
            if place == last and _is_joined(word, body[place + 1 :]):
                pieces[-1] = pieces[-1][:-1]
                spans.append(Span(word.end - 1, word.end, _ROLES[body[place + 1].part]))
        elif word.part is TokenKind.TEXT:
            spans.append(Span(word.start, word.end, end.taken[place]))
        else:
            closed = not pieces or pieces[-1][-1:] in PUNCTUATION or (end.stub and place > last)
            glue = _glue(word, end.taken.get(place), place < last, not closed, spans)
            pieces += [glue] if glue else []
    return "".join(pieces), spans


def _is_joined(word: Word, after: list[Word]) -> bool:
    """Return whether a word ends with a comma that only joins a name to it, as in ``slow,@2``."""
    joined = bool(after) and after[0].start == word.end and after[0].part is not TokenKind.TEXT
    return joined and len(word.raw) > 1 and word.raw[-1] in _SEPARATORS


def _piece(line: str, word: Word, cut: int, escape: int | None, spans: list[Span]) -> str:
    """Return the text of one word without its guards and its ellipsis."""
    start, stop = word.start, word.end - cut
    if word.escaped:
        spans.append(Span(start, start + 1, SpanRole.ESCAPE))
        start += 1
    if cut:
        spans.append(Span(stop, word.end, SpanRole.STUB))
    if escape is None:
        return line[start:stop]
    spans.append(Span(escape, escape + 1, SpanRole.ESCAPE))
    return line[start:escape] + line[escape + 1 : stop]


def _glue(
    word: Word, taken: SpanRole | None, text_follows: bool, open_before: bool, spans: list[Span]
) -> str:
    """Return the punctuation after a token if it belongs to the word before the token.

    ``we told @an, and`` keeps its comma. The punctuation of ``@3: it was``, of ``@3, #onb`` at the
    end, or after words that end with their own, as in ``Slow. #onb.``, belongs to the tokens.
    """
    role = _ROLES[word.part]
    stop = word.end + len(word.glue)
    if taken is not None:
        spans += [Span(word.start, word.end, role), Span(word.end, stop, taken)]
        return ""
    if open_before and (text_follows or not _SEPARATORS.issuperset(word.glue)):
        spans.append(Span(word.start, word.end, role))
        return word.glue
    spans.append(Span(word.start, stop, role))
    return ""
