"""Write the guides of the corpus in other ways that mean the same, and compare how they are read.

    python -m tests.mutated_guides [-v] [WAY…]

Each way changes the Markdown that a guide is, or became, and nothing that a person would say of it:
other bullets, minutes in other brackets, headings as bold lines, labels in other words, columns in
another order. The outline that a person gave the guide holds for all of them.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda.words.label_words import ROLES, Role
from focusgroup.core.text import fold
from focusgroup.imports.agenda_file import open_guide
from tests.guides import CORPUS, Figures, compare, guides_in, read_gold

Way = Callable[[list[str]], list[str] | None]
"""Rewrites the lines of a guide; None where there is nothing to rewrite."""

_BULLET = re.compile(r"^(?P<indent>\s*)(?P<mark>[-*+•])(?P<gap>\s+)(?!\[[ xX!])(?P<text>\S.*)$")
_NUMBER = re.compile(
    r"^(?P<indent>\s*)(?P<number>\d{1,2})(?P<mark>[.)])(?P<gap>\s+)(?P<text>\S.*)$"
)
_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>\S.*?)\s*$")
_IN_BRACKETS = re.compile(
    r"^(?P<title>.*\S)\s*[(（](?:ca\.?\s|about\s|env\.\s|~\s?)?(?P<length>\d{1,3})"
    r"\s?(?P<unit>min(?:ut\w*)?\.?|Min(?:uten)?\.?|['′’]|分钟?)[)）]\s*$"
)
_LABEL = re.compile(
    r"^(?P<before>\s*(?:[-*+]\s+)?(?:\*\*)?)(?P<label>[^\W\d_][^:：*]{1,30}?)(?P<after>(?:\*\*)?[:：])"
)
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "zh", "ja")
SYNONYMS = {
    Role.SCRIPT: (
        "Read aloud|Vorlesen|À lire|Leer en voz alta|Da leggere"
        "|Ler em voz alta|Voorlezen|朗读|読み上げ"
    ),
    Role.PROBES: (
        "Probes|Nachfragen|Relances|Repreguntas|Approfondimenti|Aprofundar|Doorvragen|追问|深掘り"
    ),
    Role.QUESTIONS: "Questions|Fragen|Questions|Preguntas|Domande|Perguntas|Vragen|问题|質問",
    Role.NOTES: "Note|Hinweis|Remarque|Nota|Nota|Nota|Opmerking|备注|メモ",
}


def _each(lines: Sequence[str], pattern: re.Pattern[str], put: str) -> list[str] | None:
    """Return *lines* with those that match *pattern* written as *put*."""
    changed = [pattern.sub(put, line) for line in lines]
    return changed if changed != list(lines) else None


def _bullets(mark: str) -> Way:
    return lambda lines: _each(lines, _BULLET, rf"\g<indent>{mark}\g<gap>\g<text>")


def brackets_after_numbers(lines: list[str]) -> list[str] | None:
    """``1) What?``"""
    return _each(lines, _NUMBER, r"\g<indent>\g<number>)\g<gap>\g<text>")


def numbered_questions(lines: list[str]) -> list[str] | None:
    """Number each list of bullets in which all items ask."""
    out = list(lines)
    for start, end in _runs(lines, _BULLET):
        items = [_BULLET.match(line) for line in lines[start:end]]
        if len(items) > 1 and all(
            m and not m["indent"] and m["text"].rstrip("*_ ").endswith(("?", "？")) for m in items
        ):
            for n, match in enumerate(items, 1):
                out[start + n - 1] = f"{n}. {match['text']}" if match else ""
    return out if out != lines else None


def _runs(lines: Sequence[str], pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = None
    for n, line in enumerate([*lines, ""]):
        if pattern.match(line):
            start = n if start is None else start
        elif start is not None:
            yield start, n
            start = None


def loose_lists(lines: list[str]) -> list[str] | None:
    """A blank line between the items of lists."""
    out: list[str] = []
    for n, line in enumerate(lines):
        item = _BULLET.match(line) or _NUMBER.match(line)
        above = lines[n - 1] if n else ""
        if item and (_BULLET.match(above) or _NUMBER.match(above)):
            out.append("")
        out.append(line)
    return out if len(out) > len(lines) else None


def deeper_headings(lines: list[str]) -> list[str] | None:
    """Every heading a level further down, as below the title of a page."""
    if any(line.startswith("######") for line in lines):
        return None
    return _each(lines, re.compile(r"^(?=#{1,5}\s)"), "#")


def higher_headings(lines: list[str]) -> list[str] | None:
    """Every heading but the first a level further up, if no two levels become one."""
    levels = [len(m["marks"]) for line in lines if (m := _HEADING.match(line))]
    if not levels or levels.count(1) > 1 or levels[0] != 1 or 2 not in levels:
        return None
    first = next(n for n, line in enumerate(lines) if line.startswith("# "))
    out = [re.sub("^##", "#", line) for line in lines]
    out[first] = lines[first]
    return out


def bold_headings(lines: list[str]) -> list[str] | None:
    """``**Welcome (10 min)**`` for each heading below the title, where they are of one level."""
    levels = {len(m["marks"]) for line in lines if (m := _HEADING.match(line))}
    if len(levels - {1}) != 1 or sum(line.startswith("# ") for line in lines) != 1:
        return None
    out: list[str] = []
    for n, line in enumerate(lines):
        match = _HEADING.match(line)
        if match and len(match["marks"]) > 1:
            plain = match["text"].replace("**", "").replace("__", "")
            if ":" in plain[-1:] or "*" in plain:
                return None
            out += [f"**{plain}**", *([""] if n + 1 < len(lines) and lines[n + 1].strip() else [])]
        else:
            out.append(line)
    return out


def underlined_headings(lines: list[str]) -> list[str] | None:
    """Underlines in place of ``#`` and ``##``."""
    levels = {len(m["marks"]) for line in lines if (m := _HEADING.match(line))}
    if not levels or max(levels) > 2:
        return None
    out: list[str] = []
    for line in lines:
        match = _HEADING.match(line)
        if match:
            out += ["", match["text"], ("=" if len(match["marks"]) == 1 else "-") * 12]
        else:
            out.append(line)
    return out


