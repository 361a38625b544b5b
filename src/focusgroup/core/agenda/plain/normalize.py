"""Turn what people write instead of Markdown into Markdown, keeping the line numbers.

That is: bullets and numbers from word processors, Chinese numbering, marks of publishing tools, and
lines used as headings in a text without headings.
"""

import re
from collections.abc import Iterator, Sequence

from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.problems import Problems
from focusgroup.core.agenda.vocabulary import FIELDS, ROLES, asks_at_end, is_quoted
from focusgroup.core.text import fold

PROMOTED_LEVEL = 6
"""The heading level given to a line that is read as a heading."""

_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_TOOL = re.compile(r"^[ \t]*(?::{3,}.*|\{\{[<%].*[%>]\}\}[ \t]*|\\(?:newpage|pagebreak)[ \t]*)$")
_BULLET = re.compile(r"^([ \t]*)[•◦▪▫●○■‣⁃·・][ \t]*(?=\S)")
_LETTER = re.compile(r"^[ \t]*[a-z]\)[ \t]+")
# "1、" and "1.文": Chinese leaves out the space that Markdown needs.
_CJK = "\u2e80-\u9fff\uff00-\uffef“"
_NUMBER = re.compile(rf"^[ \t]*(\d{{1,2}})(?:[、．][ \t]*(?=\S)|[.)](?=[{_CJK}]))")
_INNER_NUMBER = re.compile(rf"^[ \t]*[（(]\d{{1,2}}[）)][ \t]*(?=[{_CJK}])")

_ATX = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]|$)", re.MULTILINE)
_SETEXT = re.compile(r"^[^\s#>|-][^\n]*\n {0,3}(?:=+|-{2,})[ \t]*$", re.MULTILINE)
_NO_HEADING = re.compile(r"^(?:\s{4}|[ \t]*(?:[-+>|#<]|\*\s|\d{1,3}[.)]\s|$))")
_BOLD = re.compile(r"^(\*\*|__)(?P<text>[^*_]{1,100})\1(?P<colon>[:：]?)$")
_CHINESE_PART = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十\d]{1,3}(?:部分|阶段|环节|节))"
)
_PART = re.compile(
    r"^(?:part|section|phase|teil|abschnitt)\s+(?:\d{1,2}|[ivx]{1,4}|[a-h])\b", re.IGNORECASE
)
_TITLE_WORDS = re.compile(
    r"guide|agenda|protocol|script|discussion|interview|focus group|plan|leitfaden|ablauf"
    r"|提纲|指南|议程|大纲|访谈|座谈",
    re.IGNORECASE,
)
_LONGEST_HEADING = 100


def is_named_as_whole(title: str) -> bool:
    """Return whether *title* names the whole document: "Interview guide: …"."""
    return bool(_TITLE_WORDS.search(title))


def as_markdown(text: str, problems: Problems, first_line: int) -> str:
    """Return *text* as Markdown with the same number of lines; *first_line* is its first number."""
    lines = text.split("\n")
    if not _has_headings(text):
        lines = _with_headings(lines, problems, first_line)
    changed = list(_changed(lines))
    if any(was.strip() and not now for was, now in zip(lines, changed, strict=True)):
        problems.warn(
            first_line,
            "fences (`:::`) and shortcodes of a publishing tool were ignored",
            "remove them, or keep them if the text between them reads well",
        )
    return "\n".join(changed)


def _changed(lines: Sequence[str]) -> Iterator[str]:
    in_fence = False
    for line in lines:
        in_fence ^= bool(_FENCE.match(line))
        yield line if in_fence else _as_markdown(line)


def _as_markdown(line: str) -> str:
    if _TOOL.match(line):
        return ""
    line = _BULLET.sub(r"\1- ", line)
    line = _NUMBER.sub(r"\1. ", line)
    # Three spaces: nested under a number, and still a list if there is no number.
    return _INNER_NUMBER.sub("   - ", _LETTER.sub("   - ", line))


def _has_headings(text: str) -> bool:
    """Return whether there are headings other than the title."""
    return _ATX.findall(text) not in ([], ["#"]) or bool(_SETEXT.search(text))


def _with_headings(lines: Sequence[str], problems: Problems, first_line: int) -> list[str]:
    """Return *lines* with those that look like headings made headings, if at least two do."""
    out = [n for n, line in enumerate(lines) if _stands_out(line)]
    if len(out) < 2:
        return list(lines)
    marked = list(lines)
    for n in out:
        marked[n] = f"{'#' * PROMOTED_LEVEL} {_heading_text(lines[n])}"
    if _is_title(lines, out):
        marked[out[0]] = f"# {_heading_text(lines[out[0]])}"
        out = out[1:]
    problems.warn(
        first_line + out[0],
        "there are no section headings; lines that look like headings were used",
        "start each section with `## Title (10 min)`",
    )
    return marked


def _is_title(lines: Sequence[str], out: Sequence[int]) -> bool:
    """Return whether the first line that looks like a heading is the title of the others."""
    first, second, *_ = out
    if len(out) < 3 or any(line.strip() for line in lines[:first]):
        return False
    minutes = [read_heading(_heading_text(lines[n])).minutes for n in out]
    if minutes[0] is not None:
        return False
    between = [line for line in lines[first + 1 : second] if line.strip()]
    leads = any(asks_at_end(line) or _NO_HEADING.match(_as_markdown(line)) for line in between)
    timed = sum(length is not None for length in minutes)
    return not leads and (2 * timed > len(out) - 1 or is_named_as_whole(lines[first]))


def _heading_text(line: str) -> str:
    match = _BOLD.match(line.strip())
    return (match["text"] if match else line).strip().rstrip(":：").strip()


def _stands_out(line: str) -> bool:
    """Return whether a line looks like a heading: bold, timed, numbered or capitals."""
    said = line.strip()
    if len(said) > _LONGEST_HEADING or _NO_HEADING.match(line):
        return False
    text = _heading_text(line)
    bold = _BOLD.match(said)
    if (
        text.endswith((".", "。", "!", "！", ",", "，", ";"))
        or asks_at_end(text)
        or is_quoted(text)
    ):
        return False
    if fold(text) in ROLES or FIELDS.get(fold(re.split("[:：]", text)[0])):
        return False
    parts = read_heading(text)
    if parts.title and (parts.minutes is not None or parts.starts is not None):
        return True
    if bold:
        return not bold["colon"] and not bold["text"].rstrip().endswith((":", "：", ":"))
    if _CHINESE_PART.match(said) or _PART.match(said):
        return True
    letters = [char for char in said if char.isalpha()]
    return len(letters) > 3 and said.upper() == said and said.lower() != said
