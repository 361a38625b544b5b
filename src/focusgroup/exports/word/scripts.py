"""Which script a stretch of text is written in, and what Word must be told about it.

Word picks fonts, spelling and direction by marks on each run, not by the letters. Text
in Latin, Greek or Cyrillic letters needs no mark; the rest is cut into stretches here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

EAST_ASIAN = (
    "\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3100-\u31bf\u31f0-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00016fe0-\U00018aff\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
_RIGHT_TO_LEFT = (
    "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
)
COMPLEX = "\u0900-\u109f\u1780-\u17ff\u1900-\u1aff\u1b00-\u1c4f\ua8e0-\ua8ff\uaa00-\uaaff"
"""South and South-East Asian scripts, which Word sets with its fonts for complex scripts."""

LEFT_TO_RIGHT_MARK = "\u200e"

_MARKED = re.compile(f"[{EAST_ASIAN}{_RIGHT_TO_LEFT}{COMPLEX}]")
_RTL_LETTER = re.compile(f"[{_RIGHT_TO_LEFT}]")
_LETTER = re.compile(r"[^\W\d_]")
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_PERSIAN = re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc]")
_THAI = re.compile("[\u0e00-\u0e7f]")
_DEVANAGARI = re.compile("[\u0900-\u097f]")


def _stretch(name: str, letters: str) -> str:
    """A group *name*: from a letter of a script to its last one, over spaces and signs."""
    return rf"(?P<{name}>[{letters}](?:[\W\d_]*[{letters}])*)"


_PLAIN = rf"(?![{EAST_ASIAN}{_RIGHT_TO_LEFT}{COMPLEX}])[^\W\d_]"
_EA = _stretch("ea", EAST_ASIAN)
_CS = _stretch("cs", COMPLEX)
# What stands between two directions belongs to that of the paragraph: a space at the end
# of a word that runs the other way would be drawn on its wrong side.
_IN_LTR = re.compile(f"{_EA}|{_CS}|{_stretch('rtl', _RIGHT_TO_LEFT)}")
_IN_RTL = re.compile(rf"{_EA}|{_CS}|(?P<plain>{_PLAIN}(?:[\W\d_]*{_PLAIN}|\d)*)")


@dataclass(frozen=True, slots=True)
class Script:
    """Run properties in WordprocessingML: before and after weight, slant and colour."""

    fonts: str = ""
    upright: str = ""
    marks: str = ""


PLAIN = Script()
_UPRIGHT = '<w:i w:val="0"/>'
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
    return Script("", _UPRIGHT, f'{mark}<w:lang w:bidi="{language}"/>')


_HEBREW_SCRIPT = _complex("he-IL", "<w:rtl/>")
_PERSIAN_SCRIPT = _complex("fa-IR", "<w:rtl/>")
_ARABIC_SCRIPT = _complex("ar-SA", "<w:rtl/>")
_THAI_SCRIPT = _complex("th-TH", "<w:cs/>")
_HINDI_SCRIPT = _complex("hi-IN", "<w:cs/>")
_OTHER_COMPLEX = Script("", _UPRIGHT, "<w:cs/>")


def is_plain(text: str) -> bool:
    """Whether no stretch of *text* needs a mark."""
    return text.isascii() or _MARKED.search(text) is None


def is_rtl(text: str) -> bool:
    """Whether *text* reads from right to left: most of its letters do.

    Not the first letter, as Unicode's rule for plain text has it: customers start Arabic
    sentences with the name of a product.
    """
    if text.isascii():
        return False
    rtl = len(_RTL_LETTER.findall(text))
    return rtl > 0 and rtl * 2 > len(_LETTER.findall(text))


def isolated(text: str) -> str:
    """*text* for the middle of a line that runs from left: what follows it stays behind it.

    Without the mark, numbers and signs after Arabic or Hebrew letters join them.
    """
    return text if text.isascii() or not _RTL_LETTER.search(text) else text + LEFT_TO_RIGHT_MARK


def unmarked(text: str, *, rtl: bool) -> str:
    """*text* without those marks in a line that runs from right, where they would turn it."""
    return text.replace(LEFT_TO_RIGHT_MARK, "") if rtl else text


def stretches(text: str, *, rtl: bool) -> Iterator[tuple[str, Script]]:
    """*text* cut into what Word can mark, for a paragraph that runs from right if *rtl*."""
    between = _right_to_left(text) if rtl else PLAIN
    scripts = {"plain": PLAIN}
    done = 0
    for found in (_IN_RTL if rtl else _IN_LTR).finditer(text):
        group = found.lastgroup or "plain"
        if group not in scripts:
            scripts[group] = _script(group, text)
        if found.start() > done:
            yield text[done : found.start()], between
        yield found[0], scripts[group]
        done = found.end()
    if done < len(text):
        yield text[done:], between


def _script(group: str, text: str) -> Script:
    """What the stretches of *group* are marked as; the whole *text* tells the language."""
    if group == "ea":
        return _east_asian(text)
    if group == "rtl":
        return _right_to_left(text)
    if _THAI.search(text):
        return _THAI_SCRIPT
    return _HINDI_SCRIPT if _DEVANAGARI.search(text) else _OTHER_COMPLEX


def _east_asian(text: str) -> Script:
    if _KANA.search(text):
        return _JAPANESE
    return _KOREAN if _HANGUL.search(text) else _CHINESE


def _right_to_left(text: str) -> Script:
    if _HEBREW.search(text):
        return _HEBREW_SCRIPT
    return _PERSIAN_SCRIPT if _PERSIAN.search(text) else _ARABIC_SCRIPT