def tight_headings(lines: list[str]) -> list[str] | None:
    """No blank line below headings."""
    out = [
        line
        for n, line in enumerate(lines)
        if line.strip() or not n or not _HEADING.match(lines[n - 1])
    ]
    return out if len(out) < len(lines) else None


def _numbered_headings(number: Callable[[int], str]) -> Way:
    """Number the headings of the level that has the most with minutes, unless they have numbers."""

    def way(lines: list[str]) -> list[str] | None:
        heads = [(n, m) for n, line in enumerate(lines) if (m := _HEADING.match(line))]
        timed = [len(m["marks"]) for _, m in heads if _IN_BRACKETS.match(m["text"])]
        if len(timed) < 3 or any(
            re.match(r"\W*[\dIVX]", m["text"])
            or re.search(r"\d\W*[:.]|[一二三四]、", m["text"][:12])
            for _, m in heads
        ):
            return None
        out = list(lines)
        level, count = max({*timed}, key=timed.count), 0
        for n, match in heads:
            if len(match["marks"]) == level and _IN_BRACKETS.match(match["text"]):
                count += 1
                out[n] = f"{match['marks']} {number(count)}{match['text']}"
        return out

    return way


def _minutes_as(form: str) -> Way:
    def way(lines: list[str]) -> list[str] | None:
        out: list[str] = []
        for line in lines:
            match = _HEADING.match(line)
            found = _IN_BRACKETS.match(match["text"]) if match else None
            if match and found:
                unit = found["unit"] if found["unit"][:1] in "分Mm" else "min"
                said = form.format(
                    title=found["title"],
                    n=found["length"],
                    unit=unit,
                    mmss=f"{int(found['length']):02d}:00",
                )
                out.append(f"{match['marks']} {said}")
            else:
                out.append(line)
        return out if out != lines else None

    return way


def minutes_below(lines: list[str]) -> list[str] | None:
    """``10 min`` on a line of its own under its heading."""
    out: list[str] = []
    for line in lines:
        match = _HEADING.match(line)
        found = _IN_BRACKETS.match(match["text"]) if match else None
        if match and found:
            unit = found["unit"] if found["unit"][:1] in "分Mm" else "min"
            out += [f"{match['marks']} {found['title']}", "", f"*{found['length']} {unit}*", ""]
        else:
            out.append(line)
    return out if out != lines else None


