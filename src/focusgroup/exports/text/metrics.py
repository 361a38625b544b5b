"""How wide and high text is on paper, estimated without a layout engine.

The figures are those of Calibri and of Carlito, which has the same metrics. Lines in other
scripts are higher: Chinese, Japanese and Korean were measured with Noto Sans CJK (1.45 ems;
Microsoft YaHei has 1.32), Thai, Hindi and similar scripts with Noto Sans (1.51).
"""

import unicodedata

from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.text.scripts import COMPLEX, EAST_ASIAN, isolated

COLUMN = 0.41
"""Width of a column in ems: the mean of running English text, including line ends."""

WIDEST = 2.5
"""Width of the widest character, in columns."""

_HEIGHT, _HEIGHT_EAST_ASIAN, _HEIGHT_COMPLEX = 1.22, 1.45, 1.51
"""Height of a line, in ems."""

_BOLD = 1.07
"""How much wider bold letters are; a few are wider still."""

_HUNDREDTHS = {
    22: "'", 23: " il", 24: "j", 25: ",.I", 27: ":;", 29: "`", 30: "()", 31: "-[]f{}", 32: "J",
    33: "!t", 35: "r", 39: "/\\s", 40: '"z', 42: "Lc“”", 43: "x", 45: "kvy", 46: "?FS|", 47: "Zg",
    48: "a", 49: "ETY", 50: "#*+<=>^_e~†≥–", 51: "$0123456789€", 52: "KPX", 53: "Cbdhnopqu",
    54: "BR", 57: "V", 58: "A", 62: "DH", 63: "G", 64: "U", 65: "N●○", 66: "O", 67: "Q", 68: "&",
    69: "…", 71: "%w", 80: "m", 85: "M", 89: "@W", 91: "—",
}  # fmt: skip
"""Widths of Calibri's characters in hundredths of an em."""

_FILLED = 0.98
"""How much of a line is used, to allow for italics and letters wider than estimated here."""

_PIECE = lazy_pattern(rf"\s*(?:[{EAST_ASIAN}]|[^\s{EAST_ASIAN}-]*-|[^\s{EAST_ASIAN}-]+)|\s+")
"""What a line may break after: a word, its part up to a hyphen, a Chinese character."""

_EAST = lazy_pattern(f"[{EAST_ASIAN}]")
_TALL = lazy_pattern(f"[{COMPLEX}]")


class _Widths(dict[str, float]):
    """The width of a character in ems; a generous guess for one that Calibri lacks."""

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
    """Return the width of *text* on one line, in ems."""
    return sum(map(_WIDTHS.__getitem__, text))


def columns(text: str) -> float:
    """Return the width of *text* on one line, in columns."""
    return ems(text) / COLUMN


def lines(text: str, points: float, size: float, *, bold: int = 0) -> int:
    """Return how many lines *text* takes, each *points* wide, at a font size of *size* points.

    The first *bold* characters are bold.
    """
    room = points / size * _FILLED
    if _EAST.search(text):
        # A full stop takes the letter before it along to the next line.
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
    """Return the height of a line of *text*, in ems."""
    if text.isascii():
        return _HEIGHT
    if _TALL.search(text):
        return _HEIGHT_COMPLEX
    return _HEIGHT_EAST_ASIAN if _EAST.search(text) else _HEIGHT


def cut(text: str, room: float) -> str:
    """Return *text* on one line, cut at a word and ended with … to fit *room* columns."""
    line = " ".join(text.split())
    if len(line) * WIDEST <= room:
        return line
    used = 0.0
    for place, char in enumerate(line):
        used += columns(char)
        if used > room:
            head = line[:place]
            word = head.rfind(" ")
            # Don't cut back by more than a third of the line, as for Chinese, which has no spaces.
            return (head[:word] if word > place * 2 // 3 else head).rstrip(
                " ,;:.–-，；：。、"
            ) + "…"
    return line


def short(text: str, room: float) -> str:
    """Return *text* cut to *room* columns, for use in the middle of another line."""
    return isolated(cut(text, room))
