"""The script and direction of text, and the marks that keep a mixed line in order."""

from focusgroup.core.patterns import lazy_pattern

EAST_ASIAN = (
    "\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3100-\u31bf\u31f0-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00016fe0-\U00018aff\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
RIGHT_TO_LEFT = (
    "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
)
COMPLEX = "\u0900-\u109f\u1780-\u17ff\u1900-\u1aff\u1b00-\u1c4f\ua8e0-\ua8ff\uaa00-\uaaff"
"""South and South-East Asian scripts, for which Word uses its complex-script fonts."""

LEFT_TO_RIGHT_MARK = "\u200e"
_NARROW = str.maketrans({"，": ", ", "；": "; ", "：": ": ", "（": " (", "）": ")"})

MARKED = lazy_pattern(f"[{EAST_ASIAN}{RIGHT_TO_LEFT}{COMPLEX}]")
_RTL_LETTER = lazy_pattern(f"[{RIGHT_TO_LEFT}]")
LETTER = lazy_pattern(r"[^\W\d_]")
EAST_LETTER = lazy_pattern(f"[{EAST_ASIAN}]")
_WORD = lazy_pattern(r"[^\W\d_]+")


def is_plain(text: str) -> bool:
    """Return whether *text* needs no marks."""
    return text.isascii() or MARKED.search(text) is None


def is_rtl(text: str) -> bool:
    """Return whether *text* reads right to left: most of its letters do, or half of its words.

    Unicode's rule for plain text looks at the first letter only, but customers start Arabic
    sentences with a product's name, and English ones with a colleague's. With as many words in
    each direction, the first word decides.
    """
    if text.isascii():
        return False
    rtl = len(_RTL_LETTER.findall(text))
    if not rtl:
        return False
    if rtl * 2 > len(LETTER.findall(text)):
        return True
    words = _WORD.findall(text)
    if not _RTL_LETTER.match(words[0]) or EAST_LETTER.search(text):
        return False
    return sum(_RTL_LETTER.match(word) is not None for word in words) * 2 >= len(words)


def isolated(text: str) -> str:
    """Return *text* for the middle of a left-to-right line, so what follows stays after it.

    Without the mark, numbers and signs after Arabic or Hebrew letters join them.
    """
    return text if text.isascii() or not _RTL_LETTER.search(text) else text + LEFT_TO_RIGHT_MARK


def unmarked(text: str, *, rtl: bool) -> str:
    """Return *text* without those marks if *rtl*: they would reorder a right-to-left line.

    Punctuation as wide as Chinese characters becomes narrow there.
    """
    return text.replace(LEFT_TO_RIGHT_MARK, "").translate(_NARROW) if rtl else text
