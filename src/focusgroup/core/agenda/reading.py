"""Turn the Markdown of a discussion guide into an agenda, and report what is wrong with it.

``docs/agendas.md`` describes the format for facilitators. Reading never fails: whatever makes the
agenda unusable is reported as an error, with its line and what to do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from focusgroup.core.agenda.front_matter import FrontMatter, check_minutes, read_front_matter
from focusgroup.core.agenda.markdown import read_blocks
from focusgroup.core.agenda.outlines.flat_guides import Outline
from focusgroup.core.agenda.outlines.outline import read_outline
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.plain.changing import days_of
from focusgroup.core.agenda.plain.contents import without_contents
from focusgroup.core.agenda.plain.heading_marks import name_over_title
from focusgroup.core.agenda.problems import Problem, Problems, Severity, quoted
from focusgroup.core.agenda.steps.asking import with_questions_as_items
from focusgroup.core.agenda.steps.guide_marks import marks_of, with_cues, with_quotes_asked
from focusgroup.core.agenda.steps.sections import read_section
from focusgroup.core.agenda.steps.translations import is_bilingual, with_translations
from focusgroup.core.agenda.tables.as_blocks import with_tables_unfolded
from focusgroup.core.agenda.time_use import shared_out, warn_about_unused
from focusgroup.core.agenda.vocabulary import nearest_word
from focusgroup.core.dates.durations import in_words
from focusgroup.core.model import Agenda, Section
from focusgroup.core.text import clean, fold

__all__ = ["Problem", "Reading", "Severity", "parse_agenda"]

MOST_CHARACTERS = 2_000_000
MOST_LINES = 40_000
"""No usable agenda is longer; a guide of 90 minutes has about 5,000 characters in 200 lines.

Two million characters are about 30,000 lines of prose, which are read in about a second: 33 µs a
line. One of a list, table or heading costs five times as much, most of it for Markdown.
"""

MOST_MARKED_LINES = 5_000
"""How many lines may be in lists, tables and headings; each counts for eight of the others."""

MOST_SUGGESTED = 10
"""How many unknown themes get a "did you mean", which takes milliseconds each."""

UNTITLED = "Untitled agenda"


@dataclass(frozen=True, slots=True)
class Reading:
    """The agenda that was read, and its problems."""

    agenda: Agenda
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that make the agenda unusable."""
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Return the problems that only need a look."""
        return tuple(each for each in self.problems if each.severity is Severity.WARNING)


def parse_agenda(text: str, title: str = "") -> Reading:
    """Read an agenda. *title*, such as the file's name, is used if the text has no title."""
    problems = Problems()
    cleaned = clean(text)
    source = cleaned.text.lstrip("\ufeff")
    lines = source.count("\n") + 1
    if cleaned.removed:
        problems.warn(
            _first_unclean(text),
            f"{cleaned.removed} control characters were removed",
            "save the file as plain text",
        )
    agenda = Agenda(title or UNTITLED, source=source)
    if len(source) > MOST_CHARACTERS or _counted(source, lines) > MOST_LINES:
        problems.refuse(
            1,
            f"this is too long for an agenda ({len(source):,} characters, {lines:,} lines)",
            f"keep it below {MOST_CHARACTERS:,} characters, {MOST_LINES:,} lines of text and"
            f" {MOST_MARKED_LINES:,} of lists, tables and headings",
        )
    elif not source.strip():
        problems.refuse(1, "the agenda is empty", "start with `## Welcome (10 min)`")
    else:
        agenda = _read(agenda, title, problems)
    return Reading(agenda, problems.in_order(lines))