def wrapped(lines: list[str]) -> list[str] | None:
    """Paragraphs, items and quotations broken after about sixty characters."""
    out: list[str] = []
    for line in lines:
        if (
            line.startswith(("#", "|", "```", "---"))
            or "|" in line
            or "   " in line.strip()
            or len(line) < 66
            or " " not in line
        ):
            out.append(line)
            continue
        lead = re.match(r"^\s*(?:>\s*)*(?:[-*+•]\s+|\d{1,2}[.)]\s+)?", line)
        before = lead.group() if lead else ""
        quoted = before.rfind(">") + 1
        inner = before[:quoted] + " " * (len(before) - quoted)
        words, at = line[len(before) :].split(" "), before
        for word in words:
            if len(at) > 58 and not re.match(r"[-*+#>\d]", word):
                out.append(at.rstrip())
                at = inner
            at += word + " "
        out.append(at.rstrip())
    return out if out != lines else None


def capital_headings(lines: list[str]) -> list[str] | None:
    """``## WELCOME (10 min)``"""

    def upper(match: re.Match[str]) -> str:
        found = _IN_BRACKETS.match(match["text"])
        title = found["title"] if found else match["text"]
        return f"{match['marks']} {title.upper()}{match['text'][len(title) :]}"

    return _each_by(lines, _HEADING, upper)


def _each_by(
    lines: list[str], pattern: re.Pattern[str], put: Callable[[re.Match[str]], str]
) -> list[str] | None:
    out = [pattern.sub(put, line) for line in lines]
    return out if out != lines else None


def bold_in_headings(lines: list[str]) -> list[str] | None:
    """``## **Welcome (10 min)**``"""
    if any("*" in line for line in lines if _HEADING.match(line)):
        return None
    return _each(lines, _HEADING, r"\g<marks> **\g<text>**")


def signs_in_headings(lines: list[str]) -> list[str] | None:
    """An emoji before each heading."""
    return _each(lines, _HEADING, "\\g<marks> 📌 \\g<text>")


def _quotation_marks(opening: str, closing: str) -> Way:
    def way(lines: list[str]) -> list[str] | None:
        out = [
            re.sub(r"[\"“„«]\s?([^\"“”„«»]{2,}?)\s?[\"”“»]", rf"{opening}\1{closing}", line)
            for line in lines
        ]
        return out if out != lines else None

    return way


def _synonyms(language: str) -> Way:
    at = LANGUAGES.index(language)

    def put(match: re.Match[str]) -> str:
        role = ROLES.get(fold(match["label"].strip()))
        word = SYNONYMS[role].split("|")[at] if role in SYNONYMS else match["label"]
        return f"{match['before']}{word}{match['after']}"

    return lambda lines: _each_by(lines, _LABEL, put)


def plain_labels(lines: list[str]) -> list[str] | None:
    """``Script: …`` for ``**Script:** …``"""
    return _each(
        lines,
        re.compile(r"^(\s*(?:[-*+]\s+)?)\*\*([^*:：]{2,30})(?:\*\*[:：]|[:：]\*\*)\s*"),
        r"\1\2: ",
    )


def bold_labels(lines: list[str]) -> list[str] | None:
    """``**Script:** …`` for ``Script: …``"""

    def put(match: re.Match[str]) -> str:
        if "*" in match["before"] or fold(match["label"]) not in ROLES:
            return match.group()
        return f"{match['before']}**{match['label']}{match['after']}**"

    return _each_by(lines, _LABEL, put)


def columns_reversed(lines: list[str]) -> list[str] | None:
    """The columns of each table from right to left, if no cell stands over several."""
    out = list(lines)
    for start, end in _runs(lines, re.compile(r"^\s*\|.*\|\s*$")):
        rows = [re.split(r"(?<!\\)\|", line.strip()[1:-1]) for line in lines[start:end]]
        if len({len(row) for row in rows}) > 1 or len(rows) < 4 or len(rows[0]) < 2:
            return None
        if (
            any(sum(map(bool, map(str.strip, row))) == 1 for row in rows)
            or len(rows[0]) == 2
            or not any(map(str.strip, rows[0]))
        ):
            return None
        out[start:end] = ["|" + "|".join(reversed(row)) + "|" for row in rows]
    return out if out != lines else None


