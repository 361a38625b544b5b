"""Turn what people write instead of Markdown into Markdown, keeping the line numbers.

That is: bullets and numbers from word processors, Chinese and Japanese numbering, marks of
publishing tools, lists indented by eye, and lines used as headings.
"""

import re
from collections.abc import Iterator, Sequence

from focusgroup.core.agenda.items import numbered_role
from focusgroup.core.agenda.plain.among_headings import PROMOTED_LEVEL
from focusgroup.core.agenda.plain.fenced import FENCE, without_fence
from focusgroup.core.agenda.plain.heading_marks import alike
from focusgroup.core.agenda.plain.line_headings import with_headings
from focusgroup.core.agenda.plain.line_looks import is_timed
from focusgroup.core.agenda.plain.list_levels import levelled
from focusgroup.core.agenda.plain.mail import without_quoting
from focusgroup.core.agenda.plain.overview import with_programme
from focusgroup.core.agenda.plain.page_lines import (
    with_times_in_brackets,
    with_titles_after_times,
    without_pages,
)
from focusgroup.core.agenda.plain.typed_tables import with_typed_tables
from focusgroup.core.agenda.problems import Problems
from focusgroup.core.agenda.vocabulary import asks_at_end, is_quoted
from focusgroup.core.agenda.words.leading_words import REQUEST
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_TOOL = lazy_pattern(r"^[ \t]*(?::{3,}.*|\{\{[<%].*[%>]\}\}[ \t]*|\\(?:newpage|pagebreak)[ \t]*)$")
_AS_IT_IS = lazy_pattern(r"[ \t]*(?:[a-np-zA-Z*#>|+-]|$)")
"""Most lines: a letter (but ``o``, a bullet of Word's) or a mark of Markdown comes first."""

_BULLET = lazy_pattern(
    r"^([ \t]*)(?:[•◦▪▫●○■□◆◇‣⁃·・➢►➤✓✔][ \t]*|[–—→]\s+|o\t+|(?<=[ \t])o[ ]+(?=[A-ZÀ-Þ¿]))(?=\S)"
)
_ARROW = lazy_pattern(r"^([ \t]*)(?:(?:-{1,2}|=)>|[↳↪➔➜⇒⤷└])[ \t]*(?=\S)")
_ASKED_ON = lazy_pattern(r"^([ \t]{2,})>[ \t]*(?=[^\s>\"“„«'].*[?？][ \t]*$)")
"""What is asked further under an item, as it is typed: ``   > and when it is urgent?``."""

_REMARK = lazy_pattern(r"^([ \t]+)※[ \t]*(?=\S)")
"""A remark under a question, as it is written in Japanese."""

_BOX = lazy_pattern(r"^([ \t]*)[☐☑☒□][ \t]*(?=\S)")
# "1、" and "1.文": Chinese leaves out the space that Markdown needs.
_CJK = "\u2e80-\u9fff\uff00-\uffef“"
_NUMBER = lazy_pattern(rf"^([ \t]*)(\d{{1,2}})(?:[、．][ \t]*(?=\S)|[.)](?=[{_CJK}]))")
_INNER_NUMBER = lazy_pattern(rf"^[ \t]*[（(]\d{{1,2}}[）)][ \t]*(?=[{_CJK}])")
_DEEP_NUMBER = lazy_pattern(
    r"^([ \t]+)[(（]?\d{1,2}(?:[.-]\d{1,2}){1,3}[.)、）]?(?:[ \t]+(?=\S)|(?<=[、）]))"
    r"(?!(?i:min|分|小时|時間|m\b|h\b|['’′]|std|stund|hour|hr|heure|hora|ora|ore|uur|uhr))"
)
"""``   1.2 Since when?`` under ``1. You``."""