def _counted(source: str, lines: int) -> int:
    """Return the number of lines, those of lists, tables and headings as often as they cost."""
    if lines <= MOST_MARKED_LINES:
        return lines
    marked = sum(bool(line) and not line[0].isalpha() for line in source.split("\n"))
    return max(lines, marked * MOST_LINES // MOST_MARKED_LINES)


def _first_unclean(text: str) -> int:
    for number, line in enumerate(text.split("\n"), 1):
        if clean(line).removed:
            return number
    return 1


def _read(agenda: Agenda, title: str, problems: Problems) -> Agenda:
    front = read_front_matter(agenda.source, problems)
    outline = _outline(front, problems)
    sections = _with_known_themes(_sections(outline.sections, problems), front, problems)
    minutes = front.minutes
    if not minutes and outline.minutes is not None:
        minutes = check_minutes(outline.minutes, outline.line, problems)
    total_line = front.minutes_line if front.minutes else outline.line
    if all(raw.minutes is None for raw in outline.sections):
        sections = shared_out(sections, minutes, total_line, problems)
    for raw, section in zip(outline.sections, sections, strict=True):
        warn_about_unused(raw, section, minutes, problems)
    name = front.title or outline.title or title
    if not name:
        problems.warn(1, "the agenda has no title", "write it on the first line as `# Title`")
    read = replace(
        agenda,
        title=name or UNTITLED,
        sections=sections,
        product=front.product,
        minutes=minutes,
        language=front.language,
        themes=front.themes,
        before=outline.before,
        after=outline.after,
    )
    _look_at_whole(read, front, outline, problems)
    return read


def _outline(front: FrontMatter, problems: Problems) -> Outline:
    """Return the outline; a name above the title, as large, becomes the beginning of the title."""
    whole = without_contents(front.body)
    over, body = name_over_title(whole)
    if over:
        found = Problems()
        outline = read_outline(read_blocks(body, found, front.body_line), found)
        if outline.title and len(outline.sections) > 1:
            problems.found += found.found
            return replace(outline, title=f"{over}: {outline.title}")
    return read_outline(read_blocks(whole, problems, front.body_line), problems)


def _sections(raws: Iterable[RawSection], problems: Problems) -> tuple[Section, ...]:
    sections: list[Section] = []
    seen: dict[str, int] = {}
    raws = tuple(raws)
    if is_bilingual([raw.blocks for raw in raws]):
        raws = tuple(replace(raw, blocks=with_translations(raw.blocks)) for raw in raws)
    marks = marks_of([raw.blocks for raw in raws])
    for number, raw in enumerate(raws, 1):
        raw = replace(raw, blocks=with_tables_unfolded(raw.blocks))
        asked_so = with_quotes_asked(raw.blocks, often=marks.quotes_ask)
        raw = replace(raw, blocks=asked_so)
        if marks.quotes_are_cues:
            raw = replace(raw, blocks=with_cues(raw.blocks))
        asked = with_questions_as_items(raw, problems, marks)
        section = read_section(asked, problems)
        section = replace(section, minutes=check_minutes(section.minutes, raw.line, problems))
        if not section.title:
            problems.warn(raw.line, "this section has no title", "write one, `## Title (10 min)`")
            section = replace(section, title=f"Section {number}")
        key = fold(section.title)
        if key in seen:
            problems.warn(
                raw.line,
                f"there is another section {quoted(section.title)} on line {seen[key]}",
                "give them different titles, so the summary can tell them apart",
            )
        seen.setdefault(key, raw.line)
        sections.append(section)
    return tuple(sections)


def _with_known_themes(
    sections: Sequence[Section], front: FrontMatter, problems: Problems
) -> tuple[Section, ...]:
    """Return the sections with their themes spelt as in the front matter."""
    known = {fold(spec.path): spec.path for spec in front.themes}
    short: dict[str, list[str]] = {}
    for spec in front.themes:
        short.setdefault(fold(spec.path.rpartition(">")[2]), []).append(spec.path)
    named: list[Section] = []
    unknown = 0
    for section in sections:
        paths: list[str] = []
        for path in section.themes:
            by_last = short.get(fold(path), [])
            meant = known.get(fold(path)) or (by_last[0] if len(by_last) == 1 else None)
            if meant is None and known:
                unknown += 1
                near = (
                    nearest_word(path, tuple(known.values())) if unknown <= MOST_SUGGESTED else None
                )
                _unknown_theme(path, section, near, problems)
            paths.append(meant or path)
        named.append(replace(section, themes=tuple(dict.fromkeys(paths))))
    return tuple(named)


def _unknown_theme(path: str, section: Section, meant: str | None, problems: Problems) -> None:
    problems.warn(
        section.line,
        f"{quoted(section.title)} names the theme {quoted(path)}, which `themes` does not list",
        f"did you mean `{meant}`?" if meant else "add it to `themes`",
    )


def _look_at_whole(
    agenda: Agenda, front: FrontMatter, outline: Outline, problems: Problems
) -> None:
    if not agenda.sections:
        problems.refuse(
            front.body_line, "no section was found", "start each section with `## Title (10 min)`"
        )
        return
    first = agenda.sections[0].line
    if days := days_of(agenda.source):
        problems.warn(
            days[1],
            f"the guide has {len(days)} days, read as one session of"
            f" {in_words(agenda.planned_minutes)}",
            "choose one of them: `focusgroup agenda import FILE --day 1 -o day-1.md`",
        )
    if not any(section.questions for section in agenda.sections):
        problems.warn(first, "the agenda has no questions", "write questions as a list, `1. …`")
    for section in agenda.sections:
        if outline.has_headings and not (section.minutes or section.steps):
            problems.warn(
                section.line,
                f"{quoted(section.title)} is empty",
                "write its questions under it, or remove it",
            )
    _look_at_minutes(agenda, front.minutes_line if front.minutes else outline.line, problems)


def _look_at_minutes(agenda: Agenda, total_line: int, problems: Problems) -> None:
    without = [section for section in agenda.sections if not section.minutes]
    if len(without) == len(agenda.sections):
        problems.warn(
            without[0].line,
            "no section says how long it takes, so the clock has nothing to count down",
            "write it after the titles: `## Welcome (10 min)`",
        )
        return
    for section in without:
        problems.warn(
            section.line,
            f"{quoted(section.title)} does not say how long it takes",
            "write it after the title: `(10 min)`",
        )
    planned = agenda.planned_minutes
    if agenda.minutes and abs(planned - agenda.minutes) > 0.01:
        by = in_words(abs(planned - agenda.minutes))
        problems.warn(
            total_line,
            f"the sections add up to {in_words(planned)}, {by}"
            f" {'more' if planned > agenda.minutes else 'less'} than the {in_words(agenda.minutes)}"
            " of the whole agenda",
            "change the total or the sections",
        )
