"""How wide and high text gets on paper, without a layout engine to ask.

The figures are those of Calibri, and of Carlito, which is made to its measure. Lines in other
scripts are higher: Chinese, Japanese and Korean ones were measured with Noto Sans CJK (1.45 ems;
Microsoft YaHei has 1.32), Thai, Hindi and their like with Noto Sans (1.51).
"""

import re
import unicodedata

from focusgroup.exports.text.scripts import COMPLEX, EAST_ASIAN, isolated

COLUMN = 0.41
"""Width of a column in ems, the mean of running English text with the ends of its lines."""

WIDEST = 2.5
"""Columns of the widest character."""

_HEIGHT, _HEIGHT_EAST_ASIAN, _HEIGHT_COMPLEX = 1.22, 1.45, 1.51
"""Of a line, in ems."""

_BOLD = 1.07
"""How much wider bold letters are, but for a few that are wider still."""

_HUNDREDTHS = {
    22: "'", 23: " il", 24: "j", 25: ",.I", 27: ":;", 29: "`", 30: "()", 31: "-[]f{}", 32: "J",
    33: "!t", 35: "r", 39: "/\\s", 40: '"z', 42: "Lc“”", 43: "x", 45: "kvy", 46: "?FS|", 47: "Zg",
    48: "a", 49: "ETY", 50: "#*+<=>^_e~†≥–", 51: "$0123456789€", 52: "KPX", 53: "Cbdhnopqu",
    54: "BR", 57: "V", 58: "A", 62: "DH", 63: "G", 64: "U", 65: "N●○", 66: "O", 67: "Q", 68: "&",
    69: "…", 71: "%w", 80: "m", 85: "M", 89: "@W", 91: "—",
}  # fmt: skip
"""Widths of Calibri's characters in hundredths of an em."""

_FILLED = 0.98
"""How much of a line counts, for letters in italics and what else is wider than said here."""

_PIECE = re.compile(rf"\s*(?:[{EAST_ASIAN}]|[^\s{EAST_ASIAN}-]*-|[^\s{EAST_ASIAN}-]+)|\s+")
"""What a line may break behind: a word, the part of one up to a hyphen, a Chinese letter."""

_EAST = re.compile(f"[{EAST_ASIAN}]")
_TALL = re.compile(f"[{COMPLEX}]")


class _Widths(dict[str, float]):
    """The width of a character in ems; of one that Calibri lacks, a guess on the safe side."""

    def __missing__(self, char: str) -> float:
        self[char] = width = _guess(char)
        return width


def _guess(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF" or char > "\uffff":
        return 1.0
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    letter = unicodedata.normalize("NFD", char)[0]
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    return 0.65 if char.isupper() else 0.55


_WIDTHS = _Widths(
    (char, hundredths / 100) for hundredths, chars in _HUNDREDTHS.items() for char in chars
)


def ems(text: str) -> float:
    """How wide *text* is in one line, in ems."""
    return sum(map(_WIDTHS.__getitem__, text))


def columns(text: str) -> float:
    """How wide *text* is in one line, in columns."""
    return ems(text) / COLUMN


def lines(text: str, points: float, size: float, *, bold: int = 0) -> int:
    """How many lines of *points* width *text* takes at a font size of *size* points.

    So many of its first characters are *bold*.
    """
    room = points / size * _FILLED
    if _EAST.search(text):
        # A full stop takes the letter in front of it along into the next line.
        room -= 0.5
    count, used = 1, 0.0
    for found in _PIECE.finditer(text):
        piece = found[0]
        weight = _BOLD if found.start() < bold else 1
        wide = ems(piece) * weight
        if used + wide <= room:
            used += wide
            continue
        wide = ems(piece.strip()) * weight
        if used + wide - 1e-9 > room:
            count += used > 0
            # A word longer than a line is broken where the line ends.
            more = int(wide // room)
            count += more
            used = wide - more * room
    return count


def line(text: str) -> float:
    """The height of a line of *text* in ems."""
    if text.isascii():
        return _HEIGHT
    if _TALL.search(text):
        return _HEIGHT_COMPLEX
    return _HEIGHT_EAST_ASIAN if _EAST.search(text) else _HEIGHT


def cut(text: str, room: float) -> str:
    """*text* in one line, cut at a word with … behind it, for a *room* of so many columns."""
    line = " ".join(text.split())
    if len(line) * WIDEST <= room:
        return line
    used = 0.0
    for place, char in enumerate(line):
        used += columns(char)
        if used > room:
            head = line[:place]
            word = head.rfind(" ")
            # A word of a third of the line is no word: cut it, or what is in Chinese.
            return (head[:word] if word > place * 2 // 3 else head).rstrip(
                " ,;:.–-，；：。、"
            ) + "…"
    return line


def short(text: str, room: float) -> str:
    """*text* cut, for the middle of a line of ours."""
    return isolated(cut(text, room))
