"""The session's themes, each with its letter for Alt and how often it came up."""

from dataclasses import dataclass

from textual.content import Content

from focusgroup.core.themes.paths import last_name
from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.panel import Beside
from focusgroup.tui.widgets.style import FAINT, MUTED

COLUMNS = 3
"""The most columns: thirty themes and their letters are in sight at 120×36."""


@dataclass(frozen=True, slots=True)
class PickedTheme:
    """A click on a theme: it applies to the line being typed."""

    path: str


def theme_height(menu: CaptureMenu, most: int) -> int:
    """Return the lines that the themes take where another panel follows, at most *most*.

    A blank line below them is included. They take one column if that fits in half of *most*,
    else two.
    """
    themes = max(len(menu.theme_map()), 1)
    one, two = themes + 2, (themes + 1) // 2 + 2
    return min(one if one <= most // 2 else two, most)


def theme_lines(live: LiveSession, menu: CaptureMenu, width: int, height: int) -> Lines:
    """Return at most *height* lines, in two or three columns where one is too short.

    The themes are in the agenda's order, so each keeps its place.
    """
    themes = menu.theme_map()
    head = " THEMES  alt+letter, Shift saves" if themes else " THEMES"
    lines: Lines = [(Content.styled(head, f"bold {MUTED}"), None)]
    room = max(height - 1, 0)
    if not themes:
        lines.append((Content.styled(" # in a quote makes the first.", MUTED), None))
    elif len(themes) <= room:
        lines += [(_entry(live, *each, width - 1), PickedTheme(each[1])) for each in themes]
    else:
        lines += _in_columns(live, menu, themes, width, room)
    return lines[: max(height, 0)]


def _in_columns(
    live: LiveSession, menu: CaptureMenu, themes: list[tuple[str, str]], width: int, room: int
) -> Lines:
    """Return the themes in columns; if too many, only the first `picks`, in the same order.

    Three columns have no counts: that a theme's letter is in sight matters more.
    """
    columns = 2 if len(themes) <= 2 * room else COLUMNS
    left_out = len(themes) - columns * room
    if left_out > 0:
        room, left_out = room - 1, left_out + columns
        shown = {path for _, path in menu.picks()[: columns * room]}
        themes = [theme for theme in themes if theme[1] in shown]
    column = width // columns
    lines: Lines = []
    for row in range(min(room, len(themes))):
        beside = themes[row::room]
        parts = [
            _entry(live, letter, path, column - 1, counted=columns < COLUMNS)
            for letter, path in beside
        ]
        targets = tuple(PickedTheme(path) for _, path in beside)
        lines.append((Content(" ").join(parts), Beside(column, targets)))
    if left_out > 0:
        lines.append((Content.styled(f"   and {left_out} more", MUTED), None))
    return lines


def _entry(
    live: LiveSession, letter: str, path: str, width: int, *, counted: bool = True
) -> Content:
    """Return ``e Exports 12``; faint while nobody has said anything about the theme."""
    said = live.talk.raised[path]
    count = (f"{said:>3}" if said else "  ·") if counted else ""
    name = style.column(last_name(path), width - 3 - len(count))
    text_style = "bold $text-primary" if path in live.sticky.themes else "" if said else MUTED
    return Content.assemble(
        " ",
        (letter or " ", "bold $text-accent"),
        " ",
        name.stylize(text_style),
        (count, MUTED if said else FAINT),
    )
