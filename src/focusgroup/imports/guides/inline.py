"""Turn runs of bold, italic and plain text into Markdown that reads back as the same text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from focusgroup.core.patterns import lazy_pattern

_SPECIAL = lazy_pattern(r"[\\`*<>]|\[(?=[^\]\n]{0,200}\]\()|(?<!\w)_|_(?!\w)|&(?=#?\w{1,31};)")
_AT_START = lazy_pattern(r"^(?:#{1,6}(?=\s|$)|[=~|]|:{3,}|\+(?=\s))")
_RULER = lazy_pattern(r"^[\s\-=_*.·•–—~#]+$")
_HAND_MADE = lazy_pattern(r"[^\S\n]+")
_TRACES = lazy_pattern("[\u00ad\u200b\ufeff\u2060]")
"""Invisible marks of word processors, which would part a word from its twin."""


@dataclass(frozen=True, slots=True)
class Run:
    """A text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


def marked_up(runs: Iterable[Run], *, plain: bool = False) -> str:
    """Return *runs* as Markdown, a line for each line; *plain* leaves bold and italics out.

    Lines that only draw a ruler are left out.
    """
    lines = [_line(line, plain=plain) for line in _lines(runs)]
    return "\n".join(line for line in lines if line)


def plain_text(runs: Iterable[Run]) -> str:
    """Return the text of *runs* on one line, without marks or escapes."""
    return " ".join(_TRACES.sub("", "".join(run.text for run in runs)).split())


def escaped(text: str) -> str:
    """Return *text* so that Markdown shows its signs instead of obeying them."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = _TRACES.sub("", run.text).split("\n")
        lines[-1].append(Run(first, run.bold, run.italic))
        lines += [[Run(other, run.bold, run.italic)] for other in others]
    return lines


def _line(runs: list[Run], *, plain: bool) -> str:
    if _RULER.match("".join(run.text for run in runs).strip()):
        return ""
    spans = [Run(escaped(run.text)) for run in runs] if plain else list(_spans(runs))
    joined = "".join(span.text for span in spans)
    text = _HAND_MADE.sub(" ", joined).strip()
    return _AT_START.sub(r"\\\g<0>", text)


def _spans(runs: list[Run]) -> Iterator[Run]:
    """Yield runs of one style together, marked where the marks can be read back."""
    grouped = [
        Run("".join(run.text for run in group), *style)
        for style, group in groupby(runs, lambda run: (run.bold, run.italic))
    ]
    grouped = _without_styled_blanks(grouped)
    for at, run in enumerate(grouped):
        before = grouped[at - 1].text[-1:] if at else ""
        after = grouped[at + 1].text[:1] if at + 1 < len(grouped) else ""
        yield Run(_marked(run, before, after))


def _without_styled_blanks(runs: list[Run]) -> list[Run]:
    """Return *runs* with blanks between two of one style in that style."""
    kept: list[Run] = []
    for at, run in enumerate(runs):
        after = runs[at + 1] if at + 1 < len(runs) else None
        if kept and not run.text.strip() and after and _style(kept[-1]) == _style(after):
            run = Run(run.text, after.bold, after.italic)
        if kept and _style(kept[-1]) == _style(run):
            kept[-1] = Run(kept[-1].text + run.text, run.bold, run.italic)
        elif run.text:
            kept.append(run)
    return kept


def _style(run: Run) -> tuple[bool, bool]:
    return run.bold, run.italic


def _marked(run: Run, before: str, after: str) -> str:
    text = escaped(run.text)
    core = text.strip()
    if not core or not (run.bold or run.italic):
        return text
    start, end = text.find(core), text.find(core) + len(core)
    # A mark between a sign and a letter can't be read back: the sign is left outside.
    if start == 0 and _is_letter(before):
        start = next((n for n in range(start, end) if _is_letter(text[n])), end)
    if end == len(text) and _is_letter(after):
        end = next((n + 1 for n in range(end - 1, start, -1) if _is_letter(text[n])), start)
    joins = (start == 0 and _is_letter(before)) or (end == len(text) and _is_letter(after))
    if start >= end or text[end - 1] == "\\":
        return text
    mark = "**" if run.bold else ""
    # An underscore inside a word isn't a mark.
    mark += "" if joins or not run.italic else "_"
    return f"{text[:start]}{mark}{text[start:end]}{mark[::-1]}{text[end:]}"


def _is_letter(char: str) -> bool:
    return bool(char) and char.isalnum()
