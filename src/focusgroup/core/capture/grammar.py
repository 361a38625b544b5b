"""Parse a capture line into what it says, without looking up any name.

``parse_line`` reads a line and ``format_line`` writes it again; ``token_at`` returns what is being
typed, for completion. ``resolve`` decides which participant and themes the names mean, and
``recorder`` what becomes of the line.
"""

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from focusgroup.core.capture.text import Ending, ending, one_speaker, text_and_spans
from focusgroup.core.capture.tokens import (
    JOINTS,
    QUOTES,
    SIGILS,
    SIGNS,
    TILDES,
    Span,
    SpanRole,
    TokenKind,
    Word,
    command_at_start,
    ellipsis_length,
    is_bang,
    is_escaped,
    is_plus_one,
    is_sign,
    skip_blanks,
    words,
)
from focusgroup.core.model import KIND_ASCII_SIGNS, Kind
from focusgroup.core.patterns import lazy_pattern

__all__ = [
    "COMMANDS",
    "Parsed",
    "Span",
    "SpanRole",
    "Token",
    "complete",
    "format_line",
    "parse_line",
    "read_signs",
    "token_at",
    "token_text",
]

COMMANDS = {
    "park": "put a topic in the parking lot",
    "promise": "note what was promised to the customers",
    "call": "come back to what somebody said",
    "who": "add a participant: name, role, account",
}
"""The commands after a slash at the start of the line, and what each does."""

