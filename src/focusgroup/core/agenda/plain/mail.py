"""A guide sent by mail: its quotation marks come off, and the head of the mail is no part of it."""

import re
from collections.abc import Sequence

from focusgroup.core.patterns import lazy_pattern

_HEAD = lazy_pattern(
    r"^[*_]{0,2}(?:from|to|cc|subject|sent|date|reply-to|von|an|betreff|gesendet|datum|kopie|de|à|objet"
    r"|envoyé|para|asunto|enviado(?:\sel)?|fecha|da|a|oggetto|inviato|data|assunto|van|aan|onderwerp"
    r"|verzonden|发件人|收件人|主题|发送时间|差出人|宛先|件名|送信日時)[*_]{0,2}\s?[:：]",
    re.IGNORECASE,
)
_SUBJECT = lazy_pattern(
    r"^[*_]{0,2}(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|主题|件名)", re.IGNORECASE
)
_WROTE = lazy_pattern(
    r"^.{0,120}(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|写道"
    r"|書きました)(?:\s.{0,60})?\s?[:：]\s*$",
    re.IGNORECASE,
)
_QUOTED = lazy_pattern(r"^\s?(?:>\s?)+")
_HEAD_LINES = 12
"""How many of the first lines the head of a mail is looked for in."""


def without_quoting(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return *lines* without the marks of a quoted mail, and the lines of the mail around it.

    None if the text isn't a mail: a block quote in a guide is read aloud.
    """
    said = [(n, line) for n, line in enumerate(lines) if line.strip()]
    heads = [n for n, line in said[:_HEAD_LINES] if _HEAD.match(line)]
    wrote = next((n for n, line in said[:_HEAD_LINES] if _WROTE.match(line)), None)
    about = any(_SUBJECT.match(lines[n]) for n in heads)
    if (len(heads) < 2 or not about) and wrote is None:
        return list(lines), []
    quoted = [n for n, line in said if line.lstrip().startswith(">")]
    if 2 * len(quoted) > len(said):
        return [_QUOTED.sub("", line) for line in lines], [n for n, _ in said if n < quoted[0]]
    return list(lines), heads
