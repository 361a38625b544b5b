"""File names from what people call things, safe on Windows, macOS and Linux alike."""

import re
import unicodedata

from focusgroup.core.model import Report
from focusgroup.exports.privacy.consent import INTERNAL, Audience, presentable
from focusgroup.exports.wording import dates, labels
from focusgroup.exports.wording.words import words_for

LONGEST = 120
"""Characters of a name before its suffix, so that ``(2)`` and a folder still fit."""

LONGEST_BYTES = 200
"""The same in UTF-8; most file systems end at 255 bytes."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_SPACES = re.compile(r"\s+")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
"""Devices of Windows, which open even with a suffix behind them."""

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Categories that hide or turn text round: controls, marks of direction, surrogates."""


def file_name(title: str, suffix: str = ".docx", fallback: str = "summary") -> str:
    """*title* as the name of a file that ends in *suffix*.

    Letters of every script stay as they are. What a system forbids becomes a dash, what
    can't be seen goes, reserved names get an underscore in front, and what is too long
    is cut between characters. *fallback* stands in for a title with nothing left.
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
    """Without the ends that hide a file, climb out of a folder or get lost on Windows."""
    return text.lstrip(" .-~").rstrip(" .-")


def _cut(text: str) -> str:
    if len(text) <= LONGEST and len(text.encode()) <= LONGEST_BYTES:
        return text
    cut = text[:LONGEST].encode()[:LONGEST_BYTES].decode(errors="ignore")
    while cut and unicodedata.combining(text[len(cut)]):
        cut = cut[:-1]
    return cut


def suggested_name(
    report: Report,
    audience: Audience = INTERNAL,
    *,
    topline: bool = False,
    suffix: str = ".docx",
    language: str | None = None,
) -> str:
    """A file name for *report*: "2026-03-12 Planners' focus group.docx"."""
    started = [session.started_ms for session in report.sessions if session.started_ms is not None]
    day = ""
    if started:
        zone = dates.zone_named(report.sessions[0].zone)
        day = f"{dates.iso_day(max(started), zone)} "
    words = words_for(report, language)
    title = presentable(report, audience, words).report.title
    # A version for readers outside must never be mistaken for, or replaced by, the other one.
    kinds = [(topline, labels.TOPLINE), (audience.external, labels.EXTERNAL)]
    what = "".join(f" - {words(kind)}" for wanted, kind in kinds if wanted)
    return file_name(f"{day}{title.strip() or words(labels.REPORT)}{what}", suffix)