_RAW_COMMANDS = frozenset({"who"})
_BLANKS = lazy_pattern(rf"(\s+|{JOINTS.pattern})")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a line says. *speaker* and *themes* are as typed; no name is looked up.

    *kind* is None without a sign. ``@-`` and ``#-`` set *clear_speaker* and *clear_themes*. After a
    *command* only text, speaker and themes count. *also* are those named directly after the
    speaker, as in ``@1+@2``. Two parsed lines are equal if they say the same, wherever their spans
    are.
    """

    text: str = ""
    kind: Kind | None = None
    speaker: str | None = None
    themes: tuple[str, ...] = ()
    intensity: int = 0
    verbatim: bool = True
    stub: bool = False
    command: str | None = None
    clear_speaker: bool = False
    clear_themes: bool = False
    also: tuple[str, ...] = ()
    spans: tuple[Span, ...] = field(default=(), compare=False)

    @property
    def has_words(self) -> bool:
        """Return whether there is something to save, even an unfinished quote without words."""
        return bool(self.text) or self.stub


@dataclass(frozen=True, slots=True)
class Token:
    """What is being typed at the caret: *query* after ``@``, ``#`` or a leading ``/``.

    A completion replaces the characters from *start* to *end*.
    """

    sigil: str
    query: str
    start: int
    end: int


def parse_line(line: str, *, instead_of: str | None = None) -> Parsed:
    """Parse *line*. Never raises; every word ends up in the text or in one of the other fields.

    In a correction, any other speaker counts *instead of* the one that the quote had.
    """
    command = command_at_start(line)
    if command is not None:
        return _parse_command(line, command)
    at, kind, verbatim, spans = read_signs(line)
    named = words(line, at)
    names = [] if spans else _names_in_front(named)
    later = any(word.part is TokenKind.SPEAKER for word in named[len(names) :])
    if names and not later and sign_stands(line, behind := names[-1].end + len(names[-1].glue)):
        at, kind, verbatim, spans = read_signs(line, behind)
        named = [*names, *words(line, at)]
    body, speakers = one_speaker(named, instead_of)
    end = ending(body)
    text, body_spans = text_and_spans(line, body, end)
    return Parsed(
        text=text,
        kind=kind,
        **_named(speakers),
        themes=_themes(body),
        intensity=end.intensity,
        verbatim=verbatim,
        stub=end.stub,
        clear_themes=any(word.clears for word in body if word.part is TokenKind.THEME),
        spans=tuple(sorted([*spans, *body_spans], key=lambda span: span.start)),
    )


def _parse_command(line: str, match: re.Match[str]) -> Parsed:
    name = match["name"].lower()
    spans = [Span(*match.span("whole"), SpanRole.COMMAND)]
    if name in _RAW_COMMANDS or name not in COMMANDS:
        return Parsed(text=line[match.end() :].strip(), command=name, spans=tuple(spans))
    body, speakers = one_speaker(words(line, match.end()))
    text, body_spans = text_and_spans(line, body, Ending())
    return Parsed(
        text=text,
        **_named(speakers),
        themes=_themes(body),
        command=name,
        clear_themes=any(word.clears for word in body if word.part is TokenKind.THEME),
        spans=tuple(spans + body_spans),
    )


def _names_in_front(found: list[Word]) -> list[Word]:
    """Return the names before the first word, which a sign may follow: ``@3 + the board``."""
    return list(takewhile(lambda word: word.part is not TokenKind.TEXT, found))


def sign_stands(line: str, at: int) -> bool:
    """Return whether a sign behind a name is one, not part of a number: ``@3: -5 degrees``."""
    at = skip_blanks(line, at)
    return at < len(line) and (is_plus_one(line, at) or not line[at + 1 : at + 2].isdecimal())


def read_signs(line: str, at: int = 0) -> tuple[int, Kind | None, bool, list[Span]]:
    """Read the signs from *at* on in *line*: one for the kind and a tilde, in either order.

    Return the position after them, the kind, whether the line is verbatim, and the spans.
    """
    kind: Kind | None = None
    verbatim = True
    spans: list[Span] = []
    at = skip_blanks(line, at)
    while at < len(line):
        if kind is None and is_sign(line, at):
            kind = SIGNS[line[at]]
            if is_plus_one(line, at):
                break
            spans.append(Span(at, at + 1, SpanRole.SIGN))
        elif verbatim and line[at] in TILDES:
            verbatim = False
            spans.append(Span(at, at + 1, SpanRole.PARAPHRASE))
        else:
            break
        at = skip_blanks(line, at + 1)
    return at, kind, verbatim, spans


def _named(speakers: list[Word]) -> dict[str, Any]:
    """Return who is named, as fields of `Parsed`."""
    if not speakers or speakers[0].clears:
        return {"clear_speaker": bool(speakers)}
    first, *others = (word.value for word in speakers)
    return {"speaker": first, "also": tuple(others)}


def _themes(body: list[Word]) -> tuple[str, ...]:
    named = (word.value for word in body if word.part is TokenKind.THEME and not word.clears)
    return tuple(dict.fromkeys(named))


# -- writing ---------------------------------------------------------------------------------


def format_line(parsed: Parsed) -> str:
    """Return a line that says the same as *parsed*, with as few backslashes as possible."""
    if parsed.kind is Kind.UNTAGGED:
        parsed = replace(parsed, kind=None)  # written as a line without a sign
    tokens = []
    if parsed.clear_speaker:
        tokens.append("@-")
    elif parsed.speaker is not None:
        tokens += [token_text("@", name) for name in (parsed.speaker, *parsed.also)]
    tokens += ["#-"] if parsed.clear_themes else []
    tokens += [token_text("#", theme) for theme in parsed.themes]
    if parsed.command is not None:
        raw = parsed.command in _RAW_COMMANDS or parsed.command not in COMMANDS
        text = parsed.text if raw else _guarded(parsed.text)
        return " ".join(filter(None, [f"/{parsed.command}", text, *tokens]))
    sign = KIND_ASCII_SIGNS[parsed.kind] if parsed.kind is not None else ""
    prefix = sign if parsed.verbatim else f"~{sign}"
    ending = ["!" * parsed.intensity, "…" if parsed.stub else ""]
    text = _guarded_line(parsed, after=" " if prefix else "", alone=not any([*tokens, *ending]))
    return " ".join(filter(None, [prefix, text, *tokens, *ending]))


def token_text(sigil: str, value: str) -> str:
    """Return the name *value* as typed after ``@`` or ``#``, quoted if necessary."""
    bare = f"{sigil}{value}"
    word = words(f"{bare} .")[0]
    if word.end == len(bare) and word.value == value != "" and not word.clears:
        return bare
    return f'{sigil}"{value.translate(_PLAIN_QUOTES)}"'


_PLAIN_QUOTES = str.maketrans(dict.fromkeys(QUOTES, "'"))


