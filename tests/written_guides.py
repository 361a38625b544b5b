"""Write the outlines of the corpus as guides in the layouts that people use, and read these again.

    python -m tests.written_guides [-v] [LAYOUT…]

An outline says what a guide is: its sections, their minutes, their steps. Whoever writes it down
marks each of these in a way of their own; whichever it is, the outline should be read from it.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda.words.label_words import Role
from tests.guides import CORPUS, Figures, Gold, GoldSection, compare, guides_in, read_gold, share
from tests.mutated_guides import LANGUAGES, SYNONYMS

_FIELD = dict(
    zip(
        LANGUAGES,
        "Duration Dauer Durée Duración Durata Duração Duur 时长 所要時間".split(),
        strict=True,
    )
)
_UNIT = {"zh": "分钟", "ja": "分"}
_STARTS_AT = 9 * 60


@dataclass(frozen=True, slots=True)
class Layout:
    """How each part is written; *sections* may need the section's number, start and end."""

    heading: str = "## {title} ({length})"
    title: str = "# {title}"
    question: str = "{n}. {text}"
    probe: str = "   - {text}"
    note: str = "[{text}]"
    script: str = "“{text}”"
    blank: bool = True
    """Whether there is an empty line between the steps of a section."""


LAYOUTS: dict[str, Layout] = {
    "headings": Layout(),
    "headings, bullets": Layout(question="- {text}", probe="  - {text}"),
    "headings, clock": Layout(heading="## {start} {title}"),
    "headings, from to": Layout(heading="## {start}–{end} {title}"),
    "headings, from to in words": Layout(heading="### {start_said} – {title}"),
    "headings, bare minutes": Layout(heading="## {title} ({minutes:g})"),
    "headings, field below": Layout(heading="## {title}\n{field}: {length}\n"),
    "headings, fields in one line": Layout(
        heading="## {title}\n{field}: {length} | Moderation: A\n"
    ),
    "bold": Layout(heading="**{title} ({length})**", title="**{title}**"),
    "bold, labels": Layout(
        heading="**{title} – {length}**",
        question="**{q}:** {text}",
        probe="{p}: {text}",
        note="{x}: {text}",
        script="{s}: {text}",
    ),
    "bold questions": Layout(question="**{text}**", probe="- {text}", script="> {text}"),
    "capitals": Layout(
        heading="{capitals} ({length})", title="{title}", blank=False, probe="   - {text}"
    ),
    "capitals, letters": Layout(
        heading="{capitals} - {length}", title="{title}", probe="   {letter}) {text}"
    ),
    "numbered lines": Layout(
        heading="{n}. {title} ({length})",
        title="{title}",
        question="- {text}",
        probe="    - {text}",
    ),
    "numbered lines, deep numbers": Layout(
        heading="{n}. {title} ({length})",
        title="{title}",
        question="   {n}.{m} {text}",
        probe="       - {text}",
        note="   ({text})",
        script="   “{text}”",
        blank=False,
    ),
    "parts": Layout(
        heading="{part} {n}: {title} ({length})",
        title="{title}",
        question="{m}) {text}",
        probe="  • {text}",
    ),
    "clock lines": Layout(
        heading="{start} {title}",
        title="{title}",
        question="- {text}",
        probe="  - {text}",
        blank=False,
    ),
    "clock lines, from to": Layout(
        heading="{start} - {end}  {title}",
        title="{title}",
        question="• {text}",
        probe="   – {text}",
    ),
    "clock lines, with h": Layout(
        heading="{start_h} - {end_h}  {title}",
        title="{title}",
        question="- {text}",
        probe="   - {text}",
    ),
    "underlined": Layout(
        heading="{title} ({length})\n{rule}",
        title="{title}\n=========",
        question="* {text}",
        probe="    * {text}",
    ),
    "signs": Layout(
        heading="■ {title}（{length}）",
        title="{title}",
        question="Q{m}. {text}",
        probe="　・{text}",
        note="※{text}",
    ),
    "boxes": Layout(
        heading="【{title}】{length}", title="{title}", question="{m}. {text}", probe="   → {text}"
    ),
    "emoji": Layout(
        heading="## 📌 {title} ⏱ {length}",
        title="# 🧭 {title}",
        question="- {text}",
        probe="    - {text}",
        note="> 💡 {text}",
        script="> {text}",
    ),
    "items": Layout(
        heading="{n}. **{title}** ({length})",
        question="    - {text}",
        probe="        - {text}",
        note="    - *{text}*",
        script="    - “{text}”",
        blank=False,
    ),
    "offsets": Layout(heading="## {from}–{to} min: {title}"),
}


