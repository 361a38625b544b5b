"""File names made from titles, safe on Windows, macOS and Linux alike."""

import re
import unicodedata

LONGEST = 120
"""Characters of a name before its suffix; leaves room for ``(2)`` and a folder."""

LONGEST_BYTES = 200
"""The same in UTF-8; most file systems end at 255 bytes."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_SPACES = re.compile(r"\s+")
_RESERVED = re.compile(
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
