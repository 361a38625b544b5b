"""An agenda in short: its sections with minutes and their sum, and what is wrong with it."""

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from focusgroup.core.agenda import Problem, Reading, Severity
from focusgroup.core.model import Agenda, Section
from focusgroup.tui.look import MUTED, said
from focusgroup.tui.when import count, minutes

PROBLEMS = 30
"""So many are shown; a guide that nobody wrote for this program may have a hundred."""


class AgendaOutline(VerticalScroll):
    """Shows one agenda; scrolls when it is long."""

    DEFAULT_CSS = """
    AgendaOutline {
        padding: 0 1;
        scrollbar-size-vertical: 1;
        #outline-title { text-style: bold; }
        #outline-sections { text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    def __init__(self, *, id: str | None = None, titled: bool = True) -> None:
        self._titled = titled
        super().__init__(
            Static(id="outline-title"),
            Static(id="outline-problems"),
            Static(id="outline-sections"),
            id=id,
        )

    def show(self, reading: Reading) -> None:
        """Show this agenda and its problems."""
        agenda = reading.agenda
        title = heading(agenda) if self._titled else Content()
        self.query_one("#outline-title", Static).update(title)
        self.query_one("#outline-problems", Static).update(problem_lines(reading.problems))
        self.query_one("#outline-sections", Static).update(section_lines(agenda))
        self.set_class(not self._titled, "-untitled")
        self._display("#outline-title", bool(title))
        self._display("#outline-problems", bool(reading.problems))
        self._display("#outline-sections", bool(agenda.sections))
        self.scroll_home(animate=False)

    def complain(self, text: str) -> None:
        """Show why there is no agenda to show."""
        self.query_one("#outline-title", Static).update(
            Content.styled(said(text[:500]), "$text-error") if text else Content()
        )
        for part in ("#outline-problems", "#outline-sections"):
            self._display(part, False)
        self._display("#outline-title", True)

    def _display(self, part: str, shown: bool) -> None:
        self.query_one(part, Static).display = shown


def heading(agenda: Agenda) -> Content:
    """Title, and product and language where they are known."""
    rest = " · ".join(said(part[:100]) for part in (agenda.product, agenda.language) if part)
    return Content.assemble(said(agenda.title[:300]), (f"  {rest}" if rest else "", MUTED))


def section_lines(agenda: Agenda) -> Content:
    """A line a section: minutes, title, how many questions; then the sum."""
    lines = [_section(section) for section in agenda.sections]
    planned = agenda.planned_minutes
    total = f"{minutes(planned):>4}  minutes in {count(len(agenda.sections), 'section')}"
    lines.append(Content.assemble((total, "bold"), _against(planned, agenda.minutes)))
    if agenda.theme_paths:
        names = ", ".join(agenda.theme_paths[:20])
        lines += [Content(), Content.assemble(("Themes  ", MUTED), said(names[:1_000]))]
    return Content("\n").join(lines)


def _section(section: Section) -> Content:
    facts = [section.kind.value] if section.kind else []
    if section.questions:
        facts.append(count(len(section.questions), "question"))
    behind = f"  {' · '.join(facts)}" if facts else ""
    length = minutes(section.minutes) if section.minutes else "–"
    return Content.assemble((f"{length:>4}  ", MUTED), said(section.title[:300]), (behind, MUTED))


def _against(planned: float, whole: float) -> Content:
    if not whole:
        return Content()
    if abs(whole - planned) < 0.01:
        return Content.styled(", as planned", MUTED)
    return Content.styled(f", of {minutes(whole)} planned", "$text-warning")


def problem_lines(problems: Sequence[Problem]) -> Content:
    """A line a problem: where, what, what to do; errors first."""
    ranked = sorted(problems, key=lambda each: each.severity is not Severity.ERROR)
    lines = [_problem(each) for each in ranked[:PROBLEMS]]
    if len(ranked) > PROBLEMS:
        lines.append(Content.styled(f"and {len(ranked) - PROBLEMS} more", MUTED))
    return Content("\n").join([*lines, Content()]) if lines else Content()


def _problem(problem: Problem) -> Content:
    error = problem.severity is Severity.ERROR
    style = "$text-error" if error else "$text-warning"
    return Content.assemble(
        (f"{'✗' if error else '!'} line {problem.line}: ", f"bold {style}"),
        said(problem.message[:300]),
        (f"; {said(problem.fix[:300])}", MUTED),
    )


def in_one_line(agenda: Agenda) -> Content:
    """The sections with their minutes one after the other, the sum in front."""
    planned = f"{minutes(agenda.planned_minutes)} min: "
    lengths = [f"{minutes(each.minutes)} " if each.minutes else "" for each in agenda.sections]
    titles = [section.title[:60] for section in agenda.sections]
    sections = [f"{n}{title}" for n, title in zip(lengths, titles, strict=True)][:30]
    return Content.assemble((planned, "bold"), said(" · ".join(sections)))
