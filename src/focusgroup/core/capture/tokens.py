"""Split a capture line into words, and find the signs that have a meaning in it.

``grammar`` decides what the words add up to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from focusgroup.core.model import Kind
from focusgroup.core.patterns import lazy_pattern

# Chinese and Japanese keyboards type the full-width forms.
SIGNS = {
    "-": Kind.PROBLEM,
    "－": Kind.PROBLEM,
    "+": Kind.STRENGTH,
    "＋": Kind.STRENGTH,
    "?": Kind.MISSING_FEATURE,
    "？": Kind.MISSING_FEATURE,
    "=": Kind.CONTEXT,
    "＝": Kind.CONTEXT,
    ".": Kind.OBSERVATION,
    "．": Kind.OBSERVATION,
    "。": Kind.OBSERVATION,
}
TILDES = "~～"
SLASHES = "/／"
SPEAKER_SIGILS = "@＠"
THEME_SIGILS = "#＃"
SIGILS = SPEAKER_SIGILS + THEME_SIGILS
DOTS = ".．。"
_ELLIPSES = f"…{DOTS}"
QUOTES = '"“”„＂'

_SPECIAL = f"[{re.escape(''.join(SIGNS) + TILDES + SLASHES + SIGILS + '!！…')}]"
_ESCAPE = lazy_pattern(rf"\\+{_SPECIAL}")
_NO_BLANKS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U000323af"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: scripts without blanks between words."""
_JOINT = (
    rf"(?:(?<=[,;…，、；：。！？{_NO_BLANKS}])(?=\\*[{SIGILS}])"
    rf"|(?:(?<=[:)\]{QUOTES}’»」』）】])|(?<=\s[-–—/]))(?=\\*[{SPEAKER_SIGILS}]))"
)
"""Where a name begins without a blank, as in ``slow,@2``, ``“slow”@2``, ``slow -@2`` and ``慢@2``;
in ``slow.@2`` or ``slow@2`` it may be part of an address, and in ``color:#fff`` a value."""
JOINTS = lazy_pattern(_JOINT)
_AND_WORDS = (
    "and|und|et|y|e|og|och|en|ja|a|i|oraz|és|și|и|та|і|και|ve|و|ו|और|dan|và|และ"
    "|和|与|與|跟|及|と|와|과|및"
)
"""“and” between two speakers, as note-takers write it."""
_AND_SIGNS = "和与與跟及と와과"
_NEXT_SEAT = rf"(?<=[0-9])(?=[{SPEAKER_SIGILS}])|(?=[+&/{_AND_SIGNS}][{SPEAKER_SIGILS}])"
"""Where another speaker begins without a blank, as in ``@1@2`` and ``@1+@2``."""
# No possessive quantifier after a group: before 3.11.5 Python matches them wrongly (gh-106052).
_QUOTED = f"[{QUOTES}][^{QUOTES}]*+[{QUOTES}]"
_PART = rf"(?:{_QUOTED}|(?:(?!{_JOINT})[^\s>＞{QUOTES}])+)"
_SEAT = rf"(?:{_QUOTED}|(?:(?!{_JOINT}|{_NEXT_SEAT})[^\s>＞{QUOTES}])+)"
_NAME = rf"{_PART}(?:[>＞]{_PART})*"
_TOKEN = lazy_pattern(
    rf"[{SIGILS}](?=[{QUOTES}]){_NAME}|[{THEME_SIGILS}]{_NAME}"
    rf"|[{SPEAKER_SIGILS}]{_SEAT}(?:[>＞]{_SEAT})*"
)
_PARTS = lazy_pattern(_PART)
PUNCTUATION = ",;:.!?…，、；：。！？"
_AND = lazy_pattern(rf"\s*[+&/](?=\s*[{SPEAKER_SIGILS}][^\s])")
_AND_WORD = lazy_pattern(
    rf"(?i)(?:\s*[,;，、；]\s*(?:(?:{_AND_WORDS})\s*)?|\s+(?:{_AND_WORDS})\s+|[{_AND_SIGNS}]\s*)"
    rf"(?=[{SPEAKER_SIGILS}][^\s])"
)
_ONLY_NAMES = lazy_pattern(
    rf"[^\w{SPEAKER_SIGILS}]*(?:[{SPEAKER_SIGILS}]\S+\s*(?:(?:{_AND_WORDS})\s+)?)*"
)
_LAST = lazy_pattern(
    rf"[{SPEAKER_SIGILS}]\S+?(?:[:：]|[{PUNCTUATION}]*\s*(?:$|[{SIGILS}!！]|[+&/,;，、；]|{_AND_SIGNS[0]})"
    rf"|\s+(?:{_AND_WORDS})\s+[{SPEAKER_SIGILS}])"
)
"""The last of the names side by side: the line or its label ends there, or more follow."""
_PLAIN = lazy_pattern(rf"[^\s{SIGILS}\\]++(?!\S)")
"""A word without anything that could begin a name or guard a sign, as most are."""
_RUN = lazy_pattern(rf"\S(?:(?!{_JOINT})\S)*")
_BANG = lazy_pattern("[!！]{1,2}")
_COMMAND = lazy_pattern(
    rf"\s*+(?P<whole>[{SLASHES}]{{1,2}}(?P<name>[^\W\d_][\w-]*+)[:,：，]?)(?!\S)"
)
_GLUE = lazy_pattern(rf"(?:(?!{_JOINT})[{re.escape(PUNCTUATION)}])*(?=\s|{_JOINT}|\Z)")
_CLEAR = ("-", "－")
_PLUS_ONE = lazy_pattern(rf"(?<!\S)[-+－＋]1(?=\s+\w|\s*(?:\Z|[{SIGILS}!！]))")
_DOTTED_NAME = lazy_pattern(
    r"(?i)\.(net|com|org|csv|tsv|txt|pdf|docx?|xlsx?|pptx?|json|xml|html?|zip|jpe?g|png|svg|exe|env)"
    r"(?![^\W_])"
)
_RULE = lazy_pattern(r"-+>|=+>|(?:--+|==+)\s*$")
"""A line drawn below a heading or around a caption's times, and an arrow."""
_FIGURE = lazy_pattern(
    r"(?i)[-+－＋.]\d+(?:[.,]\d+)*+ ?(?:[%％‰°€$£¥]|(?:per ?cent|prozent|pour ?cent|por ?cento"
    r"|por ciento|procent|процент\w*|degrees?|grad|degrés|grados|euros?|dollars?|k|dB)(?!\w))"
    r"|[+＋]\d{1,4}(?:[ ()/.-]*\d){6}"
)
"""A figure with its sign or point and a unit, ``-20 %``, or a telephone number."""
_NUMBER = lazy_pattern(rf"(?is)[{THEME_SIGILS}]\d+(?:st|nd|rd|th)?(?:[^\w>＞].*)?")


