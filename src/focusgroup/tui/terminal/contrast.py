"""Keeps every text readable, in every theme: the contrast of what goes to the terminal.

Themes give muted text, keys and coloured words 2.2 to 4.0 to 1 (measured in the light ones of
Textual 8.2.8). WCAG 2.2 asks for 4.5 to 1, also for text that is muted.
"""

from functools import lru_cache

from rich.color import Color as RichColor
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from focusgroup.core.patterns import lazy_pattern

LEAST = 4.5
STEPS = 32
BLACK, WHITE = ColorTriplet(0, 0, 0), ColorTriplet(255, 255, 255)
# Lines, blocks and shades aren't text: borders and bars keep the colours of the theme.
_TEXT = lazy_pattern(r"[^\s─-▟]")


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: ColorTriplet) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@lru_cache(4096)
def readable(color: ColorTriplet, behind: ColorTriplet) -> ColorTriplet:
    """Return the colour nearest to *color* that can be read on *behind*."""
    if contrast(color, behind) >= LEAST:
        return color
    end = max(BLACK, WHITE, key=lambda far: contrast(far, behind))
    return next(
        mixed
        for step in range(1, STEPS + 1)
        if contrast(mixed := _mixed(color, end, step / STEPS), behind) >= LEAST or step == STEPS
    )


def _mixed(color: ColorTriplet, end: ColorTriplet, share: float) -> ColorTriplet:
    parts = zip(color, end, strict=True)
    return ColorTriplet(*(round(part + (far - part) * share) for part, far in parts))


@lru_cache(4096)
def _readable_style(style: Style, background: RichColor) -> Style:
    ink, behind = style.color, style.bgcolor or background
    if ink is None or ink.triplet is None or behind.triplet is None:
        return style  # the terminal's own colours, which nobody here knows
    better = readable(ink.triplet, behind.triplet)
    return style if better == ink.triplet else style + Style(color=RichColor.from_triplet(better))


class Readable(LineFilter):
    """Moves the colour of text that is too close to its background, no further than it must."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with readable text."""
        behind = background.rich_color
        return [
            Segment(text, _readable_style(style, behind), control)
            if style and not control and _TEXT.search(text)
            else Segment(text, style, control)
            for text, style, control in segments
        ]
