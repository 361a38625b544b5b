"""The script of each stretch of text, and how it must be marked for Word.

Word picks fonts, spelling and direction by marks on each run, not by the letters. Latin,
Greek and Cyrillic text needs no mark; other text is cut into stretches here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.text.scripts import (
    COMPLEX,
    EAST_ASIAN,
    EAST_LETTER,
    LETTER,
    MARKED,
    RIGHT_TO_LEFT,
)

_KANA = lazy_pattern("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HANGUL = lazy_pattern("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]")
_HEBREW = lazy_pattern("[\u0590-\u05ff\ufb1d-\ufb4f]")
_URDU = lazy_pattern("[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]")
_PERSIAN = lazy_pattern("[\u067e\u0686\u0698\u06a9\u06af\u06cc]")


def _stretch(name: str, letters: str) -> str:
    """Return a group *name*: from one letter of a script to its last, across spaces and signs."""
    return rf"(?P<{name}>[{letters}](?:[\W\d_]*[{letters}])*)"


_PLAIN = rf"(?![{EAST_ASIAN}{RIGHT_TO_LEFT}{COMPLEX}])[^\W\d_]"
_EA = _stretch("ea", EAST_ASIAN)
# Quotation marks, dashes and dots have no script of their own; in a Chinese sentence they are
# as wide as its characters and come from the same font.
_EA_WITH_SIGNS = _stretch("ea", f"{EAST_ASIAN}“”‘’…—")
_CS = _stretch("cs", COMPLEX)
# What is between two directions belongs to the paragraph's: a space at the end of a word that
# runs the other way would be drawn on its wrong side.
_RTL = _stretch("rtl", RIGHT_TO_LEFT)
_IN_LTR = lazy_pattern(f"{_EA}|{_CS}|{_RTL}")
_IN_EAST_ASIAN = lazy_pattern(f"{_EA_WITH_SIGNS}|{_CS}|{_RTL}")
_IN_RTL = lazy_pattern(rf"{_EA}|{_CS}|(?P<plain>{_PLAIN}(?:[\W\d_]*{_PLAIN}|\d)*)")


@dataclass(frozen=True, slots=True)
class Script:
    """Run properties in WordprocessingML: before and after weight, slant and colour."""

    fonts: str = ""
    upright: str = ""
    marks: str = ""


PLAIN = Script()
_UPRIGHT = '<w:i w:val="0"/>'
_PLAIN_UPRIGHT = Script(upright=_UPRIGHT)
"""For Latin in a sentence of a script without italics: slanted, it would stick out."""

_CHINESE = Script(
    '<w:rFonts w:hint="eastAsia"/>', _UPRIGHT, '<w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
)
_JAPANESE = Script(
    '<w:rFonts w:hint="eastAsia" w:eastAsia="Yu Gothic"/>',
    _UPRIGHT,
    '<w:lang w:val="en-GB" w:eastAsia="ja-JP"/>',
)
_KOREAN = Script(
    '<w:rFonts w:hint="eastAsia" w:eastAsia="Malgun Gothic"/>',
    _UPRIGHT,
    '<w:lang w:val="en-GB" w:eastAsia="ko-KR"/>',
)


def _complex(language: str, mark: str) -> Script:
    lang = f'<w:lang w:bidi="{language}"/>' if language else ""
    return Script("", _UPRIGHT, f"{mark}{lang}")


_HEBREW_SCRIPT = _complex("he-IL", "<w:rtl/>")
_URDU_SCRIPT = _complex("ur-PK", "<w:rtl/>")
_PERSIAN_SCRIPT = _complex("fa-IR", "<w:rtl/>")
_ARABIC_SCRIPT = _complex("ar-SA", "<w:rtl/>")
_OTHER_COMPLEX = _complex("", "<w:cs/>")
_COMPLEX_SCRIPTS = tuple(
    (range(first, last + 1), _complex(language, "<w:cs/>"))
    for first, last, language in (
        (0x0900, 0x097F, "hi-IN"),
        (0x0980, 0x09FF, "bn-IN"),
        (0x0A00, 0x0A7F, "pa-IN"),
        (0x0A80, 0x0AFF, "gu-IN"),
        (0x0B80, 0x0BFF, "ta-IN"),
        (0x0C00, 0x0C7F, "te-IN"),
        (0x0C80, 0x0CFF, "kn-IN"),
        (0x0D00, 0x0D7F, "ml-IN"),
        (0x0D80, 0x0DFF, "si-LK"),
        (0x0E00, 0x0E7F, "th-TH"),
        (0x0E80, 0x0EFF, "lo-LA"),
        (0x1000, 0x109F, "my-MM"),
        (0x1780, 0x17FF, "km-KH"),
    )
)
"""The Unicode blocks of a script, and a language written in it."""


def stretches(text: str, *, rtl: bool) -> Iterator[tuple[str, Script]]:
    """Yield *text* in stretches that Word can mark; *rtl* is the paragraph's direction."""
    plain, pattern = PLAIN, _IN_LTR
    if rtl:
        plain, pattern = _PLAIN_UPRIGHT, _IN_RTL
    else:
        marked, east = len(MARKED.findall(text)), len(EAST_LETTER.findall(text))
        letters = len(LETTER.findall(text))
        # A word takes about twice as many letters in Latin as characters in Chinese.
        if marked + east > letters - marked:
            plain = _PLAIN_UPRIGHT
        # Korean separates words with spaces and has signs as narrow as Latin ones.
        if 2 * east > letters - east and not _HANGUL.search(text):
            pattern = _IN_EAST_ASIAN
    between = _right_to_left(text) if rtl else plain
    scripts = {"plain": plain}
    done = 0
    for found in pattern.finditer(text):
        group = found.lastgroup or "plain"
        if group == "cs":
            script = _complex_script(found[0])
        elif group in scripts:
            script = scripts[group]
        else:
            script = scripts[group] = _east_asian(text) if group == "ea" else _right_to_left(text)
        if found.start() > done:
            yield text[done : found.start()], between
        yield found[0], script
        done = found.end()
    if done < len(text):
        yield text[done:], between


def _complex_script(stretch: str) -> Script:
    first = ord(stretch[0])
    return next((script for block, script in _COMPLEX_SCRIPTS if first in block), _OTHER_COMPLEX)


def _east_asian(text: str) -> Script:
    if _KANA.search(text):
        return _JAPANESE
    return _KOREAN if _HANGUL.search(text) else _CHINESE


def east_asian_font(text: str) -> str:
    """Return the font for the Chinese, Japanese or Korean characters of *text*."""
    if _KANA.search(text):
        return "Yu Gothic"
    return "Malgun Gothic" if _HANGUL.search(text) else "Microsoft YaHei"


def _right_to_left(text: str) -> Script:
    if _HEBREW.search(text):
        return _HEBREW_SCRIPT
    if _URDU.search(text):
        return _URDU_SCRIPT
    return _PERSIAN_SCRIPT if _PERSIAN.search(text) else _ARABIC_SCRIPT