def numbered_rows(lines: list[str]) -> list[str] | None:
    """A first column with the number of the row."""
    out = list(lines)
    for start, end in _runs(lines, re.compile(r"^\s*\|.*\|\s*$")):
        rows = [re.split(r"(?<!\\)\|", line.strip()[1:-1]) for line in lines[start:end]]
        if (
            len(rows) < 4
            or len(rows[0]) < 3
            or not any(map(str.strip, rows[0]))
            or re.match(r"\W*(?:#|nr|no|n[.°º]|\d)", rows[0][0].strip(), re.I)
            or all(re.match(r"\W*\d{1,2}\W*$", row[0]) for row in rows[2:])
        ):
            return None
        if any(sum(map(bool, map(str.strip, row))) == 1 for row in rows):
            return None
        marks = ["#", "---", *map(str, range(1, len(rows) - 1))]
        out[start:end] = [
            f"| {mark} {line.strip()}" for mark, line in zip(marks, lines[start:end], strict=True)
        ]
    return out if out != lines else None


def deeper_lists(lines: list[str]) -> list[str] | None:
    """Nested items two more blanks in."""
    return _each(
        lines, re.compile(r"^(?P<indent>\s+)(?=(?:[-*+•]|\d{1,2}[.)])\s)"), r"\g<indent>\g<indent>"
    )


