"""The last look at what goes to the terminal: nothing in it that a terminal would act on."""

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# Controls, marks that turn text round, surrogates: of no width, or not to be sent at all.
_ACTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class NothingActive(LineFilter):
    """Takes from every line of every widget what a terminal would act on.

    Textual passes ESC and the like through. Widgets show such characters by
    ``for_terminal`` beforehand; this holds where one of them, an input line or a tooltip
    say, does not. The width of the line stays.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, active characters blanked or, when they have no width, left out."""
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