def _clock(minutes: float, form: str = "{h}:{m:02}") -> str:
    return form.format(h=int(minutes) // 60, m=int(minutes) % 60)


def written(gold: Gold, layout: Layout, language: str) -> str | None:
    """Return a guide with the outline *gold*; None if it has too little to be written so."""
    given = [section.minutes for section in gold.sections]
    if len(given) < 3 or None in given or not all(float(each or 0).is_integer() for each in given):
        return None
    lines = [layout.title.format(title=_NAMED[language]), ""]
    at = float(_STARTS_AT)
    count = 0
    for n, section in enumerate(gold.sections, 1):
        minutes = section.minutes or 0
        said = _heading(section, layout, language, n, at)
        lines += [said, ""]
        for text in _steps(section, layout, language, n, count):
            lines += [text, *([""] if layout.blank and not text.startswith((" ", "　")) else [])]
        count += sum(kind == "question" for kind, _ in section.steps)
        lines += [""] if lines[-1] else []
        at += minutes
    if layout.heading.startswith(("{start} {title}", "## {start} ", "### {start_said}")):
        lines.append(
            f"{'##' if layout.heading[0] == '#' else ''} {_clock(at)} {_END[language]}".strip()
        )
    return "\n".join(lines)


_NAMED = dict(
    zip(
        LANGUAGES,
        (
            "Discussion guide", "Gesprächsleitfaden", "Guide d'animation", "Guía de discusión",
            "Traccia della discussione", "Roteiro de discussão", "Gespreksleidraad", "座谈会提纲",
            "グループインタビュー進行表",
        ),
        strict=True,
    )
)  # fmt: skip
_END = dict(
    zip(
        LANGUAGES,
        ("End", "Ende", "Fin", "Fin", "Fine", "Fim", "Einde", "结束", "終了"),
        strict=True,
    )
)
_PART = dict(
    zip(
        LANGUAGES,
        ("Part", "Teil", "Partie", "Parte", "Parte", "Parte", "Deel", "Part", "Part"),
        strict=True,
    )
)
_SAID = dict(
    zip(
        LANGUAGES,
        (
            "{h}:{m:02}", "Um {h}.{m:02} Uhr", "À {h}h{m:02}", "A las {h}:{m:02}",
            "Ore {h}.{m:02}", "Às {h}h{m:02}", "Om {h}.{m:02} uur", "上午{h}点{m:02}分",
            "{h}時{m:02}分",
        ),
        strict=True,
    )
)  # fmt: skip


def _heading(section: GoldSection, layout: Layout, language: str, n: int, at: float) -> str:
    minutes = section.minutes or 0
    unit = _UNIT.get(language, " min")
    said = _SAID[language]
    if language == "zh" and at >= 12 * 60:
        said = "{h}点{m:02}分"
    return layout.heading.format(
        title=section.title,
        capitals=section.title.upper(),
        length=f"{minutes:g}{unit}",
        minutes=minutes,
        field=_FIELD[language],
        part=_PART[language],
        rule="-" * 12,
        n=n,
        start=_clock(at),
        end=_clock(at + minutes),
        start_h=_clock(at, "{h}h{m:02}"),
        end_h=_clock(at + minutes, "{h}h{m:02}"),
        start_said=_clock(at, said),
        to=int(at + minutes - _STARTS_AT),
        **{"from": int(at - _STARTS_AT)},
    )


def _steps(
    section: GoldSection, layout: Layout, language: str, n: int, count: int
) -> Iterator[str]:
    words = {role: texts.split("|")[LANGUAGES.index(language)] for role, texts in SYNONYMS.items()}
    named = {
        "q": words[Role.QUESTIONS].rstrip("s"),
        "p": words[Role.PROBES],
        "x": words[Role.NOTES],
        "s": words[Role.SCRIPT],
    }
    if language not in ("en", "fr"):
        named["q"] = words[Role.QUESTIONS]
    m = p = 0
    for kind, text in section.steps:
        text = text.strip("“”«»„\"'「」[]() ")
        m, p = (m + 1, 0) if kind == "question" else (m, p + 1)
        forms = {
            "question": layout.question,
            "probe": layout.probe,
            "note": layout.note,
            "script": layout.script,
        }
        form = forms.get(kind)
        if form is not None:
            yield form.format(
                text=text, n=n if "{m}" in form else m, m=m, letter=chr(96 + min(p, 26)), **named
            )


def _fit(gold: Gold) -> Gold:
    """Return the outline with only what every layout can say: no headings, tasks or options."""
    kinds = ("question", "probe", "note", "script")
    sections = []
    for section in gold.sections:
        steps = [
            step
            for step in section.steps
            if step[0] in kinds and ":" not in step[1] and "：" not in step[1]
        ]
        # A note has to be in one line and no question; what asks without a mark needs a list.
        steps = [
            (k, t) for k, t in steps if k in ("question", "probe") or not any(c in t for c in "?？")
        ]
        while steps and steps[0][0] == "probe":
            steps.pop(0)
        kept: list[tuple[str, str]] = []
        for kind, text in steps:
            # A probe belongs to the question above, also where a note stood between.
            if kind == "probe" and kept and kept[-1][0] not in ("question", "probe"):
                continue
            kept.append((kind, text.strip("“”«»„\"'「」[]() ")))
        sections.append(replace(section, steps=kept))
    return replace(gold, sections=sections, total=None)


@cache
def _outlines() -> tuple[tuple[Path, Gold], ...]:
    return tuple((g, _fit(read_gold(g.with_name(g.name + ".gold")))) for g in guides_in(CORPUS))


def of_layout(
    name: str, keep: Callable[[Path], bool] = lambda _: True
) -> tuple[Figures, dict[str, list[str]]]:
    """Return the figures over all outlines written in a layout, and what is wrong in which."""
    whole, wrong = Figures(), {}
    for guide, gold in _outlines():
        language = guide.name[:2] if guide.name[:2] in LANGUAGES else "en"
        text = written(gold, LAYOUTS[name], language) if keep(guide) else None
        if text is None:
            continue
        if "{part}" in LAYOUTS[name].heading:
            gold = replace(gold, sections=_as_parts(gold, language))
        figures = compare(gold, parse_agenda(text, title=guide.stem).agenda)
        whole.add(figures)
        if figures.said:
            wrong[guide.name] = figures.said
    return whole, wrong


def _as_parts(gold: Gold, language: str) -> list[GoldSection]:
    return [
        replace(section, title=f"{_PART[language]} {n}: {section.title}")
        for n, section in enumerate(gold.sections, 1)
    ]


def main(words: Sequence[str]) -> None:
    """Print a row for each layout."""
    total = Figures()
    print(f"{'':30} guides wrong sect. min.  quest. order false q/s")
    for name in [word for word in words if word != "-v"] or [*LAYOUTS]:
        figures, wrong = of_layout(name)
        total.add(figures)
        print(_row(name, figures, len(wrong)))
        for guide, said in wrong.items() if "-v" in words else ():
            print(f"  {guide}", *said, sep="\n      ")
    print(_row("all", total, 0))


def _row(name: str, figures: Figures, wrong: int) -> str:
    shares = (figures.sections, figures.minutes, figures.questions, figures.in_order)
    row = " ".join(f"{100 * share(each):5.1f}" for each in shares)
    many = max(figures.guides, 1)
    return (
        f"{name:30} {figures.guides:5} {wrong:5} {row}"
        f" {figures.false_questions / many:.2f}/{figures.false_sections / many:.2f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