def tabbed_lists(lines: list[str]) -> list[str] | None:
    """Nested items after tabs."""

    def put(match: re.Match[str]) -> str:
        return "\t" * max(1, len(match[1].expandtabs(4)) // 3) if len(match[1]) < 9 else match[1]

    return _each_by(lines, re.compile(r"^(\s+)(?=(?:[-*+•]|\d{1,2}[.)])\s)"), put)


def lettered_probes(lines: list[str]) -> list[str] | None:
    """``a)`` for the bullets under a numbered question."""
    out = list(lines)
    for start, end in _runs(lines, re.compile(r"^\s+[-*+•]\s+(?!\[)\S")):
        above = lines[start - 1] if start else ""
        indents = {len(line) - len(line.lstrip()) for line in lines[start:end]}
        if not _NUMBER.match(above) or above[0].isspace() or len(indents) > 1 or end - start > 20:
            continue
        for n in range(start, end):
            out[n] = re.sub(r"^(\s+)[-*+•]", rf"\g<1>{chr(97 + n - start)})", lines[n])
    return out if out != lines else None


def a_rule_between(lines: list[str]) -> list[str] | None:
    """A rule above each heading but the first."""
    out: list[str] = []
    for n, line in enumerate(lines):
        if _HEADING.match(line) and n and any(map(str.strip, lines[:n])):
            out += ["", "---", ""]
        out.append(line)
    return out if len(out) > len(lines) else None


def blanks_at_ends(lines: list[str]) -> list[str] | None:
    """Two blanks after each line, and wide ones between words of headings."""
    return [f"{line}  " if line.strip() and not line.startswith("|") else line for line in lines]


def a_name_over_the_title(lines: list[str]) -> list[str] | None:
    """The name of who made the guide, above its title and as large: the head of many Word files."""
    titles = [line for line in lines if line.startswith("# ")]
    return ["# Northwind Research", "", *lines] if lines[:1] == titles else None


def with_contents(lines: list[str]) -> list[str] | None:
    """A table of contents below the title, as programs make it from the headings."""
    titles = [found[2] for line in lines if (found := re.match(r"(##+) (.+)", line))]
    if len(titles) < 4 or not lines[0].startswith("# "):
        return None
    listed = [f"{n}. [{title}](#part-{n})" for n, title in enumerate(titles, 1)]
    return [lines[0], "", "## Contents", "", *listed, "", *lines[1:]]


def italic_notes(lines: list[str]) -> list[str] | None:
    """Single lines in square brackets in italics in place of these."""
    return _each(lines, re.compile(r"^\[([^\[\]!]{4,})\]$"), r"*[\1]*")


WAYS: dict[str, Way] = {
    "stars": _bullets("*"),
    "pluses": _bullets("+"),
    "dots": _bullets("•"),
    "brackets after numbers": brackets_after_numbers,
    "numbered questions": numbered_questions,
    "loose lists": loose_lists,
    "deeper lists": deeper_lists,
    "tabbed lists": tabbed_lists,
    "lettered probes": lettered_probes,
    "deeper headings": deeper_headings,
    "higher headings": higher_headings,
    "bold headings": bold_headings,
    "underlined headings": underlined_headings,
    "tight headings": tight_headings,
    "capital headings": capital_headings,
    "bold in headings": bold_in_headings,
    "signs in headings": signs_in_headings,
    "rules between": a_rule_between,
    "name over the title": a_name_over_the_title,
    "with contents": with_contents,
    "1. headings": _numbered_headings(lambda n: f"{n}. "),
    "A. headings": _numbered_headings(lambda n: f"{chr(64 + n)}. "),
    "IV. headings": _numbered_headings(
        lambda n: f"{'I II III IV V VI VII VIII IX X XI XII'.split()[min(n, 12) - 1]}. "
    ),
    "1 – headings": _numbered_headings(lambda n: f"{n} – "),
    "[10 min]": _minutes_as("{title} [{n} {unit}]"),
    "– 10 min": _minutes_as("{title} – {n} {unit}"),
    "10 min – ": _minutes_as("{n} {unit} – {title}"),
    "(10')": _minutes_as("{title} ({n}')"),
    ", 10 min": _minutes_as("{title}, {n} {unit}"),
    ": 10 min": _minutes_as("{title}: {n} {unit}"),
    "| 10 min": _minutes_as("{title} | {n} {unit}"),
    "(~10 min)": _minutes_as("{title} (~{n} {unit})"),
    "(10min)": _minutes_as("{title} ({n}{unit})"),
    "⏱ 10 min": _minutes_as("{title} ⏱ {n} {unit}"),
    "minutes below": minutes_below,
    "wrapped": wrapped,
    "“ ”": _quotation_marks("“", "”"),
    "« »": _quotation_marks("« ", " »"),
    '" "': _quotation_marks('"', '"'),
    "plain labels": plain_labels,
    "bold labels": bold_labels,
    "columns reversed": columns_reversed,
    "numbered rows": numbered_rows,
    "blanks at ends": blanks_at_ends,
    "italic notes": italic_notes,
}


@cache
def _source(guide: Path) -> str:
    return open_guide(guide).guide.markdown


def figures_of(guide: Path, way: str) -> Figures | None:
    """Return how a guide is read that is written in another way; None if that changes nothing."""
    lines = _source(guide).replace("\r\n", "\n").split("\n")
    if way == "other labels":
        language = guide.name[:2]
        changed = _synonyms(language)(lines) if language in LANGUAGES else None
    else:
        changed = WAYS[way](lines)
    if changed is None:
        return None
    gold = read_gold(guide.with_name(guide.name + ".gold"))
    return compare(gold, parse_agenda("\n".join(changed), title=guide.stem).agenda)


def of_way(way: str, guides: Sequence[Path]) -> tuple[Figures, dict[str, list[str]]]:
    """Return the figures of all guides that a way changes, and what is wrong in which of them."""
    whole, wrong = Figures(), {}
    for guide in guides:
        figures = figures_of(guide, way)
        if figures is None:
            continue
        whole.add(figures)
        if figures.said:
            wrong[guide.name] = figures.said
    return whole, wrong


def main(words: Sequence[str]) -> None:
    """Print a row for each way."""
    ways = [word for word in words if word != "-v"] or [*WAYS, "other labels"]
    print(f"{'':24} guides wrong sect. min.  quest. order false q/s")
    total = Figures()
    for way in ways:
        figures, wrong = of_way(way, guides_in(CORPUS))
        total.add(figures)
        print(_row(way, figures, len(wrong)))
        for name, said in wrong.items() if "-v" in words else ():
            print(f"  {name}", *said, sep="\n      ")
    print(_row("all", total, 0))


def _row(way: str, figures: Figures, wrong: int) -> str:
    from tests.guides import share

    shares = (figures.sections, figures.minutes, figures.questions, figures.in_order)
    many = max(figures.guides, 1)
    row = " ".join(f"{100 * share(each):5.1f}" for each in shares)
    return (
        f"{way:24} {figures.guides:5} {wrong:5} {row}"
        f" {figures.false_questions / many:.2f}/{figures.false_sections / many:.2f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
