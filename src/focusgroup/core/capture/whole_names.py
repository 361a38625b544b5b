"""Whole names after an ``@``, which need no quotation marks: ``@Anna Novak: it is slow``."""

import re
from collections.abc import Sequence
from functools import lru_cache

from focusgroup.core.capture.grammar import read_signs
from focusgroup.core.capture.resolve import resolve_speaker, resolve_theme
from focusgroup.core.capture.tokens import (
    PUNCTUATION,
    QUOTES,
    SIGILS,
    SIGNS,
    SLASHES,
    SPEAKER_SIGILS,
    THEME_SIGILS,
    TILDES,
    token_word,
)
from focusgroup.core.model import Participant, Theme
from focusgroup.core.patterns import lazy_pattern

_AT = lazy_pattern(rf"(?<!\\)[{SPEAKER_SIGILS}](?=[^\s{QUOTES}])")
_HASH = lazy_pattern(rf"(?<!\\)[{THEME_SIGILS}](?=[^\s{QUOTES}])")
_NOTHING_MORE = lazy_pattern(rf"\s*(?:\Z|[{PUNCTUATION}{SIGILS}])")
_MARKS = "\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_INVISIBLE = lazy_pattern(
    rf"\A[{_MARKS}]+(?=[{_MARKS}\s]*[{re.escape(''.join(SIGNS))}{TILDES}{SLASHES}])"
    rf"|(?:(?<=\s)|\A)[{_MARKS}]+(?=[{SIGILS}])"
)
"""Marks of direction and of no width, as Arabic text brings them, before a sign or a name."""
_OPEN = lazy_pattern(
    rf"(?<![\\\w])(?P<sigil>[{SIGILS}])[{QUOTES}](?P<name>[^{QUOTES}{SIGILS}!！]*[^{QUOTES}{SIGILS}!！\s])"
    rf"(?=\s*[!！]{{0,2}}\Z)"
)
"""A name whose second quotation mark was deleted or not yet typed, at the end of the line."""
_BRACKETED = lazy_pattern(
    rf"(?<!\S)[(\[（【][{SPEAKER_SIGILS}](?P<name>[^\s()\[\]（）【】{SIGILS}{QUOTES}]++)[)\]）】]"
    rf"(?=\s|\Z|[{PUNCTUATION}])"
)
_COLON = lazy_pattern(
    rf"(?<!\\)[{SPEAKER_SIGILS}](?P<name>[^\s{SIGILS}{QUOTES}{PUNCTUATION}]++)"
    rf"(?:[:,;](?=[^\W\d_]{{2}}|[^\W\d_\x00-\x7f])|[：，、；](?=[^\s\d{SIGILS}]))"
)
_GLUED = lazy_pattern(r"^([：，])(?=\S)")
_NAME = (
    r"(?:[^\W\d_a-z][\w'’.-]*|(?:al|bin|da|de|del|della|den|der|di|dos|du|la|le|ten|van|von)(?=\s))"
)
_LABEL = lazy_pattern(
    rf"[{SPEAKER_SIGILS}]({_NAME}(?:\s+{_NAME}){{1,4}})\s?(?::(?![\\/\d])|：(?!\d))"
)


def with_whole_names(line: str, there: Sequence[Participant], themes: Sequence[Theme] = ()) -> str:
    """Return the line with each name of several words after an ``@`` or ``#`` in quotation marks.

    A theme's, only where nothing follows that might go on with it. A known name stands alone then,
    without brackets, and its quotation marks are closed: ``(@3)``, ``@3：慢``, ``@"Anna No``.
    Invisible marks before a sign or a name are left out.
    """
    line = _INVISIBLE.sub("", line)
    if (open_name := _OPEN.search(line)) and _is_known(open_name, there, themes):
        line = f'{line[: open_name.end()]}"{line[open_name.end() :]}'
    line = _with_whole_themes(line, themes)
    line = _BRACKETED.sub(lambda found: _bare(found, there), line)
    line = _COLON.sub(lambda found: _parted(found, there), line)
    names = sorted({" ".join(each.name.split()) for each in there}, key=len, reverse=True)
    for at in reversed([match.start() for match in _AT.finditer(line)]):
        behind = line[at + 1 :]
        for name in names:
            found = _named(name).match(behind)
            word = token_word(line, at) if found else None
            if found and (word is None or word.value != name) and not set(QUOTES) & set(name):
                rest = _GLUED.sub(r"\1 ", behind[found.end() :])
                line = f'{line[: at + 1]}"{name}"{rest}'
                break
    return line


def _is_known(name: re.Match[str], there: Sequence[Participant], themes: Sequence[Theme]) -> bool:
    if name["sigil"] in SPEAKER_SIGILS:
        who = resolve_speaker(name["name"], there)
        return who.best is not None and not who.ambiguous
    return resolve_theme(name["name"], themes).best is not None


def _bare(found: re.Match[str], there: Sequence[Participant]) -> str:
    """Return ``@3`` for ``(@3)``, if somebody is meant."""
    return f"@{found['name']}" if resolve_speaker(found["name"], there).best else found.group()


def nobody_in_brackets(line: str) -> tuple[str, str]:
    """Return the ``(@Fred)`` that `with_whole_names` left in a line, and the name; "" for none."""
    found = _BRACKETED.search(line)
    return (found.group(), found["name"]) if found else ("", "")


def _parted(found: re.Match[str], there: Sequence[Participant]) -> str:
    """Return ``@3： `` for ``@3：``, if somebody is called so."""
    return f"{found.group()} " if resolve_speaker(found["name"], there).best else found.group()


def _with_whole_themes(line: str, themes: Sequence[Theme]) -> str:
    """Return the line with quotation marks around each theme's whole name behind a ``#``."""
    if not _HASH.search(line):
        return line
    names = {" ".join(each.name.split()): each.name for each in themes}
    names |= {" ".join(each.path.split()): each.path for each in themes}
    long = sorted((name for name in names if " " in name), key=len, reverse=True)
    for at in reversed([match.start() for match in _HASH.finditer(line)]):
        behind = line[at + 1 :]
        start = behind[:2].casefold()
        for name in long:
            found = name[:2].casefold() == start and _named(name).match(behind)
            if found and _NOTHING_MORE.match(behind, found.end()) and not set(QUOTES) & set(name):
                line = f'{line[: at + 1]}"{name}"{behind[found.end() :]}'
                break
    return line


@lru_cache(256)
def _named(name: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(name)}(?![\w@])".replace(r"\ ", r"\s+"), re.IGNORECASE)


def label_behind_at(line: str) -> tuple[str, int]:
    """Return the name of several words in a label in front, as ``@Anna Novak:``, and its end.

    The name is "" if the line has none.
    """
    match = _LABEL.match(line, read_signs(line)[0])
    return (" ".join(match[1].split()), match.end()) if match else ("", 0)
