"""Change the speaker, the themes or the kind of a capture line; its words stay as they are."""

from collections.abc import Sequence
from dataclasses import replace

from focusgroup.core.capture.grammar import Parsed, format_line, parse_line, read_signs, token_text
from focusgroup.core.capture.line_editor import Line
from focusgroup.core.capture.lookup import label_of
from focusgroup.core.capture.tokens import SIGILS, TokenKind, words
from focusgroup.core.model import KIND_ASCII_SIGNS, Kind, Participant


def with_speaker(row: str, speaker: str) -> str:
    """Return the row with *speaker* in place of whoever it names."""
    parsed = parse_line(row)
    if parsed.speaker is None and not parsed.clear_speaker:
        return Line(row).with_word(token_text("@", speaker)).text
    return f"{format_line(replace(parsed, speaker=speaker, also=(), clear_speaker=False))} "


def without_label(row: str, participants: Sequence[Participant]) -> str:
    """Return the row without a label in front that names its speaker, as in ``3: slow``."""
    at = _text_start(row)
    _, rest = label_of(row[at:], participants)
    return f"{row[:at]}{rest}"


def with_theme(row: str, theme: str, *, add: bool = False) -> str:
    """Return the row with *theme* in place of those it names, or beside them with *add*."""
    parsed = parse_line(row)
    if not parsed.themes and not parsed.clear_themes:
        return Line(row).with_word(token_text("#", theme)).text
    themes = dict.fromkeys((*parsed.themes, theme) if add else (theme,))
    return f"{format_line(replace(parsed, themes=tuple(themes), clear_themes=False))} "


def without_speaker(row: str) -> str:
    """Return the row with a backslash before each ``@``, so that all of its names are text."""
    found = words(row, read_signs(row)[0])
    for word in reversed([word for word in found if word.part is TokenKind.SPEAKER]):
        row = f"{row[: word.start]}\\{row[word.start :]}"
    return row


def corrected(row: str, before: str) -> str:
    """Return a row of the correction of the line *before*: what it says anew replaces the old.

    *before* is a stored quote as ``format_line`` writes it, so its own sign comes first, and every
    ``@`` in its words has a backslash.
    """
    old = parse_line(before)
    more = row.removeprefix(before)
    if more != row and more[:1] in tuple(SIGILS) and (old.speaker or old.themes):
        row = f"{before} {more}"  # typed at the end of the last name
    row = _without_own_sign(row, before, old)
    return format_line(parse_line(row, instead_of=old.speaker or ""))


def _without_own_sign(row: str, before: str, old: Parsed) -> str:
    """Return the row without the sign of *old*, where something else was typed in front of it."""
    if row.startswith(".. ") and old.kind is Kind.OBSERVATION:
        return row[1:]  # two dots would be text
    _, kind, verbatim, _ = read_signs(row)
    at = _text_start(row)
    sign = f"{KIND_ASCII_SIGNS[old.kind]} " if old.kind else ""
    own = sign if old.verbatim or row.startswith(sign, at) else f"~{sign}"
    unclear = old.text.startswith(sign) and not row.startswith(before.lstrip("~"), at)
    if not at or not sign or unclear or not row.startswith(own, at):
        return row
    signs = ("" if kind else sign) + ("~" if own[0] == "~" and verbatim else "")
    return f"{signs} {row[:at]} {row[at + len(own) :]}"


def _text_start(row: str) -> int:
    """Return where the words of a row begin, after its signs and the names in front."""
    at = read_signs(row)[0]
    texts = (word.start for word in words(row, at) if word.part is TokenKind.TEXT)
    return next(texts, len(row))