def _guarded(text: str) -> str:
    """Return *text* with a backslash before every word that would be read as a token."""
    pieces = _pieces(text, after=" ")
    return "".join(f"\\{piece}" if _looks_like_token(piece) else piece for piece in pieces)


def _pieces(text: str, *, after: str) -> list[str]:
    """Return the words of *text* and what is between them, written *after* a blank or nothing."""
    return _BLANKS.split(f"{after}{text}")[2 * len(after) :]


def _guarded_line(parsed: Parsed, *, after: str, alone: bool) -> str:
    """Return the text of a quote with a backslash wherever it would be read as something else.

    A rule such as ``--`` is one only *alone* in a line.
    """
    pieces = _pieces(parsed.text.strip(), after=after)
    for place, raw in enumerate(pieces):
        if not raw:
            continue
        guard = _looks_like_token(raw)
        if place == 0:
            guard = guard or _looks_like_start(parsed, alone)
        if place == len(pieces) - 1:
            length = 0 if parsed.stub else ellipsis_length(raw)
            if length and not raw[:-length].strip("\\"):
                guard = True
            elif length:
                raw = f"{raw[:-length]}\\{raw[-length:]}"
            guard = guard or (is_bang(raw) and not parsed.intensity)
        pieces[place] = f"\\{raw}" if guard else raw
    return "".join(pieces)


def _looks_like_token(raw: str) -> bool:
    return (raw[:1] in SIGILS and len(raw) > 1) or is_escaped(raw)


def _looks_like_start(parsed: Parsed, alone: bool) -> bool:
    """Return whether the text begins with what would be read as a sign or a command."""
    text = parsed.text.strip()
    if parsed.kind is None and is_sign(text if alone else f"{text} .", 0):
        return True
    if parsed.verbatim and text[0] in TILDES:
        return True
    return parsed.kind is None and parsed.verbatim and command_at_start(text) is not None


# -- completion ------------------------------------------------------------------------------


def token_at(line: str, caret: int) -> Token | None:
    """Return the token that the caret is in or just after, for completion while typing.

    ``@`` and ``#`` alone give an empty query; an open quotation mark gives the text after it. A
    completion never replaces words after the caret that may be part of the sentence.
    """
    head = re.match(r"\s*([/／])([A-Za-z]*)", line)
    if head and head.start(1) < caret <= head.end():
        return Token("/", line[head.start(2) : caret], head.start(1), head.end())
    command = command_at_start(line)
    if command and command["name"].lower() in _RAW_COMMANDS:
        return None
    for word in words(line, command.end() if command else read_signs(line)[0]):
        if word.start >= caret:
            return None
        found = _typed(line, word, caret)
        if found is not None:
            return found
    return None


def _typed(line: str, word: Word, caret: int) -> Token | None:
    sigil = "@" if word.raw[0] in SIGILS[:2] else "#"
    if word.part is TokenKind.TEXT:
        if word.raw in SIGILS and caret == word.end:
            return Token(sigil, "", word.start, word.end)
        if word.raw[0] in SIGILS and word.raw[1:2] and word.raw[1] in QUOTES:
            return Token(sigil, line[word.start + 2 : caret], word.start, caret)
        return None
    if caret > word.end:
        open_path = line[word.end : caret] in (">", "＞")
        return Token(sigil, line[word.start + 1 : caret], word.start, caret) if open_path else None
    if word.raw[1] in QUOTES:
        inside = caret < word.end and bool(line[caret : word.end - 1].strip())
        query = line[word.start + 1 : caret].strip(QUOTES)
        return Token(sigil, query, word.start, caret if inside else word.end)
    return Token(sigil, line[word.start + 1 : caret], word.start, word.end)


def complete(line: str, token: Token, value: str) -> tuple[str, int]:
    """Return *line* with *token* replaced by *value*, and the caret after it and one space."""
    written = f"/{value}" if token.sigil == "/" else token_text(token.sigil, value)
    rest = line[token.end :]
    gap = "" if rest[:1].isspace() else " "
    return f"{line[: token.start]}{written}{gap}{rest}", token.start + len(written) + 1