_BOLD_NUMBER = lazy_pattern(r"^\*\*(\d{1,2}[.)])\*\*\s+(?=\S)")
_BOLD_LABEL = lazy_pattern(
    r"^(?P<before>[ \t]*(?:[-*+][ \t]+|\d{1,3}[.)][ \t]+)?\*\*)"
    r"(?P<label>[^*:：.]{2,30})\.\*\*(?=\s+\S)"
)
_ONLY_LINK = lazy_pattern(
    r"^([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)(?=(?:\*\*)?\[[^\[\]\d]+\]\([^()\s]*\)(?:\*\*)?[ \t]*$)"
)
"""An item that is only a link: of a table of contents, or to something to be opened."""

_SIGN = lazy_pattern(
    r"(?P<indent>[ \t]*)(?:(?P<letter>[A-Z])[.:)]|(?!Q)[A-Z]{1,2}\d{1,2}[a-z]?"
    r"|\[[A-Z]{1,2}\d{1,2}[a-z]?\])"
    r"[ \t]+(?=[^\W\d_a-z]|[¿„“\"«])"
)
"""What an author puts before each question: "Q.", "B2"."""

_TAIL = lazy_pattern(r"(?:\s*(?:[(（][^()（）]{1,12}[)）]|\[[A-Z*]{1,2}\]))+\s*$")
"""What stands behind a question: how long it takes, whether it must be asked: "(4') [M]"."""

_RANK = lazy_pattern("^[ \t\u3000]*[◆◇▼▶][ \t\u3000]*[^\\s。.]+[ \t\u3000]*$")
_LOWEST = lazy_pattern("^[ \t\u3000]+・")
_FEWEST_RANKS = 2
_TIMED_RANKS = tuple("●○")
_LONGEST_TAIL = 60
_LEAST_MARKED = 3
_CHINESE_DASH = lazy_pattern(r"^([ \t]*)——(?=[^\s—-])")
_CIRCLED = lazy_pattern(r"^([ \t]*)([①-⑳])[ \t]*(?=\S)")
_WIDE_INDENT = lazy_pattern("^[ \t\u3000\u00a0]*[\u3000\u00a0][ \t\u3000\u00a0]*")


def as_markdown(text: str, problems: Problems, first_line: int) -> str:
    """Return *text* as Markdown with the same number of lines; *first_line* is its first number."""
    whole = with_typed_tables(with_programme(without_fence(text.split("\n"))))
    unquoted, mail = without_quoting(whole)
    lines = with_titles_after_times(without_pages(unquoted))
    typed = alike([with_times_in_brackets(line) for line in lines])
    body = ["" if n in mail else line for n, line in enumerate(typed)] if mail else typed
    lines = with_headings(body, problems, first_line)
    if mail:
        head = mail[0] if lines != body else -1
        lines = [
            f"##### {typed[n].strip()} (notes)" if n == head else typed[n] if n in mail else line
            for n, line in enumerate(lines)
        ]
    changed = list(_changed(_with_ranks(lines)))
    if any(was.strip() and not now for was, now in zip(lines, changed, strict=True)):
        problems.warn(
            first_line,
            "fences (`:::`) and shortcodes of a publishing tool were ignored",
            "remove them, or keep them if the text between them reads well",
        )
    return "\n".join(levelled(_with_numbers(changed)))


def _with_ranks(lines: Sequence[str]) -> list[str]:
    """Return *lines* with those of a higher bullet than the lists below them as labels: ◆ over ・.

    What stands below such a line, or below a remark (※), is as far in as all else of its section.
    """
    out = list(lines)
    labels = {n for n, line in enumerate(lines) if _RANK.match(line)}
    if len(labels) < _FEWEST_RANKS or any(asks_at_end(lines[n]) for n in labels):
        return out
    if not any(_LOWEST.match("".join(lines[n + 1 : n + 2])) for n in labels):
        return out
    cut = 0
    for n, line in enumerate(lines):
        text = line.lstrip()
        indent = len(line) - len(text)
        if text[:1] in _TIMED_RANKS and not indent and is_timed(text[1:].strip()):
            out[n], cut = f"{'#' * (PROMOTED_LEVEL + 1)} {text[1:].strip()}", 0
        elif n in labels:
            out[n], cut = f"**{text[1:].strip()}**", -1
        elif not text or not indent:
            cut = 0
        elif text[0] == "※" and cut == 0:
            cut = -1
            out[n] = f" {text}"
        else:
            cut = indent if cut < 0 else cut
            out[n] = f" {line[cut:]}" if cut and indent >= cut else line
            if cut and is_quoted(text):
                out[n] = f" - [!SCRIPT] {text}"
    return out


