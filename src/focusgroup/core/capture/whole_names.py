"""Whole names after an ``@``, which need no quotation marks: ``@Anna Novak: it is slow``."""

import re
from collections.abc import Sequence
from functools import lru_cache

from focusgroup.core.capture.grammar import read_signs
from focusgroup.core.capture.tokens import QUOTES, SPEAKER_SIGILS, token_word
from focusgroup.core.model import Participant
from focusgroup.core.patterns import lazy_pattern

_AT = lazy_pattern(rf"(?<!\\)[{SPEAKER_SIGILS}](?=[^\s{QUOTES}])")
_GLUED = lazy_pattern(r"^([：，])(?=\S)")
_NAME = (
    r"(?:[^\W\d_a-z][\w'’.-]*|(?:al|bin|da|de|del|della|den|der|di|dos|du|la|le|ten|van|von)(?=\s))"
)
_LABEL = lazy_pattern(
    rf"[{SPEAKER_SIGILS}]({_NAME}(?:\s+{_NAME}){{1,4}})\s?(?::(?![\\/\d])|：(?!\d))"
)


def with_whole_names(line: str, there: Sequence[Participant]) -> str:
    """Return the line with quotation marks around each participant's whole name after an ``@``."""
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


@lru_cache(256)
def _named(name: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(name)}(?![\w@])".replace(r"\ ", r"\s+"), re.IGNORECASE)


def label_behind_at(line: str) -> tuple[str, int]:
    """Return the name of several words in a label in front, as ``@Anna Novak:``, and its end.

    The name is "" if the line has none.
    """
    match = _LABEL.match(line, read_signs(line)[0])
    return (" ".join(match[1].split()), match.end()) if match else ("", 0)
