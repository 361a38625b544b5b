"""What the review shows when there are no quotes, and what to do about it."""

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style

from focusgroup.core.search.selection import Selection
from focusgroup.services.dates_in_words import count
from focusgroup.services.review import WayOut
from focusgroup.services.selection import misread
from focusgroup.system.invocation import typed
from focusgroup.tui.widgets.style import MUTED, cut, said

WIDEST = 44


def no_quotes_at_all(session: bool) -> Content:
    """Return the advice for when nothing was ever captured."""
    if session:
        return _lines(
            ("No quotes in this session.", "bold"),
            ("What is captured in it shows here by theme.", MUTED),
            ("", ""),
            ("escape goes back.", MUTED),
        )
    return _lines(
        ("No quotes yet.", "bold"),
        ("What customers say in your sessions gathers here by theme.", MUTED),
        ("", ""),
        ("escape, then n: choose an agenda and run a session", ""),
        (f"{said(typed('demo'))}: look around in a sample first", ""),
    )


def nothing_here(choice: Selection, narrowed: bool, ways: Sequence[WayOut]) -> Content:
    """Return why there are no quotes in this theme, or none that match these filters."""
    if not narrowed:
        words = "Every quote has a theme." if choice.untagged else "No quotes here yet."
        return _lines((words, "bold"), ("", ""), ("Choose another theme.", MUTED))
    lines = [Content.styled("Nothing matches.", "bold"), Content()]
    if why := misread(choice.search):
        lines += [Content(said(why)), Content()]
    for way in ways:
        drop = Style.from_meta({"@click": f"screen.drop('{way.part}')"})
        line = Content.assemble(
            ("without ", MUTED),
            cut(way.words, WIDEST),
            (": ", MUTED),
            count(way.quotes, "quote") if way.quotes else "nothing either",
        )
        lines.append(line.stylize(drop))
    lines += [Content(), Content.styled("c drops the search and all filters", MUTED)]
    return Content("\n").join(lines)


def _lines(*lines: tuple[str, str]) -> Content:
    return Content("\n").join(Content.styled(text, style) for text, style in lines)