def _with_numbers(lines: list[str]) -> list[str]:
    """Return *lines* with the sign that the author puts before each question as a number.

    "Q. Who is that?" or "B2 Since when?" is one if it stands there three times, and most ask.
    """
    marked = [(n, found) for n, line in enumerate(lines) if (found := _SIGN.match(line))]
    if len(marked) < _LEAST_MARKED:
        return lines
    out = list(lines)
    signs = {found["letter"] or "" for _, found in marked}  # "" for those with a number
    for sign in signs - {"A", "B", "C"} if "A" in signs else signs:  # no list from A on
        own = [(n, found) for n, found in marked if (found["letter"] or "") == sign]
        asked = sum(_asks_there(lines, n, found.end()) for n, found in own)
        if len(own) >= _LEAST_MARKED and 3 * asked >= 2 * len(own):
            for n, found in own:
                out[n] = f"{found['indent']}1. {lines[n][found.end() :]}"
                if _TAIL.match("".join(lines[n + 1 : n + 2])[:_LONGEST_TAIL]):
                    out[n : n + 2] = [f"{out[n]} {lines[n + 1].strip()}", ""]
    return out


def _asks_there(lines: Sequence[str], n: int, at: int) -> bool:
    return asks_at_end(_TAIL.sub("", _whole(lines, n).rstrip()[-_LONGEST_TAIL:])) or bool(
        REQUEST.match(lines[n][at:])
    )


def _whole(lines: Sequence[str], n: int) -> str:
    """Return line *n* with the line below it, if that goes on."""
    below = lines[n + 1].strip() if n + 1 < len(lines) else ""
    return f"{lines[n]} {below}" if below[:1].islower() else lines[n]


def _changed(lines: Sequence[str]) -> Iterator[str]:
    in_fence = False
    for line in lines:
        in_fence ^= bool(FENCE.match(line))
        yield line if in_fence else with_list_mark(line)


def _with_colon(found: re.Match[str]) -> str:
    """Return "**Task 1:**" for "**Task 1.**" before text."""
    if numbered_role(fold(found["label"])) is None:
        return found.group()
    return f"{found['before']}{found['label']}:**"


def with_list_mark(line: str) -> str:
    """Return *line* with Markdown's mark for a list item in place of a typed one."""
    if line[:2] == "**" and line[2:3].isdecimal():
        line = _BOLD_NUMBER.sub(r"\1 ", line)
    if ".** " in line[:60]:
        line = _BOLD_LABEL.sub(_with_colon, line)
    if "->" in line or "=>" in line or not line.isascii():
        line = _ARROW.sub(r"\1- ", line)
    if line[:2].isspace() and ">" in line:
        line = _ASKED_ON.sub(r"\1- ", line)
    if "](" in line:
        line = _ONLY_LINK.sub(r"\1[!NOTE] ", line)
    if _AS_IT_IS.match(line):
        return line
    if _TOOL.match(line):
        return ""
    line = _WIDE_INDENT.sub(lambda found: "  " * len(found.group()), line)
    line = _REMARK.sub(r"\1- [!NOTE] ※", line)
    line = _BULLET.sub(r"\1- ", _BOX.sub(r"\1- [ ] ", line))
    line = _CHINESE_DASH.sub(r"\1- ", line)
    line = _NUMBER.sub(lambda found: f"{found[1]}{int(found[2])}. ", line)
    line = _DEEP_NUMBER.sub(r"\1- ", line)
    line = _CIRCLED.sub(lambda found: f"{found[1]}{ord(found[2]) - ord('①') + 1}. ", line)
    # Three blanks: nested under a number, and still a list if there is no number.
    return _INNER_NUMBER.sub("   - ", line)
