"""The coverage panel: the agenda's themes that are still missing, line by line."""

from textual.content import Content

from focusgroup.core.evidence.coverage import Gap, Heard, gaps
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import MUTED


def coverage_lines(live: LiveSession, width: int, height: int) -> Lines:
    """Return at most *height* lines, the open section's gaps first.

    A click on a line goes to its section.
    """
    missing = gaps(live.agenda, live.quotes.values(), live.participants, section=live.clock.section)
    wanted = len(live.agenda.theme_paths)
    head = f" COVERAGE  {wanted - len(missing)} of {wanted} themes"
    lines: Lines = [(Content.styled(head, f"bold {MUTED}"), None)]
    if not wanted:
        lines.append((Content.styled(" The agenda names no themes.", MUTED), None))
    elif not missing:
        lines.append((Content(" Every theme was raised by several voices."), None))
    asked = ""
    for gap in missing:
        # Themes of the same question follow one another; the question is shown below the first.
        lines += _gap_lines(gap, width, gap.ask if gap.ask != asked else "")
        asked = gap.ask
    if len(lines) > height > 0:
        more = sum(1 for line, _ in lines[height - 1 :] if line.plain[1:2] in "○◐")
        lines = lines[: height - 1]
        lines.append((Content.styled(f"   and {more} more", MUTED), None))
    return lines


def _gap_lines(gap: Gap, width: int, to_ask: str) -> Lines:
    target = gap.section if gap.section >= 0 else None
    if gap.heard is Heard.NOBODY:
        sign, word = "○", "nobody yet"
    else:
        sign, word = "◐", f"only {style.said(gap.voice) or 'one voice'}"
    word = style.cut(word, max(width // 3, 10)).plain
    name = style.column(gap.theme, max(width - len(word) - 6, 8))
    lines: Lines = [
        (Content.assemble(f" {sign} ", name, " ", (word, "bold $text-warning")), target)
    ]
    if to_ask:
        ask = Content.assemble("   ❝ ", style.cut(to_ask, width - 6))
        lines.append((ask.stylize(MUTED), target))
    return lines
