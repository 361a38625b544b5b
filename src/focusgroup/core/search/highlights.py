"""Find the words of a search in a text, to show why it was found."""

import re
from itertools import pairwise

from focusgroup.core.search.query import read_query
from focusgroup.core.text import fold

_WORD = re.compile(r"[^\W_]+")
# Scripts without spaces between words, the common ones; `tokens` has them all and finds more.
_DENSE = re.compile("[\u0e01-\u0e4e\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7ff]+")
_ARTICLE = re.compile("(?:[وف]?(?:ال|لل)|[بك]ال)(?=\\w{3})")


def hits(text: str, search: str) -> tuple[tuple[int, int], ...]:
    """Return the start and end of each place in *text* where a word of *search* begins."""
    wanted = [word for word in _WORD.findall(fold(read_query(search).to_show)) if word]
    starts = tuple(_ARTICLE.sub("", word) for word in wanted if not _DENSE.search(word))
    dense = {pair for word in wanted for run in _DENSE.findall(word) for pair in _pairs(run)}
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        folded = fold(match.group())
        if starts and (folded.startswith(starts) or _ARTICLE.sub("", folded).startswith(starts)):
            found.append(match.span())
    for pair in dense:
        at = text.find(pair)
        while at >= 0:
            found.append((at, at + len(pair)))
            at = text.find(pair, at + 1)
    return tuple(sorted(found))


def _pairs(run: str) -> list[str]:
    return ["".join(pair) for pair in pairwise(run)] or [run]