class TokenKind(StrEnum):
    """The kind of a word in the line."""

    TEXT = "text"
    SPEAKER = "speaker"
    THEME = "theme"


class SpanRole(StrEnum):
    """The meaning of a coloured span in the line."""

    SIGN = "sign"
    PARAPHRASE = "paraphrase"
    SPEAKER = "speaker"
    THEME = "theme"
    INTENSITY = "intensity"
    STUB = "stub"
    COMMAND = "command"
    ESCAPE = "escape"


@dataclass(frozen=True, slots=True)
class Span:
    """The characters from *start* to *end* of the line that are not part of its text."""

    start: int
    end: int
    role: SpanRole


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the line from *start* to *end*, or an ``@`` or ``#`` token with its quotes.

    *value* is the name in a token, whose end is after a ``+`` before another speaker. *clears*
    marks ``@-`` and ``#-``. *glue* is the punctuation directly after a token, from *end* on.
    *escaped* words lose their first backslash.
    """

    start: int
    end: int
    raw: str
    part: TokenKind = TokenKind.TEXT
    value: str = ""
    clears: bool = False
    glue: str = ""
    escaped: bool = False


def skip_blanks(line: str, at: int) -> int:
    """Return the position of the first character from *at* on that is not white space."""
    while at < len(line) and line[at].isspace():
        at += 1
    return at


def is_sign(line: str, at: int) -> bool:
    """Return whether there is a kind sign at *at*; not in dots, ``.NET``, ``-5 %`` or a rule."""
    no_signs = (_DOTTED_NAME, _RULE, _FIGURE)
    if line[at] not in SIGNS or any(each.match(line, at) for each in no_signs):
        return False
    return line[at] not in DOTS or line[at + 1 : at + 2] not in (*DOTS, "…")


def is_plus_one(line: str, at: int) -> bool:
    """Return whether the sign at *at* is a word too, as in ``+1 for that``."""
    return _PLUS_ONE.match(line, at) is not None


def command_at_start(line: str) -> re.Match[str] | None:
    """Match the ``/word`` that *line* starts with (groups ``whole`` and ``name``)."""
    return _COMMAND.match(line)


def is_bang(raw: str) -> bool:
    """Return whether a word is ``!`` or ``!!``."""
    return _BANG.fullmatch(raw) is not None


def ellipsis_length(raw: str) -> int:
    """Return the length of a final ellipsis in *raw*, or 0: ``…``, ``...`` or ``。。。``."""
    dot = raw[-1:]
    if dot not in _ELLIPSES or not dot:
        return 0
    length = len(raw) - len(raw.rstrip(dot))
    return length if length >= (1 if dot == "…" else 3) else 0


def is_escaped(raw: str) -> bool:
    """Return whether *raw* starts with backslashes of which the first only guards a sign."""
    return _ESCAPE.match(raw) is not None


def words(line: str, at: int = 0) -> list[Word]:
    """Return the words of *line* from *at* on; anything that is not a token is text.

    So is a number before more text: ``our #1 problem``.
    """
    found = list(_split(line, at))
    text_follows = False
    for place in reversed(range(len(found))):
        word = found[place]
        if word.part is TokenKind.TEXT:
            if not text_follows:
                text_follows = not is_bang(word.raw) and ellipsis_length(word.raw) != len(word.raw)
        elif text_follows and _NUMBER.fullmatch(word.raw):
            found[place] = Word(word.start, word.end + len(word.glue), word.raw + word.glue)
    return found


def _split(line: str, at: int) -> Iterator[Word]:
    while (at := skip_blanks(line, at)) < len(line):
        token = token_word(line, at) if line[at] in SIGILS else None
        if token is not None:
            at = token.end
            glue = _GLUE.match(line, at)
            if glue is not None:
                at = glue.end()
                yield replace(token, glue=glue.group())
                continue
            yield token
            if token.part is TokenKind.SPEAKER and token_word(line, at):
                continue
        match = _PLAIN.match(line, at)
        raw = match.group() if match else _run(line, at)
        yield Word(at, at + len(raw), raw, escaped=not match and is_escaped(raw))
        at += len(raw)


def _run(line: str, at: int) -> str:
    match = _RUN.match(line, at)
    return match.group() if match else ""


@lru_cache(64)  # each token of a line is asked for four times
def token_word(line: str, at: int) -> Word | None:
    """Return the token whose sigil is at *at*, None if it names nothing and is text."""
    match = _TOKEN.match(line, at)
    if match is None:
        return None
    part = TokenKind.SPEAKER if line[at] in SPEAKER_SIGILS else TokenKind.THEME
    end = match.end()
    pieces = list(_PARTS.finditer(line, at + 1, end))
    if not pieces:
        return None
    if line[pieces[-1].start()] not in QUOTES:
        end -= len(pieces[-1].group()) - len(pieces[-1].group().rstrip(PUNCTUATION))
        if end == pieces[-1].start():
            return None
    raw = line[at:end]
    if raw[1:] in _CLEAR:
        return Word(at, end, raw, part, clears=True)
    names = [" ".join(line[p.start() : min(p.end(), end)].strip(QUOTES).split()) for p in pieces]
    if not all(names) or (len(pieces) == 1 and not _names_something(raw[1:])):
        return None
    more = _joined(line, at, end) if part is TokenKind.SPEAKER else None
    return Word(at, more.end() if more else end, raw, part, value=">".join(names))


def _joined(line: str, at: int, end: int) -> re.Match[str] | None:
    """Return what joins the speaker at *at* with the next one: a sign, or a word at either end."""
    if sign := _AND.match(line, end):
        return sign
    word = _AND_WORD.match(line, end)
    if word and (_LAST.match(line, word.end()) or _ONLY_NAMES.fullmatch(line, 0, at)):
        return word
    return None


def _names_something(written: str) -> bool:
    """Return whether a token has a name: ``@_@`` and ``##`` don't; anything in quotes is one."""
    if written[0] in QUOTES:
        return True
    return written[0] not in SIGILS and any(
        char.isalnum() or not char.isascii() for char in written
    )
