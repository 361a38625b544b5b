"""The last check of what goes to the terminal: no character that the terminal would act on.

Textual 8.2.8 passes ESC and similar characters in a widget's text through to the terminal; we
know of no issue for it.
"""

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from focusgroup.core.patterns import lazy_pattern

# Controls, marks that change text direction, surrogates: without width, or unsafe to send.
_ACTIVE = lazy_pattern("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class NothingActive(LineFilter):
    """Removes from every line of every widget what a terminal would act on.

    Widgets already use ``for_terminal`` for people's text; this filter covers those that
    don't, such as an input line or a tooltip. The width of a line is kept.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with such characters blanked, or removed when they have no width."""
        if not any(_ACTIVE.search(text) for text, _, control in segments if not control):
            return segments
        return [
            segment
            if segment.control
            else Segment(_ACTIVE.sub(_blank, segment.text), segment.style)
            for segment in segments
        ]


def _blank(match: re.Match[str]) -> str:
    return " " * cell_len(match.group())
