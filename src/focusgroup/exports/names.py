"""File names made from titles, safe on Windows, macOS and Linux alike."""

import re
import unicodedata

from focusgroup.core.dates.zones import zone_of
from focusgroup.core.model import Report
from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.making import INTERNAL, Audience
from focusgroup.exports.privacy.consent import presentable
from focusgroup.exports.wording import dates, labels
from focusgroup.exports.wording.words import Words, words_for

LONGEST = 120
"""Characters of a name before its suffix; leaves room for ``(2)`` and a folder."""

LONGEST_BYTES = 200
"""The same in UTF-8; most file systems end at 255 bytes."""

_FORBIDDEN = lazy_pattern(r'[<>:"/\\|?*]+')
_SPACES = lazy_pattern(r"\s+")
_RESERVED = lazy_pattern(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
"""Names of Windows devices, which stay reserved even with a suffix."""

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Unicode categories that hide or reverse text: controls, direction marks, surrogates."""


def file_name(title: str, suffix: str = ".docx", fallback: str = "summary") -> str:
    """Return *title* as a file name that ends in *suffix*.

    Letters of every script are kept. Forbidden characters become a dash, invisible ones are
    removed, reserved names get a leading underscore, and a long title is cut between
    characters. *fallback* is used when nothing of the title is left.
    """
    text = "".join(
        char for char in title if char.isspace() or unicodedata.category(char) not in _UNSEEN
    )
    text = _FORBIDDEN.sub("-", _SPACES.sub(" ", unicodedata.normalize("NFC", text)))
    text = _trimmed(_cut(_trimmed(text)))
    if not any(char.isalnum() for char in text):
        text = fallback
    if _RESERVED.fullmatch(text):
        text = f"_{text}"
    return text + suffix


def _trimmed(text: str) -> str:
    """Strip the ends that hide a file, leave the folder or get lost on Windows."""
    return text.lstrip(" .-~").rstrip(" .-")


def _cut(text: str) -> str:
    if len(text) <= LONGEST and len(text.encode()) <= LONGEST_BYTES:
        return text
    cut = text[:LONGEST].encode()[:LONGEST_BYTES].decode(errors="ignore")
    while cut and unicodedata.combining(text[len(cut)]):
        cut = cut[:-1]
    return cut


def log_ending(words: Words) -> str:
    """Return what follows a document's name in that of the workbook with its quote log."""
    return f" - {words(labels.QUOTE_LOG)}.xlsx"


def suggested_name(
    report: Report,
    audience: Audience = INTERNAL,
    *,
    topline: bool = False,
    one_page: bool = False,
    suffix: str = ".docx",
    language: str | None = None,
) -> str:
    """Return a file name for *report*: "2026-03-12 Planners' focus group.docx"."""
    days = [
        dates.iso_day(session.started_ms, zone_of(session.zone))
        for session in report.sessions
        if session.started_ms is not None
    ]
    day = f"{max(days)} " if days else ""
    words = words_for(report, language)
    title = presentable(report, audience, words).report.title
    # A version for readers outside must never be mistaken for, or replaced by, the other one.
    kinds = [
        (topline, labels.TOPLINE),
        (one_page, labels.ONE_PAGE),
        (audience.external, labels.EXTERNAL),
    ]
    what = "".join(f" - {words(kind)}" for wanted, kind in kinds if wanted)
    return file_name(f"{day}{title.strip() or words(labels.REPORT)}{what}", suffix)
