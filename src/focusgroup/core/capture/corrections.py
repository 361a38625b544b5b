"""Change the speaker, the themes or the kind of a capture line; its words stay as they are."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from focusgroup.core.capture.grammar import Parsed, format_line, parse_line, read_signs, token_text
from focusgroup.core.capture.line_editor import Line
from focusgroup.core.capture.lookup import label_of
from focusgroup.core.capture.tokens import (
    JOINTS,
    PUNCTUATION,
    SIGILS,
    SPEAKER_SIGILS,
    SpanRole,
    TokenKind,
    token_word,
    words,
)
from focusgroup.core.model import KIND_ASCII_SIGNS, Kind, Participant


def with_speaker(row: str, speaker: str) -> str:
    """Return the row with *speaker* in place of whoever it names."""
    parsed = parse_line(row)
    if parsed.speaker is None and not parsed.clear_speaker:
        return Line(row).with_word(token_text("@", speaker)).text
    wanted = replace(parsed, speaker=speaker, also=(), clear_speaker=False)
    return _saying(wanted, _renamed(row, parsed, SpanRole.SPEAKER, token_text("@", speaker)))


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
    wanted = replace(parsed, themes=tuple(themes), clear_themes=False)
    kept = parsed.themes if add else ()
    name = "" if theme in kept else token_text("#", theme)
    return _saying(wanted, _renamed(row, parsed, SpanRole.THEME, name, kept))


def _renamed(
    row: str, parsed: Parsed, role: SpanRole, name: str = "", kept: Collection[str] = ()
) -> str:
    """Return the row with *name* in place of its names of *role* that are not *kept*."""
    there: set[str] = set()
    for span in reversed(parsed.spans):
        word = token_word(row, span.start) if span.role is role else None
        if word is None:
            continue
        if not word.clears and word.value in kept and word.value not in there:
            there.add(word.value)
            continue
        before, after = row[: span.start], row[span.end :]
        if not name and (not before or before[-1].isspace()):
            after = after.lstrip()
        if not name and after[:1] in tuple(PUNCTUATION):
            before = before.rstrip()  # the comma after a name belongs to the words before it
        row, name = f"{before}{name}{after}", ""
    return Line(row).with_word(name).text if name else row


def _saying(wanted: Parsed, row: str) -> str:
    """Return the row if it says what is *wanted*, else a line that does, its names at the end."""
    return f"{row.rstrip() if parse_line(row) == wanted else format_line(wanted)} "


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
    if old.stub and more != row and parse_line(f"x {more}").text != "x":
        strongly = "!" * old.intensity  # the sentence goes on, and its signs stay last
        start = before.removesuffix("…").rstrip().removesuffix(strongly).rstrip()
        row = f"{start} {more.strip()} {strongly}".rstrip()
    given = row.removesuffix(before)
    if given != row and _only_names(given):
        return corrected(f"{before} {given}", before)  # after the words no sign can be meant
    row = _with_signs_first(_without_own_sign(row, before, old))
    if given != row and old.text and not parse_line(row).text:
        return corrected(f"{before} {given}", before)  # "@2 and @1": "and" is all that was said
    parsed = parse_line(row, instead_of=old.speaker or "")
    named = [name for name in (parsed.speaker, *parsed.also) if name]
    said = _saying(parsed, _renamed(row, parsed, SpanRole.SPEAKER, kept=named))
    return _with_signs_first(said).rstrip()  # ":" alone may have come close to its sign


def _only_names(given: str) -> bool:
    """Return whether nothing but names was typed."""
    parsed = parse_line(given)
    roles = {span.role for span in parsed.spans}
    return bool(roles) and not parsed.text and roles <= {SpanRole.SPEAKER, SpanRole.THEME}


def _without_own_sign(row: str, before: str, old: Parsed) -> str:
    """Return the row without the sign of *old*, where something else was typed in front of it."""
    if row.startswith(".. ") and old.kind is Kind.OBSERVATION:
        return row[1:]  # two dots would be text
    _, kind, verbatim, _ = read_signs(row)
    at = _text_start(row)
    sign = f"{KIND_ASCII_SIGNS[old.kind]} " if old.kind else ""
    bare = old.verbatim or (sign and row.startswith(sign, at))
    own = sign if bare else f"~{sign or ' '}"
    # The words may begin with a sign, or be no more than one.
    first = any(each and f"{old.text} ".startswith(each) for each in (sign, own))
    unclear = first and not row.startswith(before.lstrip("~"), at)
    if not at or not own or unclear or not row.startswith(own, at):
        return row
    signs = ("" if kind else sign) + ("~" if own[0] == "~" and verbatim else "")
    return f"{signs} {row[:at]} {row[at + len(own) :]}"


def _with_signs_first(row: str) -> str:
    """Return the row with its signs as ``format_line`` writes them: ``~-``, then a blank."""
    at, kind, verbatim, spans = read_signs(row)
    signed = any(span.role is SpanRole.SIGN for span in spans)
    signs = ("" if verbatim else "~") + (KIND_ASCII_SIGNS[kind] if kind and signed else "")
    return f"{signs} {row[at:]}" if spans else row


def _text_start(row: str) -> int:
    """Return where the words of a row begin, after its signs and the names in front."""
    at = read_signs(row)[0]
    texts = (word.start for word in words(row, at) if word.part is TokenKind.TEXT)
    return next(texts, len(row))


def without_word(text: str, word: str) -> str:
    """Return *text* without the last *word* in it, and with all else letter for letter."""
    found = list(re.finditer(rf"(?:(?<!\S)|{JOINTS.pattern}){re.escape(word)}(?!\w)", text))
    if not found:
        return text
    before, after = text[: found[-1].start()], text[found[-1].end() :]
    if before[-1:].strip():  # no blank, as in "slow,@2": the comma only joins a name at the end
        return f"{before}{after}" if after.strip() else before.rstrip(",;:，、；：") or before
    if not after.strip() or not before.strip() or not after[:1].isspace():
        return f"{before.rstrip()}{after}".strip() or text
    return f"{before}{after.lstrip()}"


def unjoined(before: str) -> str:
    """Return what comes before a name, so that a ``+`` between two names is a word of its own."""
    start = before.rstrip(" +&/")
    joint = before[len(start) :].strip()
    named = joint and start[start.rfind(" ") + 1 :][:1] in tuple(SPEAKER_SIGILS)
    return f"{start} {joint} " if named else before
