"""An outline of an agenda: its sections with minutes, their total, and its problems."""

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from focusgroup.core.agenda import Problem, Reading, Severity
from focusgroup.core.model import Agenda, Section
from focusgroup.services.dates_in_words import count, minutes
from focusgroup.services.guides.side_parts import side_parts_in_words
from focusgroup.tui.widgets.style import MUTED, said

PROBLEMS = 30
"""This many are shown; a guide written for another program may have a hundred."""


class AgendaOutline(VerticalScroll):
    """Shows one agenda, scrolling if needed; with the class -full, its questions too."""

    DEFAULT_CSS = """
    AgendaOutline {
        padding: 0 1;
        scrollbar-size-vertical: 1;
        #outline-title { text-style: bold; }
        #outline-sections, #outline-questions { text-wrap: nowrap; text-overflow: ellipsis; }
        #outline-questions { display: none; }
        #outline-beside, #outline-themes, #outline-warnings { margin-top: 1; }
        #outline-errors { margin-bottom: 1; }
        &.-full #outline-sections { display: none; }
        &.-full #outline-questions { display: block; }
        .-nothing { display: none; }
    }
    """
    PARTS = ("title", "errors", "notice", "sections", "questions", "beside", "themes", "warnings")

    def __init__(self, *, id: str | None = None, beside_fields: bool = False) -> None:
        """Make the outline; *beside_fields*, it has no title and tab skips it."""
        self._titled = not beside_fields
        parts = (Static(id=f"outline-{part}") for part in self.PARTS)
        super().__init__(*parts, id=id, can_focus=not beside_fields)

    def show(self, reading: Reading) -> None:
        """Show this agenda and its problems."""
        agenda = reading.agenda
        self._fill(
            heading(agenda) if self._titled else Content(),
            problem_lines(reading.errors),
            _notice(len(reading.warnings)),
            section_lines(agenda),
            section_lines(agenda, questions=True),
            beside_line(agenda),
            theme_line(agenda),
            problem_lines(reading.warnings),
        )

    def complain(self, text: str) -> None:
        """Show why there is no agenda; an empty text clears the outline."""
        why = Content.styled(said(text[:500]), "$text-error") if text else Content()
        self._fill(why, *[Content()] * (len(self.PARTS) - 1))

    def _fill(self, *contents: Content) -> None:
        for part, content in zip(self.PARTS, contents, strict=True):
            static = self.query_one(f"#outline-{part}", Static)
            static.update(content)
            static.set_class(not content, "-nothing")
        self.scroll_home(animate=False)


def heading(agenda: Agenda) -> Content:
    """Return the title, with product and language if known."""
    rest = " · ".join(said(part[:100]) for part in (agenda.product, agenda.language) if part)
    return Content.assemble(said(agenda.title[:300]), (f"  {rest}" if rest else "", MUTED))


def section_lines(agenda: Agenda, *, questions: bool = False) -> Content:
    """Return a line per section (minutes, title, questions or their number), then the total."""
    if not agenda.sections:
        return Content()
    lines = []
    for section in agenda.sections:
        lines.append(_section(section))
        if questions:
            lines += [_question(question.text) for question in section.questions]
    planned = agenda.planned_minutes
    total = f"{minutes(planned):>4}  minutes in {count(len(agenda.sections), 'section')}"
    lines.append(Content.assemble((total, "bold"), _against(planned, agenda.minutes)))
    return Content("\n").join(lines)


def theme_line(agenda: Agenda) -> Content:
    """Return the themes that the agenda names."""
    if not agenda.theme_paths:
        return Content()
    names = ", ".join(agenda.theme_paths[:20])
    return Content.assemble(("Themes  ", MUTED), said(names[:1_000]))


def beside_line(agenda: Agenda) -> Content:
    """Return how many parts of the guide are not of the session, and their titles."""
    return Content.styled(said(side_parts_in_words(agenda)), MUTED)


def _question(text: str) -> Content:
    return Content.styled(f"        {said(text[:300])}", MUTED)


def _section(section: Section) -> Content:
    facts = [section.kind.value] if section.kind else []
    if section.questions:
        facts.append(count(len(section.questions), "question"))
    tail = f"  {' · '.join(facts)}" if facts else ""
    length = minutes(section.minutes) if section.minutes else "–"
    return Content.assemble((f"{length:>4}  ", MUTED), said(section.title[:300]), (tail, MUTED))


def _against(planned: float, whole: float) -> Content:
    if not whole:
        return Content()
    if abs(whole - planned) < 0.01:
        return Content.styled(", as planned", MUTED)
    return Content.styled(f", of {minutes(whole)} planned", "$text-warning")


def _notice(warnings: int) -> Content:
    """Return a notice that there are warnings, which are listed below."""
    if not warnings:
        return Content()
    lines = count(warnings, "line", "lines")
    return Content.styled(f"! {lines} may be read wrongly; see below", "$text-warning")


def problem_lines(problems: Sequence[Problem]) -> Content:
    """Return a line per problem: where, what, and how to fix it."""
    lines = [_problem(each) for each in problems[:PROBLEMS]]
    if len(problems) > PROBLEMS:
        lines.append(Content.styled(f"and {len(problems) - PROBLEMS} more", MUTED))
    return Content("\n").join(lines)


def _problem(problem: Problem) -> Content:
    error = problem.severity is Severity.ERROR
    style = "$text-error" if error else "$text-warning"
    return Content.assemble(
        (f"{'✗' if error else '!'} line {problem.line}: ", f"bold {style}"),
        said(problem.message[:300]),
        (f"; {said(problem.fix[:300])}", MUTED),
    )


def in_one_line(agenda: Agenda) -> Content:
    """Return the total, then the sections with their minutes, on one line."""
    planned = f"{minutes(agenda.planned_minutes)} min: "
    lengths = [f"{minutes(each.minutes)}\u00a0" if each.minutes else "" for each in agenda.sections]
    titles = [section.title[:60] for section in agenda.sections]
    sections = [f"{n}{title}" for n, title in zip(lengths, titles, strict=True)][:30]
    return Content.assemble((planned, "bold"), said(" · ".join(sections)))
