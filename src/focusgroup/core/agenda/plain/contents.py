"""Leave out a table of contents: a list in front that has the titles of the parts as they stand."""

from collections.abc import Sequence

from focusgroup.core.patterns import lazy_pattern

_HEADING = lazy_pattern(r"^ {0,3}#{1,6}[ \t]+(\S.*)$")
_ITEM = lazy_pattern(r"^\s*(?:[-*+•]|\d{1,2}(?:\.\d{1,2})*[.)]?)\s+(\S.*)$")
_LINK = lazy_pattern(r"^\[(.*)\]\([^()\s]*\)$")
_PAGE = lazy_pattern(r"(?:\s*\.{2,}|\s*…+|\t)\s*\d{1,3}$")
_NUMBER = lazy_pattern(r"^\d{1,2}(?:\.\d{1,2})*[.):]?\s+")
_LABEL = lazy_pattern(r"^(?:\*\*|__)[^*_]{2,60}(?:\*\*|__):?$|^[^-*+•|>\d][^|]{1,59}[^|.。]$")
_SAID, _LINKS = "[!", "](#"
_FURTHEST = 150
"""In how many of the first lines a table of contents is looked for."""


def contents_in(lines: Sequence[str]) -> range:
    """Return the places of the lines of a table of contents and of its title, if there is one."""
    heads = [n for n, line in enumerate(lines) if _HEADING.match(line)]
    run: list[int] = []
    for n, line in enumerate([*lines[:_FURTHEST], "end"]) if len(heads) > 3 else ():
        if _ITEM.match(line):
            run.append(n)
        elif run and line.strip():
            if named := _naming_parts(lines, run, heads):
                return range(_label_over(lines, named[0]), named[-1] + 1)
            run = []
    return range(0)


def without_contents(text: str) -> str:
    """Return *text* with its table of contents as empty lines."""
    lines = text.split("\n")
    for n in contents_in(lines):
        lines[n] = ""
    return "\n".join(lines)


def _naming_parts(lines: Sequence[str], run: Sequence[int], heads: Sequence[int]) -> list[int]:
    """Return the lines from the first to the last item that is the title of a part below.

    They are at least three, and the lines between are such titles or links. None if somebody said
    what a line is.
    """
    if any(_SAID in lines[n] for n in run):
        return []
    below = {_letters(lines[n].lstrip(" #")) for n in heads if n > run[-1]} - {""}
    named = [n for n in run if _letters(_ITEM.sub(r"\1", lines[n])) in below]
    among = [n for n in run if named and named[0] <= n <= named[-1]]
    known = all(n in named or _LINKS in lines[n] for n in among)
    return named if known and len(named) > 2 and 5 * len(named) >= 4 * len(among) else []


def _label_over(lines: Sequence[str], first: int) -> int:
    """Return the line of what heads the list, or of the list itself."""
    above = first - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    said = lines[above].strip() if above > 0 else ""
    return above if said and (_HEADING.match(said) or _LABEL.match(said)) else first


def _letters(title: str) -> str:
    bare = _NUMBER.sub("", _PAGE.sub("", _LINK.sub(r"\1", title.strip())).strip("*_ "))
    return "".join(char for char in bare.casefold() if char.isalnum())
